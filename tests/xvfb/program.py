"""The app as a process: the window, and the same program as a command line that tells what came of it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.xvfb.display import PATIENCE_S, Display

ROOT = Path(__file__).resolve().parents[2]
#: names the executable of a frozen bundle
BUNDLE = "COUNTERSIGN_APP"
_WRONG = re.compile(r" (WARNING|ERROR|CRITICAL) |^Fatal Python error|^\w*Error\b")


def executable() -> Path:
    """The program to run: the one of the environment that the tests run in, or the one that is named."""
    return Path(os.environ.get(BUNDLE) or ROOT / ".venv" / "bin" / "countersign")


class Program:
    """Countersign with everything it has in `home`, on this display."""

    def __init__(self, home: Path, display: Display, language: str) -> None:
        """`language`: as the settings file has it, `en` or `zh_CN`; the account's own is none."""
        self.home = home
        self.workspace = home / "default.countersign"
        self._display = display
        self._running: list[subprocess.Popen[bytes]] = []
        home.mkdir(parents=True)
        (home / "settings.toml").write_text(f'language = "{language}"\nreviewer = "Vera"\n', "utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """Start the app with its window."""
        quiet = subprocess.DEVNULL
        with (self.home / "said.txt").open("ab") as said:
            process = subprocess.Popen((executable(),), stdin=quiet, stdout=said, stderr=said, env=self.environment)
        self._running.append(process)
        self._display.watched = process.pid
        return process

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """What was started last."""
        return self._running[-1]

    def end(self) -> None:
        """Nothing that was started goes on."""
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()

    def ask(self, *command: str) -> dict[str, Any]:
        """What a command of the command line says, as JSON. The window is to be closed."""
        words = (str(executable()), "--workspace", str(self.workspace), "--json", *command)
        done = subprocess.run(words, check=False, capture_output=True, text=True, env=self.environment, timeout=2 * PATIENCE_S)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stdout} {done.stderr}"
        return json.loads(done.stdout)

    def troubles(self) -> list[str]:
        """What went wrong by the app's own account: lines on its terminal, errors in its log."""
        said = (self.home / "said.txt").read_text("utf-8", "replace").splitlines()
        logged = [line for path in sorted((self.home / "log").glob("*.log")) for line in path.read_text("utf-8").splitlines()]
        return [*said, *(line for line in logged if _WRONG.search(line))]

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing of the account that runs the tests but its path."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "DISPLAY": self._display.name,
            "QT_QPA_PLATFORM": "xcb",
            "COUNTERSIGN_HOME": str(self.home),
        }
