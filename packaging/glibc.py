"""The oldest glibc that a folder of programs and libraries runs with, from the symbol versions that they ask for.

    python packaging/glibc.py FOLDER

Reads ELF files itself: the section of needed versions (`.gnu.version_r`; Linux Standard Base, "Symbol Versioning", and elf(5)).
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

#: what packaging/README.md promises; the build fails when the bundle needs a newer one
OLDEST = (2, 35)

_VERNEED = 0x6FFFFFFE  # SHT_GNU_verneed
_DYNAMIC = 6  # SHT_DYNAMIC
_NEEDED = 1  # DT_NEEDED
_NAMED = re.compile(r"^GLIBC_(\d+)\.(\d+)(?:\.(\d+))?$")

Version = tuple[int, ...]


class Elf:
    """A 64-bit little-endian ELF file, as far as versions and needed libraries go. Raises `ValueError` for anything else."""

    def __init__(self, data: bytes) -> None:
        if data[:6] != b"\x7fELF\x02\x01":
            raise ValueError("not a 64-bit little-endian ELF file")
        self._data = data
        offset, size, count = struct.unpack_from("<Q", data, 0x28)[0], *struct.unpack_from("<HH", data, 0x3A)
        # name, type, flags, address, offset, size, link, info, alignment, entry size
        self._sections = [struct.unpack_from("<IIQQQQIIQQ", data, offset + size * number) for number in range(count)]

    def versions(self) -> Iterator[str]:
        """The symbol versions that it needs: `GLIBC_2.34`, `CXXABI_1.3`, ..."""
        for section in self._sections:
            if section[1] == _VERNEED:
                yield from self._needs(section[4], self._strings(section[6]), section[7])

    def libraries(self) -> Iterator[str]:
        """The names of the libraries that it is linked to: `libc.so.6`."""
        for section in self._sections:
            if section[1] == _DYNAMIC:
                strings = self._strings(section[6])
                for place in range(section[4], section[4] + section[5], 16):
                    tag, value = struct.unpack_from("<qQ", self._data, place)
                    if tag == _NEEDED:
                        yield self._text(strings + value)

    def _needs(self, place: int, strings: int, count: int) -> Iterator[str]:
        for _ in range(count):
            _version, entries, _file, first, following = struct.unpack_from("<HHIII", self._data, place)
            entry = place + first
            for _ in range(entries):
                _hash, _flags, _other, name, after = struct.unpack_from("<IHHII", self._data, entry)
                yield self._text(strings + name)
                entry += after
            place += following

    def _strings(self, link: int) -> int:
        return int(self._sections[link][4])

    def _text(self, place: int) -> str:
        return self._data[place : self._data.index(b"\0", place)].decode()


def elf_files(folder: Path) -> Iterator[tuple[Path, Elf]]:
    """All ELF files below `folder`, sorted by path, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) != b"\x7fELF":
                    continue
            yield path, Elf(path.read_bytes())


def needed_glibc(elf: Elf) -> Version:
    """The newest version of glibc whose symbols a file asks for; (0,) when it asks for none."""
    found = [tuple(int(part) for part in match.groups() if part) for name in elf.versions() if (match := _NAMED.match(name))]
    return max(found, default=(0,))


def newest_needed(folder: Path) -> tuple[Version, str]:
    """(the oldest glibc that all files run with, the first file that needs it), the path relative to `folder`."""
    newest, because = (0,), ""
    for path, elf in elf_files(folder):
        version = needed_glibc(elf)
        if version > newest:
            newest, because = version, str(path.relative_to(folder))
    return newest, because


def main() -> int:
    """Print the versions that the files of a folder need, with how many need each."""
    if len(sys.argv) != 2:
        print("Name the folder.", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    by_version: dict[Version, list[str]] = {}
    for path, elf in elf_files(folder):
        by_version.setdefault(needed_glibc(elf), []).append(str(path.relative_to(folder)))
    for version in sorted(by_version, reverse=True):
        names = by_version[version]
        print(f"{'.'.join(map(str, version)):>8}  {len(names):4} files, among them {', '.join(names[:3])}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
