"""The theme that is worn now: it follows the system's light or dark, or a forced one, and hands out colours and fonts."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import language
from desktop.theme.palette import build_palette
from desktop.theme.refit import hold_height, holders, refit
from desktop.theme.stylesheet import build_stylesheet
from desktop.theme.tokens import Tokens, load_tokens

#: Han stands before the system's own choice, which would often be the Japanese face. In Chinese it stands first, so that
#: quotation marks and dashes are as wide as the characters; otherwise they are those of the Latin face.
_LATIN = ("Noto Sans", "Segoe UI", "Cantarell", "Ubuntu")
_HAN = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
_MONO = ("Noto Sans Mono", "Noto Sans Mono CJK SC", "Consolas", "Menlo")
#: per cent of the type scale
TEXT_SIZES = (90, 100, 115, 130, 150)
_FontKey = tuple[str, bool, bool]


class Scheme(StrEnum):
    """Which theme the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ReadingWidth(StrEnum):
    """How long the lines of an item are."""

    COMFORTABLE = "comfortable"  # some 60 to 85 characters
    WIDE = "wide"  # some 90 to 120
    FULL = "full"  # whatever the room


_READING: dict[ReadingWidth, int] = {ReadingWidth.COMFORTABLE: 680, ReadingWidth.WIDE: 960}
#: Qt's own word for no limit (QWIDGETSIZE_MAX)
_ANY = (1 << 24) - 1


class Theme(QObject):
    """Applies tokens to the application and answers for colours, fonts and lengths. `changed` follows every switch.

    The size of text is a part of the type scale: `font` gives the scaled font, and `scaled` the length that belongs to it.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        """Dress `app` in `scheme` at once."""
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._tokens = load_tokens("light")
        self._sans = _faces(language())
        self._mono = _families(_MONO, QFontDatabase.SystemFont.FixedFont)
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[_FontKey, QFont] = {}
        self._text_size = 100
        self._reading = ReadingWidth.COMFORTABLE
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_scheme(scheme)

    def speak(self, spoken: str) -> None:
        """Take the faces that suit a language, `en` or `zh_CN`, best."""
        held = self._held()
        self._sans = _faces(spoken)
        self._dress(held)

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

    @property
    def text_size(self) -> int:
        """Per cent of the type scale."""
        return self._text_size

    def set_text_size(self, percent: int) -> None:
        """Larger or smaller text, at once and everywhere: fonts that widgets hold are replaced, and what was laid out is so anew."""
        if percent == self._text_size:
            return
        held = self._held()
        self._text_size = percent
        self._dress(held)
        refit(self._app, self.scaled)

    def hold_height(self, widget: QWidget, height: int) -> None:
        """Give a widget a fixed height that follows the size of text; `height` is the one at 100 per cent."""
        hold_height(widget, height, self.scaled)

    def _held(self) -> list[tuple[QWidget, _FontKey]]:
        """The widgets that hold a font of the type scale."""
        marks = (False, True)
        keys = [(size, bold, mono) for size in self._tokens.type for bold in marks for mono in marks]
        return holders(self._app, {key: self._font(key) for key in keys})

    def scaled(self, length: int) -> int:
        """A length that text has to fit into, in pixels: `length` is what it is at 100 per cent. It never shrinks."""
        return max(length, round(length * self._text_size / 100))

    @property
    def reading_width(self) -> int:
        """How wide a text is that is read, in pixels, at most."""
        usual = _READING.get(self._reading)
        return _ANY if usual is None else round(usual * self._text_size / 100)

    def set_reading_width(self, width: ReadingWidth) -> None:
        """Shorter or longer lines of items, at once."""
        if width is not self._reading:
            self._reading = width
            self.changed.emit()

    def colour(self, token: str) -> QColor:
        """The colour called `token`."""
        colour = self._colours.get(token)
        if colour is None:
            colour = self._colours[token] = QColor(self._tokens.colours[token])
        return colour

    def font(self, size: str, *, bold: bool = False, mono: bool = False) -> QFont:
        """The font of the type scale called `size`. The caller must not change it."""
        return self._font((size, bold, mono))

    def _font(self, key: _FontKey) -> QFont:
        font = self._fonts.get(key)
        if font is None:
            size, bold, mono = key
            font = self._fonts[key] = QFont(self._mono if mono else self._sans)
            font.setPixelSize(round(self._tokens.type[size] * self._text_size / 100))
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
        held = self._held() if self._colours else []
        self._tokens = tokens
        self._dress(held)

    def _dress(self, held: list[tuple[QWidget, _FontKey]]) -> None:
        """Wear what is in force; `held`: widgets with the fonts that are theirs."""
        self._colours, self._fonts = {}, {}
        self.colour("text")
        self._app.setPalette(build_palette(self._tokens))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(build_stylesheet(self._tokens))
        self.changed.emit()
        for widget, key in held:  # a new stylesheet gives widgets back the fonts that they were made with
            widget.setFont(self._font(key))


@lru_cache(maxsize=2)
def _tokens_of(name: str) -> Tokens:
    return load_tokens(name)


def _faces(spoken: str) -> list[str]:
    """The families of running text, in the order in which a character is looked for."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    latin = (system,) if sys.platform == "darwin" else _LATIN  # the system's own face of macOS is in no list
    return _families((*_HAN, *latin) if spoken == "zh_CN" else (*latin, *_HAN), QFontDatabase.SystemFont.GeneralFont)


def _families(wished: tuple[str, ...], fallback: QFontDatabase.SystemFont) -> list[str]:
    """The wished families that are installed, then the system's own."""
    installed = set(QFontDatabase.families())
    return [*(name for name in wished if name in installed or name.startswith(".")), QFontDatabase.systemFont(fallback).family()]
