"""Which of the two programs starts, and what each of them leaves unloaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.launch import main, window_wanted

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("pandas", "sklearn", "pyarrow", "onnxruntime", "litellm", "scipy")

PAINT = """
import sys
from PySide6.QtCore import QTimer
from desktop.app import Start, application, make_window
from desktop.window.preferences import load_preferences

app = application()
window = make_window(app, Start(), load_preferences())
window.life.open = lambda *_, **__: None  # as far as the first paint and no further
window.first_painted.connect(app.quit)
QTimer.singleShot(20_000, app.quit)
window.show()
app.exec()
print(",".join(sorted(sys.modules)))
window.close()
"""


def run(program: str, home: Path) -> set[str]:
    env = {**os.environ, "COUNTERSIGN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run((sys.executable, "-c", program), cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split(","))


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], (None, False)),
        (["demo"], (None, True)),
        (["--workspace", "/a/b.countersign"], (Path("/a/b.countersign"), False)),
        (["--workspace=/a/b.countersign", "demo"], (Path("/a/b.countersign"), True)),
        (["/a/b.countersign"], (Path("/a/b.countersign"), False)),
        (["/a/B.COUNTERSIGN"], (Path("/a/B.COUNTERSIGN"), False)),
        (["/a/b.countersign", "stats"], None),
        (["-x.countersign"], None),
        (["/a/b.csv"], None),
        (["--help"], None),
        (["demo", "--terminal"], None),
        (["--workspace", "/a/b.countersign", "stats", "Cards"], None),
        (["--workspace"], None),
    ],
)
def test_the_window_opens_when_nothing_else_is_asked_for(arguments: list[str], wanted: tuple[Path | None, bool] | None) -> None:
    assert window_wanted(arguments) == wanted


def test_a_command_goes_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert "countersign" in capsys.readouterr().out


def test_a_command_loads_no_qt(tmp_path: Path) -> None:
    loaded = run("import sys; from desktop.launch import main; main(['--help']); print(','.join(sys.modules))", tmp_path)
    assert "core.cli" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    loaded = run(PAINT, tmp_path)
    assert "desktop.review.screen" in loaded
    assert not [name for name in (*HEAVY, "sqlalchemy", "core.workspace") if name in loaded]
