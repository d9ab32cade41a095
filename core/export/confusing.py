"""What was wrong with a suggestion that a person corrected, part by part, in words that hold no text of the item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.edits import edit_share
from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.kinds.neutral import Neutral
from core.domain.spans import Span
from core.domain.task import Field, FieldType, Task

#: fields whose values are a closed list, and so may be named
_CLOSED = frozenset({FieldType.BOOLEAN, FieldType.ENUM})
_PARTLY, _MOSTLY = 0.1, 0.5


@dataclass(frozen=True, slots=True, order=True)
class Confusion:
    """One way to be wrong. `code`: see `TOLD`; `suggested`, `answer`: labels, fields, closed values or orders; never item text."""

    code: str
    suggested: str = ""
    answer: str = ""

    @property
    def key(self) -> str:
        """It as a key of figures: `taken_for: joy -> anger`."""
        sides = " -> ".join(side for side in (self.suggested, self.answer) if side)
        return f"{self.code}: {sides}" if sides else self.code


#: what each code says; `{s}` stands for the suggested side, `{a}` for the answer's
TOLD: dict[str, str] = {
    "taken_for": "{s} where it is {a}",
    "too_much": "{s} where it is not",
    "missing": "{a} was missed",
    "bounds": "{a} with other bounds",
    "detail": "{a} with another severity or comment",
    "value": "{a} has another value",
    "made_up": "{s} has a value where the item says nothing",
    "order": "{s} where it is {a}",
    "small_edit": "a tenth of the text changed, or less, but a number, a name or a negation",
    "part_edit": "up to half of the text changed",
    "rewritten": "more than half of the text changed",
}


def confusions(task: Task, suggested: Answer, answer: Answer) -> tuple[Confusion, ...]:
    """In what the two differ, each way once, in order; empty when they say the same."""
    kind = kind_of(task.kind)
    if kind.equal(suggested, answer):
        return ()
    before, after = kind.neutral(suggested), kind.neutral(answer)
    way = next(way for part, way in _WAYS if getattr(after, part) is not None)
    return tuple(dict.fromkeys(way(_Pair(kind, task, suggested, answer, before, after))))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two answers, and the same in neutral parts."""

    kind: Kind
    task: Task
    suggested: Answer
    answer: Answer
    before: Neutral
    after: Neutral


def _spans(pair: _Pair) -> list[Confusion]:
    """A passage that overlaps with one of the answer is that one, changed (as `Kind.changes` has it)."""
    was, stays = list(pair.before.spans or ()), set(pair.after.spans or ())
    left = [one for one in pair.after.spans or () if one not in was]
    found: list[Confusion] = []
    for span in was:
        match = None if span in stays else next((one for one in left if span.resembles(one)), None)
        if match is not None:
            left.remove(match)
            found.append(_changed(span, match))
        elif span not in stays:
            found.append(Confusion("too_much", span.label))
    return [*found, *(Confusion("missing", answer=one.label) for one in left)]


def _changed(span: Span, other: Span) -> Confusion:
    if span.label != other.label:
        return Confusion("taken_for", span.label, other.label)
    same_range = (span.start, span.end) == (other.start, other.end)
    return Confusion("detail" if same_range else "bounds", answer=span.label)


def _fields(pair: _Pair) -> list[Confusion]:
    before, after = pair.before.record or {}, pair.after.record or {}
    changed = [one for one in pair.task.fields if before.get(one.name) != after.get(one.name)]
    return [_field(one, before.get(one.name), after.get(one.name)) for one in changed]


def _field(field: Field, before: JsonValue, after: JsonValue) -> Confusion:
    if before is None:
        return Confusion("missing", answer=field.name)
    if after is None:
        return Confusion("made_up", field.name)
    if field.type in _CLOSED:
        return Confusion("taken_for", value_name(field, before), value_name(field, after))
    return Confusion("value", answer=field.name)


def value_name(field: Field, value: JsonValue) -> str:
    """A value of a closed list with its field: `paid = yes`."""
    return f"{field.name} = {('no', 'yes')[value] if isinstance(value, bool) else value}"


def _text(pair: _Pair) -> list[Confusion]:
    share = edit_share(pair.before.text or "", pair.after.text or "")
    return [Confusion("small_edit" if share <= _PARTLY else "part_edit" if share <= _MOSTLY else "rewritten")]


def _order(pair: _Pair) -> list[Confusion]:
    return [Confusion("order", pair.kind.text(pair.suggested), pair.kind.text(pair.answer))]


def _labels(pair: _Pair) -> list[Confusion]:
    before, after = pair.before.labels or (), pair.after.labels or ()
    if pair.kind.classes(pair.task):
        return [Confusion("taken_for", one, other) for one, other in zip(before, after, strict=True)]
    too_much = [Confusion("too_much", one) for one in before if one not in after]
    return [*too_much, *(Confusion("missing", answer=one) for one in after if one not in before)]


#: by the neutral part that the kind's answers have; the first one counts
_WAYS: tuple[tuple[str, Callable[[_Pair], list[Confusion]]], ...] = (
    ("spans", _spans),
    ("record", _fields),
    ("text", _text),
    ("ranking", _order),
    ("labels", _labels),
)


def facets(task: Task, answer: Answer) -> tuple[str, ...]:
    """What an answer has that a set of examples should cover: labels; of a record closed values, fields filled and fields empty."""
    kind = kind_of(task.kind)
    labels, record = kind.labels_in(answer), kind.neutral(answer).record
    if record is not None:
        return tuple(_facet(one, record.get(one.name)) for one in task.fields)
    return labels or ("(none)",)


def _facet(field: Field, value: JsonValue) -> str:
    if value is None:
        return f"{field.name} = (nothing)"
    return value_name(field, value) if field.type in _CLOSED else field.name
