from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.review.item import pictures
from desktop.review.item.pictures import is_address, read_picture


def saved(path: Path, width: int = 40, height: int = 30) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp"])
def test_a_file_is_read_by_what_it_holds(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path / f"a.{ending}").rename(tmp_path / "named.dat")
    picture = read_picture(str(path))
    assert picture.image is not None
    assert (picture.size, picture.trouble) == ((40, 30), "")


@pytest.mark.parametrize(
    "path",
    ["http://127.0.0.1:1/a.png", "https://x/y", "file:///etc/passwd", "data:image/png;base64,AAAA", ":/qt/etc", "qrc:/x.png",
     "//host/share/a.png", "\\\\host\\share\\a.png", "ftp://h/a", " HTTP://h/a"],
)  # fmt: skip
def test_an_address_is_never_opened(path: str) -> None:
    assert is_address(path)
    assert read_picture(path).trouble == "address"


def test_a_drive_letter_is_no_address() -> None:
    assert not is_address("C:\\photos\\a.png")
    assert not is_address("/home/ana/a.png")


def test_what_is_not_there_or_no_plain_file_is_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    for path in (tmp_path / "none.png", tmp_path, tmp_path / "pipe", Path("a\0b")):
        assert read_picture(str(path)).trouble == "missing"
    assert read_picture("  ").trouble == "missing"


def test_a_cut_off_picture_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", 400, 300)
    path.write_bytes(path.read_bytes()[:60])
    assert read_picture(str(path)).trouble == "broken"


def test_markup_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:1/x.png"/></svg>')
    assert read_picture(str(path)).trouble == "format"


def test_a_picture_above_the_limit_is_refused_and_a_large_one_scaled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.png", 6_000, 20)
    picture = read_picture(str(path))
    assert picture.image is not None
    assert picture.image.width() == 4_096
    assert picture.size == (6_000, 20)
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100_000)
    assert read_picture(str(path)).trouble == "large"
