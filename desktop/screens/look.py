"""Labels, headings and the stylesheet that forms and tables share; every colour is a token."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import Theme

_SHEET = Template(
    """
QScrollArea#page, QWidget#column { background: $window; border: none; }
QFrame#card { background: $surface; border: 1px solid $border; border-radius: ${large}px; }
QTableView { background: $surface; color: $text; border: 1px solid $border; border-radius: ${medium}px; gridline-color: $border;
    selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QTableView:focus { border: 2px solid $focus; }
QTableView::item { padding: 4px 8px; }
QTableView::item:selected { border-top: 1px solid $accent; border-bottom: 1px solid $accent; padding: 3px 8px; }
QHeaderView, QHeaderView::section { background: transparent; color: $muted; border: none; }
QHeaderView::section { border-bottom: 1px solid $border; padding: 6px 11px; }
QListWidget { background: $surface; color: $text; border: 1px solid $border_strong; border-radius: ${medium}px; padding: 4px;
    outline: none; }
QListWidget:focus { border: 2px solid $focus; padding: 3px; }
QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QRadioButton { color: $text; spacing: 8px; padding: 2px; }
QRadioButton:focus { border: 2px solid $focus; border-radius: ${small}px; padding: 0; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $border_strong; border-radius: 8px; background: $surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; border-radius: 8px; background: $on_accent; }
QComboBox { min-height: 22px; } QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border; selection-background-color: $accent_soft;
    selection-color: $text; outline: none; }
QLineEdit { min-height: 22px; } QLineEdit, QPlainTextEdit#field { placeholder-text-color: $muted; }
"""
)


def sheet(theme: Theme) -> str:
    """The stylesheet of forms and tables in the theme that is worn now."""
    return _SHEET.substitute({**theme.tokens.colours, **theme.tokens.radii})


def dress(theme: Theme, widget: QWidget) -> None:
    """Give a sheet and its labels the colours that are worn now: at first, and after every change of the theme."""
    widget.setStyleSheet(sheet(theme))
    for one in widget.findChildren(QLabel):
        if one.property("tone"):
            repaint_text(theme, one)


def label(theme: Theme, size: str, tone: str, text: str = "", *, bold: bool = False, wrap: bool = False) -> QLabel:
    """A label in a size and a colour of the theme. `tone` is a token of a text colour; `text` is shown as it stands."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(size, bold=bold))
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    repaint_text(theme, made)
    return made


def set_tone(theme: Theme, one: QLabel, tone: str) -> None:
    """Give a label another colour."""
    one.setProperty("tone", tone)
    repaint_text(theme, one)


def repaint_text(theme: Theme, one: QLabel) -> None:
    """Colour a label for the theme that is worn now."""
    palette = one.palette()
    palette.setColor(one.foregroundRole(), theme.colour(str(one.property("tone"))))
    one.setPalette(palette)
