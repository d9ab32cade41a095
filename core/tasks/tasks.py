"""One project's task as it lives: what a lead, or a reviewer who may, changes of it while decisions are being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event

from filelock import BaseFileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Label, Options, Task
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.storage import guidelines, labels
from core.storage.guidelines import GuidelineVersion, InForce
from core.storage.ledger import NewEvent, add
from core.storage.projects import reviewer_seq
from core.storage.settings import ProjectSettings, read_settings, write_settings
from core.storage.writer import Writer
from core.tasks import labels as lists
from core.tasks.relabel import Told, finish

Step = Callable[[Task], Task]


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label and how many decided items it stands for."""

    label: Label
    decided: int


class Tasks:
    """Reads and changes one project's task. Changes are durable when they return; `who` is the reviewer's name, for the ledger.

    Every change raises `UserError` when it cannot be made, and then changes nothing.
    """

    def __init__(self, read: Engine, writer: Writer, project_seq: int, imports: BaseFileLock, stop: Event) -> None:
        """`imports`: what an import holds while it writes labels of the file; names do not change under it.

        `stop` is set when the workspace closes: what has not followed by then does at the next opening.
        """
        self._read = read
        self._writer = writer
        self._project_seq = project_seq
        self._imports = imports
        self._stop = stop

    # --- labels ---

    def task(self) -> Task:
        """The task as it is now."""
        with self._read.connect() as connection:
            return labels.read_task(connection, self._project_seq)

    def labels(self) -> list[LabelUse]:
        """All labels, retired ones too, each with its decided items."""
        with self._read.connect() as connection:
            task = labels.read_task(connection, self._project_seq)
            decided = labels.decided_by_label(connection, self._project_seq, task)
        return [LabelUse(label, decided.get(label.name, 0)) for label in task.labels]

    def add(self, label: Label, who: str | None = None, *, reviewing: bool = False) -> Task:
        """Add a label at the end. `reviewing`: it is a reviewer who asks, which the project's settings may not allow."""

        def step(task: Task) -> Task:
            return lists.added(task, label)

        return self._change(step, {"change": "added", "name": label.name.strip()}, who, reviewing=reviewing)

    def rename(self, old: str, new: str, who: str | None = None, *, told: Told | None = None) -> Task:
        """Give a label another name; older answers follow. `told` hears how many items have."""
        if old == new.strip():
            return self._change(lambda task: lists.renamed(task, old, new), {}, who)
        task = self._record(labels.RENAMED, old, new.strip(), lambda task: lists.renamed(task, old, new), who)
        self.finish(told)
        return task

    def merge(self, old: str, into: str, who: str | None = None, *, told: Told | None = None) -> Task:
        """Let `into` stand for `old`, too; older answers follow, and `old` is gone. `told` hears how many items have."""
        task = self._record(labels.MERGED, old, into, lambda task: lists.merged(task, old, into), who)
        self.finish(told)
        return task

    def retire(self, name: str, who: str | None = None) -> Task:
        """Let a label not be given any more; decisions with it stand."""
        return self._change(lambda task: lists.retired(task, name), {"change": "retired", "name": name}, who)

    def restore(self, name: str, who: str | None = None) -> Task:
        """Let a retired label be given again."""
        return self._change(lambda task: lists.retired(task, name, now=False), {"change": "restored", "name": name}, who)

    def move(self, name: str, place: int, who: str | None = None) -> Task:
        """Put a label at another place, from 1: digits and screens follow the order."""
        data: dict[str, JsonValue] = {"change": "moved", "name": name, "place": place}
        return self._change(lambda task: lists.moved(task, name, place), data, who)

    def describe(
        self,
        name: str,
        who: str | None = None,
        *,
        description: str | None = None,
        example: str | None = None,
        colour: str | None = None,
        shortcut: str | None = None,
    ) -> Task:
        """Set what is told of a label: None leaves a text as it is, an empty one takes it away."""

        def step(task: Task) -> Task:
            return lists.described(task, name, description=description, example=example, colour=colour, shortcut=shortcut)

        return self._change(step, {"change": "described", "name": name}, who)

    def finish(self, told: Told | None = None) -> int:
        """Let what is left of earlier changes follow; returns how many items were looked at."""
        return finish(self._read, self._writer, self._project_seq, told=told, stop=self._stop)

    # --- the rest of the task ---

    def adopt(self, other: Task, who: str | None = None) -> Task:
        """Take over the options of another task of the same kind, and what it says of labels; no label is taken away."""

        def step(task: Task) -> Task:
            return lists.adopted(task, other) if task.labels else replace(task, options=other.options)

        return self._change(step, {"change": "adopted"}, who)

    def set_options(self, options: Options, who: str | None = None) -> Task:
        """Set the instruction and the options of the kind. The kind itself and the fields never change."""

        def write(connection: Connection) -> Task:
            before = labels.read_task(connection, self._project_seq)
            task = replace(before, options=options)
            kind_of(task.kind).check(task.with_labels(task.offered))
            if task != before:
                labels.write_task(connection, self._project_seq, task)
                by = _who(connection, who)
                data: dict[str, JsonValue] = {"options": options.to_json()}
                add(connection, NewEvent(EventKind.TASK_CHANGED, self._project_seq, reviewer_seq=by, data=data))
            return task

        return self._writer.submit(write).result()

    def settings(self) -> ProjectSettings:
        """Who may do what."""
        with self._read.connect() as connection:
            return read_settings(connection, self._project_seq)

    def set_settings(self, settings: ProjectSettings, who: str | None = None) -> None:
        """Say who may do what."""
        self._writer.submit(lambda c: write_settings(c, self._project_seq, settings, _who(c, who))).result()

    # --- guidelines ---

    def guidelines(self) -> InForce:
        """The version in force."""
        with self._read.connect() as connection:
            return guidelines.current(connection, self._project_seq)

    def guideline_versions(self) -> list[GuidelineVersion]:
        """All versions, the newest first."""
        with self._read.connect() as connection:
            return guidelines.versions(connection, self._project_seq)

    def guideline_version(self, number: int) -> GuidelineVersion:
        """The version with this number. Raises `UserError` when there is none."""
        with self._read.connect() as connection:
            return guidelines.version(connection, self._project_seq, number)

    def set_guidelines(self, text: str, who: str | None = None) -> InForce:
        """Put a new version in force; the text that is in force already makes none."""
        return self._writer.submit(lambda c: guidelines.save(c, self._project_seq, text, _who(c, who))).result()

    # --- how ---

    def _change(self, step: Step, data: dict[str, JsonValue], who: str | None, *, reviewing: bool = False) -> Task:
        """One step from the task as it is now, with its line in the ledger; a step that changes nothing writes none."""

        def write(connection: Connection) -> Task:
            if reviewing:
                _require_allowed(read_settings(connection, self._project_seq))
            before = labels.read_task(connection, self._project_seq)
            task = step(before)
            if task != before:
                labels.write_task(connection, self._project_seq, task)
                labels.note_labels(connection, self._project_seq, data, _who(connection, who))
            return task

        return self._writer.submit(write).result()

    def _record(self, change: str, old: str, new: str, step: Step, who: str | None) -> Task:
        """A step after which older answers are called otherwise; what is derived has to follow."""

        def write(connection: Connection) -> Task:
            task = step(labels.read_task(connection, self._project_seq))
            labels.write_task(connection, self._project_seq, task)
            by = _who(connection, who)
            labels.record_change(connection, self._project_seq, change, old, new, by)
            labels.note_labels(connection, self._project_seq, {"change": change, "old": old, "new": new}, by)
            return task

        try:
            with self._imports.acquire(timeout=0):
                return self._writer.submit(write).result()
        except Timeout:
            what = "An import into this workspace is going on."
            raise UserError("labels.importing", what, kept="No label was changed.", todo="Wait until it is done.") from None


def _require_allowed(settings: ProjectSettings) -> None:
    if not settings.reviewers_add_labels:
        todo = "Whoever leads the project can add it, or allow it in the project's settings."
        raise UserError(
            "labels.not_allowed", "Reviewers may not add labels in this project.", kept="Nothing was added.", todo=todo
        )


def _who(connection: Connection, name: str | None) -> int | None:
    return None if name is None else reviewer_seq(connection, name)
