"""An item as a model is shown it, and its answer as the model is to give it: what formats for prompts and evaluations are made of."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

import orjson

from core import clock
from core.domain.content import Content, Form
from core.domain.json import JsonValue
from core.errors import UserError
from core.export.cut import Cut
from core.export.formats.format import Option
from core.export.record import Record
from core.prompts.examples import gold_columns
from core.prompts.render import ItemText
from core.prompts.shown import entries

TEXT = "text"

#: ideographs, kana and hangul count one by one, as do signs; a word of any other script counts as one
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\w\s]|_")
_BYTES_A_TOKEN = 4
#: how `tokens_in` counts, for whoever reads a budget
COUNTED_BY = "the larger of: words, signs and ideographs; bytes of UTF-8 over 4"


def tokens_in(text: str) -> int:
    """About how many tokens a text has, without any model's tokenizer: see `COUNTED_BY`.

    Beside OpenAI's cl100k_base it counted 14 % more on banking77, 13 % more on GoEmotions, 30 % less on Chinese turns (CrossWOZ).
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    return max(-(-size // _BYTES_A_TOKEN), sum(1 for _ in _WORD.finditer(text)))


class Shower:
    """Shows the records of one cut. Columns that held gold or labels in any import are never shown."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._kind, self._task = cut, cut.kind, cut.task
        self.hidden = gold_columns(cut.connection, cut.project.seq)

    def item(self, record: Record) -> ItemText:
        """The main text, and the parts and the metadata by name, as a prompt sees them."""
        return self.item_of(record.content)

    def item_of(self, content: Content) -> ItemText:
        """The same of a content."""
        seen = ItemText.of(content.text, content.metadata, self.hidden)
        return ItemText(seen.text, entries(content, seen.metadata))

    def inputs(self, record: Record) -> dict[str, JsonValue]:
        """All of it as one object: `text` first. A part or column that is called so too becomes `item:text`. Images are counted lost."""
        content = record.content
        if content.form is Form.IMAGE or any(part.form is Form.IMAGE for part in content.parts):
            self._cut.lose("images")
        shown = self.item_of(content)
        return {TEXT: shown.text, **_free(shown.metadata)}

    def output(self, record: Record) -> JsonValue:
        """The answer in the form that a model is asked for: passages to the letter, a ranking in signs."""
        return self._kind.told(record.answer, self._task, record.content)


def _free(named: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The entries under names that are not taken by the text."""
    found: dict[str, JsonValue] = {}
    for name, value in named.items():
        free = name
        while free == TEXT or free in found:
            free = f"item:{free}"
        found[free] = value
    return found


def origin_of(record: Record) -> dict[str, JsonValue]:
    """Where a record comes from, for the metadata of formats of evaluations; what is not known is null."""
    return {
        "item_id": record.item_id,
        "label_source": record.source,
        "reviewer": record.reviewer or None,
        "selection_prob": record.selection_prob,
        "split": record.split or None,
        "group_id": record.group or None,
        "suggester": record.suggester or None,
        "guideline_version": record.guideline,
        "decided_at": None if record.decided_us is None else clock.iso(record.decided_us),
    }


def json_line(value: JsonValue) -> bytes:
    """One line of JSON, keys in their own order."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def input_names(cut: Cut, taken: frozenset[str]) -> dict[str, str]:
    """What each input is called, by its name in the project: `text` first, then as they come. Goes through the records once."""
    looking = replace(cut, excluded=cut.excluded.copy(), losses=cut.losses.copy(), unresolved=[])
    shower, seen = Shower(looking), 0
    found: dict[str, None] = {}
    for records in looking.labelled():
        for record in records:
            found.update(dict.fromkeys(shower.inputs(record)))
        seen += len(records)
        if cut.limit is not None and seen >= cut.limit:
            break
    return identifiers(found, taken)


_RUNS = re.compile("_+")
#: what DSPy hides
_HIDDEN = "dspy_"


def identifiers(names: Iterable[str], taken: frozenset[str]) -> dict[str, str]:
    """Names that can stand in code and templates, by the names that they stand for; none of `taken`, each once, in order.

    What is no letter, digit or underscore becomes an underscore; what still cannot stand alone gets `input_` before it.
    """
    found: dict[str, str] = {}
    used = set(taken)
    for name in names:
        letters = unicodedata.normalize("NFKC", name)  # as Python reads the names of attributes
        plain = _RUNS.sub("_", "".join(one if f"a{one}".isidentifier() else "_" for one in letters)).strip("_")
        plain = plain if _is_plain(plain) and plain not in taken else f"input_{plain}".rstrip("_")
        free, number = plain, 2
        while free in used:
            free, number = f"{plain}_{number}", number + 1
        used.add(free)
        found[name] = free
    return found


def _is_plain(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith(_HIDDEN)


def number_of(cut: Cut, option: Option, *, least: int = 0, most: int = 1_000_000) -> int:
    """A setting that is a whole number. Raises `UserError` when it is none, or out of range."""
    value = cut.option(option.name, option.default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        what = f"{option.name} is a whole number from {least:,} to {most:,}, not {str(value)[:40]!r}."
        raise UserError("export.option", what, kept="Nothing was written.")
    return value
