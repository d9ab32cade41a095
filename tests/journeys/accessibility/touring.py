"""A tour of every screen: each pose in turn, and what it leaves behind put away."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.language import speak
from desktop.widgets.overlay import Overlay
from tests.journeys.accessibility.poses import POSES, prepare

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

UNITED_STATES = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


@contextmanager
def spoken(app: QApplication, language: str) -> Generator[None, None, None]:
    """The app in a language; English again afterwards."""
    speak(app, language, UNITED_STATES)
    try:
        yield
    finally:
        speak(app, "en", UNITED_STATES)


@cache
def _workspace() -> bytes:
    """The workspace of the tour, made once for all tests of this process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.countersign"
        prepare(path)
        return path.read_bytes()


def seated(sit_down: Callable[..., Person], home: Path) -> Person:
    """A person at the window over the workspace of the tour."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "default.countersign"
    path.write_bytes(_workspace())
    person = sit_down(path)
    person.until(lambda: person.window.desk.open_workspace is not None)
    person.window.resize(1280, 800)
    return person


def tour(person: Person, *, only: tuple[str, ...] = ()) -> Iterator[tuple[str, QWidget]]:
    """Each pose by its name, with what stands in front: a sheet, a dialog, or the window."""
    for name, pose in POSES.items():
        if not only or name in only:
            put_away(person)
            top = pose(person)
            QApplication.processEvents()
            yield name, top or person.window
    put_away(person)


def put_away(person: Person) -> None:
    """Close sheets and dialogs."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.reject()
    for sheet in person.window.findChildren(Overlay):
        sheet.leave()
