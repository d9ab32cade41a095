"""The installed program in the bare system: its commands, its window, the keys pressed in it, and what its workspace holds then."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ImageGrab
from prepare import SetUpError
from smoke_root import USER

PROJECT = "Card questions (sample)"
_SUGGESTED = 40  # so many suggestions come with the sample project (core.sample)
_PATIENCE_S = 90.0
_ANSWER_S = 6.0
_AWAKE_S = 0.7  # a key that is pressed before the item could be seen decides nothing
#: whether something was shown since the last decision
_SHOWN_LAST = "SELECT max(seq) FILTER (WHERE kind = 'shown') > coalesce(max(seq) FILTER (WHERE kind = 'decided'), 0) FROM event"
_DECIDED = "SELECT count(*) FROM item_state WHERE status = 'decided'"


def expect(true: bool, what: str) -> None:
    """Raise `SetUpError` naming `what` unless it holds."""
    if not true:
        raise SetUpError(f"Not so: {what}")


def until(true: Callable[[], bool], what: str, patience: float = _PATIENCE_S) -> None:
    """Wait until something holds; raises `SetUpError` naming `what` when it never does."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            raise SetUpError(f"Waited in vain: {what}")
        time.sleep(0.1)


def wait(true: Callable[[], bool]) -> bool:
    """Wait some seconds for something to hold; returns whether it does."""
    end = time.monotonic() + _ANSWER_S
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


@dataclass(frozen=True, slots=True)
class Bare:
    """One person's account in the system below `root`; `home` is the account's folder as the system itself names it."""

    root: Path
    home: str

    @property
    def workspace(self) -> Path:
        """The default workspace, by its path from outside."""
        return self.root / self.home.lstrip("/") / ".local/share/countersign/default.countersign"

    def command(self, *words: str, environment: dict[str, str] | None = None, status: int = 0) -> str:
        """Run `countersign` with `words`; returns what it printed on both streams. Raises `SetUpError` for another exit status."""
        whole = self._whole(words, environment or {})
        done = subprocess.run(whole, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
        said = done.stdout + done.stderr
        expect(
            done.returncode == status, f"countersign {' '.join(words)} ends with {status}, not {done.returncode}: {said[-800:]}"
        )
        return said

    def figures(self) -> dict[str, Any]:
        """What `countersign stats` says of the sample project."""
        return json.loads(self.command("--json", "stats", "--project", PROJECT))

    @contextmanager
    def window(self, environment: dict[str, str], *words: str) -> Generator[subprocess.Popen[bytes]]:
        """The program with its window; ended by SIGTERM if it is still there."""
        log = self.root.parent / "window.log"
        with log.open("ab") as output, subprocess.Popen(self._whole(words, environment), stdout=output, stderr=output) as program:
            try:
                yield program
            finally:
                if program.poll() is None:
                    program.send_signal(signal.SIGTERM)

    def ask(self, sql: str) -> int:
        """One number out of the workspace file, read from outside with another SQLite."""
        if not self.workspace.exists():
            return 0
        try:
            with closing(sqlite3.connect(f"file:{self.workspace}?mode=ro", uri=True, timeout=5)) as database:
                return int(database.execute(sql).fetchone()[0] or 0)
        except sqlite3.OperationalError:  # not made whole yet
            return 0

    def decided(self) -> int:
        """How many items are decided."""
        return self.ask(_DECIDED)

    def until_sample(self) -> None:
        """Wait until the sample project has its first suggestions."""
        until(lambda: self.ask("SELECT count(*) FROM suggestion") >= _SUGGESTED, "the sample project comes with suggestions")
        expect(self.ask("SELECT count(*) FROM item") == 400, "the sample project has 400 items")

    def _whole(self, words: tuple[str, ...], environment: dict[str, str]) -> list[str]:
        own = {"HOME": self.home, "USER": USER, "LOGNAME": USER, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment}
        settings = [f"{name}={value}" for name, value in own.items()]
        chroot = ["chroot", "--userspec=1000:1000", str(self.root), "/usr/bin/env", "-i", "-C", self.home, *settings]
        return [*chroot, "countersign", *words]


def account(root: Path, name: str) -> Bare:
    """A home of its own in the system, empty."""
    home = root / "home" / USER / name
    home.mkdir()
    os.chown(home, 1000, 1000)
    return Bare(root, f"/home/{USER}/{name}")


@dataclass(frozen=True, slots=True)
class Keys:
    """Presses keys on a display with xdotool; there is no window manager, so the window is given the focus by us."""

    display: str

    def take(self) -> None:
        """Wait for the window and give it the focus."""
        search = ("search", "--onlyvisible", "--name", "Countersign")
        until(lambda: bool(self._ask(*search)), "a window called Countersign")
        self._ask("windowfocus", "--sync", self._ask(*search).split()[-1])

    def picture(self, bare: Bare) -> Path:
        """Save what is on the screen; returns the file."""
        path = bare.root.parent / "screen.png"
        ImageGrab.grab(xdisplay=self.display).save(path)
        return path

    def press(self, key: str) -> None:
        """Press one key by xdotool's name."""
        self._ask("key", "--delay", "0", key)

    def decide(self, bare: Bare) -> None:
        """Have one more item decided: accept what is suggested, or, where nothing is shown (the blind sample), find a label."""
        before = bare.decided()
        for _ in range(4):
            wait(lambda: bare.ask(_SHOWN_LAST) == 1)  # a second opinion on a blind item shows none, and is kept by Return
            time.sleep(_AWAKE_S)
            for keys in (("Return",), ("slash", *"activate", "Return")):
                for key in keys:
                    self.press(key)
                if self._changed(bare, before):
                    expect(bare.decided() == before + 1, "one answer decides one item")
                    return
            self.take()
        raise SetUpError(f"No key decides the item; {self.picture(bare)} shows the screen.")

    def undo(self, bare: Bare) -> None:
        """Press z until one item less is decided."""
        before = bare.decided()
        for _ in range(5):
            self.press("z")
            if self._changed(bare, before):
                expect(bare.decided() == before - 1, "undo takes back one decision")
                return
            self.take()
        raise SetUpError(f"The decision is not undone; {self.picture(bare)} shows the screen.")

    def _changed(self, bare: Bare, before: int) -> bool:
        return wait(lambda: bare.decided() != before)

    def _ask(self, *words: str) -> str:
        environment = {"PATH": os.environ["PATH"], "DISPLAY": self.display}
        return subprocess.run(("xdotool", *words), check=False, capture_output=True, text=True, env=environment).stdout
