"""The one stylesheet of the app: fields, buttons, lists, scroll bars, menus, tooltips. Everything else paints itself.

Widgets opt in by object name or by Qt class; no rule depends on a property that changes, so that nothing is polished twice.
"""

from __future__ import annotations

from string import Template

from desktop.theme.tokens import Tokens

_SHEET = Template(
    """
QToolTip { background: $tooltip; color: $on_tooltip; border: 1px solid $tooltip; padding: 4px 8px; }
QLineEdit, QPlainTextEdit#field, QTextEdit#field, QComboBox, QSpinBox {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: ${medium}px; padding: 4px 8px;
    selection-background-color: $selection; selection-color: $text;
}
QLineEdit:focus, QPlainTextEdit#field:focus, QTextEdit#field:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $focus; padding: 3px 7px;
}
QPlainTextEdit#item { background: $window; color: $text; border: none;
    selection-background-color: $selection; selection-color: $text; }
QTextBrowser#guidelines, QTextBrowser#help { background: $surface; color: $text; border: 2px solid $surface;
    selection-background-color: $selection; selection-color: $text; }
QTextBrowser#guidelines:focus, QTextBrowser#help:focus { border: 2px solid $focus; }
QListView#results { background: transparent; color: $text; border: none; outline: none; }
QScrollArea#panel, QWidget#panelPage { background: transparent; border: none; }
QPushButton {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: ${medium}px; padding: 6px 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:disabled { color: $muted; border-color: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 5px 13px; }
QPushButton:default, QPushButton#primary { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton:default:focus, QPushButton#primary:focus { background: $accent_soft; color: $accent; border: 2px solid $focus; }
QPushButton:default:disabled, QPushButton#primary:disabled { background: $hover; color: $muted; border-color: $border; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: ${small}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def build_stylesheet(tokens: Tokens) -> str:
    """The stylesheet for `tokens`."""
    return _SHEET.substitute({**tokens.colours, **tokens.radii})
