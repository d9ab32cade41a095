"""From exec to the first item painted, and the memory then, by how much is in the workspace.

Run by hand: `QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/bench_start.py`.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench_review import fill_with_seven
from material import SIZES, fresh_process, percentile, write_csv

_START = """
import sys, time
from pathlib import Path
started = float(sys.argv[2])
from desktop.app import Start, application, make_window
from desktop.window.preferences import Preferences
from PySide6.QtCore import QTimer
app = application()
path = Path(sys.argv[1])
window = make_window(app, Start(path), Preferences(path=path.with_name("settings.toml"), workspace=str(path), project="bench"))
window.first_painted.connect(lambda: print("painted", time.time() - started, flush=True))
def carded():
    session = window.reviewing.controller.session
    if session is not None and session.on is not None:
        memory = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
        print("usable", time.time() - started, memory)
        heavy = [name for name in ("litellm", "pandas", "sklearn", "pyarrow") if name in sys.modules]
        print("imported", ",".join(heavy) or "none")
        window.close()
        app.quit()
window.reviewing.view.painted.connect(carded)
window.show()
app.exec()
"""


def main() -> None:
    """Print one line a size: the median of five starts."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for size in (400, *SIZES):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.countersign"
            write_csv(Path(folder) / "rows.csv", size)
            fill_with_seven(path, Path(folder) / "rows.csv")
            told = [fresh_process(_START, str(path), str(time.time())).split() for _ in range(5)]
            painted, usable, memory = ([float(words[place]) for words in told] for place in (1, 3, 4))
            print(
                f"start with {size:>9,} items: window painted {percentile(painted, 0.5):.2f} s, first item {percentile(usable, 0.5):.2f} s "
                f"after exec; {percentile(memory, 0.5):.0f} MB; heavy imports: {told[0][6]}"
            )


if __name__ == "__main__":
    main()
