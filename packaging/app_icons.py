"""Draws the program's icon from `resources/icons/app/countersign.svg`: PNG in the sizes of hicolor, .ico for Windows, .icns for macOS.

python packaging/app_icons.py FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app" / "countersign.svg"
#: pixels; freedesktop.org's icon theme specification asks for 48 at least
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def main() -> int:
    """Draw them into the folder that is named."""
    if len(sys.argv) != 2:
        print("Name the folder into which the icons go.", file=sys.stderr)
        return 2
    draw_all(Path(sys.argv[1]))
    return 0


def draw_all(folder: Path) -> list[Path]:
    """All icons, into `folder`: `16.png` to `512.png`, `countersign.ico`, `countersign.icns`."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: draw(size) for size in sorted({*SIZES, *_ICO, 1024})}
    made = [folder / f"{size}.png" for size in SIZES]
    for path in made:
        drawn[int(path.stem)].save(path)
    ico, icns = folder / "countersign.ico", folder / "countersign.icns"
    drawn[256].save(ico, sizes=[(size, size) for size in _ICO], append_images=[drawn[size] for size in _ICO])
    drawn[1024].save(icns, append_images=[drawn[size] for size in (16, 32, 64, 128, 256, 512)])
    del application
    return [*made, ico, icns]


def draw(size: int) -> Image.Image:
    """The icon, `size` pixels square, drawn from its vectors in just this size."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


if __name__ == "__main__":
    raise SystemExit(main())
