"""Every screen and sheet as those meet it who hear it, who work by keys alone, who need contrast, or larger everything.

Each test makes one tour and collects what it finds, so that a failure names all that has to be mended.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QLabel, QWidget

from desktop.review.screen import ReviewScreen
from desktop.theme import Scheme, contrast
from desktop.widgets.overlay import Overlay
from desktop.window.preferences import load_preferences
from tests.journeys.accessibility import fit, tree, walking
from tests.journeys.accessibility.ink import Picture, Written, labels, watched
from tests.journeys.accessibility.poses import LEAD, review
from tests.journeys.accessibility.touring import seated, spoken, tour

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("en", "zh_CN")
LOOKS = (Scheme.LIGHT, Scheme.DARK)
SIZES = ((1280, 800), (760, 520))
_LOST = {"review search": "leaving the search of labels by Tab ends it, and the list it went through with it"}
_MARGIN = 16  # around a control: as far out as another may paint its ring
_RING = 24  # pixels that a ring has at least, whatever it is drawn around


# --- heard


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[None]:
    """A screen reader is there: Qt tells it of changes, and keeps what it has told up to date."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_heard_whole_and_walked_through(
    qapp: QApplication, sit_down: Callable[..., Person], home: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Each control says what it is, no words are cut at any size, and Tab goes through all of it in the order of reading."""
    found: list[str] = []
    with spoken(qapp, language):
        person = seated(sit_down, home)
        for name, top in tour(person):
            found += [f"{name}: {problem}" for problem in [*_unheard(top), *_cut(person, top, monkeypatch)]]
            if name not in _LOST:
                found += [f"{name}: {problem}" for problem in _walked(person, top)]
    assert not found, "\n".join(found)


def _unheard(top: QWidget) -> list[str]:
    silent = [view.accessibleName() for view in _lists(top) if not any(tree.cells(view))]
    return tree.unfit(tree.nodes(top)) + [f"{name} has silent rows" for name in silent]


def _lists(top: QWidget) -> list[QAbstractItemView]:
    """The lists and tables in sight that have rows."""
    seen = [view for view in top.findChildren(QAbstractItemView) if view.isVisibleTo(top)]
    return [view for view in seen if view.model().rowCount() and not isinstance(view, QHeaderView)]


def test_painted_widgets_have_roles(sit_down: Callable[..., Person], home: Path) -> None:
    person = seated(sit_down, home)
    review(LEAD)(person)
    roles = {type(node.widget).__name__: node.role for family in tree.nodes(person.window) for node in family}
    wanted = {"ReviewScreen": "Pane", "TopBar": "StatusBar", "KeyBar": "ToolBar", "SectionTitle": "Heading"}
    wanted |= {"Rail": "PageTabList", "_RailButton": "PageTab", "LabelRow": "Button", "HistoryStrip": "Grouping"}
    assert {name: roles[name].name for name in wanted} == wanted
    person.press("?")
    sheet = QAccessible.queryAccessibleInterface(person.view.cheat_sheet)
    assert sheet.role() is QAccessible.Role.Dialog


def test_a_screen_reader_presses_the_rail_and_hears_which_screen_is_shown(sit_down: Callable[..., Person], home: Path) -> None:
    person = seated(sit_down, home)
    review(LEAD)(person)
    found = [node for family in tree.nodes(person.window) for node in family if node.role is QAccessible.Role.PageTab]
    tabs = {node.name: QAccessible.queryAccessibleInterface(node.widget) for node in found if node.widget is not None}
    assert [name for name, tab in tabs.items() if tab.state().selected] == ["Review"]
    tabs["Projects"].actionInterface().doAction("Press")
    assert [name for name, tab in tabs.items() if tab.state().selected] == ["Projects"]


# --- by keys


def _walked(person: Person, top: QWidget) -> list[str]:
    if QApplication.focusWidget() is top and isinstance(top, Overlay):
        person.press(walking.TAB)  # the sheet itself has the keys until then
    seen, wanted = walking.walk(person), walking.stops(top)
    if seen == [top]:
        return [f"{_named(one)} is not come to" for one in wanted]
    found = [f"{_named(one)} is not come to" for one in wanted if one not in seen]
    found += [f"{_named(one)} lies beneath" for one in seen if one not in wanted]
    if walking.walk(person, back=True) != [seen[0], *reversed(seen[1:])]:
        found.append("Shift+Tab does not go the same way back")
    steps = walking.astray(seen)
    return found + [f"from {_named(before)} to {_named(after)}" for before, after in steps if len(steps) > 1]


def _named(one: QWidget) -> str:
    text = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
    return f"{type(one).__name__} {text!r}"


# --- seen


@pytest.mark.parametrize("look", LOOKS)
def test_every_text_can_be_read_and_every_focus_seen(
    sit_down: Callable[..., Person], home: Path, monkeypatch: pytest.MonkeyPatch, look: Scheme
) -> None:
    preferences = load_preferences()
    preferences.look = look.value
    preferences.save()
    person = seated(sit_down, home)
    assert person.window.desk.theme.tokens.dark is (look is Scheme.DARK)
    found: list[str] = []
    for name, top in tour(person):
        found += [f"{name}: {problem}" for problem in _faint(top, monkeypatch)]
        if name not in _LOST:
            found += [f"{name}: {_named(one)} shows no focus" for one in _ringless(person)]
    assert not found, "\n".join(found)


def _faint(top: QWidget, patch: pytest.MonkeyPatch) -> list[str]:
    """Texts of less than 4.5 to 1 on what is really beneath them. What is disabled is exempt (WCAG 2.2, 1.4.3)."""
    with watched(patch) as ink:
        picture = Picture(top.window().grab().toImage())
    found: list[str] = []
    for one in [*ink.seen, *labels(top)]:
        ground = picture.ground(one.rect)
        if ground is None or not one.text.strip() or not _is_in_front(one, top):
            continue
        ratio = contrast(one.ink, ground)
        if ratio < 4.5:
            found.append(f"{one.text[:40]!r} is {one.ink} on {ground}: {ratio:.2f}")
    return found


def _is_in_front(one: Written, top: QWidget) -> bool:
    if one.on is None:
        return top.isWindow()
    return one.on.isEnabled() and (one.on is top or top.isAncestorOf(one.on))


def _ringless(person: Person) -> list[QWidget]:
    """What looks the same with the keyboard and without it. The review screen is exempt: there the keys are commands."""
    seen = walking.walk(person)
    if len(seen) == 1:
        return []
    found: list[QWidget] = []
    for _ in seen:
        here = QApplication.focusWidget()
        assert here is not None
        with_it = _around(here)
        if with_it.isNull():
            found.append(here)  # it is out of sight
        walking.step(person)
        if not isinstance(here, ReviewScreen | Overlay) and _differing(with_it, _around(here)) < _RING:
            found.append(here)
    return found


def _around(one: QWidget) -> QImage:
    """The widget and what is around it, as its grandparent paints it: a ring may be another's."""
    above = one
    for _ in range(2):
        parent = above.parentWidget()
        above = parent if parent is not None and not above.isWindow() else above
    rect = QRect(one.mapTo(above, one.rect().topLeft()), one.size())
    return above.grab(rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)).toImage()


