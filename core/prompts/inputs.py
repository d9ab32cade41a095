"""How an item is written into a prompt: XML, Markdown or JSON, so that its text cannot break out of its place.

Which form a model's family likes: Anthropic, "Use XML tags to structure your prompts" (Claude); OpenAI, "GPT-4.1 Prompting Guide",
section "Delimiters": Markdown as the starting point, JSON worst for documents. Others follow the Markdown that their instruction
data is full of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import quoteattr

from core.domain.json import JsonValue
from core.prompts.content import InputFormat

#: a word in the model's name -> what its family likes
FAMILIES: dict[str, InputFormat] = {"claude": InputFormat.XML, "anthropic": InputFormat.XML}
#: elements that our prompts are made of; an item that holds their tags gets these escaped, and nothing else
_TAG = re.compile(
    r"<(?=\s*/?\s*(?:item|text|meta|input|output|rationale|example|examples|guidelines|labels|earlier)\b)", re.IGNORECASE
)
_FENCE = re.compile(r"`{3,}")
_LINES = re.compile(r"[\r\n\u0085\u2028\u2029\x0b\x0c]+")

Metadata = Mapping[str, JsonValue]


def format_for(model: str) -> InputFormat:
    """The form that the family of `model` likes, Markdown where nothing is known; sources in the module's docstring."""
    name = model.casefold()
    return next((form for word, form in FAMILIES.items() if word in name), InputFormat.MARKDOWN)


def written_input(text: str, metadata: Metadata, form: InputFormat, model: str = "") -> str:
    """An item as it stands in a prompt. `form` AUTO: as the family of `model` likes it."""
    return WRITERS[format_for(model) if form is InputFormat.AUTO else form](text, metadata)


def as_xml(text: str, metadata: Metadata) -> str:
    """`<item>` with `<text>` and one `<meta>` for each entry.

    Only tags of our own elements are escaped: the model reads the rest as it is, so that values copied from it occur in the item.
    """
    metas = [f"<meta name={_attribute(name)}>{_escaped(_plain(value))}</meta>" for name, value in metadata.items()]
    return "\n".join(["<item>", f"<text>{_escaped(text)}</text>", *metas, "</item>"])


def _escaped(text: str) -> str:
    return _TAG.sub("&lt;", text)


def _attribute(name: str) -> str:
    return quoteattr(_one_line(name))


def as_markdown(text: str, metadata: Metadata) -> str:
    """The text in a fence that is longer than any in it, then a list of the metadata."""
    ticks = "`" * max(3, 1 + max((len(run) for run in _FENCE.findall(text)), default=2))
    metas = [f"- {_one_line(name)}: {_one_line(_plain(value))}" for name, value in metadata.items()]
    return "\n".join([f"{ticks}text", text, ticks, *metas])


def as_json(text: str, metadata: Metadata) -> str:
    """One line of JSON: `{"text": ..., "meta": {...}}`, without `meta` when there is none."""
    item: dict[str, JsonValue] = {"text": text}
    if metadata:
        item["meta"] = dict(metadata)
    return json.dumps(item, ensure_ascii=False)


def _plain(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _one_line(text: str) -> str:
    return _LINES.sub(" ", text)


WRITERS: dict[InputFormat, Callable[[str, Metadata], str]] = {
    InputFormat.XML: as_xml,
    InputFormat.MARKDOWN: as_markdown,
    InputFormat.JSON: as_json,
}
