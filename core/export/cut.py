"""What a format writes from: the records of one dataset, read at its position of the ledger, counted and hashed as they pass."""

from __future__ import annotations

from array import array
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.export.digest import Digest
from core.export.lines import Liner
from core.export.policy import Policy
from core.export.position import Position
from core.export.reading import Reader
from core.export.recipe import Disagreement, Recipe
from core.export.record import Record, Records
from core.export.row import Row, Rows
from core.export.rows import Sheet
from core.export.splits.splitting import Splits
from core.export.votes import settled, votes_of
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch, fetch_value, from_json

_MAPPINGS = "SELECT mapping FROM import_run WHERE project_seq = :p AND first_seq <= :last"
_WITH_PARTS = ("parts", "form", "name", "document", "parts_column")
_WITH_METADATA = ("metadata", "metadata_column")
_UNRESOLVED_KEPT = 1_000


@dataclass(frozen=True)
class Batch:
    """Some records, column by column, and the same as canonical lines of JSON (the layout of the table of labels)."""

    columns: Records
    lines: bytes

    @cached_property
    def records(self) -> list[Record]:
        """The same one by one."""
        return self.columns.records()


@dataclass
class Cut:
    """One dataset while it is written. `seqs`: the only items that are meant, ascending; None: all of the project.

    `task`: as it was at the position; `limit`: so many records at most, for a preview. What passes is counted: `records`, `splits`,
    `provenance`, `guidelines`, `imports` (records by import run); `excluded` counts items by reason, `losses` what a format could not
    hold, by code. `first`: of a dataset that is cut again, its manifest from the first time.
    """

    connection: Connection
    project: ProjectInfo
    task: Task
    recipe: Recipe
    position: Position
    policy: Policy
    created_us: int
    id: str
    splits: Splits = field(default_factory=Splits)
    seqs: array[int] | None = None
    limit: int | None = None
    step: Callable[[int], None] = lambda done: None
    records: int = 0
    by_split: Tally[str] = field(default_factory=Tally[str])
    provenance: Tally[str] = field(default_factory=Tally[str])
    guidelines: Tally[int] = field(default_factory=Tally[int])
    imports: Tally[int] = field(default_factory=Tally[int])
    excluded: Tally[str] = field(default_factory=Tally[str])
    losses: Tally[str] = field(default_factory=Tally[str])
    figures: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    unresolved: list[str] = field(default_factory=list[str])
    members: array[int] = field(default_factory=lambda: array("q"))
    digest: Digest = field(default_factory=Digest)
    first: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    @property
    def kind(self) -> Kind:
        """The kind of the task."""
        return kind_of(self.task.kind)

    @cached_property
    def sheet(self) -> Sheet:
        """The columns of the table of labels: whether items have parts and metadata is known from the imports."""
        held = [from_json(row[0]) for row in fetch(self.connection, _MAPPINGS, p=self.project.seq, last=self.position.item)]
        mappings = [one for one in held if isinstance(one, dict)]
        parts = any(one.get(name) for one in mappings for name in _WITH_PARTS)
        return Sheet(self.task, parts, any(one.get(name) for one in mappings for name in _WITH_METADATA))

    def option(self, name: str, default: JsonValue = None) -> JsonValue:
        """A setting of the format, as the recipe has it."""
        return self.recipe.options.get(name, default)

    # --- reading ---

    def rows(self) -> Iterator[Rows]:
        """What stood for the items that may go, in import order; the others are counted in `excluded`, and progress is told."""
        for done, rows in self.reader().batches():
            self.step(done)
            yield self.policy.sift(self.connection, rows, self.position, self.excluded)

    def reader(self) -> Reader:
        """Reads the items at the position, before the policy."""
        policy, metadata = self.policy, self.sheet.metadata
        held = (self.connection, self.project.seq, self.task, self.position)
        return Reader(*held, policy.blind_first, metadata, sampled=policy.keeps_blind_apart, seqs=self.seqs)

    def labelled(self) -> Iterator[list[Record]]:
        """The records, one label an item or as the recipe settles disagreement. Not counted: for those who look before they write."""
        for columns in self._labelled():
            yield columns.records()

    def _labelled(self) -> Iterator[Records]:
        for rows in self.rows():
            yield Records.labelled(self._settled(rows), self.splits)

    def batches(self) -> Iterator[Batch]:
        """The records of the dataset, counted and hashed: what a format of labels writes."""
        liner = Liner(self.sheet)
        for found in self._labelled():
            columns = found if self.limit is None else found.part(0, max(0, self.limit - self.records))
            lines = liner.lines(columns)
            self.digest.update(lines)
            self._count(columns)
            yield Batch(columns, lines)
            if self.limit is not None and self.records >= self.limit:
                return

    def count_all(self) -> None:
        """Count the records without making anything of them."""
        for columns in self._labelled():
            self._count(columns)

    def _settled(self, rows: Rows) -> Rows:
        """One row an item, or as the recipe settles disagreement."""
        how = self.recipe.disagreement
        if how is Disagreement.LATEST:
            return rows
        votes = votes_of(self.connection, self.project.seq, rows.seq, self.position)
        found: list[Row] = []
        for row in rows.rows():
            settled_rows = settled(row, votes.get(row.seq, ()), how, self.kind, self.recipe.adjudicator)
            if settled_rows is None:
                self._unresolved(row)
            else:
                found += [one for one in settled_rows if one.source in self.policy.provenance]
        return Rows.of(found)

    def _unresolved(self, row: Row) -> None:
        self.excluded["unresolved"] += 1
        if len(self.unresolved) < _UNRESOLVED_KEPT:
            self.unresolved.append(row.shown_id)

    # --- counting ---

    def _count(self, columns: Records) -> None:
        self.records += len(columns.seq)
        self.members.extend(columns.seq)
        self.provenance.update(columns.source)
        self.imports.update(columns.import_seq)
        self.guidelines.update(one for one in columns.guideline if one is not None)
        if self.splits.names:
            self.by_split.update(columns.split)

    def counted(self, record: Record, *, split: str | None = None) -> None:
        """Count one record that a format made otherwise than from `batches` (a pair, an example) out of this labelled item."""
        self._count(Records.of([record if split is None else record._replace(split=split)]))

    def hashed(self, line: bytes) -> None:
        """Hash a canonical line that a format made otherwise than from `batches`."""
        self.digest.update(line)

    def lose(self, code: str, n: int = 1) -> None:
        """Count what the format cannot hold."""
        if n:
            self.losses[code] += n

    @cached_property
    def workspace_id(self) -> str:
        """Whose ledger this is."""
        return bytes(fetch_value(self.connection, "SELECT id FROM workspace LIMIT 1")).hex()
