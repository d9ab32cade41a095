"""Results of Label Studio (regions and choices) as answers.

https://labelstud.io/tags: Choices, Labels, HyperTextLabels, TextArea, Taxonomy, Pairwise, Ranker, Rating, Number, DateTime. Offsets of
texts are code points; releases before 2022 counted UTF-16 code units (HumanSignal/label-studio#1008), and where the passage that comes
with them stands elsewhere in code points, those are turned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.domain.exchange import ALL_BAD
from core.domain.json import JsonValue

Record = dict[str, JsonValue]
_SIDES = {"left": "1", "right": "2"}
_SPAN_TYPES = frozenset({"labels", "hypertextlabels"})
_TOLD = "attributes"


def answer_of(result: Sequence[Record], data: Record) -> JsonValue:
    """The answer that a result holds: by its one control as it is, by several as a record with a field for each.

    What has no counterpart here (boxes in pictures, say) comes as `{"unread": [types]}`, which is no answer of any task. An empty
    result of spans is an empty list; an empty result alone is None. What was said of a span (`perRegion`) stands in it by control.
    """
    result = _with_attributes(result, data)
    controls = dict.fromkeys(str(one.get("from_name") or "") for one in result if one.get("type") != "relation")
    answers = {name: _of_control([one for one in result if one.get("from_name") == name], data) for name in controls}
    unread: list[JsonValue] = list(dict.fromkeys(str(one.get("type")) for one in result if one.get("type") not in _READ))
    if unread:
        return {"unread": unread}
    return next(iter(answers.values()), None) if len(answers) < 2 else dict(answers)


def marked_answer(result: Sequence[Record], data: Record, mark: Record) -> JsonValue:
    """The answer in a result of ours (`core.domain.exchange`), whose kind is known: a set stays a set, a record a record."""
    kind = str(mark.get("kind"))
    if not result:
        return _NOTHING.get(kind)
    if kind in _RECORDS:
        return _record(result, data, _list(mark.get("lists")))
    answer = answer_of(result, data)
    return [answer] if kind in _SETS and not isinstance(answer, list) else answer


#: kinds whose answers are sets or records; what an empty result says
_SETS, _RECORDS = frozenset({"choices"}), frozenset({"fields"})
_NOTHING: dict[str, JsonValue] = {"choices": [], "spans": [], "fields": {}}


def _record(result: Sequence[Record], data: Record, lists: list[JsonValue]) -> JsonValue:
    named = {name: [one for one in result if one.get("from_name") == name] for name in (one.get("from_name") for one in result)}
    return {str(name): _entries(some) if name in lists else _of_control(some, data) for name, some in named.items()}


def _entries(result: Sequence[Record]) -> list[JsonValue]:
    return [one for each in result for name in ("choices", "text") for one in _listed(_value(each).get(name))]


def _with_attributes(result: Sequence[Record], data: Record) -> list[Record]:
    """The result with what was said of single spans put into those: such a part has the id of its span."""
    ids = {_id_of(one) for one in result if one.get("type") in _SPAN_TYPES} - {""}
    told: dict[str, Record] = {}
    rest: list[Record] = []
    for one in result:
        if _id_of(one) in ids and one.get("type") not in _SPAN_TYPES:
            told.setdefault(_id_of(one), {})[str(one.get("from_name"))] = _of_control([one], data)
        else:
            rest.append(one)
    return [_with(one, told[_id_of(one)]) if _id_of(one) in told else one for one in rest]


def _with(one: Record, told: Record) -> Record:
    return {**one, "value": {**_value(one), _TOLD: told}}


def _id_of(one: Record) -> str:
    return str(one.get("id") or "")


def _of_control(result: Sequence[Record], data: Record) -> JsonValue:
    kind = str(result[0].get("type"))
    text = _text_of(str(result[0].get("to_name") or ""), data)
    return _READ[kind](result, text) if kind in _READ else None


def _text_of(name: str, data: Record) -> str:
    """The text that the result is about: the one of this name, else the only one."""
    held = data.get(name)
    texts = [value for value in data.values() if isinstance(value, str)]
    return held if isinstance(held, str) else texts[0] if len(texts) == 1 else str(data.get("text") or "")


def _choices(result: Sequence[Record], text: str) -> JsonValue:
    del text
    named = [one for each in result for one in _list(_value(each).get("choices"))]
    return named[0] if len(named) == 1 else named


def _taxonomy(result: Sequence[Record], text: str) -> JsonValue:
    """Paths, their steps joined by ` > `."""
    del text
    paths = [one for each in result for one in _list(_value(each).get("taxonomy"))]
    named: list[JsonValue] = [" > ".join(map(str, one)) if isinstance(one, list) else one for one in paths]
    return named[0] if len(named) == 1 else named


def _texts(result: Sequence[Record], text: str) -> JsonValue:
    del text
    return "\n".join(str(one) for each in result for one in _listed(_value(each).get("text")))


def _pairwise(result: Sequence[Record], text: str) -> JsonValue:
    del text
    return _SIDES.get(str(_value(result[-1]).get("selected")), "tie")


def _ranker(result: Sequence[Record], text: str) -> JsonValue:
    """Candidates by their numbers: in buckets called by their place, in the bucket of the bad ones, or in one order."""
    del text
    held = _value(result[-1]).get("ranker")
    buckets = {name: [str(one) for one in _list(some)] for name, some in held.items()} if isinstance(held, dict) else {}
    if buckets.get(ALL_BAD):
        return {"all_bad": True}
    if all(name.isdecimal() for name in buckets):
        return {"ranking": [list[JsonValue](buckets[name]) for name in sorted(buckets, key=int) if buckets[name]]}
    return {"ranking": [[one] for one in next(iter(buckets.values()))]}


def _one(name: str) -> Callable[[Sequence[Record], str], JsonValue]:
    def read(result: Sequence[Record], text: str) -> JsonValue:
        del text
        return _value(result[-1]).get(name)

    return read


def _spans(result: Sequence[Record], text: str) -> JsonValue:
    return [span for one in result for span in _regions(_value(one), text, str(one.get("type")))]


def _regions(value: Record, text: str, kind: str) -> list[JsonValue]:
    """A span for each of the labels of a region."""
    whole = value.get("globalOffsets") if isinstance(value.get("globalOffsets"), dict) else value
    held = whole if isinstance(whole, dict) else value
    start, end = held.get("start"), held.get("end")
    passage = value.get("text")
    labels = _list(value.get(kind)) or _list(value.get("labels"))
    place = placed(text, start, end, passage if isinstance(passage, str) else "")
    told = value.get(_TOLD)
    more = told if isinstance(told, dict) else {}
    return [{**more, "start": place[0], "end": place[1], "label": label, "text": passage} for label in labels]


def placed(text: str, start: JsonValue, end: JsonValue, passage: str) -> tuple[JsonValue, JsonValue]:
    """Offsets in code points. Where those that were given do not hold the passage, but do so counted in UTF-16, these are turned."""
    if not isinstance(start, int) or not isinstance(end, int) or not passage or text[start:end] == passage:
        return start, end
    units = text.encode("utf-16-le")
    before = units[: 2 * start].decode("utf-16-le", "replace")
    inside = units[2 * start : 2 * end].decode("utf-16-le", "replace")
    return (len(before), len(before) + len(inside)) if inside == passage else (start, end)


def _value(one: Record) -> Record:
    held = one.get("value")
    return held if isinstance(held, dict) else {}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [] if value is None else [value]


#: by type of result
_READ: dict[str, Callable[[Sequence[Record], str], JsonValue]] = {
    "choices": _choices,
    "taxonomy": _taxonomy,
    "labels": _spans,
    "hypertextlabels": _spans,
    "textarea": _texts,
    "pairwise": _pairwise,
    "ranker": _ranker,
    "rating": _one("rating"),
    "number": _one("number"),
    "datetime": _one("datetime"),
    "relation": _one("relation"),
}
