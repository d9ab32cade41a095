"""The theme that is worn now: it follows the system's light or dark, or a forced one, and hands out colours and fonts."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.theme.palette import build_palette
from desktop.theme.stylesheet import build_stylesheet
from desktop.theme.tokens import Tokens, load_tokens

# The Chinese face stands before the system's own choice, which would often be the Japanese one.
_SANS = ("Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
_MONO = ("Noto Sans Mono", "Noto Sans Mono CJK SC", "Consolas", "Menlo")


class Scheme(StrEnum):
    """Which theme the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Applies tokens to the application and answers for colours, fonts and lengths. `changed` follows every switch."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        """Dress `app` in `scheme` at once."""
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._tokens = load_tokens("light")
        self._sans = _families(_SANS, QFontDatabase.SystemFont.GeneralFont)
        self._mono = _families(_MONO, QFontDatabase.SystemFont.FixedFont)
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_scheme(scheme)

    @property
    def tokens(self) -> Tokens:
        """The tokens in force."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """What the user asked for."""
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Follow the system, or force light or dark."""
        self._scheme = scheme
        hints = self._app.styleHints()
        if scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)
        self._follow()

    def colour(self, token: str) -> QColor:
        """The colour called `token`."""
        colour = self._colours.get(token)
        if colour is None:
            colour = self._colours[token] = QColor(self._tokens.colours[token])
        return colour

    def font(self, size: str, *, bold: bool = False, mono: bool = False) -> QFont:
        """The font of the type scale called `size`. The caller must not change it."""
        key = (size, bold, mono)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = QFont(self._mono if mono else self._sans)
            font.setPixelSize(self._tokens.type[size])
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def radius(self, name: str) -> int:
        """The corner radius called `name`, in pixels."""
        return self._tokens.radii[name]

    def _follow(self) -> None:
        dark = self._scheme is Scheme.DARK
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        tokens = _tokens_of("dark" if dark else "light")
        if tokens is self._tokens and self._colours:
            return
        self._tokens = tokens
        self._colours = {}
        self._fonts = {}
        self._dress()

    def _dress(self) -> None:
        self.colour("text")
        self._app.setPalette(build_palette(self._tokens))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(build_stylesheet(self._tokens))
        self.changed.emit()


@lru_cache(maxsize=2)
def _tokens_of(name: str) -> Tokens:
    return load_tokens(name)


def _families(wished: tuple[str, ...], fallback: QFontDatabase.SystemFont) -> list[str]:
    """The wished families that are installed, then the system's own."""
    installed = set(QFontDatabase.families())
    return [*(name for name in wished if name in installed), QFontDatabase.systemFont(fallback).family()]
