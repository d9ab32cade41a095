"""Text that does not fit its widget, and widgets that reach out of what holds them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

_SLACK = 1  # a pixel of rounding


def clipped(top: QWidget) -> list[str]:
    """Every label and button in sight whose words need more room than it has; an elided one needs a tool tip."""
    found: list[str] = []
    for one in [*top.findChildren(QLabel), *top.findChildren(QAbstractButton)]:
        if not one.isVisibleTo(top) or not one.text() or one.window() is not top.window():
            continue
        short = _short(one)
        if short and not one.toolTip():
            found.append(f"{type(one).__name__} {one.text()[:40]!r}: {short}")
        elif _cut(one):
            found.append(f"{type(one).__name__} {one.text()[:40]!r}: cut off by what holds it")
    return found


def _short(one: QLabel | QAbstractButton) -> str:
    if isinstance(one, QLabel) and one.wordWrap():
        needs = one.heightForWidth(one.width())
        return f"{needs} high in {one.height()}" if needs > one.height() + _SLACK else ""
    hint = one.sizeHint()
    if hint.width() > one.width() + _SLACK:
        return f"{hint.width()} wide in {one.width()}"
    return f"{hint.height()} high in {one.height()}" if hint.height() > one.height() + _SLACK else ""


def _cut(one: QWidget) -> bool:
    """Whether part of it lies outside of its parents; within an area that scrolls it can be scrolled to."""
    rect, above = QRect(one.rect()), one
    while True:
        parent = above.parentWidget()
        if parent is None or above.isWindow():
            return False
        rect.translate(above.pos())
        if isinstance(parent.parentWidget(), QScrollArea):
            area = parent.parentWidget()
            assert isinstance(area, QScrollArea)
            return rect.right() > parent.width() + _SLACK and area.horizontalScrollBar().maximum() == 0
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            return True
        above = parent
