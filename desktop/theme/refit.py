"""Another size of text, carried to the widgets that are there: the fonts and heights that they hold, and what was laid out by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

Key = TypeVar("Key")
#: the property of a widget whose height belongs to its text: how tall it is at 100 per cent
_TALL = "tall"


def holders(app: QApplication, fonts: Mapping[Key, QFont]) -> list[tuple[QWidget, Key]]:
    """The widgets that hold one of the fonts, with its key."""
    keys = {_look(font): key for key, font in fonts.items()}
    holding = (widget for widget in app.allWidgets() if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont))
    return [(widget, keys[look]) for widget in holding if (look := _look(widget.font())) in keys]


def refit(app: QApplication, scaled: Callable[[int], int]) -> None:
    """Scale the heights that widgets hold, and let all be laid out anew."""
    for widget in app.allWidgets():
        tall = widget.property(_TALL)
        if isinstance(tall, int):
            widget.setFixedHeight(scaled(tall))
        widget.updateGeometry()
        if isinstance(widget, QAbstractItemView):
            widget.scheduleDelayedItemsLayout()
        _place_anew(widget)


def hold_height(widget: QWidget, height: int, scaled: Callable[[int], int]) -> None:
    """Hold a widget at a height that follows the size of text; `height` is the one at 100 per cent."""
    widget.setProperty(_TALL, height)
    widget.setFixedHeight(scaled(height))


def _place_anew(widget: QWidget) -> None:
    """As if its size had changed: what places its parts by hand does so then; what is not shown, when it is."""
    if widget.isVisible():
        QCoreApplication.postEvent(widget, QResizeEvent(widget.size(), widget.size()))
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)


def _look(font: QFont) -> tuple[int, int, tuple[str, ...]]:
    return font.pixelSize(), int(font.weight()), tuple(font.families())
