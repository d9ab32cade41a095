"""A picture by its local path: decoded off the main thread, fitted into the view, larger by the zoom. Trouble is told in its place."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from core.domain.content import Part
from desktop.bridge import Bridge
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review.item.pictures import MOST_PIXELS, Picture, read_soon
from desktop.review.item.view import PartView
from desktop.theme import Theme
from desktop.widgets import paint

_GROWTH = 1.25
_EMPTY_HEIGHT = 160
_ARROWS = {Qt.Key.Key_Left: (-60, 0), Qt.Key.Key_Right: (60, 0), Qt.Key.Key_Up: (0, -60), Qt.Key.Key_Down: (0, 60)}


class _Canvas(QAbstractScrollArea):
    """Paints the picture, or a sentence; dragging and arrows move what is larger than the view."""

    painted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.picture: Picture | None = None
        self.words = ""
        self.factor = 1.0
        self._held: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAutoFillBackground(False)

    def fitted(self, room: QSize) -> QSize:
        """The picture's size, fitted into `room` and never enlarged, then by the zoom."""
        image = self.picture.image if self.picture is not None else None
        if image is None:
            return QSize()
        size = image.size()
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QSize(round(size.width() * self.factor), round(size.height() * self.factor))

    def refit(self) -> None:
        """The picture, the zoom or the room has changed."""
        size, room = self.fitted(self.maximumViewportSize()), self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(20)
            bar.setRange(0, max(0, whole - page))
        self.viewport().update()

    @override
    def resizeEvent(self, arg__1: QResizeEvent, /) -> None:
        self.refit()

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        image = self.picture.image if self.picture is not None else None
        if image is not None:
            at = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(at, self.fitted(self.maximumViewportSize())), image)
        else:
            self._tell(painter)
        painter.end()
        self.painted.emit()

    def _tell(self, painter: QPainter) -> None:
        """Why there is no picture, on a card where it would be."""
        card = QRect(0, 0, self.viewport().width(), min(self.viewport().height(), _EMPTY_HEIGHT))
        paint.box(painter, card, self._theme.radius("medium"), self._theme.colour("hover"), self._theme.colour("border"))
        waiting = self.picture is None
        icon = QRect(16, 16, 20, 20)
        paint_icon(painter, icon, "clock" if waiting else "warning", self._theme.colour("muted" if waiting else "changed"))
        room = card.adjusted(46, 16, -16, -12)
        paint.paragraph(painter, self._theme.font("label"), self._theme.colour("text"), room, self.words)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        step = _ARROWS.get(Qt.Key(arg__1.key()))
        if step is None or arg__1.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            arg__1.ignore()
            return
        self._move(*step)

    @override
    def mousePressEvent(self, arg__1: QMouseEvent, /) -> None:
        self._held = arg__1.position().toPoint()

    @override
    def mouseMoveEvent(self, arg__1: QMouseEvent, /) -> None:
        if self._held is not None:
            here = arg__1.position().toPoint()
            self._move(self._held.x() - here.x(), self._held.y() - here.y())
            self._held = here

    @override
    def mouseReleaseEvent(self, arg__1: QMouseEvent, /) -> None:
        self._held = None

    def _move(self, across: int, down: int) -> None:
        for bar, by in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + by)


class ImageView(PartView):
    """See the module. Until the picture is there it is not painted: what nobody has seen cannot be decided on.

    A picture that takes longer than `patience_ms` (a drive on a slow network) holds nobody up: that it is still to come is told then.
    """

    patience_ms = 2_000

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.canvas = _Canvas(theme)
        self.hold(self.canvas)
        self._bridge = Bridge(self)
        self._path = ""
        self._awaited = -1
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._is_late)
        self._late = False
        self.canvas.painted.connect(self._painted)
        theme.changed.connect(self.repaint_soon)

    @override
    def show_part(self, part: Part) -> None:
        path = part.value if isinstance(part.value, str) else ""
        self._bridge.forget(self._awaited)
        self._path, self.canvas.picture = path, None
        self.canvas.words, self._late = tr("The picture is being read."), False
        self.canvas.refit()
        self._patience.start(self.patience_ms)
        future = read_soon(path)
        self._awaited = self._bridge.watch(future, partial(self._arrived, path))

    @override
    def rest(self) -> bool:
        """A picture takes up to 67 MB."""
        self._bridge.forget(self._awaited)
        self._patience.stop()
        self._path, self.canvas.picture = "", None
        return True

    @override
    def set_name(self, name: str) -> None:
        picture = self.canvas.picture
        told = tr("{width} x {height} pixels", width=picture.size[0], height=picture.size[1]) if picture and picture.image else ""
        self.area.setAccessibleName(name)
        self.area.setAccessibleDescription(told or self.canvas.words)

    @override
    def wanted_height(self, width: int, most: int) -> int:
        return most  # a picture that comes late must not move anything

    @override
    def rescale(self) -> None:
        self.canvas.factor = _GROWTH**self.zoom
        self.canvas.refit()

    def _arrived(self, path: str, future: Future[Picture]) -> None:
        if path != self._path:
            return
        self._patience.stop()
        self.canvas.picture = future.result()
        self.canvas.words = trouble(self.canvas.picture, path)
        self.set_name(self.area.accessibleName())
        self.canvas.refit()

    def _is_late(self) -> None:
        self._late = True
        self.canvas.words = tr("The picture is still being read. You need not wait: it will stand here when it has come.")
        self.canvas.viewport().update()

    def _painted(self) -> None:
        if self.canvas.picture is not None or self._late:
            self.painted.emit()


def trouble(picture: Picture, path: str) -> str:
    """Why there is no picture, in a sentence and what to do; nothing when there is one."""
    told = {
        "address": tr("This is no file of this computer, and nothing is loaded from elsewhere:"),
        "missing": tr("There is no such file. Was it moved, or is a drive not connected?"),
        "format": tr("This file is no picture that can be shown (PNG, JPEG, GIF, WebP, BMP, TIFF)."),
        "large": tr("This picture is too large to be shown: more than {n} megapixels.", n=MOST_PIXELS // 1_000_000),
        "broken": tr("This picture cannot be read: the file is damaged or cut off."),
    }
    sentence = told.get(picture.trouble, "")
    return f"{sentence}\n{path}" if sentence else ""
