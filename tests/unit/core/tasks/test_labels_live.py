"""Labels that change while decisions are made: what stands follows, and the ledger keeps what was said (hypothesis)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Label, Options, Task
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.storage.projects import ProjectInfo
from core.storage.sql import from_json
from core.tasks import Tasks
from core.workspace import Workspace
from tests.conftest import checked, rows_of
from tests.unit.core.tasks.deciding import decide, mark, project_with

NAMES = ("a", "b", "c", 'q"1', "100%", "x_y", "标签")
ITEMS = 5
_numbers = itertools.count()


def one(names: list[str]) -> Answer:
    return names[0]


def several(names: list[str]) -> Answer:
    return [*dict.fromkeys(names)]


def passages(names: list[str]) -> Answer:
    return [{"start": 2 * at, "end": 2 * at + 1, "label": name} for at, name in enumerate(names)]


def remarks(names: list[str]) -> Answer:
    return [{"start": 2 * at, "end": 2 * at + 1, "label": name, "comment": "why"} for at, name in enumerate(names)]


#: kind, its options, and how it says these labels
WAYS: dict[str, tuple[str, Options, Callable[[list[str]], Answer]]] = {
    "choice": ("choice", Options(), one),
    "choices": ("choices", Options(), several),
    "spans": ("spans", Options(), passages),
    "spans kept apart": ("spans", Options(comments=True), remarks),
}


@dataclass
class Model:
    """What is expected, by plain lists of label names: of imported labels, and of every decision ever made, by its id."""

    imported: dict[int, list[str]]
    decisions: dict[bytes, list[str]] = field(default_factory=dict[bytes, list[str]])
    active: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])
    undone: list[tuple[int, bytes]] = field(default_factory=list[tuple[int, bytes]])

    def follow(self, old: str, new: str) -> None:
        for names in (*self.imported.values(), *self.decisions.values()):
            names[:] = [new if name == old else name for name in names]

    def standing(self, item_seq: int) -> list[str]:
        active = self.active.get(item_seq, [])
        return self.decisions[active[-1]] if active else self.imported[item_seq]


@dataclass
class Bench:
    """One project under change."""

    workspace: Workspace
    project: ProjectInfo
    say: Callable[[list[str]], Answer]
    items: list[int]
    model: Model

    @property
    def tasks(self) -> Tasks:
        return self.workspace.tasks(self.project)

    def pick(self, number: int) -> str:
        names = self.tasks.task().names
        return names[number % len(names)]

    def do(self, what: str, first: int, second: int) -> None:
        getattr(self, what)(first, second)

    def decide(self, first: int, second: int) -> None:
        item_seq, names = self.items[first % ITEMS], [self.pick(second), self.pick(first)]
        names = names[: 1 if self.project.task.kind == "choice" else 2]
        made = decide(self.workspace, self.project, item_seq, self.say(names))
        self.model.decisions[made] = names
        self.model.active.setdefault(item_seq, []).append(made)
        self.model.undone.clear()

    def undo(self, first: int, second: int) -> None:
        item_seq = self.items[first % ITEMS]
        if self.model.active.get(item_seq):
            made = self.model.active[item_seq].pop()
            mark(self.workspace, self.project, item_seq, made, EventKind.UNDONE)
            self.model.undone.append((item_seq, made))

    def redo(self, first: int, second: int) -> None:
        if self.model.undone:
            item_seq, made = self.model.undone.pop()
            mark(self.workspace, self.project, item_seq, made, EventKind.REDONE)
            self.model.active.setdefault(item_seq, []).append(made)

    def rename(self, first: int, second: int) -> None:
        old, new = self.pick(first), NAMES[second % len(NAMES)]
        self.tasks.rename(old, new)
        self.model.follow(old, new)

    def merge(self, first: int, second: int) -> None:
        old, new = self.pick(first), self.pick(second)
        self.tasks.merge(old, new)
        self.model.follow(old, new)

    def add(self, first: int, second: int) -> None:
        self.tasks.add(Label(NAMES[first % len(NAMES)]))

    def retire(self, first: int, second: int) -> None:
        self.tasks.retire(self.pick(first))

    def restore(self, first: int, second: int) -> None:
        gone = [label.name for label in self.tasks.task().labels if label.retired]
        if gone:
            self.tasks.restore(gone[first % len(gone)])

    def verify(self) -> None:
        """Every item's standing label is what was said, followed through the changes made after it."""
        kind = kind_of(self.project.task.kind)
        rows = rows_of(
            self.workspace,
            """SELECT i.seq, coalesce(s.label, c.label), c.gold FROM item i JOIN item_content c ON c.item_seq = i.seq
            LEFT JOIN item_state s ON s.item_seq = i.seq WHERE i.project_seq = :p""",
            p=self.project.seq,
        )
        for item_seq, label, gold in rows:
            assert kind.equal(from_json(label), self.say(self.model.standing(item_seq)))
            assert kind.equal(from_json(gold), self.say(self.model.imported[item_seq]))
        assert len(rows) == ITEMS
        report = checked(self.workspace)
        assert report.clean, report.differences


ACTS = ("decide", "decide", "undo", "redo", "rename", "rename", "merge", "add", "retire", "restore")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 6), st.integers(0, 6)), min_size=6, max_size=20)


@pytest.mark.parametrize("way", list(WAYS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_stands_is_what_was_said_followed_through_later_changes(
    workspace: Workspace, way: str, steps: list[tuple[str, int, int]]
) -> None:
    kind, options, say = WAYS[way]
    task = Task(kind, tuple(map(Label, NAMES[:4])), options=options)
    came = [[NAMES[at % 3]] for at in range(ITEMS)]
    project, items = project_with(workspace, f"P{next(_numbers)}", task, [say(names) for names in came])
    bench = Bench(workspace, project, say, items, Model(dict(zip(items, came, strict=True))))
    for what, first, second in steps:
        before = bench.tasks.task()
        try:
            bench.do(what, first, second)
        except UserError as error:
            assert error.code.startswith("labels.")
            assert bench.tasks.task() == before
    bench.verify()
    said = rows_of(workspace, "SELECT count(*) FROM decision WHERE project_seq = :p", p=project.seq)
    assert said == [(len(bench.model.decisions),)]
