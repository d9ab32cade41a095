from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme import Scheme, Theme


def test_a_forced_scheme_dresses_the_application_at_once(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    light = qapp.palette().color(QPalette.ColorRole.Window)
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.set_scheme(Scheme.DARK)
    dark = qapp.palette().color(QPalette.ColorRole.Window)
    assert theme.tokens.dark
    assert dark.lightness() < 60
    assert light.lightness() > 200
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.colour("window")


def test_the_system_is_followed_when_nothing_is_forced(qapp: QApplication, theme: Theme) -> None:
    theme.set_scheme(Scheme.DARK)
    theme.set_scheme(Scheme.SYSTEM)
    assert theme.tokens.dark is (qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    assert theme.tokens.dark is (qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    qapp.styleHints().unsetColorScheme()


def test_fonts_come_from_the_type_scale(theme: Theme) -> None:
    assert theme.font("item").pixelSize() == theme.tokens.type["item"]
    assert theme.font("item") is theme.font("item")
    assert theme.font("title", bold=True).weight() > theme.font("title").weight()


def test_each_language_has_the_face_that_suits_it_first(theme: Theme) -> None:
    theme.speak("zh_CN")
    chinese = theme.font("body").families()
    theme.speak("en")
    english = theme.font("body").families()
    assert sorted(chinese) == sorted(english)
    han = [name for name in chinese if name in {"Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC"}]
    assert chinese[: len(han)] == han
    assert english[-1] == chinese[-1], "the system's own face is the last resort of both"
