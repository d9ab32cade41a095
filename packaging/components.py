"""What the bundle is made of: every file that goes in belongs to a part with a name, a version and a licence.

`countersign.spec` calls this between PyInstaller's reading of the code and the writing of the bundle, with the Python of the
bundle's own environment, so the standard library and `core.about` must do.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Self

from licensing import Component, LicenceError, licence_file, refuse, spdx, without_text

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.about import licence_name, licence_texts

OURS = "countersign"
PYTHON = "Python"
LOADER = "pyinstaller"
#: folders of our resources that are somebody else's work: part, version, licence, where it comes from
_BORROWED = {
    "encoder": ("all-MiniLM-L6-v2", "1110a24", "Apache-2.0", "pkg:huggingface/sentence-transformers/all-MiniLM-L6-v2@1110a24"),
    "sample": ("banking77 (sample of 400)", "", "CC-BY-4.0", ""),
}
#: libraries that wheels bring along in folders of their own or in Qt's, and those that Python's modules take from the system
_LIBRARIES = (
    (r"libgfortran", "libgfortran", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    (r"libgomp", "libgomp", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    (r"libquadmath", "libquadmath", "LGPL-2.1-or-later"),
    (r"libscipy_openblas|libopenblas", "OpenBLAS", "BSD-3-Clause"),
    (r"libicu", "ICU", "Unicode-3.0"),
    (r"libarrow|libparquet", "Apache Arrow C++", "Apache-2.0"),
    (r"libssl|libcrypto", "OpenSSL", "Apache-2.0"),
    (r"libffi", "libffi", "MIT"),
    (r"libsqlite3", "SQLite", "blessing"),
    (r"libbz2", "bzip2", "bzip2-1.0.6"),
    (r"liblzma", "liblzma", "0BSD"),
    (r"libuuid", "libuuid", "BSD-3-Clause"),
)
_QT_LIBRARY = re.compile(r"^(lib)?Qt6?[A-Z]\w*\.(so|dll|dylib|framework)|^Qt[A-Z]\w*$")
_QT_NOTE = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are linked dynamically and lie beside the
program as libraries of their own (the folder PySide6 in the bundle): replace them by builds of your own of a compatible version and the
program will use those. Their sources: https://download.qt.io/official_releases/. Qt contains work of others under permissive licences,
listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html."""
_STDNUM_NOTE = "Lies in the bundle as plain source files, which may be replaced."


@dataclass(frozen=True, slots=True)
class Contents:
    """(place in the bundle, where it came from) of each file and each module that goes in."""

    entries: tuple[tuple[str, str], ...]
    source: Path

    @classmethod
    def of(cls, *tables: Iterable[Sequence[str]], source: Path) -> Self:
        """From PyInstaller's tables, rows of (place, origin, kind). What has no origin (a namespace package) is no file."""
        rows = [(str(row[0]), str(row[1])) for table in tables for row in table if row[2] != "SYMLINK"]
        return cls(tuple(sorted({row for row in rows if row[1] not in {"", "-", "None"}})), source)

    def write(self, path: Path) -> None:
        """As JSON: the list of entries, and the parts for the bill of materials."""
        parts = [{name: value for name, value in asdict(part).items() if name != "texts"} for part in self.parts()]
        path.write_text(json.dumps({"entries": self.entries, "parts": parts}, indent=1), encoding="utf-8")

    def parts(self) -> list[Component]:
        """All parts, ours first, then by name. Raises `LicenceError` for a file that belongs to nobody known."""
        owners = Owners(self.source)
        counted = Counter(owners.owner(place, origin) for place, origin in self.entries)
        counted[LOADER] += 1  # its boot loader is the executable itself
        made = [owners.component(name, files) for name, files in counted.items()]
        return sorted(made, key=lambda part: (part.name != OURS, part.name.casefold()))


