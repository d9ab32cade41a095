"""What a screen reader is told beyond names: what a painted widget is, and what has changed while the keyboard is elsewhere.

Qt gives every widget that it does not know the role of a mere area. A widget that paints itself says what it is by its attribute
`spoken_as`, and one that has a name is a group at least. Buttons, fields, lists and tables are what they are by their Qt classes.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget
from typing_extensions import override

Role = QAccessible.Role
_LONGEST = 1_000  # of what is said at once, in characters
_installed: list[bool] = []


def install_roles() -> None:
    """From now on painted widgets have their roles. Once for a process; the rest stays as Qt has it."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have `text` said while the keyboard stays where it is; `urgent` interrupts what is being said.

    Without a screen reader nothing happens. What is longer than some paragraphs is cut: the rest is read where it stands.
    """
    if not text or not widget.window().isVisible():
        return
    event = QAccessibleAnnouncementEvent(widget, text[:_LONGEST])
    ways = QAccessible.AnnouncementPoliteness
    event.setPoliteness(ways.Assertive if urgent else ways.Polite)
    QAccessible.updateAccessibility(event)


class _Tab(QAccessibleWidget):
    """A button that stands for a page of several: pressed as a button, selected while its page is shown."""

    @property
    def _button(self) -> QAbstractButton:
        return cast("QAbstractButton", self.widget())

    @override
    def state(self) -> QAccessible.State:
        state = super().state()
        state.selectable, state.selected = True, self._button.isChecked()
        return state

    @override
    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    @override
    def doAction(self, actionName: str, /) -> None:
        if actionName == QAccessibleActionInterface.pressAction():
            self._button.click()


def _interface(key: str, one: QObject) -> QAccessibleInterface | None:
    """The interface of a widget with a role of its own. Qt asks for each class of a widget in turn, down to the base of all."""
    if not isinstance(one, QWidget):
        return None
    role: object = getattr(one, "spoken_as", None)
    if isinstance(role, QAccessible.Role) and key == type(one).__name__:
        return _Tab(one, role) if role is Role.PageTab else QAccessibleWidget(one, role)
    return QAccessibleWidget(one, Role.Grouping) if key == QWidget.__name__ and one.accessibleName() else None
