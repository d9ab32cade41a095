"""The oldest glibc is read out of ELF files: out of one made by hand, and, as readelf reads it, out of a real one."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
import shiboken6
from glibc import OLDEST, Elf, elf_files, needed_glibc, newest_needed

ROOT = Path(__file__).resolve().parents[3]


def elf_with(*versions: str, library: str = "libc.so.6") -> bytes:
    """The smallest file that asks for symbol versions of one library (elf(5))."""
    names = "\0".join(["", library, *versions, ""]).encode()
    place = {name: names.index(b"\0" + name.encode() + b"\0") + 1 for name in (library, *versions)}
    need = struct.pack("<HHIII", 1, len(versions), place[library], 16, 0)
    for number, name in enumerate(versions, 1):
        need += struct.pack("<IHHII", 0, 0, number, place[name], 16 if number < len(versions) else 0)
    dynamic = struct.pack("<qQqQ", 1, place[library], 0, 0)
    start = 64
    parts = [(3, names, 0, 0), (0x6FFFFFFE, need, 1, 1), (6, dynamic, 1, 0)]
    headers, body = [struct.pack("<IIQQQQIIQQ", *[0] * 10)], b""
    for kind, data, link, info in parts:
        headers.append(struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, start + len(body), len(data), link, info, 1, 0))
        body += data
    table = start + len(body)
    head = (
        b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, table, 0, 64, 0, 0, 64, len(headers), 0)
    )
    return head + body + b"".join(headers)


def test_the_newest_version_that_is_asked_for_counts(tmp_path: Path) -> None:
    (tmp_path / "old.so").write_bytes(elf_with("GLIBC_2.2.5", "GLIBC_2.17"))
    (tmp_path / "new.so").write_bytes(elf_with("GLIBC_2.4", "GLIBC_2.34", "GLIBC_PRIVATE"))
    (tmp_path / "text.txt").write_text("no library")
    (tmp_path / "link.so").symlink_to("new.so")
    assert newest_needed(tmp_path) == ((2, 34), "new.so")
    assert [path.name for path, _ in elf_files(tmp_path)] == ["new.so", "old.so"]


def test_other_libraries_versions_are_not_glibcs() -> None:
    assert needed_glibc(Elf(elf_with("GLIBCXX_3.4.30", library="libstdc++.so.6"))) == (0,)


def test_the_libraries_are_told() -> None:
    assert list(Elf(elf_with("GLIBC_2.17", library="libm.so.6")).libraries()) == ["libm.so.6"]


def test_what_is_no_elf_is_refused() -> None:
    with pytest.raises(ValueError, match="ELF"):
        Elf(b"MZ" + bytes(100))


def test_a_real_library_is_read_as_readelf_reads_it() -> None:
    tool = shutil.which("readelf")
    libraries = sorted(Path(shiboken6.__file__).parent.glob("libshiboken6*.so*"))
    if tool is None or not libraries:
        pytest.skip("needs readelf, and Linux's libraries")
    said = subprocess.run((tool, "-V", "-W", str(libraries[0])), check=True, capture_output=True, text=True).stdout
    found = {tuple(int(part) for part in one.split(".")) for one in re.findall(r"Name: GLIBC_([\d.]+)", said)}
    assert needed_glibc(Elf(libraries[0].read_bytes())) == max(found)


def test_the_promise_stands_in_the_readme() -> None:
    promised = ".".join(map(str, OLDEST))
    assert f"glibc {promised}" in (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
