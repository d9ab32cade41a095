"""What stands beside the labels of a dataset: the latest suggestions of every suggester, and what annotators of other tools said.

Read at the position of the cut, a query for each batch; answers that are kept apart are put back, labels are called as they were called
at the position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from core.domain.content import Content
from core.domain.json import Answer
from core.export.cut import Cut
from core.export.recipe import Disagreement
from core.export.record import Record
from core.storage.apart import answer_sql, is_apart
from core.storage.renames import Renames
from core.storage.sql import fetch, from_json, to_json

SUBMITTED, REJECTED, IGNORED, CANCELLED = "submitted", "rejected", "ignored", "cancelled"
#: suggesters of this kind have a name alone: their version says nothing
_IMPORT = "import"

# The latest of each suggester: SQLite and PostgreSQL find it by their index on the item.
_SUGGESTIONS = f"""SELECT s.item_seq, s.seq, g.kind, g.name, g.version, {answer_sql("s")} AS answer, s.raw,
  EXISTS (SELECT 1 FROM free_text f WHERE f.id = s.id AND f.role = 'rationale') AS worded
FROM json_each(:seqs) j CROSS JOIN suggestion s ON s.item_seq = j.value JOIN suggester g ON g.seq = s.suggester_seq
WHERE s.seq <= :upto AND NOT EXISTS (SELECT 1 FROM suggestion n WHERE n.item_seq = s.item_seq
  AND n.suggester_seq = s.suggester_seq AND n.seq > s.seq AND n.seq <= :upto)
ORDER BY s.item_seq, s.seq"""  # noqa: S608 (our own names)
_ANNOTATIONS = f"""SELECT a.item_seq, a.annotator, {answer_sql("a")} AS answer, a.status, a.lead_ms, a.given_us
FROM json_each(:seqs) j CROSS JOIN annotation a ON a.item_seq = j.value
WHERE a.seq <= :upto ORDER BY a.item_seq, a.seq"""  # noqa: S608 (our own names)
_DWELL = "SELECT d.seq, d.dwell_ms FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value"


@dataclass(frozen=True, slots=True)
class Suggested:
    """The latest suggestion of one suggester. `name`: with its version, but for those that came with the data; `score`: 0 to 1.

    `answer` None: it failed; `worded`: it gave reasons in words.
    """

    name: str
    answer: Answer
    score: float | None
    worded: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said. `status` as in `tables.Annotation`; `lead_ms`: how long it took; `at_us`: when. None: not known."""

    who: str
    answer: Answer
    status: str
    lead_ms: int | None
    at_us: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: its record (the first of several), who said what (the label comes last), what was suggested, oldest first.

    `settled`: the label is what disagreement was settled to.
    """

    record: Record
    content: Content
    said: tuple[Said, ...]
    suggested: tuple[Suggested, ...]
    settled: bool

    @property
    def label(self) -> Said:
        """The label that stands."""
        return self.said[-1]


def entries_of(cut: Cut) -> Iterator[Entry]:
    """Every item of the dataset, counted and hashed as `Cut.batches` does."""
    reader = BesideReader(cut)
    for batch in cut.batches():
        yield from reader.entries(batch.records)


class BesideReader:
    """Reads what stands beside the records of one cut."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._settled = cut.recipe.disagreement is Disagreement.ADJUDICATED
        self._renames = Renames(cut.connection, cut.position.label_change)

    def entries(self, records: Sequence[Record]) -> Iterator[Entry]:
        """One entry for each item; the records of an item stand together."""
        seqs = to_json(list(dict.fromkeys(one.seq for one in records)))
        suggested, others = self._suggested(seqs), self._others(seqs)
        dwell = self._dwell([one.decision_seq for one in records if one.decision_seq is not None])
        for seq, own in groupby(records, attrgetter("seq")):
            mine = list(own)
            said = self._said(mine, others.get(seq, []), dwell)
            yield Entry(mine[0], mine[0].content, said, tuple(suggested.get(seq, ())), self._settled)

    def _suggested(self, seqs: str) -> dict[int, list[Suggested]]:
        found: defaultdict[int, list[Suggested]] = defaultdict(list)
        project_seq, upto = self._cut.project.seq, self._cut.position.suggestion
        for row in fetch(self._cut.connection, _SUGGESTIONS, seqs=seqs, upto=upto):
            answer = self._renames.suggested(project_seq, row.seq, from_json(row.answer))
            if not is_apart(answer):
                found[row.item_seq].append(Suggested(_name(row), answer, row.raw, bool(row.worded)))
        return found

    def _others(self, seqs: str) -> dict[int, list[Said]]:
        found: defaultdict[int, list[Said]] = defaultdict(list)
        project_seq, upto = self._cut.project.seq, self._cut.position.annotation
        for row in fetch(self._cut.connection, _ANNOTATIONS, seqs=seqs, upto=upto):
            answer = from_json(self._renames.said_elsewhere(project_seq, row.answer))
            if not is_apart(answer):
                found[row.item_seq].append(Said(row.annotator, answer, row.status, row.lead_ms, row.given_us))
        return found

    def _dwell(self, decisions: Sequence[int]) -> dict[int, int]:
        rows = fetch(self._cut.connection, _DWELL, seqs=to_json(list(decisions))) if decisions else ()
        return {int(row[0]): int(row[1]) for row in rows}

    def _said(self, records: Sequence[Record], others: Sequence[Said], dwell: dict[int, int]) -> tuple[Said, ...]:
        """The annotations of others, then the labels; a label that is one of those annotations stands there once."""
        rest, labels = list(others), list[Said]()
        for record in records:
            own = Said(record.reviewer, record.answer, SUBMITTED, dwell.get(record.decision_seq or 0), record.decided_us)
            same = None if record.decision_seq is not None else self._annotation(own, rest)
            if same is not None:
                rest.remove(same)
            labels.append(own if same is None else same)
        return (*rest, *labels)

    @staticmethod
    def _annotation(label: Said, others: Sequence[Said]) -> Said | None:
        """The annotation that this label, which is no decision of ours, was taken from: one that tells nothing else, or the last."""
        of_them = [one for one in reversed(others) if one.status == SUBMITTED and label.who in ("", one.who)]
        same = [one for one in of_them if one.answer == label.answer]
        return next((one for one in same if one == label), next(iter(same), None))


def _name(row: Any) -> str:
    return str(row.name) if row.kind == _IMPORT else f"{row.name}@{row.version}"
