"""Writing imported rows, block by block: what is new, known, changed or erased.

A block of some ten thousand rows is written in transactions of a few milliseconds each: first its identities, in sorted order (so
that a large index is touched page by page and not at random), then its items in the order of the file, then their places in the
queue, sorted again. The last transaction counts the block and moves `import_run.done_seq`; until then nothing of the block can be
drawn. A block that a crash cut short is removed by `remove_unfinished`. Suggestions, annotations and signals that came with the data follow
behind that, since lines of the ledger cannot be removed again (`intake_beside`).
"""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.domain.vocabulary import EventKind, Status
from core.ids import uuid7_batch
from core.storage import items
from core.storage.intake_beside import BesideIntake
from core.storage.items import NewItem
from core.storage.ledger import NewEvent, add
from core.storage.projection import QUEUE_COLUMNS, count, refold
from core.storage.samples import Shares, hash_order, place_many
from core.storage.sql import fetch, fetch_value, insert_rows, run, to_json
from core.storage.writer import BulkPace, Writer

_IDENTITY_COLUMNS = ("project_seq", "identity", "item_seq")
_ITEM_COLUMNS = ("seq", "id", "project_seq", "import_seq", "identity", "content_hash", "sample", "draw_key")
_CONTENT_COLUMNS = ("item_seq", "external_id", "text", "metadata_json", "label", "gold", "parts")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an import goes. `apart`: suggested answers hold text, and are kept where they can be erased.

    `source_seq`: whose items these are; `said_elsewhere`: rows may bring annotations and signals.
    """

    project_seq: int
    import_seq: int
    hash_key: bytes
    shares: Shares
    update: bool = False
    apart: bool = False
    source_seq: int = 0
    said_elsewhere: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a block. `refused` are positions in the block whose known id came with new content.

    `suggestions`, `annotations` and `signals` count those that were written.
    """

    added: int = 0
    known: int = 0
    updated: int = 0
    erased: int = 0
    suggestions: int = 0
    annotations: int = 0
    signals: int = 0
    refused: list[int] = field(default_factory=list[int])


class _Keyed(NamedTuple):
    seq: int
    item: NewItem
    identity: bytes
    content: bytes


