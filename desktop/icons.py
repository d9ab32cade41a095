"""Our own line icons, tinted by token and drawn from vectors, so that they are crisp at any scale.

Each icon is `resources/icons/<name>.svg`: 24 by 24, strokes of `currentColor`, no fill.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.errors import BugError

_SCALES = (1.0, 1.5, 2.0, 3.0)


def icon_names() -> tuple[str, ...]:
    """The names of all icons, sorted."""
    folder = resources.files("resources") / "icons"
    return tuple(sorted(entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg")))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor) -> None:
    """Draw icon `name` into `rect` in `colour`. Raises `BugError` when there is no such icon."""
    _renderer(name, colour.name()).render(painter, QRectF(rect))


def icon(name: str, colour: QColor, size: int = 20) -> QIcon:
    """Icon `name` as a `QIcon` for menus and buttons, `size` pixels square, at every usual scale."""
    made = QIcon()
    renderer = _renderer(name, colour.name())  # raises before there is a painter to be left open
    for scale in _SCALES:
        pixels = round(size * scale)
        pixmap = QPixmap(QSize(pixels, pixels))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    if not renderer.isValid():
        raise BugError(f"The icon {name!r} cannot be drawn.")
    return renderer


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    entry = resources.files("resources") / "icons" / f"{name}.svg"
    if not entry.is_file():
        raise BugError(f"There is no icon called {name!r}.")
    return entry.read_text("utf-8")
