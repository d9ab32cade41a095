"""Words and numbers for the reader: every visible string goes through `tr`.

`pyside6-lupdate` files each `tr("...")` under the unnamed context, because `tr` is a plain function; `QT_TR_NOOP("...")`
marks strings of tables, which `tr` translates at use. So there is one context: the empty one. Placeholders are those of
`str.format`; `{n}` is the count, written by the locale. English texts are worded so that they need no plural.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import PySide6.QtCore
from PySide6.QtCore import QCoreApplication, QLocale

CONTEXT = ""
_MNEMONIC = re.compile(r"\(&\w\)|&(.)")
ENGLISH = "en"
LANGUAGE = "language"  # the property of the application that holds what is spoken

#: Marks a string of a table for lupdate and gives it back; Qt's own, with the types that its stub lacks.
QT_TR_NOOP = cast("Callable[[str], str]", PySide6.QtCore.QT_TR_NOOP)


def language() -> str:
    """The language that is spoken now: `en` or `zh_CN`. `desktop.language.speak` sets it."""
    app = QCoreApplication.instance()
    return str(app.property(LANGUAGE) or ENGLISH) if app is not None else ENGLISH


def tr(text: str, /, *, n: int | None = None, **params: str | int | float) -> str:
    """`text` in the reader's language with its placeholders filled; `n` chooses the plural form and fills `{n}`.

    A translation whose placeholders do not fit falls back to the source text, so that a bad translation never stops work.
    """
    translated = QCoreApplication.translate(CONTEXT, text, "", -1 if n is None else n)
    if n is None and not params:
        return translated
    values = {name: value if isinstance(value, str) else number(value) for name, value in params.items()}
    if n is not None:
        values["n"] = number(n)
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError):
        return text.format(**values)


def plain(text: str) -> str:
    """A caption without its mnemonic, for reading aloud: `&Name` is `Name`, `名称(&N)` is `名称`, `&&` is `&`."""
    return _MNEMONIC.sub(lambda found: found[1] or "", text)


def number(value: float, decimals: int | None = None) -> str:
    """`value` by the locale: whole numbers grouped, others with `decimals` digits (one when it is not given)."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)  # the C locale groups no digits
    if isinstance(value, int):
        return locale.toString(value)
    return locale.toString(value, "f", 1 if decimals is None else decimals)


def percent(value: float) -> str:
    """A chance of 0 to 100 as whole per cent; what lies under one is `< 1 %`, and only certainty is 100 %."""
    if value < 1:
        return tr("< 1 %")
    whole = 100 if value >= 100 else min(99, round(value))
    return tr("{value} %", value=whole)
