"""What core says, in the reader's language: its sentences are found by the error's code and by what they are made of.

Core speaks English, and knows nothing of languages. `resources/translations/messages_<language>.toml` holds its sentences with
places for their values, in tables by code (`common`: the sentences without a code of their own). A sentence is matched against
those of its code, what stands in its places is taken over, and what is not in the book stays English.
`packaging/core_messages.py` finds all that there are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from core.errors import UserError
from desktop.i18n import ENGLISH, language

COMMON = "common"
#: what formats and their settings are called, and what they are good for
FORMAT_WORDS = "formats"
#: parts of sentences that stand in the places of others
WORDS = "words"
_END = re.compile(r"(?<=[.!?]) (?=[A-Z“\"])")  # between two sentences
PLACE = re.compile(r"\{(\w+)\}")


class Phrasebook:
    """Sentences by code, each with its translation."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """`tables`: for each code the sentences with places (`{name}`), and their translations."""
        self._plain = {code: {a: b for a, b in table.items() if not PLACE.search(a)} for code, table in tables.items()}
        self._shaped = {code: _patterns(table) for code, table in tables.items()}

    def say(self, text: str, code: str = COMMON) -> str:
        """`text` translated; as it is when it is not known."""
        found = self._find(text, code)
        return found if found is not None else self._in_parts(text, code) or text

    def _find(self, text: str, code: str) -> str | None:
        for table in dict.fromkeys((code, COMMON, WORDS)):
            found = self._plain.get(table, {}).get(text) or self._filled(text, table)
            if found is not None:
                return found
        return None

    def _in_parts(self, text: str, code: str) -> str | None:
        """Several sentences: the first that is known, and whatever comes after it."""
        for end in _END.finditer(text):
            found = self._find(text[: end.start()], code)
            if found is not None:
                return found + self.say(text[end.end() :], code)
        return None

    def _filled(self, text: str, code: str) -> str | None:
        for pattern, names, translation in self._shaped.get(code, ()):
            match = pattern.fullmatch(text)
            if match and not any(_END.search(value) for value in match.groups()):
                return _fill(translation, {name: self._value(value) for name, value in zip(names, match.groups(), strict=True)})
        return None

    def _value(self, text: str) -> str:
        """A value may itself be words that are known."""
        return self._plain.get(WORDS, {}).get(text) or self._filled(text, WORDS) or self._plain.get(COMMON, {}).get(text, text)


def told(error: BaseException) -> str:
    """What an error says: what happened, what was kept, what to do. Not ours: in its own words."""
    if not isinstance(error, UserError):
        return str(error)
    return _joined(what(error), kept(error), todo(error))


def what(error: UserError) -> str:
    """What happened."""
    return said(error.what, error.code)


def kept(error: UserError) -> str:
    """What was kept; empty when there is nothing to say of it."""
    return said(error.kept, error.code)


def todo(error: UserError) -> str:
    """What to do; empty when nothing can be done."""
    return said(error.todo, error.code)


def said(text: str, code: str = COMMON) -> str:
    """A sentence of core, in the reader's language."""
    spoken = language()
    return text if spoken == ENGLISH or not text else phrasebook(spoken).say(text, code)


@lru_cache(maxsize=2)
def phrasebook(name: str) -> Phrasebook:
    """The book of a language; an empty one where there is none."""
    path = resources.files("resources") / "translations" / f"messages_{name}.toml"
    return Phrasebook(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})


def _fill(sentence: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1], place[0]), sentence)


def _joined(*parts: str) -> str:
    """Sentences one after the other: with a space, but for languages that have none between sentences."""
    return ("" if language() == "zh_CN" else " ").join(part for part in parts if part)


def _patterns(table: Mapping[str, str]) -> list[tuple[re.Pattern[str], list[str], str]]:
    """The sentences with places, those with the most words of their own first: the closest fit wins."""
    shaped = [(source, target) for source, target in table.items() if PLACE.search(source)]
    shaped.sort(key=lambda pair: -len(PLACE.sub("", pair[0])))
    return [(_pattern(source), PLACE.findall(source), target) for source, target in shaped]


def _pattern(source: str) -> re.Pattern[str]:
    parts = PLACE.split(source)  # words and names of places in turn
    return re.compile("".join("(.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL)
