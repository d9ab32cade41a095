"""Where things lie below a root: the bundle in `/usr/lib/countersign`, a link in `/usr/bin`, the rest in `/usr/share`.

freedesktop.org: desktop entries, hicolor icons, shared MIME info, AppStream; man(1) in the hierarchy of hier(7).
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app_icons import DRAWING, SIZES
from man_page import man_page
from prepare import ROOT, SetUpError

HERE = Path(__file__).resolve().parent
DIST = ROOT / "dist"
BUNDLE = DIST / "countersign"
ICONS = ROOT / "build" / "bundle" / "icons"
METAINFO = "io.github.countersign.Countersign.metainfo.xml"


@dataclass(frozen=True, slots=True)
class Built:
    """What the bundle says of itself: version, commit, and the commit's time, as an ISO day and in seconds since the epoch."""

    version: str
    commit: str
    day: str
    epoch: int


def built() -> Built:
    """What lies in dist/. Raises `SetUpError` when there is no bundle."""
    place = BUNDLE / "_internal" / "resources" / "build.json"
    if not place.exists():
        raise SetUpError("There is no bundle yet: make bundle.")
    told: Mapping[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return Built(told["version"], told["commit"], told["time"][:10], int(told["epoch"]))


def lay_out(root: Path) -> Built:
    """Make `root` anew with everything in its place; returns what was laid out. The bundle's files are linked, not copied."""
    about = built()
    shutil.rmtree(root, ignore_errors=True)
    library = root / "usr" / "lib" / "countersign"
    shutil.copytree(BUNDLE, library, symlinks=True, copy_function=_link)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "countersign").symlink_to("../lib/countersign/countersign")
    share = root / "usr" / "share"
    _put(share / "applications" / "countersign.desktop", (HERE / "linux" / "countersign.desktop").read_text(encoding="utf-8"))
    _put(share / "mime" / "packages" / "countersign.xml", (HERE / "linux" / "countersign.xml").read_text(encoding="utf-8"))
    _put(share / "metainfo" / METAINFO, metainfo(about.version, about.day))
    _put_packed(share / "man" / "man1" / "countersign.1.gz", man_page(about.version, about.day))
    _icons(share / "icons" / "hicolor")
    return about


def metainfo(version: str, day: str) -> str:
    """The AppStream file for a version and its day."""
    text = (HERE / "linux" / METAINFO).read_text(encoding="utf-8")
    return text.replace("@VERSION@", version).replace("@DATE@", day)


def finish(root: Path, epoch: int) -> None:
    """The same rights and times whoever builds: files 644 or 755, folders 755, all as old as the commit."""
    for path in (*root.rglob("*"), root):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _icons(folder: Path) -> None:
    for size in SIZES:
        place = folder / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        shutil.copyfile(ICONS / f"{size}.png", place / "countersign.png")
    _put(folder / "scalable" / "apps" / "countersign.svg", DRAWING.read_text(encoding="utf-8"))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _put_packed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _link(source: str, target: str) -> None:
    os.link(source, target, follow_symlinks=False)