class Owners:
    """Tells whose a file is, from what the installed distributions and the system's package manager say."""

    def __init__(self, source: Path) -> None:
        self._source = source.resolve()
        self._known = {canonical(one.name): one for one in distributions()}
        self._files = {
            os.path.realpath(str(one.locate_file(path))): name for name, one in self._known.items() for path in one.files or []
        }
        self._stdlib = [Path(os.path.realpath(sysconfig.get_path(name))) for name in ("stdlib", "platstdlib")]
        self._libraries: dict[str, tuple[str, str, Path]] = {}

    def owner(self, place: str, origin: str) -> str:
        """The name of the part that a file belongs to. Raises `LicenceError`."""
        real = Path(os.path.realpath(origin))
        library = self._library(Path(place).name, real)
        if library:
            return library
        if real.is_relative_to(self._source):
            parts = real.relative_to(self._source).parts
            return _BORROWED[parts[1]][0] if parts[0] == "resources" and parts[1] in _BORROWED else OURS
        name = self._files.get(str(real)) or self._by_folder(real)
        if name:
            return name
        if any(real.is_relative_to(folder) for folder in self._stdlib) or real.is_relative_to(os.path.realpath(sys.base_prefix)):
            return PYTHON
        if real.name == "base_library.zip":
            return PYTHON
        raise LicenceError(f"Nobody knows whose this is: {place} (from {origin}).")

    def component(self, name: str, files: int) -> Component:
        """The part called `name`, of which so many files go in."""
        if name == OURS:
            return Component(OURS, _built(self._source)["version"], "Apache-2.0", "pkg:generic/countersign", files=files)
        if name == PYTHON:
            return _python(files)
        if name in self._libraries:
            return self._native(name, files)
        for title, version, licence, purl in _BORROWED.values():
            if name == title:
                return Component(title, version, licence, purl, (("", _borrowed_note(title)),), files=files)
        return _distributed(self._known[name], files)

    def _library(self, name: str, real: Path) -> str:
        """The part that a bare library is; empty when it is not one of those that come with another's wheel or the system."""
        if _QT_LIBRARY.match(name):
            self._libraries["Qt"] = ("Qt", "LGPL-3.0-only", real)
            return "Qt"
        for pattern, title, licence in _LIBRARIES:
            if re.match(pattern, name):
                self._libraries[title] = (title, licence, real)
                return title
        return ""

    def _native(self, name: str, files: int) -> Component:
        title, licence, real = self._libraries[name]
        carrier = self._files.get(str(real))
        if name == "Qt":
            return Component(title, self._known["pyside6-essentials"].version, licence, "pkg:generic/qt", (), _QT_NOTE, files)
        if carrier:
            distribution = self._known[carrier]
            note = f"Comes in the wheel of {distribution.name} {distribution.version}, whose licence files name its terms."
            return Component(title, "", licence, "", (("", note),), files=files)
        package, version, text = debian_package(real)
        purl = f"pkg:deb/debian/{package}@{version}" if package else ""
        texts = (("copyright", text),) if text else (("", "Comes with the Python that this was built with; see its licence."),)
        return Component(title, version, licence, purl, texts, files=files)

    def _by_folder(self, real: Path) -> str:
        """For files that no record names: the distribution in whose metadata folder they lie."""
        for folder in real.parents:
            if folder.suffix == ".dist-info":
                return canonical(folder.stem.rsplit("-", 1)[0])
        return ""


def write_licences(contents: Contents, path: Path) -> None:
    """Write the licences of all parts. Raises `LicenceError` when one must not go in, is not known, or has its text nowhere."""
    parts = contents.parts()
    refuse(parts)
    lacking = without_text(parts)
    if lacking:
        raise LicenceError("The text of their licence is not at hand: " + ", ".join(lacking))
    path.write_text(licence_file(parts), encoding="utf-8")


def is_outside(origin: str, build: Path) -> bool:
    """Whether a file comes from the system: neither from an environment of Python's nor from the folder of the build."""
    real = Path(os.path.realpath(origin))
    return not any(real.is_relative_to(os.path.realpath(folder)) for folder in (sys.prefix, sys.base_prefix, build))


def debian_package(path: Path) -> tuple[str, str, str]:
    """(package, version, text of its copyright file) of a file of the system; three times nothing where dpkg does not know it."""
    if shutil.which("dpkg-query") is None:
        return "", "", ""
    for name in (str(path), str(path).removeprefix("/usr")):
        found = subprocess.run(("dpkg-query", "-S", name), check=False, capture_output=True, text=True).stdout
        if found:
            package = found.split(":")[0]
            version = subprocess.run(
                ("dpkg-query", "-W", "-f", "${Version}", package), check=True, capture_output=True, text=True
            ).stdout
            text = Path("/usr/share/doc") / package / "copyright"
            return package, version, text.read_text(encoding="utf-8", errors="replace") if text.exists() else ""
    return "", "", ""


def canonical(name: str) -> str:
    """A distribution's name as indexes write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _distributed(found: Distribution, files: int) -> Component:
    name = canonical(found.name)
    note = _QT_NOTE if name.startswith(("pyside6", "shiboken6")) else _STDNUM_NOTE if name == "python-stdnum" else ""
    # Of PyInstaller only its boot loader and what goes with it is inside, for which its licence has an exception.
    licence = "GPL-2.0-or-later WITH Bootloader-exception" if name == LOADER else spdx(licence_name(found))
    return Component(
        found.name, found.version, licence, f"pkg:pypi/{name}@{found.version}", tuple(licence_texts(found)), note, files
    )


def _python(files: int) -> Component:
    version = ".".join(str(part) for part in sys.version_info[:3])
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    texts = tuple((path.name, path.read_text(encoding="utf-8", errors="replace")) for path in places if path.exists())
    return Component(PYTHON, version, "PSF-2.0", f"pkg:generic/python@{version}", texts[:1], files=files)


def _borrowed_note(title: str) -> str:
    if title.startswith("banking77"):
        return (
            "By PolyAI, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). resources/sample/README.md says what was taken."
        )
    return "By the Sentence-Transformers authors, Apache License 2.0; brought into another form (int8 ONNX)."


def _built(source: Path) -> Mapping[str, Any]:
    return json.loads((source / "resources" / "build.json").read_text(encoding="utf-8"))
