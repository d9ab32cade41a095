"""What is written on what: the colour of every text that is painted, and the ground that is really beneath it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from desktop.theme import contrast
from desktop.widgets import paint

_SEEN = 3.0


@dataclass(frozen=True, slots=True)
class Written:
    """A text, its colour, where it stands in the window, in points, and whether all of it is shown."""

    text: str
    ink: str
    rect: QRect
    whole: bool
    on: QWidget | None


@dataclass(slots=True)
class Ink:
    """Collects while a window is rendered."""

    seen: list[Written] = field(default_factory=list[Written])

    def note(self, painter: QPainter, colour: QColor, rect: QRect, text: str, *, whole: bool) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF()
        place = painter.deviceTransform().mapRect(rect)
        place = QRect(*(round(edge / ratio) for edge in (place.x(), place.y(), place.width(), place.height())))
        on = device if isinstance(device, QWidget) else None
        self.seen.append(Written(text, colour.name(), place, whole, on))


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Generator[Ink, None, None]:
    """Look over the shoulder of what paints texts; it paints as ever."""
    ink, line, paragraph = Ink(), paint.line, paint.paragraph

    def a_line(painter: QPainter, font: QFont, colour: QColor, rect: QRect, text: str, *, trailing: bool = False) -> bool:
        whole = line(painter, font, colour, rect, text, trailing=trailing)
        ink.note(painter, colour, rect, text, whole=whole)
        return whole

    def a_paragraph(painter: QPainter, font: QFont, colour: QColor, rect: QRect, text: str) -> bool:
        whole = paragraph(painter, font, colour, rect, text)
        ink.note(painter, colour, rect, text, whole=whole)
        return whole

    with patch.context() as one:
        one.setattr(paint, "line", a_line)
        one.setattr(paint, "paragraph", a_paragraph)
        yield ink


def labels(top: QWidget) -> list[Written]:
    """The texts of the labels in sight."""
    seen = [one for one in top.findChildren(QLabel) if one.isVisibleTo(top) and one.text() and one.window() is top.window()]
    return [_of_label(one) for one in seen]


def _of_label(one: QLabel) -> Written:
    ink = one.palette().color(one.foregroundRole()).name()
    return Written(one.text(), ink, QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()), True, one)


class Picture:
    """What was rendered, to be looked at."""

    def __init__(self, image: QImage) -> None:
        whole = image.convertToFormat(QImage.Format.Format_RGB32)
        self._ratio = image.devicePixelRatio()
        bits = np.frombuffer(whole.constBits(), np.uint32).reshape(whole.height(), whole.bytesPerLine() // 4)
        self._pixels = bits[:, : whole.width()] & 0xFFFFFF

    def ground(self, rect: QRect) -> str | None:
        """The colour that most of a place has, as `#rrggbb`; None where nothing of it is in the picture."""
        left, top = (max(0, round(edge * self._ratio)) for edge in (rect.x(), rect.y()))
        right, foot = (round(edge * self._ratio) for edge in (rect.x() + rect.width(), rect.y() + rect.height()))
        seen = self._pixels[top:foot, left:right]
        if not seen.size:
            return None
        colours, counts = np.unique(seen, return_counts=True)
        return f"#{int(colours[counts.argmax()]):06x}"

    def differing(self, other: Picture) -> int:
        """How many pixels of two pictures of one size tell them apart, by a contrast that is seen (WCAG 2.2, 1.4.11: 3 to 1)."""
        where = np.flatnonzero(self._pixels != other._pixels)
        pairs = zip(self._pixels.flat[where], other._pixels.flat[where], strict=True)
        ratios = {pair: contrast(f"#{int(pair[0]):06x}", f"#{int(pair[1]):06x}") for pair in {*pairs}}
        pairs = zip(self._pixels.flat[where], other._pixels.flat[where], strict=True)
        return sum(ratios[pair] >= _SEEN for pair in pairs)
