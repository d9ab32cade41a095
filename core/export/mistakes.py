"""Suggestions that people judged, up to the position of a cut: decisions that count, with the suggestion in view; never blind items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.domain.json import Answer, JsonValue
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.export.cut import Cut
from core.export.record import Record
from core.storage.apart import answer_sql, is_apart
from core.storage.fold import Line, opinions
from core.storage.renames import Renames
from core.storage.replay import lines_at
from core.storage.sql import fetch, from_json, to_json

_PAGE = 2_000
JUDGED = frozenset({Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED})

_ITEMS = f"""SELECT i.seq, i.import_seq, coalesce(c.external_id, lower(hex(i.id))) AS shown, i.sample FROM item i
JOIN item_content c ON c.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq > :after AND i.seq <= :last AND i.sample <> '{Sample.BLIND}' AND i.erased_us IS NULL
AND EXISTS (SELECT 1 FROM decision d WHERE d.item_seq = i.seq AND d.seq <= :upto AND d.provenance = '{Provenance.ASSISTED}')
ORDER BY i.seq LIMIT :n"""  # noqa: S608 (our own words)
_DETAILS = f"""SELECT d.seq, coalesce(d.reason, '') AS reason, s.seq AS suggestion_seq, s.suggester_seq, {answer_sql("s")} AS suggested
FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value JOIN suggestion s ON s.seq = d.suggestion_seq"""  # noqa: S608 (our own names)
_REFUSED = f"""SELECT e.seq, e.item_seq, s.seq AS suggestion_seq, s.suggester_seq, {answer_sql("s")} AS suggested
FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value JOIN suggestion s ON s.seq = e.suggestion_seq
WHERE e.kind = '{EventKind.REGENERATED}' AND e.seq <= :upto ORDER BY e.seq"""  # noqa: S608 (our own words)


class JudgedItem(NamedTuple):
    """An item of which at least one suggestion was judged. `shown`: what a person knows it by; `sample`: the one that it was drawn into."""

    seq: int
    import_seq: int
    shown: str
    sample: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggestion and what a person made of it. `answer` is None where it was rejected; `reason`: the chip of a rejection."""

    item: JudgedItem
    decision_seq: int
    verdict: str
    reason: str
    suggestion_seq: int
    suggester_seq: int
    suggested: Answer
    answer: Answer


@dataclass(frozen=True, slots=True)
class Refused:
    """A suggestion for which another one was asked."""

    item: JudgedItem
    event_seq: int
    suggestion_seq: int
    suggester_seq: int
    suggested: Answer


@dataclass(frozen=True, slots=True)
class Page:
    """Some items: of each the last suggestion that was judged, and those that were refused for another."""

    judged: list[Judged]
    refused: list[Refused]


def judged_pages(cut: Cut, suggesters: frozenset[int] | None = None) -> Iterator[Page]:
    """Items in import order; `suggesters`: only what these suggested. Items whose source forbids it are counted in `cut.excluded`."""
    after, chosen = 0, None if cut.seqs is None else set(cut.seqs)
    while rows := _items(cut, after):
        after = rows[-1].seq
        cut.step(after)
        yield _page(cut, [one for one in rows if chosen is None or one.seq in chosen], suggesters)


def _items(cut: Cut, after: int) -> list[JudgedItem]:
    held = {"p": cut.project.seq, "after": after, "last": cut.position.item, "upto": cut.position.decision, "n": _PAGE}
    return [JudgedItem(*row) for row in fetch(cut.connection, _ITEMS, **held)]


def _page(cut: Cut, items: Sequence[JudgedItem], suggesters: frozenset[int] | None) -> Page:
    allowed: dict[int, JudgedItem] = {}
    for item in items:
        why = cut.policy.forbidden.get(item.import_seq)
        if why is None:
            allowed[item.seq] = item
        else:
            cut.excluded[why] += 1
    renames = Renames(cut.connection, cut.position.label_change)
    return Page(_judged(cut, allowed, suggesters, renames), _refused(cut, allowed, suggesters, renames))


