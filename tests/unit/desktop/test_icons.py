from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.errors import BugError
from desktop.icons import icon, icon_names, paint_icon

WANTED = {"review", "items", "export", "settings", "projects", "check", "cross", "pencil", "skip", "flag", "thumb_up", "undo"}


def _drawn(name: str, colour: QColor, size: int = 48) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    try:
        paint_icon(painter, QRect(0, 0, size, size), name, colour)
    finally:
        # A painter that is left to the collector may outlive its picture, which crashes.
        painter.end()
    return image


def test_the_icons_of_the_app_are_there() -> None:
    assert set(icon_names()) >= WANTED


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_is_drawn_in_its_colour_and_inside_its_square(qapp: QApplication, name: str) -> None:
    image = _drawn(name, QColor("#ff0000"))
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    inked = [pixel for pixel in pixels if pixel.alpha() > 200]
    assert len(inked) > 20
    assert all(pixel.red() > 200 and pixel.green() < 60 for pixel in inked)
    border = [image.pixelColor(0, at).alpha() + image.pixelColor(at, 0).alpha() for at in range(48)]
    assert sum(border) == 0


def test_a_qicon_has_a_picture_for_double_scale(qapp: QApplication) -> None:
    sizes = {size.width() for size in icon("flag", QColor("#000000"), 20).availableSizes()}
    assert sizes >= {20, 40}


def test_an_unknown_icon_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(BugError):
        _drawn("unicorn", QColor("#000000"))
