"""Draws the pictures of the README and of the help anew, in both languages: `make pictures`.

The screens come from `render_screens.py`; each is reduced to a palette of 128 colours, a third of its size, which nobody sees.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
HELP = ROOT / "resources" / "help"
SCREENS = (
    *("review", "items", "timeline", "prompts", "calls", "export", "projects", "new_project", "project"),
    "settings",
)
#: by language, the folder of its help and what `render_screens.py` puts at the end of its names
LANGUAGES = {"": (HELP, ""), "zh_CN": (HELP / "zh_CN", "-zh_CN")}
_COLOURS = 96


def main() -> None:
    """Draw all of them; with arguments, only the screens that are named."""
    names = tuple(sys.argv[1:]) or SCREENS
    with tempfile.TemporaryDirectory() as folder:
        for language, (pages, ending) in LANGUAGES.items():
            draw(Path(folder), names, language)
            for name in names:
                keep(found(Path(folder), name, ending), pages / "pictures" / f"{name}.png")
                keep(Path(folder) / f"{name}-dark{ending}.png", pages / "pictures" / f"{name}-dark.png")


def draw(folder: Path, names: tuple[str, ...], language: str) -> None:
    """Render the screens into `folder`."""
    command = [sys.executable, str(ROOT / "packaging" / "render_screens.py"), str(folder), *names]
    environment = {**os.environ, "COUNTERSIGN_LANGUAGE": language}
    environment.pop("QT_SCALE_FACTOR", None)
    subprocess.run(command, env=environment, check=True)


def found(folder: Path, name: str, ending: str) -> Path:
    """Where the picture of a screen is: the first screen's has a plain name."""
    path = folder / f"{name}-light{ending}.png"
    return path if path.exists() else folder / f"{name}.png"


def keep(source: Path, target: Path) -> None:
    """Reduce the colours of a picture and put it where the pages look for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


if __name__ == "__main__":
    main()
