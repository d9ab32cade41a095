from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.i18n import number, percent, tr

_TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN"><context><name></name>
<message><source>accept</source><translation>接受</translation></message>
<message><source>{n} left</source><translation>剩余 {n}</translation></message>
<message><source>{n} this session</source><translation>本次 {m}</translation></message>
</context></TS>
"""


@pytest.fixture
def chinese(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """Three translations, compiled by Qt's own tool; one has a placeholder that does not exist."""
    source, compiled = tmp_path / "zh.ts", tmp_path / "zh.qm"
    source.write_text(_TS, encoding="utf-8")
    tool = Path(str(PySide6.__path__[0])) / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([str(tool), str(source), "-qm", str(compiled)], check=True, capture_output=True)
    translator = QTranslator()
    assert translator.load(str(compiled))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("theme")
def test_counts_are_grouped_by_the_locale() -> None:
    assert tr("{n} left", n=1240) == "1,240 left"
    assert tr("{rate} a minute", rate=14.23) == "14.2 a minute"


@pytest.mark.usefixtures("german")
def test_another_locale_writes_numbers_its_own_way() -> None:
    assert number(1240) == "1.240"
    assert number(14.23) == "14,2"


@pytest.mark.usefixtures("theme", "chinese")
def test_translations_are_found_in_the_one_context() -> None:
    assert tr("accept") == "接受"
    assert tr("{n} left", n=3) == "剩余 3"
    assert tr("unknown") == "unknown"


@pytest.mark.usefixtures("theme", "chinese")
def test_a_translation_that_does_not_fit_never_stops_work() -> None:
    assert tr("{n} this session", n=7) == "7 this session"


@pytest.mark.parametrize(("value", "shown"), [(0.4, "< 1 %"), (1.0, "1 %"), (91.4, "91 %"), (99.7, "99 %"), (100.0, "100 %")])
@pytest.mark.usefixtures("theme")
def test_chances_are_whole_and_never_certain_by_rounding(value: float, shown: str) -> None:
    assert percent(value) == shown


@pytest.mark.usefixtures("theme")
def test_braces_in_a_parameter_are_left_alone() -> None:
    assert tr("Copy {name}", name="{0}") == "Copy {0}"
