"""A screen of its own for a test: Xvfb on a display number that is free, and pictures of what is on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageGrab

SIZE = (1280, 800)
#: no wait of a journey is longer, on a machine that has other work too
PATIENCE_S = 30.0
_LOOK_S = 0.02
#: a picture is still when nothing changed for so long; a caret stays as it is for 0.5 s
_STILL_S = 0.15
#: what a blinking caret changes is narrower; what a key brings on is not
_CARET = 4
NEEDED = ("Xvfb", "xdotool")


def missing() -> list[str]:
    """The programs that are not there."""
    return [name for name in NEEDED if shutil.which(name) is None]


def until(true: Callable[[], bool], what: str | Callable[[], str], patience: float = PATIENCE_S) -> None:
    """Look again and again until `true`. Raises `AssertionError` with `what` when that does not come."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"{what if isinstance(what, str) else what()} (waited {patience:g} s)"
        time.sleep(_LOOK_S)


@dataclass
class Display:
    """An X display; `shots`: where pictures of the stations of a journey go, None to keep but the last one in `aside`.

    `watched`: the process whose window is on it, 0 for none.
    """

    name: str
    shots: Path | None
    aside: Path
    watched: int = 0
    _rest: Image.Image | None = None

    def picture(self) -> Image.Image:
        """What is on the screen."""
        return ImageGrab.grab(xdisplay=self.name)

    def keep(self, station: str) -> None:
        """Keep a picture of this station, once the screen is still."""
        if self.shots is not None:
            self._save(self.still(), self.shots, station)

    def keep_last(self) -> None:
        """Keep a picture of what is on the screen at this moment."""
        self._save(self.picture(), self.shots or self.aside, "99-at-the-end")

    def still(self) -> Image.Image:
        """The picture once nothing but a caret has moved for a while, and the app has nothing to do that could paint."""
        last, since = self.picture(), time.monotonic()
        if self._rest is not None and not self._busy() and not _differ(self._rest, last):
            return self._rest

        def rests() -> bool:
            nonlocal last, since
            now = self.picture()
            if self._busy() or _differ(last, now):
                last, since = now, time.monotonic()
            return time.monotonic() - since >= _STILL_S

        until(rests, "the screen never comes to rest")
        self._rest = last
        return last

    def _busy(self) -> bool:
        """Whether the main thread of the app runs, or wants to on a machine that has other work (proc_pid_stat(5): state)."""
        try:
            told = Path(f"/proc/{self.watched}/stat").read_text("ascii", "replace")
        except OSError:
            return False
        return told.rpartition(")")[2].split()[0] in "RD"

    def changed(self, before: Image.Image, why: str) -> None:
        """Wait until the screen is another than `before`, and still."""
        until(lambda: _differ(before, self.picture()), f"nothing on the screen answers {why}")
        self.still()

    def _save(self, picture: Image.Image, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        picture.save(folder / f"{name}.png")


def _differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether more than a caret has changed."""
    box = ImageChops.difference(one, other).getbbox()
    return box is not None and box[2] - box[0] > _CARET


@contextmanager
def started(shots: Path | None, aside: Path) -> Generator[Display]:
    """Start Xvfb on a free display number, and end it with the block."""
    read, write = os.pipe()
    options = ("-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-noreset")
    quiet = subprocess.DEVNULL
    with subprocess.Popen(("Xvfb", *options), pass_fds=(write,), stdin=quiet, stdout=quiet, stderr=quiet) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            assert number, f"Xvfb did not start (status {server.wait()})"
            yield Display(f":{number}", shots, aside)
        finally:
            server.terminate()
