"""What a prompt shows of an item: its main text, and every other part as an entry of its own, before the metadata."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.content import Content, Form
from core.domain.json import JsonValue

CANDIDATE = "candidate {number}"


def entries(content: Content, metadata: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The parts by name, candidates by number in the item's own order, then the metadata. Of images nothing: they are sent as such."""
    shown: dict[str, JsonValue] = {}
    numbers = {id(part): number for number, part in enumerate(content.candidates, 1)}
    for place, part in enumerate(content.parts):
        name = CANDIDATE.format(number=numbers[id(part)]) if part.candidate else part.name or f"part {place + 1}"
        while name in shown:
            name += "'"  # two parts may be called alike
        if part.text or (part.candidate and part.form is not Form.IMAGE):
            shown[name] = part.text or "(empty)"
    return {**shown, **{name: value for name, value in metadata.items() if name not in shown}}
