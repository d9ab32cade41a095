"""What goes out in the formats of other tools comes in again: nothing is lost but what stands in the tables here, and that is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Label, Task
from core.export import CutReport
from core.ingest.importing import ImportReport, Origin
from core.ingest.table import open_table
from core.storage.items import NewAnnotation, NewItem
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, exported
from tests.interchange import TASKS, Held, canonical, expected, filled, found, plain, several, without_bare
from tests.nasty import can_be_label, nasty_texts

Losses = Counter[str]
FORMATS = ("argilla", "label_studio", "prodigy")
#: enough labels for tasks that name them all
_LABELS = 150
_SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)


# --- what each format cannot hold: the item as it comes back, and what is counted ---


def label_studio(item: NewItem, task: Task) -> tuple[Held, Losses]:
    """Failed suggestions, reasons in words; that an annotation was rejected or ignored (it is cancelled), then also an empty answer."""
    losses = Losses()
    said: list[NewAnnotation] = []
    for one in item.annotated:
        empty = one.answer in ([], None) or _all_null(one.answer)
        lost = one.status in ("rejected", "ignored") or (one.status == "cancelled" and one.answer is not None and empty)
        losses["annotation_status"] += lost
        status = "submitted" if one.status == "submitted" else "cancelled"
        said.append(one if status == "submitted" else one._replace(status=status, answer=None if empty else one.answer))
    losses["label_config_names"] = 0
    return replace(expected(item), annotated=tuple(said)), losses + _of_suggestions(item)


def prodigy(item: NewItem, task: Task) -> tuple[Held, Losses]:
    """Suggestions; how long it took and fractions of seconds; that an annotation was cancelled; the order behind the best group."""
    losses = Losses({"suggestions": len(item.suggested)})
    said: list[NewAnnotation] = []
    for one in item.annotated:
        losses["times"] += one.lead_ms is not None or bool((one.given_us or 0) % 1_000_000)
        losses["annotation_status"] += one.status == "cancelled"
        losses["rankings"] += len(_groups(one.answer)) > 2
        seconds = None if one.given_us is None else one.given_us // 1_000_000 * 1_000_000
        status = {"cancelled": "ignored"}.get(one.status, one.status)
        said.append(NewAnnotation(one.annotator, _best_only(one.answer), status, None, seconds))
    if not _taken(item):
        losses["rankings"] += len(_groups(item.label)) > 2
    held = expected(item)
    return replace(held, suggested=frozenset(), annotated=tuple(said), label=_best_only(item.label)), losses


def argilla(item: NewItem, task: Task) -> tuple[Held, Losses]:
    """All suggestions but the latest, failed ones, reasons in words; times; that an annotation was rejected; of others an empty answer."""
    losses, said = _of_suggestions(item), list[NewAnnotation]()
    answered = [one for one in item.suggested if one.answer is not None]
    losses["more_suggestions"] = max(0, len(answered) - 1)
    last = frozenset((one.suggester, canonical(one.answer), one.score) for one in answered[:1])
    for one in item.annotated:
        empty = one.status != "submitted" and _all_null(one.answer)
        losses["times"] += one.lead_ms is not None or one.given_us is not None
        losses["annotation_status"] += one.status == "rejected" or empty
        status = {"rejected": "ignored"}.get(one.status, one.status)
        said.append(NewAnnotation(one.annotator, None if empty else one.answer, status))
    return replace(expected(item), suggested=last, annotated=tuple(said)), losses


CANNOT: dict[str, Callable[[NewItem, Task], tuple[Held, Losses]]] = {
    "argilla": argilla,
    "label_studio": label_studio,
    "prodigy": prodigy,
}


def _of_suggestions(item: NewItem) -> Losses:
    failed = sum(one.answer is None for one in item.suggested)
    return Losses({"failed_suggestions": failed, "rationales": sum(bool(one.reason) for one in item.suggested)})


def _taken(item: NewItem) -> bool:
    """Whether the label is what an annotator submitted."""
    return any(one.status == "submitted" and one.answer == item.label for one in item.annotated)


def _all_null(answer: Answer) -> bool:
    return isinstance(answer, dict) and all(value is None for value in answer.values())


def _groups(answer: Answer) -> list[Any]:
    groups = answer.get("ranking") if isinstance(answer, dict) else None
    return groups if isinstance(groups, list) else []


def _best_only(answer: Answer) -> Answer:
    groups = _groups(answer)
    return answer if len(groups) < 3 else {"ranking": [groups[0], sorted(name for group in groups[1:] for name in group)]}


# --- there and back ---


@dataclass
class Trip:
    """Where an example is written to."""

    workspace: Workspace
    folder: Path
    numbers: count[int]

    def out(self, project: ProjectInfo, name: str) -> CutReport:
        suffix = {"label_studio": ".json"}.get(name, ".jsonl")
        return exported(self.workspace, project, name, self.folder / f"{next(self.numbers)}{suffix}")

    def back(self, project: ProjectInfo, path: Path) -> ImportReport:
        table = open_table(path)
        assert table.known is not None
        with self.workspace.importing(project, table, table.known.mapping, Origin("another tool")) as work:
            return work.run()


@pytest.fixture
def trip(make_workspace: Maker, tmp_path: Path) -> Trip:
    return Trip(make_workspace(), tmp_path, count())


@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_what_goes_out_comes_in_again(trip: Trip, name: str, kind: str, data: st.DataObject) -> None:
    task = TASKS[kind]
    given_items = data.draw(several(task))
    number = next(trip.numbers)
    project = filled(trip.workspace, f"from {number}", task, given_items)
    report = trip.out(project, name)
    told = [CANNOT[name](one, task) for one in given_items]
    assert report.records == len(given_items)
    assert {code: n for code, n in report.losses.items() if code != "label_config_names"} == dict(
        +sum((one[1] for one in told), Losses())
    )
    again = trip.workspace.create_project(f"to {number}", task, order="imported")
    came = trip.back(again, report.path)
    assert (came.added, came.rejected, came.failed_suggestions, came.failed_said) == (len(given_items), 0, 0, 0)
    wanted = [plain(without_bare(held, one)) for one, (held, _) in zip(given_items, told, strict=True)]
    assert [plain(one) for one in found(trip.workspace, again)] == wanted


@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=3, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_what_came_back_goes_out_as_it_came(trip: Trip, name: str, kind: str, data: st.DataObject) -> None:
    """The second time nothing is lost: what a format cannot hold is gone already. And where an item is known, nothing comes twice."""
    task = TASKS[kind]
    given_items = data.draw(several(task))
    number = next(trip.numbers)
    first = trip.out(filled(trip.workspace, f"from {number}", task, given_items), name)
    again = trip.workspace.create_project(f"to {number}", task, order="imported")
    trip.back(again, first.path)
    held = [plain(one) for one in found(trip.workspace, again)]
    second = trip.out(again, name)
    assert second.losses.keys() <= {"label_config_names"}
    came = trip.back(again, second.path)
    assert (came.added, came.updated, came.rejected, came.suggestions, came.annotations) == (0, 0, 0, 0, 0)
    assert [plain(one) for one in found(trip.workspace, again)] == held


def test_every_kind_of_answer_is_tried() -> None:
    assert {one.kind for one in TASKS.values()} == {"choice", "choices", "text", "fields", "spans", "preference"}
    assert all(kind_of(one.kind).check(one) == one for one in TASKS.values())


@pytest.mark.parametrize("kind", ["choice", "choices", "text", "spans"])
@pytest.mark.parametrize("name", FORMATS)
def test_everything_that_breaks_things_comes_back(trip: Trip, name: str, kind: str) -> None:
    """Every nasty text as the text of an item, its id, metadata and a label's name; as an answer, where answers are texts."""
    texts = nasty_texts()
    labels = tuple(Label(one) for one in texts if can_be_label(one))[:_LABELS]
    task = Task(kind, labels if kind != "text" else ())
    given_items = [_nasty(kind, text, labels[place % len(labels)].name) for place, text in enumerate(texts)]
    project = filled(trip.workspace, "from", task, given_items)
    report = trip.out(project, name)
    again = trip.workspace.create_project("to", task, order="imported")
    came = trip.back(again, report.path)
    assert (came.added, came.rejected) == (len(texts), 0)
    assert report.losses.keys() <= {"label_config_names"}
    assert list(map(plain, found(trip.workspace, again))) == [plain(expected(one)) for one in given_items]


def _nasty(kind: str, text: str, label: str) -> NewItem:
    answers: dict[str, Answer] = {
        "choice": label,
        "choices": [label],
        "text": text,
        "spans": [{"start": 0, "end": len(text), "label": label}],
    }
    return NewItem(text, text, {text[:50]: text}, answers[kind])