class Intake:
    """Writes the blocks of one import, in order, through the writer's bulk lane."""

    def __init__(self, writer: Writer, target: Target) -> None:
        self._writer = writer
        self._target = target
        # One pace for each kind of work: rows of an index are written five times as fast as items.
        self._paces: defaultdict[str, BulkPace] = defaultdict(BulkPace)
        self._hasher = items.Hasher(target.hash_key)
        self._counting = False
        said = target.said_elsewhere
        self._beside = BesideIntake(target.project_seq, target.source_seq, apart=target.apart, said_elsewhere=said)
        #: known items whose row in this block brings more than content
        self._known: list[tuple[int, NewItem]] = []
        self._block: list[_Keyed] = []

    def write(self, block: Sequence[NewItem]) -> Outcome:
        """Add what is new in `block`; count what is known; refuse or update what has changed. Raises `UserError`."""
        outcome = Outcome()
        keyed = self._keyed(block)
        fresh = self._reserve(keyed, outcome)
        places = place_many([one.identity for one in fresh], self._target.shares)
        self._slices(list(zip(fresh, *places, uuid7_batch(len(fresh)), strict=True)), self._insert_items)
        self._slices(_queue_places(fresh, *places), self._insert_queue)
        outcome.added = len(fresh)
        # Only what was added: numbers that known rows would have had go to the next block.
        last = fresh[-1].seq if fresh else 0
        self._writer.submit_bulk(lambda connection: self._finish(connection, last, Tally(places[0]))).result()
        known, self._known = self._known, []
        said = self._target.said_elsewhere
        new = [(one.seq, one.item) for one in fresh if said or one.item.suggested]
        outcome.suggestions, outcome.annotations, outcome.signals = self._beside.write(self._slices, new, known)
        self._writer.checkpoint()
        return outcome

    def _slices(self, rows: Sequence[Any], work: Callable[[Connection, Sequence[Any]], Any]) -> list[Any]:
        """Hand `rows` to `work` in transactions of a few milliseconds; returns what each returned."""
        results: list[Any] = []
        pace = self._paces[work.__qualname__]
        start = 0
        while start < len(rows):
            part = rows[start : start + pace.rows]
            results.append(self._writer.submit_bulk(partial(_paced, pace, work, part)).result())
            start += len(part)
        return results

    def _keyed(self, block: Sequence[NewItem]) -> list[_Keyed]:
        first = 1 + self._writer.submit_bulk(lambda c: int(fetch_value(c, "SELECT coalesce(max(seq), 0) FROM item"))).result()
        block = self._by_own_ids(block)
        contents = [self._hasher.content(item) for item in block]
        identities = [self._hasher.identity(item, content) for item, content in zip(block, contents, strict=True)]
        return list(map(_Keyed, range(first, first + len(block)), block, identities, contents))

    def _by_own_ids(self, block: Sequence[NewItem]) -> Sequence[NewItem]:
        """Rows that name an item of this project by its own id, as exports do where it has no other, are known by their content."""
        named = {item.external_id for item in block if item.external_id is not None and _OWN_ID.fullmatch(item.external_id)}
        if not named:
            return block
        project_seq, asked = self._target.project_seq, sorted(named)
        ours = self._writer.submit_bulk(lambda c: _own_ids(c, project_seq, asked)).result()
        return [item._replace(external_id=None) if item.external_id in ours else item for item in block] if ours else block

    def _reserve(self, keyed: list[_Keyed], outcome: Outcome) -> list[_Keyed]:
        """Write the identities of what is new; returns it in the order of the file. Sorts out the rest into `outcome`."""
        first = keyed[0].seq if keyed else 0
        self._block = keyed
        clashing: set[int] = set()
        ordered = [keyed[place] for place in hash_order([one.identity for one in keyed])]
        for seqs in self._slices(ordered, self._insert_identities):
            clashing.update(seqs)
        fresh = [one for one in keyed if one.seq not in clashing] if clashing else keyed
        again = [one for one in keyed if one.seq in clashing]
        more: list[_Keyed] = []
        for results in self._slices(again, lambda c, part: [self._meet(c, one, first, outcome) for one in part]):
            more += [one for one in results if one is not None]
        return sorted([*fresh, *more]) if more else fresh

    def _insert_identities(self, connection: Connection, part: Sequence[_Keyed]) -> list[int]:
        """Reserve the identities of `part`; returns the numbers of the rows whose identity somebody has already."""
        project = self._target.project_seq
        rows = [(project, one.identity, one.seq) for one in part]
        if insert_rows(connection, "identity", _IDENTITY_COLUMNS, rows, tail=" ON CONFLICT DO NOTHING") == len(rows):
            return []
        owners = _owners(connection, project, [one.identity for one in part])
        return [one.seq for one in part if owners[one.identity] != one.seq]

    def _meet(self, connection: Connection, one: _Keyed, first: int, outcome: Outcome) -> _Keyed | None:
        """What a row is whose identity is known: an occurrence of its own (returned), or the known item once more.

        Rows that each bring somebody's answer to the same content are one item.
        """
        if one.item.external_id is None and not one.item.annotated:
            one = self._numbered(connection, one, first)
            if not self._insert_identities(connection, [one]):
                return one
        owner = _owners(connection, self._target.project_seq, [one.identity])[one.identity]
        row = fetch(connection, "SELECT content_hash, erased_us FROM item WHERE seq = :s", s=owner)
        if row and row[0].erased_us is not None:
            outcome.erased += 1
        elif (row and row[0].content_hash == one.content) or self._said_again(one, owner - first):
            outcome.known += 1
            self._note_known(one, owner)
        elif row and self._target.update:
            self._update(connection, one, owner)
            outcome.updated += 1
            self._note_known(one, owner)
        else:
            # Also when the owner stands in this very block: an id given twice keeps what it said first.
            outcome.refused.append(one.seq - first)
        return None

    def _said_again(self, one: _Keyed, place: int) -> bool:
        """Whether the owner stands at this place of the same block with the same content, and the row brings an answer of its own."""
        return place >= 0 and bool(one.item.annotated) and self._block[place].content == one.content

    def _note_known(self, one: _Keyed, owner: int) -> None:
        if one.item.suggested or self._target.said_elsewhere:
            self._known.append((owner, one.item))

    def _numbered(self, connection: Connection, one: _Keyed, first: int) -> _Keyed:
        """Give a repeated content without an id its occurrence number within this import."""
        owner = _owners(connection, self._target.project_seq, [one.identity])[one.identity]
        nth = self._occurrence(connection, one.content)
        ours = owner >= first or fetch_value(connection, _IMPORT_OF, s=owner) == self._target.import_seq
        if nth == 0 and ours:
            # The first occurrence came in with this very import, without being counted.
            nth = self._occurrence(connection, one.content)
        return one._replace(identity=self._hasher.by_content(one.content, nth))

    def _occurrence(self, connection: Connection, content: bytes) -> int:
        """How often this content was counted before in this import; on disk in a temporary table, so that memory stays flat."""
        if not self._counting:
            connection.exec_driver_sql(_OCCURRENCES)
            connection.exec_driver_sql("DELETE FROM temp.occurrence")
            self._counting = True
        return int(fetch_value(connection, _COUNT_OCCURRENCE, c=content)) - 1

    def _insert_items(self, connection: Connection, part: Sequence[tuple[_Keyed, str, int, bytes]]) -> None:
        project, run_seq = self._target.project_seq, self._target.import_seq
        item_rows: list[tuple[Any, ...]] = [
            (one.seq, item_id, project, run_seq, one.identity, one.content, sample, key) for one, sample, key, item_id in part
        ]
        insert_rows(connection, "item", _ITEM_COLUMNS, item_rows)
        insert_rows(connection, "item_content", _CONTENT_COLUMNS, [_content_row(one.seq, one.item) for one, *_ in part])

    def _insert_queue(self, connection: Connection, part: Sequence[tuple[str, int, int]]) -> None:
        project, status = self._target.project_seq, Status.OPEN.value
        insert_rows(connection, "queue", QUEUE_COLUMNS, [(project, status, *place) for place in part])

    def _finish(self, connection: Connection, last: int, samples: Tally[str]) -> None:
        """Count what was added (`fold.tally`, for many untouched items at once) and mark the block as done."""
        added = samples.total()
        names = {f"{Status.OPEN}:{sample}": n for sample, n in samples.items()}
        count(connection, self._target.project_seq, Tally({"items": added, f"status:{Status.OPEN}": added, **names}))
        run(connection, "UPDATE import_run SET done_seq = max(done_seq, :d) WHERE seq = :s", d=last, s=self._target.import_seq)

    def _update(self, connection: Connection, one: _Keyed, item_seq: int) -> None:
        """Replace what a known item says; the ledger keeps that it changed, and its old and new hash."""
        old = fetch_value(connection, "SELECT content_hash FROM item WHERE seq = :s", s=item_seq)
        _, external_id, text, metadata, label, gold, parts = _content_row(item_seq, one.item)
        run(connection, _REPLACE_CONTENT, t=text, m=metadata, l=label, g=gold, e=external_id, a=parts, s=item_seq)
        run(connection, "UPDATE item SET content_hash = :h WHERE seq = :s", h=one.content, s=item_seq)
        run(connection, "DELETE FROM embedding WHERE item_seq = :s", s=item_seq)
        data = {"old": old.hex(), "new": one.content.hex()}
        add(connection, NewEvent(EventKind.UPDATED, self._target.project_seq, item_seq, data=data))
        refold(connection, item_seq)