def _judged(cut: Cut, items: dict[int, JudgedItem], by: frozenset[int] | None, renames: Renames) -> list[Judged]:
    at = cut.position
    lines = {seq: _assisted(own) for seq, own in lines_at(cut.connection, list(items), at.event, at.label_change).items()}
    numbers: list[JsonValue] = [line.decision_seq for own in lines.values() for line in own]
    details = {int(row.seq): row for row in fetch(cut.connection, _DETAILS, seqs=to_json(numbers))}
    found: list[Judged] = []
    for seq, own in sorted(lines.items()):
        told = [(line, details[line.decision_seq]) for line in own if line.decision_seq in details]
        last = next(((line, row) for line, row in reversed(told) if by is None or row.suggester_seq in by), None)
        if last is not None:
            found.append(_of(cut, items[seq], *last, renames))
    return [one for one in found if one.suggested is not None and not is_apart(one.suggested)]


def _assisted(lines: Sequence[Line]) -> list[Line]:
    """The decisions that count and were made with a suggestion in view (product.md, Figures)."""
    return [one for one in opinions(lines) if one.provenance == Provenance.ASSISTED and one.verdict in JUDGED]


def _of(cut: Cut, item: JudgedItem, line: Line, row: Any, renames: Renames) -> Judged:
    suggested = renames.suggested(cut.project.seq, row.suggestion_seq, from_json(row.suggested))
    answer = from_json(line.answer) if line.verdict != Verdict.REJECTED else None
    return Judged(item, row.seq, str(line.verdict), row.reason, row.suggestion_seq, row.suggester_seq, suggested, answer)


def _refused(cut: Cut, items: dict[int, JudgedItem], by: frozenset[int] | None, renames: Renames) -> list[Refused]:
    rows = fetch(cut.connection, _REFUSED, seqs=to_json(list(items)), upto=cut.position.event)
    return [
        Refused(
            items[row.item_seq],
            row.seq,
            row.suggestion_seq,
            row.suggester_seq,
            renames.suggested(cut.project.seq, row.suggestion_seq, from_json(row.suggested)),
        )
        for row in rows
        if by is None or row.suggester_seq in by
    ]


_CORRECTED = f"""SELECT d.seq, s.seq AS suggestion_seq, {answer_sql("s")} AS suggested FROM json_each(:seqs) j
CROSS JOIN decision d ON d.seq = j.value JOIN suggestion s ON s.seq = d.suggestion_seq
WHERE d.verdict = '{Verdict.CORRECTED}' AND d.provenance = '{Provenance.ASSISTED}'"""  # noqa: S608 (our own words)


def corrected_from(cut: Cut, decision_seqs: Sequence[int]) -> dict[int, Answer]:
    """By decision, what had been suggested, of those decisions that corrected it."""
    renames = Renames(cut.connection, cut.position.label_change)
    rows = fetch(cut.connection, _CORRECTED, seqs=to_json(list(decision_seqs)))
    found = {int(row.seq): renames.suggested(cut.project.seq, row.suggestion_seq, from_json(row.suggested)) for row in rows}
    return {seq: answer for seq, answer in found.items() if answer is not None and not is_apart(answer)}


_UPDATED = f"""SELECT e.item_seq, max(e.created_us) FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value
WHERE e.kind = '{EventKind.UPDATED}' AND e.seq <= :upto GROUP BY e.item_seq"""  # noqa: S608 (our own words)
_BLIND = f"""SELECT i.seq FROM json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value
WHERE i.sample = '{Sample.BLIND}'"""  # noqa: S608 (our own words)


def unfit(cut: Cut, records: Sequence[Record]) -> dict[int, str]:
    """Which items can be no example, by number, and why: `blind_sample`, also where that was asked for; `updated` after the decision."""
    seqs, decided = to_json([one.seq for one in records]), {one.seq: one.decided_us for one in records}
    updated = fetch(cut.connection, _UPDATED, seqs=seqs, upto=cut.position.event)
    found = {int(seq): "updated" for seq, at_us in updated if at_us > (decided[seq] or at_us)}
    return found | {int(row[0]): "blind_sample" for row in fetch(cut.connection, _BLIND, seqs=seqs)}
