"""The marked label: its name, what is told of it, its colour and its key."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.domain.task import COLOURS, Label
from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.combo import Combo
from desktop.screens.look import label
from desktop.screens.project.choosing import choose
from desktop.theme import Theme

COLOUR_WORDS: dict[str, str] = dict(
    zip(
        COLOURS,
        (
            QT_TR_NOOP("blue"),
            QT_TR_NOOP("green"),
            QT_TR_NOOP("amber"),
            QT_TR_NOOP("purple"),
            QT_TR_NOOP("teal"),
            QT_TR_NOOP("pink"),
            QT_TR_NOOP("olive"),
            QT_TR_NOOP("red"),
            QT_TR_NOOP("grey"),
        ),
        strict=True,
    )
)


class LabelForm(QWidget):
    """Holds what is written; the card asks for it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.told, self.example, self.shortcut = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.colour = Combo()
        self.shortcut.setMaxLength(1)
        self.shortcut.setPlaceholderText(tr("one character; empty: none"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        places: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (tr("Label"), self.name, 0, 0, 1),
            (tr("Colour"), self.colour, 0, 2, 1),
            (tr("Description"), self.told, 1, 0, 3),
            (tr("Example"), self.example, 2, 0, 1),
            (tr("Shortcut"), self.shortcut, 2, 2, 1),
        )
        for name, widget, row, column, span in places:
            widget.setAccessibleName(name)
            caption = label(theme, "body", "text", name)
            caption.setBuddy(widget)
            grid.addWidget(caption, row, column)
            grid.addWidget(widget, row, column + 1, 1, span)
        grid.setColumnMinimumWidth(0, 100)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 1)
        for before, after in ((self.name, self.told), (self.told, self.example), (self.example, self.colour)):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self.colour, self.shortcut)

    def show_label(self, one: Label | None) -> None:
        """Show a label; None: there is none."""
        one = one or Label("")
        self.name.setText(one.name)
        self.told.setText(one.description)
        self.example.setText(one.example)
        self.shortcut.setText(one.shortcut)
        choose(
            self.colour, [(tr("the next that is free"), ""), *((tr(COLOUR_WORDS[name]), name) for name in COLOURS)], one.colour
        )

    def value(self) -> Label:
        """The label as it is written."""
        texts = (self.name.text().strip(), self.told.text().strip(), self.example.text().strip())
        return Label(*texts, str(self.colour.currentData() or ""), self.shortcut.text().strip())