#: a deleted project can leave the last finished block beyond the last item
_LAST_NUMBER = """SELECT coalesce(max(last), 0) FROM
(SELECT max(seq) AS last FROM item UNION ALL SELECT max(done_seq) FROM import_run) AS numbers"""

_OCCURRENCES = "CREATE TEMP TABLE IF NOT EXISTS occurrence (content BLOB PRIMARY KEY, n INTEGER) WITHOUT ROWID"

_COUNT_OCCURRENCE = """INSERT INTO temp.occurrence VALUES (:c, 1)
ON CONFLICT (content) DO UPDATE SET n = n + 1 RETURNING n"""

_REPLACE_CONTENT = """UPDATE item_content SET text = :t, metadata_json = :m, label = :l, gold = :g, external_id = :e, parts = :a
WHERE item_seq = :s"""

#: an id of ours in hexadecimal
_OWN_ID = re.compile("[0-9a-f]{32}")
_OWN_IDS = """SELECT i.id FROM item i JOIN item_content c ON c.item_seq = i.seq
WHERE i.project_seq = ? AND c.external_id IS NULL AND i.id IN ({marks})"""

_IMPORT_OF = "SELECT import_seq FROM item WHERE seq = :s"

_OWNERS = "SELECT identity, item_seq FROM identity WHERE project_seq = ? AND identity IN ({marks})"


