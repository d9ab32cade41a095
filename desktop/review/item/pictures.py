"""Reading a picture from a file of this machine, on a thread of its own and within limits. Nothing else is ever opened."""

from __future__ import annotations

import re
import stat
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

#: 40 megapixels, four bytes each
MOST_PIXELS = 40_000_000
_MOST_MEGABYTES = MOST_PIXELS * 4 // 1_000_000
#: a picture is kept no longer than this on its longer side
_LONGEST = 4_096
#: what holds pixels only; SVG can ask for files
_FORMATS = frozenset({b"png", b"jpg", b"jpeg", b"gif", b"webp", b"bmp", b"tif", b"tiff", b"pbm", b"pgm", b"ppm", b"ico"})
_ADDRESS = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]+:|//|\\\\|:)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, or why there is none. `trouble`: `address`, `missing`, `format`, `large`, `broken`; `size`: of the file's own."""

    image: QImage | None = None
    trouble: str = ""
    size: tuple[int, int] = (0, 0)


def is_address(path: str) -> bool:
    """Whether `path` names something that is not a file of this machine: a URL, a share on the network, a resource."""
    return bool(_ADDRESS.match(path.strip()))


def read_picture(path: str) -> Picture:
    """The picture in the file `path`, at most `MOST_PIXELS` large, turned as its camera says."""
    if not path.strip():
        return Picture(trouble="missing")
    if is_address(path):
        return Picture(trouble="address")
    return _decoded(path) if _is_file(Path(path)) else Picture(trouble="missing")


def _decoded(path: str) -> Picture:
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).lower() not in _FORMATS:
        return Picture(trouble="format")
    own = reader.size()
    size = (own.width(), own.height()) if own.isValid() else (0, 0)
    if size[0] * size[1] > MOST_PIXELS:
        return Picture(trouble="large", size=size)
    if max(size) > _LONGEST:
        reader.setScaledSize(own.scaled(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return Picture(trouble="broken", size=size)
    return Picture(image, size=size if own.isValid() else (image.width(), image.height()))


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=1)
def _decoder() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "pictures")


def read_soon(path: str) -> Future[Picture]:
    """Read a picture on the thread for that; one at a time, so that memory holds one."""
    return _decoder().submit(read_picture, path)
