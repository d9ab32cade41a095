"""Which licences may go into the bundle, whose each file is, and the bill of what is inside."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import PySide6
import pytest
from components import Contents, Owners
from licensing import Component, LicenceError, licence_file, may_go_in, refuse, spdx, without_text
from sbom import problem, sbom

ROOT = Path(__file__).resolve().parents[3]
BUILT = {"version": "1.2.3", "commit": "abc1234", "time": "2026-11-22T00:00:00Z"}
PARTS = [
    Component("countersign", "1.2.3", "Apache-2.0", "pkg:generic/countersign", files=900),
    Component("Qt", "6.11.3", "LGPL-3.0-only", "pkg:generic/qt", files=9),
    Component("libgfortran", "", "GPL-3.0-or-later WITH GCC-exception-3.1", texts=(("", "in the wheel"),), files=1),
]


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("LGPL-2.1-or-later", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("AGPL-3.0-only", False),
    ],
)
def test_what_may_go_in(expression: str, allowed: bool) -> None:
    assert may_go_in(expression) is allowed


@pytest.mark.parametrize("expression", ["", "MIT OR", "(MIT", "AND MIT", "GNU General Public License v2 (GPLv2)"])
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(LicenceError):
        may_go_in(expression)


def test_everyday_names_become_those_of_spdx() -> None:
    assert spdx("Apache Software License") == "Apache-2.0"
    assert spdx("MIT License, Apache Software License") == "MIT AND Apache-2.0"
    assert spdx("BSD-2-Clause") == "BSD-2-Clause"


def test_the_build_stops_and_names_who_is_guilty() -> None:
    refuse(PARTS)
    with pytest.raises(LicenceError, match=r"readline 8\.2 \(GPL-3\.0-or-later\); mystery 1 \(no licence told\)"):
        refuse([*PARTS, Component("readline", "8.2", "GPL-3.0-or-later"), Component("mystery", "1", "")])


def test_the_file_of_licences_holds_every_text() -> None:
    assert without_text(PARTS) == []
    assert without_text([Component("bare", "1", "ISC")]) == ["bare"]
    text = licence_file(PARTS)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "Apache License" in text
    assert "in the wheel" in text


def test_the_bill_meets_the_schema_and_is_the_same_twice() -> None:
    parts = [asdict(part) for part in PARTS]
    text = sbom(parts, BUILT)
    assert problem(text) == ""
    assert text == sbom(parts, BUILT)
    bill = json.loads(text)
    assert bill["metadata"]["component"]["name"] == "countersign"
    assert [part["name"] for part in bill["components"]] == ["Qt", "libgfortran"]


def test_a_bill_that_is_wrong_is_found_out() -> None:
    assert "licenses" in problem(sbom([asdict(Component("countersign", "1", "No-Such-Licence"))], BUILT))


def test_each_file_belongs_to_somebody(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("core/ids.py", "resources/encoder/minilm.onnx"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).touch()
    owners = Owners(source)
    qt = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libQt6Core.so*"))
    assert owners.owner("PySide6/Qt/lib/" + qt.name, str(qt)) == "Qt"
    assert owners.owner("core.ids", str(source / "core/ids.py")) == "countersign"
    assert owners.owner("resources/encoder/minilm.onnx", str(source / "resources/encoder/minilm.onnx")) == "all-MiniLM-L6-v2"
    assert owners.owner("json", json.__file__) == "Python"
    assert owners.owner("pytest", pytest.__file__) == "pytest"
    with pytest.raises(LicenceError, match="Nobody knows whose this is"):
        owners.owner("libstranger.so.1", str(tmp_path / "libstranger.so.1"))


def test_the_parts_are_listed_with_ours_first(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "resources").mkdir()
    (tmp_path / "core" / "ids.py").touch()
    (tmp_path / "resources" / "build.json").write_text(json.dumps(BUILT))
    tables = [
        ("core.ids", str(tmp_path / "core" / "ids.py"), "PYMODULE"),
        ("os", os.__file__, "PYMODULE"),
        ("x", "-", "PYMODULE"),
    ]
    contents = Contents.of(tables, source=tmp_path)
    assert len(contents.entries) == 2
    parts = contents.parts()
    assert [part.name for part in parts] == ["countersign", "pyinstaller", "Python"]
    assert parts[1].licence == "GPL-2.0-or-later WITH Bootloader-exception"
    refuse(parts)