def _paced(pace: BulkPace, work: Callable[[Connection, Sequence[Any]], Any], part: Sequence[Any], connection: Connection) -> Any:
    with pace:
        return work(connection, part)


def _queue_places(fresh: Sequence[_Keyed], samples: list[str], keys: list[int]) -> list[tuple[str, int, int]]:
    """(sample, draw key, number) of each item, in the order of the queue: draw keys follow identities (samples.py)."""
    order = hash_order([one.identity for one in fresh])
    places = [(samples[place], keys[place], fresh[place].seq) for place in order]
    return [place for sample in sorted(set(samples)) for place in places if place[0] == sample]


def _owners(connection: Connection, project_seq: int, identities: list[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for start in range(0, len(identities), 500):
        part = identities[start : start + 500]
        rows = connection.exec_driver_sql(_OWNERS.format(marks=",".join("?" * len(part))), (project_seq, *part))
        found.update((row[0], row[1]) for row in rows)
    return found


def _own_ids(connection: Connection, project_seq: int, asked: Sequence[str]) -> set[str]:
    """Which of these are ids of ours, of items of the project that have no other."""
    found: set[str] = set()
    for start in range(0, len(asked), 500):
        part = [bytes.fromhex(one) for one in asked[start : start + 500]]
        rows = connection.exec_driver_sql(_OWN_IDS.format(marks=",".join("?" * len(part))), (project_seq, *part))
        found.update(bytes(row[0]).hex() for row in rows)
    return found


def _content_row(seq: int, item: NewItem) -> tuple[int, str | None, str, str | None, str | None, str | None, str | None]:
    metadata = to_json(item.metadata) if item.metadata else None
    label = None if item.label is None else to_json(item.label)
    gold = None if item.gold is None else to_json(item.gold)
    parts = None if item.parts is None else to_json(item.parts)
    return seq, item.external_id, item.text, metadata, label, gold, parts


def remove_unfinished(connection: Connection, *, thorough: bool = False) -> int:
    """Remove what a crash or an error left of blocks that were never finished; returns how many items that were.

    `thorough`: look for reserved identities without items, too, which takes a look at all of them.
    """
    last_done = fetch_value(connection, "SELECT coalesce(max(done_seq), 0) FROM import_run")
    left = fetch_value(connection, "SELECT count(*) FROM item WHERE seq > :d", d=last_done)
    if not (left or thorough or _import_was_cut(connection)):
        return 0
    for table in ("queue", "identity", "item_content", "embedding"):
        run(connection, f"DELETE FROM {table} WHERE item_seq > :d", d=last_done)  # noqa: S608 (our own names)
    run(connection, "DELETE FROM item WHERE seq > :d", d=last_done)
    run(connection, "UPDATE import_run SET ended_us = :w WHERE ended_us IS NULL", w=clock.now_us())
    return int(left)


def _import_was_cut(connection: Connection) -> bool:
    return bool(fetch_value(connection, "SELECT count(*) FROM import_run WHERE ended_us IS NULL"))
