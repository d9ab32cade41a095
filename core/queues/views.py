"""What screens and commands are shown of items and queues: frozen read models.

Of an item of the blind sample that has no blind answer yet, everything that comes from a model is left out (product.md, Two samples):
suggestion, suggester, chance, flags, and the label that came with the data. `hidden` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.filters import Filter
from core.domain.json import Answer, JsonValue


class SortBy(StrEnum):
    """What a list of items can be sorted by. `RELEVANCE` is for searches, the best first; without one it is the import order."""

    IMPORTED = "imported"
    ID = "id"
    STATUS = "status"
    LABEL = "label"
    CONFIDENCE = "confidence"
    DECIDED_AT = "decided_at"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort; `descending` turns it round. What has no value comes last either way; equals stand in import order."""

    by: SortBy = SortBy.IMPORTED
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in a list. `snippet`: the first 200 characters of its text, on one line; empty once erased.

    `label`, `suggestion`: answers as one line of text (`Kind.text`); `source`: the provenance of the label; `chance`: of the latest
    suggestion, 0 to 1, calibrated or else (`calibrated` False) its own score; `failure`: why the latest suggestion gave no answer;
    `flags`: codes of guard rails; `decided_us`: when the standing decision was made, microseconds; `sample`: `none`, `blind`, `control`.
    """

    item_seq: int
    shown_id: str
    snippet: str
    status: str
    label: str = ""
    source: str = ""
    verdict: str = ""
    suggester: str = ""
    suggestion: str = ""
    chance: float | None = None
    calibrated: bool = False
    failure: str = ""
    flags: tuple[str, ...] = ()
    flagged: bool = False
    comments: int = 0
    decided_us: int | None = None
    reviewer: str = ""
    sample: str = "none"
    hidden: bool = False
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with its count under the filter without this facet's own criterion. `chosen`: the filter names it."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: `name` is the field of `Filter` that choosing a value sets (for `metadata`, `key` is the metadata's name).

    Values of `confidence` are tenths, `0.9-1.0`; `partial`: there are more values than are listed.
    """

    name: str
    values: tuple[FacetValue, ...]
    key: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of background work (`search`, `groups`) has come, in items. `complete`: it knows them all."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class QueueInfo:
    """A queue: a saved filter with an order. `seq` is None for a default queue; `count` None while it is not known yet."""

    name: str
    filter: Filter
    order: str
    seq: int | None = None
    position: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """A bulk action: `kind` (`accept`, `label`, `requeue`, `retire`, `restore`, `grouped`) with what it needs.

    `confidence`: `accept` takes suggestions from this chance on (0 to 1); `answer`: what `label` and `grouped` set.
    """

    kind: str
    confidence: float = 0.0
    answer: Answer = None
    #: what is noted with the action: no item text
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many items that match the filter an action leaves alone, and why (`blind`, `decided`, `no_suggestion`, `unsure`, ...)."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk action would do: how many items, what label each would get (the most frequent first), who is left out.

    `sample`: random items that it would change, to look at first.
    """

    count: int
    by_label: tuple[FacetValue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sample: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """A bulk action of the past. `items`: how many it changed; `undone`: it was taken back as a whole."""

    seq: int
    kind: str
    items: int
    created_us: int
    reviewer: str = ""
    filter: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    detail: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    undone: bool = False
    #: it was stopped, or the program ended, before it had gone over all that matched
    partial: bool = False
