"""The buttons under the editor: those that mean something for what is marked in the list of versions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.prompts.versions import Place, PlaceKind
from desktop.theme import Theme

_MARGINS = (20, 10, 16, 10)


class Foot(QFrame):
    """Each signal is what a button asks for."""

    try_asked = Signal()
    save_asked = Signal()
    save_live_asked = Signal()
    discard_asked = Signal()
    edit_asked = Signal()
    compare_asked = Signal()
    suggest_asked = Signal()
    live_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("foot")
        self.edit = Button(tr("&Edit from this version"))
        self.compare = Button(tr("Comp&are with…"))
        self.attempt = Button(tr("&Try on this item"))
        self.suggest = Button(tr("Su&ggest for all open items…"))
        self.discard = Button(tr("&Discard"))
        self.save = Button(tr("&Save as new version"))
        self.save_live = Button(tr("Save and make &live"), primary=True)
        self.live = Button(tr("Make &live"), primary=True)
        self._connect()
        self._groups = tuple(_group(members, trailing=self.live in members) for members in self._members())
        self._all = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._all.setContentsMargins(*_MARGINS)
        self._all.setSpacing(8)
        for group in self._groups:
            self._all.addWidget(group, int(group is self._groups[-1]))
        theme.changed.connect(self._dress)
        self._dress()

    def show_place(self, place: Place, live: int | None, others: int) -> None:
        """Offer what can be done with `place`; `live`: the version that is; `others`: how many there are to compare with."""
        draft, version = place.kind is PlaceKind.DRAFT, place.kind is PlaceKind.VERSION
        wanted = {
            self.edit: version,
            self.compare: version and others > 0,
            self.attempt: draft or version,
            self.suggest: version,
            self.discard: draft,
            self.save: draft,
            self.save_live: draft,
            self.live: not draft and place.number != live,
        }
        for button, visible in wanted.items():
            button.setVisible(visible)
        self.live.setText(_live_words(place, live))
        for group, members in zip(self._groups[:-1], self._members(), strict=False):
            group.setVisible(any(wanted[one] for one in members))  # the last one keeps the others at the left
        self._arrange()

    def _members(self) -> tuple[tuple[Button, ...], ...]:
        return (self.edit, self.compare), (self.attempt, self.suggest), (self.discard, self.save, self.save_live, self.live)

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrow as the widest group, which stands under the others then."""
        widths = [group.minimumSizeHint().width() for group in self._groups]
        return QSize(max(widths) + _MARGINS[0] + _MARGINS[2], super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = sum(group.minimumSizeHint().width() + 8 for group in self._groups) + _MARGINS[0] + _MARGINS[2]
        directions = QBoxLayout.Direction
        self._all.setDirection(directions.LeftToRight if self.width() >= wanted else directions.TopToBottom)

    def _connect(self) -> None:
        pairs = (
            (self.edit, self.edit_asked),
            (self.compare, self.compare_asked),
            (self.attempt, self.try_asked),
            (self.suggest, self.suggest_asked),
            (self.discard, self.discard_asked),
            (self.save, self.save_asked),
            (self.save_live, self.save_live_asked),
            (self.live, self.live_asked),
        )
        for button, asked in pairs:
            button.clicked.connect(asked)

    def _dress(self) -> None:
        ground, edge = self._theme.colour("surface").name(), self._theme.colour("border").name()
        self.setStyleSheet(f"QFrame#foot {{ background: {ground}; border: none; border-top: 1px solid {edge}; }}")


def _group(buttons: tuple[Button, ...], *, trailing: bool) -> QWidget:
    """Buttons that stay beside each other."""
    made = QWidget()
    policies = QSizePolicy.Policy
    made.setSizePolicy(policies.Preferred if trailing else policies.Maximum, policies.Fixed)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.insertStretch(0 if trailing else -1, 1)
    return made


def _live_words(place: Place, live: int | None) -> str:
    """To make what came before what is live now live again is to roll back."""
    older = live is not None and (place.number is None or place.number < live)
    return tr("Roll &back to this") if older else tr("Make &live")
