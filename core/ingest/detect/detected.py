"""What was found in a file: which column is what, what task it asks, and why."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.task import Task
from core.ingest.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Detected:
    """A mapping and a task to begin with. `why` says in plain sentences what each guess was made from, without item text.

    `alternatives`: other kinds that the file could serve, best first, without alternatives of their own. The labels of `task` are those
    of the rows that were looked at; `core.ingest.detect.complete` reads the rest.
    """

    mapping: Mapping
    task: Task
    why: tuple[str, ...] = ()
    alternatives: tuple[Detected, ...] = ()
