"""Makes `dist/countersign_VERSION_ARCHITECTURE.deb` of the bundle in dist/. Needs dpkg-deb; no maintainer scripts, dpkg's triggers do.

python packaging/deb.py                (Debian Policy, chapters 5 and 12; deb(5))
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from glibc import OLDEST, elf_files
from linux_layout import DIST, Built, finish, lay_out
from prepare import ROOT, SetUpError, run

_WORK = ROOT / "build" / "deb"
_DESCRIPTION = """review what a model proposes, and countersign it
 A language model proposes an answer for each item of a dataset, and a person
 decides by keys: accept, correct, reject. Every decision stays with its history
 in one file on this computer, and becomes a dataset that says where each label
 came from.
 .
 It works without a network; models are connected only when somebody asks for
 them. Python and Qt are inside."""


def main() -> int:
    """Make it and name it; 1 with one sentence when that cannot be done."""
    try:
        print(make_deb().relative_to(ROOT))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_deb() -> Path:
    """Lay the package out and pack it; the same bundle gives the same bytes. Raises `SetUpError`."""
    root = _WORK / "root"
    about = lay_out(root)
    documents(root, about)
    control(root, about)
    finish(root, about.epoch)
    target = DIST / f"countersign_{about.version}_{architecture()}.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(about.epoch)}
    run("pack it", "dpkg-deb", "--root-owner-group", "-Zzstd", "--build", str(root), str(target), env=environment)
    return target


def control(root: Path, about: Built) -> None:
    """The control files of the package: what it is, what it depends on, the sums of its files."""
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    fields = {
        "Package": "countersign",
        "Version": about.version,
        "Architecture": architecture(),
        "Maintainer": "Countersign <countersign@localhost>",
        "Installed-Size": str(sum(-(-path.stat().st_size // 1024) for path in files)),
        "Depends": ", ".join(depends(root / "usr" / "lib" / "countersign")),
        "Recommends": "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji",
        "Section": "science",
        "Priority": "optional",
        "Description": _DESCRIPTION,
    }
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")
    sums = [f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n" for path in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")


def documents(root: Path, about: Built) -> None:
    """Copyright, changelog and the bill of materials, where Debian has them."""
    folder = root / "usr" / "share" / "doc" / "countersign"
    folder.mkdir(parents=True)
    parts = json.loads((ROOT / "build" / "bundle" / "contents.json").read_text(encoding="utf-8"))["parts"]
    (folder / "copyright").write_text(copyright_text(parts), encoding="utf-8")
    (folder / "countersign.cdx.json").write_bytes((DIST / "countersign.cdx.json").read_bytes())
    log = f"countersign ({about.version}) stable; urgency=low\n\n  * Commit {about.commit or 'unknown'}.\n\n"
    signed = f" -- Countersign <countersign@localhost>  {_mail_date(about.epoch)}\n"
    (folder / "changelog.gz").write_bytes(gzip.compress((log + signed).encode(), mtime=0))


def copyright_text(parts: Iterable[dict[str, str]]) -> str:
    """The licences in short; their texts lie in the bundle."""
    listed = "".join(f"  {part['name']} {part['version']}: {part['licence']}\n" for part in parts)
    return (
        "Countersign stands under the Apache License 2.0 (/usr/share/common-licenses/Apache-2.0).\n"
        "The texts of the licences of all parts: /usr/lib/countersign/_internal/resources/licences.txt\n\n"
        f"Parts inside:\n{listed}\n"
        "Qt is linked dynamically and may be replaced: /usr/lib/countersign/_internal/PySide6.\n"
    )


def depends(folder: Path) -> list[str]:
    """The packages that hold the libraries which the files in `folder` are linked to and which are not in it.

    Asked of this system: it is built on the oldest that it is meant for. Raises `SetUpError` for a library that nobody has.
    """
    inside = {path.name for path in folder.rglob("*") if not path.is_dir()}
    outside = sorted({name for _, elf in elf_files(folder) for name in elf.libraries()} - inside)
    places = _libraries()
    lacking = [name for name in outside if name not in places]
    if lacking:
        raise SetUpError(f"The bundle needs libraries that this system has not: {', '.join(lacking)}")
    packages = {_package(places[name]) for name in outside} - {"libc6"}
    return [f"libc6 (>= {'.'.join(map(str, OLDEST))})", *sorted(packages)]


def architecture() -> str:
    """The name that dpkg has for this machine's kind: `amd64`."""
    return _told("dpkg", "--print-architecture").strip()


def _libraries() -> dict[str, str]:
    """Library name to path, of all that the dynamic linker finds here (ldconfig(8)); the first of a name is for this machine's kind."""
    places: dict[str, str] = {}
    for line in _told("/sbin/ldconfig", "-p").splitlines():
        name, arrow, path = line.partition(" => ")
        if arrow:
            places.setdefault(name.split()[0], path.strip())
    return places


def _package(path: str) -> str:
    for name in (path, path.removeprefix("/usr"), str(Path(path).resolve()), str(Path(path).resolve()).removeprefix("/usr")):
        found = subprocess.run(("dpkg-query", "-S", name), check=False, capture_output=True, text=True).stdout
        if found:
            return found.split(":")[0]
    raise SetUpError(f"No package holds {path}.")


def _mail_date(epoch: int) -> str:
    from email.utils import formatdate  # noqa: PLC0415

    return formatdate(epoch)


def _told(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(f"{command[0]} is needed for this and did not work.") from error


if __name__ == "__main__":
    raise SystemExit(main())
