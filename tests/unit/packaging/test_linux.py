"""What a Linux desktop is given: entry, file type, man page, metainfo, icons."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from app_icons import SIZES, draw, draw_all
from deb import copyright_text
from linux_layout import METAINFO, metainfo
from man_page import command_names, escaped, man_page
from typer.testing import CliRunner

from core.cli.app import app
from desktop.launch import window_wanted

ROOT = Path(__file__).resolve().parents[3]
LINUX = ROOT / "packaging" / "linux"
MIME = "application/x-countersign-workspace"
TYPES = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry() -> dict[str, str]:
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]  # keys of desktop entries keep their capitals
    parser.read(LINUX / "countersign.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_the_desktop_entry_holds_what_a_menu_needs() -> None:
    words = entry()
    assert (words["Type"], words["Icon"], words["Terminal"]) == ("Application", "countersign", "false")
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert words[key]
        assert words[f"{key}[zh_CN]"]
    assert re.search(r"[\u4e00-\u9fff]", words["Comment[zh_CN]"])


def test_a_double_clicked_workspace_opens_in_the_window() -> None:
    words = entry()
    assert words["MimeType"] == f"{MIME};"
    assert words["Exec"] == "countersign %f"
    assert window_wanted(["/home/ada/My work.countersign"]) == (Path("/home/ada/My work.countersign"), False)
    assert window_wanted([]) == (None, False)


def test_the_file_type_is_that_of_the_entry() -> None:
    kind = ET.parse(LINUX / "countersign.xml").getroot().find(f"{TYPES}mime-type")
    assert kind is not None
    glob = kind.find(f"{TYPES}glob")
    assert kind.get("type") == MIME
    assert glob is not None
    assert glob.get("pattern") == "*.countersign"


def test_the_metainfo_names_the_entry_and_the_release() -> None:
    root = ET.fromstring(metainfo("1.2.3", "2026-11-22"))
    assert f"{root.findtext('id')}.metainfo.xml" == METAINFO
    assert root.findtext("launchable") == "countersign.desktop"
    assert root.findtext("provides/mediatype") == MIME
    release = root.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("1.2.3", "2026-11-22")


@pytest.mark.parametrize("tool", ["desktop-file-validate", "appstreamcli"])
def test_the_systems_own_tools_find_nothing_wrong(tool: str, tmp_path: Path) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"needs {tool}")
    path = tmp_path / METAINFO
    path.write_text(metainfo("1.2.3", "2026-11-22"), encoding="utf-8")
    words = ("validate", "--no-net", str(path)) if tool == "appstreamcli" else (str(LINUX / "countersign.desktop"),)
    done = subprocess.run((found, *words), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_man_page_names_every_command() -> None:
    page = man_page("1.2.3", "2026-11-22")
    names = command_names()
    listed = re.findall(r"^  (\w[\w-]*) ", CliRunner().invoke(app, ["--help"]).stdout.partition("Commands:")[2], re.MULTILINE)
    assert len(listed) > 20
    assert {name.split()[0] for name in names} == set(listed)
    assert [name for name in names if f".SS {escaped(name)}\n" not in page] == []
    assert r"\fB\-\-purpose\fR" in page


def test_the_man_page_is_one() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("needs groff")
    text = man_page("1.2.3", "2026-11-22")
    done = subprocess.run((groff, "-man", "-Tutf8", "-Kutf8", "-ww"), input=text, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    assert "COUNTERSIGN(1)" in done.stdout


def test_no_line_of_text_becomes_a_request() -> None:
    assert escaped(".csv and -x\n'tis") == "\\&.csv and \\-x\n\\&'tis"


def test_the_icon_is_still_a_check_on_blue_at_16_pixels(qapp: object) -> None:
    image = draw(16)
    pixels = [image.getpixel((x, y)) for x in range(16) for y in range(16)]
    assert image.getpixel((0, 0))[3] == 0  # pyright: ignore[reportIndexIssue, reportOptionalSubscript]
    assert pixels.count((29, 91, 201, 255)) > 80
    assert sum(1 for red, green, _, _ in pixels if red > 200 and green > 200) > 15  # pyright: ignore


def test_all_icons_are_drawn(qapp: object, tmp_path: Path) -> None:
    made = {path.name for path in draw_all(tmp_path)}
    assert made == {f"{size}.png" for size in SIZES} | {"countersign.ico", "countersign.icns"}
    assert (tmp_path / "countersign.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "countersign.icns").read_bytes()[:4] == b"icns"


def test_the_copyright_file_lists_the_parts() -> None:
    text = copyright_text([{"name": "Qt", "version": "6.11.3", "licence": "LGPL-3.0-only"}])
    assert "  Qt 6.11.3: LGPL-3.0-only\n" in text
    assert "may be replaced" in text
