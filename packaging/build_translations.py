"""Keeps the translations: collects what is to be translated, and makes of it what Qt loads.

    python packaging/build_translations.py              writes resources/translations/*.qm from the .ts files (the set-up does)
    python packaging/build_translations.py --update     brings the .ts files up to date with the strings in desktop

Qt's own tools do the work; they come with PySide6.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def main() -> None:
    """Do what the arguments ask."""
    if "--update" in sys.argv[1:]:
        for source in sources():
            update(source)
    for source in sources():
        build(source)


def sources() -> list[Path]:
    """The files that translators write."""
    return sorted(FOLDER.glob("countersign_*.ts"))


def update(source: Path, *, root: Path = ROOT) -> None:
    """Add the strings that are new to `source` and drop those that are gone; lines are not named, they would change daily."""
    files = sorted(str(path.relative_to(root)) for path in (root / "desktop").rglob("*.py"))
    _qt("lupdate", "-silent", "-no-obsolete", "-locations", "none", *files, "-ts", os.path.relpath(source, root), cwd=root)


def build(source: Path, target: Path | None = None) -> Path:
    """Make the .qm file of `source`, beside it unless `target` says where; returns it."""
    target = target or source.with_suffix(".qm")
    _qt("lrelease", "-silent", str(source), "-qm", str(target), cwd=ROOT)
    return target


def _qt(tool: str, *arguments: str, cwd: Path) -> None:
    command = Path(sys.executable).parent / f"pyside6-{tool}"
    done = subprocess.run([str(command), *arguments], cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{tool} failed: {done.stderr or done.stdout}")


if __name__ == "__main__":
    main()