def _differing(one: QImage, other: QImage) -> int:
    if one.size() != other.size():
        return one.width() * one.height()
    return Picture(one).differing(Picture(other))


def test_a_sheet_that_is_open_follows_a_change_of_the_look(sit_down: Callable[..., Person], home: Path) -> None:
    person = seated(sit_down, home)
    theme = person.window.desk.theme
    for _name, top in tour(person, only=("timeline", "bulk", "model")):
        for look in (Scheme.DARK, Scheme.LIGHT):
            theme.set_scheme(look)
            tones = {one.palette().color(one.foregroundRole()).name() for one in top.findChildren(QLabel) if one.property("tone")}
            assert tones <= {theme.colour(tone).name() for tone in ("text", "muted", "accent", "good", "changed", "bad")}


# --- of any size


def _cut(person: Person, top: QWidget, patch: pytest.MonkeyPatch) -> list[str]:
    """Words that are not whole, at the usual size of the window and at its smallest."""
    found: list[str] = []
    for size in SIZES:
        _resize(person.window, size)
        found += [f"{problem} at {size}" for problem in [*fit.clipped(top), *_untold(top, patch)]]
    _resize(person.window, SIZES[0])
    return found


def _resize(window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    for _ in range(4):  # what is laid out by its own width is so in a second round
        QApplication.processEvents()


def _untold(top: QWidget, patch: pytest.MonkeyPatch) -> list[str]:
    """Painted words that are cut and stand nowhere whole. The rows of lists say theirs through the model."""
    with watched(patch) as ink:
        top.window().grab()
    cut = [one for one in ink.seen if not one.whole and isinstance(one.on, QWidget) and _is_in_front(one, top)]
    return [f"{one.text[:40]!r} on {_named(one.on)}" for one in cut if one.on is not None and not _is_whole_elsewhere(one)]


def _is_whole_elsewhere(one: Written) -> bool:
    assert one.on is not None
    if isinstance(one.on.parentWidget(), QAbstractItemView) or one.on.toolTip():
        return True
    return one.text in one.on.accessibleName() or one.text in one.on.accessibleDescription()


def test_the_check_of_cut_words_finds_them(sit_down: Callable[..., Person], home: Path) -> None:
    person = seated(sit_down, home)
    review(LEAD)(person)
    one = QLabel("These words do not fit", person.view)
    one.setFixedWidth(40)
    one.show()
    assert [problem for problem in fit.clipped(person.window) if "These words" in problem]


def test_all_of_it_at_200_per_cent(tmp_path: Path) -> None:
    """In a process of its own, where each point is four pixels; the platform's screen is smaller than the app then."""
    script = Path(__file__).with_name("doubled.py")
    env = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "COUNTERSIGN_HOME": str(tmp_path / "home")}
    run = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr
