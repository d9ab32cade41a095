"""What a criterion gives: a condition in SQL over the tables of an item, under these names.

`i` item, `s` its state (none while it is untouched), `c` its content (none once erased), `g` its latest suggestion in short and `u` that
suggestion's row, `d` the standing decision, `r` who made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from core.domain.filters import Filter
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_one, from_json


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a filter is read: a project as it is now. Its finished items have numbers from `low` to `high`."""

    connection: Connection
    project: ProjectInfo
    kind: Kind
    low: int
    high: int
    #: which answers (JSON text) were found not to be valid, and which to be
    known: dict[str, bool] = field(default_factory=dict[str, bool])

    @property
    def project_seq(self) -> int:
        """The number of the project."""
        return self.project.seq

    @property
    def task(self) -> Task:
        """What is asked of each item."""
        return self.project.task

    @staticmethod
    def of(connection: Connection, project: ProjectInfo, known: dict[str, bool] | None = None) -> Scene:
        """The scene of a project. `known`: what another scene of it has found out about answers."""
        row = fetch_one(connection, _SPAN, p=project.seq)
        return Scene(connection, project, kind_of(project.task.kind), int(row[0]), int(row[1]), {} if known is None else known)

    def is_invalid(self, answer: str) -> bool:
        """Whether an answer (JSON text) is not valid for the task now: of a suggestion, a label may have been retired since."""
        if answer not in self.known:
            self.known[answer] = bool(self.kind.problem(from_json(answer), self.task))
        return self.known[answer]


_SPAN = "SELECT coalesce(min(first_seq), 1), coalesce(max(done_seq), 0) FROM import_run WHERE project_seq = :p"


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition with its parameters. `joins`: the names that it uses besides `i`.

    `model`: it tells something that comes from a model, so that items of the blind sample that wait for their answer do not match.
    """

    sql: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])
    joins: tuple[str, ...] = ()
    model: bool = False


class Criterion(Protocol):
    """One criterion of a filter. It is only asked where the filter sets it."""

    def __call__(self, wanted: Filter, scene: Scene) -> Clause:
        """The condition. Raises `UserError`, as for a suggester that is not there."""
        ...


#: an item of the blind sample that waits for its answer: nothing that comes from a model may be told of it
HIDDEN = "(coalesce(s.sample, i.sample) = 'blind' AND s.blind_decision_seq IS NULL)"
#: the label that stands (JSON text), and how it came about; of an untouched item what came with the data
LABEL = "CASE WHEN s.item_seq IS NULL THEN c.label ELSE s.label END"
SOURCE = "CASE WHEN s.item_seq IS NULL THEN CASE WHEN c.label IS NULL THEN NULL ELSE 'imported' END ELSE s.label_source END"
STATUS = "coalesce(s.status, CASE WHEN i.erased_us IS NULL THEN 'open' ELSE 'erased' END)"
#: how sure the latest suggestion is: its calibrated chance, where there is none its own score
CONFIDENCE = "coalesce(g.chance, u.raw)"


def among(name: str, values: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """`(:name0, :name1, ...)` and its parameters."""
    params = {f"{name}{place}": value for place, value in enumerate(values)}
    return f"({', '.join(f':{one}' for one in params)})", params
