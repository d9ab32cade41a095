"""The prompt that was really sent for a suggestion: from the record of its call, or the conversation that came with a trace.

A prompt is left out, with a code, where there is none (`no_prompt`), where what was sent was erased (`prompt_erased`), where it held images
(`image`), where an item stands in it as an example whose source does not allow the use of the dataset (`example_terms`), and where a
conversation cannot be told in plain turns (`tools`, `turns`).
"""

from __future__ import annotations

from typing import Any, cast

import orjson

from core.domain.json import Answer, JsonValue
from core.domain.vocabulary import EventKind, Sample
from core.export.cut import Cut
from core.export.pairs.facts import Suggested
from core.export.pairs.prompt import Origin, Prompt, Turn, turns_of
from core.export.record import Record
from core.prompts.examples import gold_columns
from core.prompts.parsing.objects import objects, with_answer
from core.prompts.redaction import Redactor
from core.prompts.shown import entries
from core.prompts.wording import OPENING
from core.storage.intake_suggestions import KIND as IMPORT
from core.storage.sql import fetch, fetch_one, from_json

NO_PROMPT, ERASED, IMAGE, EXAMPLE_TERMS = "no_prompt", "prompt_erased", "image", "example_terms"

_CALL = """SELECT c.model, c.created_us, v.number, v.content -> '$.contract.rationale' AS reasons, b.request, b.response
FROM model_call c LEFT JOIN call_body b ON b.call_seq = c.seq LEFT JOIN prompt_version v ON v.seq = c.prompt_seq WHERE c.seq = :s"""
_EXAMPLES = """SELECT e.item_seq, i.import_seq, i.sample FROM call_example e JOIN item i ON i.seq = e.item_seq
WHERE e.call_seq = :s ORDER BY e.item_seq"""
_RENAMED = "SELECT new, before_suggestion FROM label_change WHERE project_seq = :p AND seq <= :upto"
_EVENTS = "SELECT data, created_us FROM event WHERE project_seq = :p AND kind = :k AND seq <= :upto ORDER BY seq"


class Prompts:
    """Reads the prompts of a cut, one after the other: only the last call is kept."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._kind = cut, cut.kind
        self._redaction = Redaction(cut)
        self._last: tuple[int, Prompt | str] | None = None
        held = {"p": cut.project.seq, "upto": cut.position.label_change}
        self._renamed = [(str(row.new), int(row.before_suggestion)) for row in fetch(cut.connection, _RENAMED, **held)]

    def of(self, suggested: Suggested, record: Record) -> Prompt | str:
        """What was sent for a suggestion for this item, or the code of why that cannot be told."""
        if suggested.call_seq is None:
            return self._trace(suggested, record)
        if self._last is None or self._last[0] != suggested.call_seq:
            self._last = suggested.call_seq, self._called(suggested.call_seq, record)
        return self._last[1]

    def outdated(self, suggested: Suggested, *answers: Answer) -> bool:
        """Whether a label of these answers is called otherwise than in the prompt that was sent."""
        names = {name for answer in answers for name in self._kind.labels_in(answer)} if self._renamed else set[str]()
        return any(new in names and suggested.seq <= last for new, last in self._renamed)

    def _trace(self, suggested: Suggested, record: Record) -> Prompt | str:
        """A conversation that was imported with its reply. A label that came with a conversation was no reply to it."""
        if suggested.kind != IMPORT or suggested.name == IMPORT or not self._kind.drafted:
            return NO_PROMPT
        turns = turns_of(record.content)
        return turns if isinstance(turns, str) else Prompt(turns, Origin.TRACE, model=suggested.name)

    def _called(self, call_seq: int, record: Record) -> Prompt | str:
        row = fetch_one(self._cut.connection, _CALL, s=call_seq)
        if row is None or row.request is None:
            return ERASED
        request = cast("dict[str, Any]", orjson.loads(row.request))
        messages = cast("list[dict[str, Any]]", request["messages"])
        if any(one.get("images") for one in messages):
            return IMAGE
        examples = fetch(self._cut.connection, _EXAMPLES, s=call_seq)
        if any(self._barred(one) for one in examples):
            return EXAMPLE_TERMS
        turns: list[Turn] = [{"role": one["role"], "content": one["content"]} for one in messages]
        in_json, reasons = _in_json(request, turns, row.response), row.reasons == "true"
        redactor = self._redaction.redactor(record, row.created_us)
        held = tuple(int(one.item_seq) for one in examples)
        return Prompt(tuple(turns), Origin.SENT, in_json, reasons, row.number, row.model, redactor, held)

    def _barred(self, example: Any) -> bool:
        """Whether an item may not stand in a dataset like this, not even as an example in a prompt."""
        policy = self._cut.policy
        return example.import_seq in policy.forbidden or (policy.keeps_blind_apart and example.sample == Sample.BLIND)


class Redaction:
    """Which kinds of personal data were taken out before sending, by instant; and the placeholders that stood for them."""

    def __init__(self, cut: Cut) -> None:
        held = {"p": cut.project.seq, "k": EventKind.LIMITS_SET.value, "upto": cut.position.event}
        self._set = [(int(row.created_us), _kinds(row.data)) for row in fetch(cut.connection, _EVENTS, **held)]
        self._hidden = gold_columns(cut.connection, cut.project.seq)

    def redactor(self, record: Record, at_us: int) -> Redactor | None:
        """A redactor that has met the item as the prompt of that instant shows it; None when nothing was taken out."""
        kinds = next((kinds for since, kinds in reversed(self._set) if since <= at_us), ())
        if not kinds:
            return None
        redactor = Redactor(kinds)
        self.shown(record, redactor)
        return redactor

    def shown(self, record: Record, redactor: Redactor | None) -> tuple[str, dict[str, JsonValue]]:
        """Text and entries of an item as a prompt shows them: without gold, in the order in which placeholders are numbered."""
        metadata = {name: value for name, value in record.metadata_values.items() if name not in self._hidden}
        held = entries(record.content, metadata)
        if redactor is None:
            return record.text, held
        text = redactor.redact(record.text)
        return text, {name: redactor.redact_json(value) for name, value in held.items()}


def _kinds(data: str | None) -> tuple[str, ...]:
    held = from_json(data)
    kinds = held.get("redact") if isinstance(held, dict) else None
    return tuple(str(one) for one in kinds) if isinstance(kinds, list) else ()


def _in_json(request: dict[str, Any], turns: list[Turn], response: str | None) -> bool:
    """Whether a JSON object was asked for: by schema, by a begun reply or in words; else whether one came."""
    if request.get("schema") is not None or request.get("prefill") or any(OPENING in turn["content"] for turn in turns):
        return True
    held = from_json(response)
    text = held.get("text") if isinstance(held, dict) else None
    return isinstance(text, str) and any(with_answer(one) is not None for one in objects(text))
