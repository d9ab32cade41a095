"""Lays out `dist/Countersign.AppDir` of the bundle in dist/: a folder that runs from anywhere, and what an AppImage is made of.

    python packaging/appdir.py           (https://docs.appimage.org/reference/appdir.html)

The system's libraries that Qt needs are not inside; `deb.py` lists their packages.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from app_icons import DRAWING
from linux_layout import DIST, HERE, finish, lay_out
from prepare import ROOT, SetUpError

APPDIR = DIST / "Countersign.AppDir"


def main() -> int:
    """Lay it out and name it; 1 with one sentence when there is no bundle."""
    try:
        print(make_appdir(APPDIR).relative_to(ROOT))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_appdir(folder: Path) -> Path:
    """Everything below `folder`, which is made anew. `AppRun` is a link: the program finds its own folder through it."""
    about = lay_out(folder)
    (folder / "AppRun").symlink_to("usr/lib/countersign/countersign")
    shutil.copyfile(HERE / "linux" / "countersign.desktop", folder / "countersign.desktop")
    shutil.copyfile(DRAWING, folder / "countersign.svg")
    (folder / ".DirIcon").symlink_to("countersign.svg")
    finish(folder, about.epoch)
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
