"""What labels say by themselves, before anybody has used them: their names and descriptions as words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[_\-/.:|\s]+")
#: A run of three letters, or one character of a script whose characters are words.
_TELLING = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_NUMBERS = re.compile(r"\d+")


def label_text(name: str, description: str = "") -> str:
    """The text from which a label is understood: `_-/.:|` and camelCase opened into words, then the description."""
    words = " ".join(_SEPARATORS.sub(" ", _CAMEL.sub(" ", name)).split())
    return f"{words}. {description.strip()}" if description.strip() else words


def telling_texts(labels: Iterable[tuple[str, str]]) -> list[str]:
    """The texts of labels given as (name, description), in order; empty for those that tell nothing.

    "a" and "12" tell nothing, nor do "label 1" and "label 2", which differ in a number alone: a vector of such a text would be
    noise that looks like knowledge.
    """
    texts = [label_text(name, description) for name, description in labels]
    cores = [_NUMBERS.sub("", text).casefold() for text in texts]
    often = Counter(cores)
    return [text if often[core] == 1 and _TELLING.search(core) else "" for text, core in zip(texts, cores, strict=True)]
