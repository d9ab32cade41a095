"""Preferences of a task that ranks candidates: each candidate is chosen over every one of a worse group; ties say nothing.

Where all are bad, each is an unpaired negative. The prompt is the item's main text, or its turns where it is a conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from core.domain.content import Content, Form, Part, turns
from core.domain.json import JsonValue
from core.domain.kinds import Kind
from core.domain.kinds.preference import is_all_bad
from core.domain.signals import WEIGHTS, Strength
from core.domain.vocabulary import Provenance
from core.export.cut import Cut
from core.export.pairs.causes import Cause, text_cause
from core.export.pairs.pair import Preference
from core.export.pairs.prompt import Origin, Prompt, has_image, turns_of
from core.export.record import Record
from core.storage.sql import fetch, to_json

RANKED, ALL_BAD = "ranked", "all_bad"
#: labels that somebody gave to this very item, looking at it
_LOOKED_AT = frozenset({Provenance.BLIND, Provenance.ASSISTED, Provenance.UNASSISTED, Provenance.IMPORTED})
_IDS = "SELECT d.seq, d.id FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value"
_COMMENTED = """SELECT DISTINCT e.item_seq, r.name FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value
JOIN reviewer r ON r.seq = e.reviewer_seq WHERE e.kind = 'commented' AND e.seq <= :upto"""


def ranks(kind: Kind) -> bool:
    """Whether answers of this kind rank candidates."""
    return kind.neutral(None).ranking is not None


def ranked(cut: Cut) -> Iterator[list[Preference]]:
    """The preferences of each labelled item that gives any; the others are counted in `cut.excluded`."""
    for records in cut.labelled():
        noted = _Noted(cut, records)
        for record in records:
            found = _of_record(cut, record, noted)
            if isinstance(found, str):
                cut.excluded[found] += 1
                continue
            kept = [one for one in found if not one.trivial]
            cut.excluded["trivial"] += len(found) - len(kept)
            if kept:
                yield kept


class _Noted:
    """What the ledger says beside the labels of some records: the ids of their decisions, and who commented on which item."""

    def __init__(self, cut: Cut, records: Sequence[Record]) -> None:
        seqs = to_json(list[JsonValue](one.decision_seq for one in records if one.decision_seq is not None))
        self._ids = {int(row[0]): row[1].hex() for row in fetch(cut.connection, _IDS, seqs=seqs)}
        items = to_json(list[JsonValue](one.seq for one in records))
        rows = fetch(cut.connection, _COMMENTED, seqs=items, upto=cut.position.event)
        self._commented = {(int(row[0]), str(row[1])) for row in rows}

    def decision_id(self, record: Record) -> str:
        """The id (hexadecimal) of the decision that gave the label; empty where it came with the data."""
        return self._ids.get(record.decision_seq or 0, "")

    def commented(self, record: Record) -> bool:
        """Whether who gave the label commented on the item."""
        return (record.seq, record.reviewer) in self._commented


def _of_record(cut: Cut, record: Record, noted: _Noted) -> list[Preference] | str:
    """The preferences of a label, also trivial ones, or the code of why it gives none."""
    content, answer = record.content, record.answer
    if record.source not in _LOOKED_AT:
        return "no_signal"
    if has_image(content):
        return "image"
    prompt = _prompt(content)
    if isinstance(prompt, str):
        return prompt
    texts = {str(place): _text(part) for place, part in enumerate(content.candidates, 1)}
    decision_id, counted = noted.decision_id(record), record._replace(weight=WEIGHTS[Strength.STRONG])
    if is_all_bad(answer):
        more = (ALL_BAD, WEIGHTS[Strength.STRONG], Cause.OTHER, "", "", decision_id)
        return [Preference(counted, prompt, None, text, *more) for text in texts.values()]
    groups = cut.kind.neutral(answer).ranking or ()
    sides = [pair for better, worse in combinations(groups, 2) for pair in product(better, worse)]
    found = [(texts[chosen], texts[rejected]) for chosen, rejected in sides if chosen in texts and rejected in texts]
    return [_pair(counted, prompt, *pair, noted.commented(record), decision_id) for pair in found] or "tie"


def _pair(record: Record, prompt: Prompt, chosen: str, rejected: str, commented: bool, decision_id: str) -> Preference:
    cause = Cause.OTHER if commented else text_cause(chosen, rejected)
    return Preference(record, prompt, chosen, rejected, RANKED, record.weight, cause, decision_id=decision_id)


def _prompt(content: Content) -> Prompt | str:
    if content.form is not Form.CHAT:
        said = ({"role": "user", "content": content.text},)
        return Prompt(said, Origin.ITEM) if content.text.strip() else "no_prompt"
    told = turns_of(content)
    return told if isinstance(told, str) else Prompt(told, Origin.ITEM)


def _text(part: Part) -> str:
    """What a candidate says; a conversation of one turn without naming who speaks."""
    said = turns(part.value) if part.form is Form.CHAT else []
    return said[0][1] if len(said) == 1 else part.text
