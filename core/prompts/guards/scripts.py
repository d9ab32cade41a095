"""The script that a text is written in, which tells many languages apart without any model."""

from __future__ import annotations

import re

_SCRIPTS = {
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "arabic": re.compile(r"[\u0621-\u064a\u066e-\u06d3]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
#: languages that are written in a script; the first one stands for the script where nothing more is known
LANGUAGES: dict[str, tuple[str, ...]] = {
    "kana": ("ja",),
    "han": ("zh", "ja"),
    "hangul": ("ko",),
    "arabic": ("ar", "fa", "ur", "ps", "ug", "ckb", "sd", "ku"),
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz", "tt"),
}
NOT_LATIN = frozenset(code for codes in LANGUAGES.values() for code in codes) - {"sr", "ku", "uz", "kk", "tt"} | {
    "el", "he", "hi", "th", "bn", "ta", "te", "ka", "hy",
}  # fmt: skip


def shares(text: str) -> dict[str, float]:
    """The share of each script among the letters of `text`, those of the scripts above. Empty when there are none."""
    counts = {name: sum(1 for _ in letters.finditer(text)) for name, letters in _SCRIPTS.items()}
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()} if total else {}


def foreign_script(text: str, wanted: str) -> str | None:
    """The language that the script of `text` stands for, or `und` for Latin script, when it cannot be `wanted`; else None."""
    share = shares(text)
    if not share:
        return None
    if share["kana"] > 0.1 and share["kana"] + share["han"] > 0.5:
        return None if wanted == "ja" else "ja"
    if wanted == "ja" and share["han"] > 0.8 and len(text) > 24 and not share["kana"]:
        return "zh"
    main = max(share, key=lambda name: share[name])
    if share[main] < 0.7:
        return None
    if main == "latin":
        return "und" if wanted in NOT_LATIN else None
    return None if wanted in LANGUAGES[main] else LANGUAGES[main][0]
