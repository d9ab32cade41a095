"""Tab through a screen: what it comes to, in which order, and whether it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QTextBrowser, QWidget

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

_MOST = 120
TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


def stops(top: QWidget) -> list[QWidget]:
    """What Tab has to come to: every control in sight that takes the keyboard by Tab. Of radio buttons the checked one."""
    return [one for one in top.findChildren(QWidget) if _takes_tab(one) and _in_sight(one, top)]


def _takes_tab(one: QWidget) -> bool:
    policy = one.focusPolicy() & Qt.FocusPolicy.TabFocus
    if not policy or one.focusProxy() is not None or not one.isEnabled():
        return False
    return not isinstance(one, QRadioButton) or one.isChecked() or not one.autoExclusive()


def _in_sight(one: QWidget, top: QWidget) -> bool:
    return one.isVisibleTo(top) and one.window() is top.window()


def walk(person: Person, *, back: bool = False) -> list[QWidget]:
    """Press Tab from what has the keyboard until that has it again; what was come to, in order, that one first."""
    seen = [_here()]
    while len(seen) <= _MOST:
        step(person, back=back)
        if _here() is seen[0]:
            return seen
        seen.append(_here())
    return seen


def step(person: Person, *, back: bool = False) -> None:
    """Press Tab, or Shift+Tab; through a page with links as often as it takes to leave it."""
    first = _here()
    for _ in range(_MOST if isinstance(first, QTextBrowser) else 1):
        if back:
            person.press(BACKTAB, held=Qt.KeyboardModifier.ShiftModifier)
        else:
            person.press(TAB)
        if _here() is not first:
            return


def _here() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def astray(seen: Sequence[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """The steps of a round that go against the order of reading; the one from the end to the beginning is none.

    One reads a column from its top to its bottom, a row from left to right, and one column after the other: a step goes against
    that which goes up without going to the right, or to the left without going down. Of two controls in different boxes, the boxes
    are compared.
    """
    steps = zip(seen, [*seen[1:], seen[0]], strict=True)
    return [(before, after) for before, after in steps if _is_back(*_boxes(before, after))]


def _boxes(before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Where the two stand in the innermost box that holds both: they, or what holds them there."""
    ours, theirs = _line(before), _line(after)
    at = next(
        at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] is not pair[1] or pair[0] in (before, after)
    )
    if ours[at] is theirs[at]:  # one of them holds the other
        return QRect(), QRect()
    return _place(ours[at]), _place(theirs[at])


def _line(one: QWidget) -> list[QWidget]:
    """What holds a control, the window first, the control last."""
    line = [one]
    while not line[0].isWindow():
        above = line[0].parentWidget()
        assert above is not None
        line.insert(0, above)
    return line


def _place(one: QWidget) -> QRect:
    return QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size())


def _is_back(before: QRect, after: QRect) -> bool:
    if before.isNull() or after.isNull():
        return False
    if after.bottom() < before.top():
        return after.left() <= before.right()
    return after.right() < before.left() and after.top() <= before.bottom()
