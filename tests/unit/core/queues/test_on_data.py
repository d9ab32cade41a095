"""On real data: emotions of Reddit comments, named entities, Chinese user turns."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.filters import Filter
from core.domain.task import Label, Task
from core.queues.views import BulkRequest, Sort, SortBy
from core.storage.items import NewItem
from core.workspace import Workspace
from tests.conftest import checked
from tests.kinds import put_items

DATA = Path(__file__).resolve().parents[3] / "data" / "kinds"


def comma_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def several(name: str) -> list[NewItem]:
    return [NewItem(row["text"], row["id"], None, [*sorted(row["labels"].split("|"))]) for row in comma_rows(name)]


def entities() -> list[NewItem]:
    rows = [orjson.loads(line) for line in (DATA / "wnut17.jsonl").read_bytes().splitlines()]
    return [NewItem(row["text"], row["id"], None, [_span(span) for span in row["spans"]]) for row in rows]


def _span(span: Any) -> Any:
    return {"start": span["start"], "end": span["end"], "label": span["label"]}


def listed(row: NewItem) -> list[Any]:
    """The labels or spans of an item."""
    return list[Any](row.label) if isinstance(row.label, list) else []


def labels(rows: list[NewItem]) -> tuple[Label, ...]:
    found = {one if isinstance(one, str) else str(one["label"]) for row in rows for one in listed(row)}
    return tuple(Label(name) for name in sorted(found))


MADE: dict[str, tuple[str, list[NewItem]]] = {
    "goemotions": ("choices", several("goemotions.csv")),
    "crosswoz": ("choices", several("crosswoz.csv")),
    "wnut17": ("spans", entities()),
}


@pytest.mark.parametrize("name", MADE)
def test_search_facets_and_a_bulk_action_agree_with_a_count_by_hand(workspace: Workspace, name: str) -> None:
    kind, rows = MADE[name]
    project = workspace.create_project(name, Task(kind, labels(rows)), order="imported")
    put_items(workspace, project, rows)
    items = workspace.items(project)
    items.keep_up().result()
    counted = {
        value.value: value.count for facet in items.facets(Filter()).result() if facet.name == "labels" for value in facet.values
    }
    by_hand: dict[str, int] = {}
    for row in rows:
        for label in labels([row]):
            by_hand[label.name] = by_hand.get(label.name, 0) + 1
    assert counted == by_hand
    for label, n in counted.items():
        assert items.count(Filter(labels=(label,))) == n
    done = items.run(Filter(labels=(max(counted, key=lambda one: counted[one]),)), BulkRequest("retire"), "ann")
    assert done.items == max(counted.values())
    items.undo(done.seq, "ann")
    assert items.count(Filter(statuses=("open",))) == len(rows)
    assert checked(workspace).clean


def test_words_of_two_characters_are_found_in_chinese(workspace: Workspace) -> None:
    kind, rows = MADE["crosswoz"]
    project = workspace.create_project("zh", Task(kind, labels(rows)), order="imported")
    put_items(workspace, project, rows)
    items = workspace.items(project)
    looked_for = {word: items.count(Filter(text=word)) for word in ("酒店", "景点", "地铁", "附近", "电话")}
    items.keep_up().result()
    for word, n in looked_for.items():
        index = items.index(Filter(text=word), Sort(SortBy.RELEVANCE))
        found = items.rows(index.all.result().tolist())
        assert index.complete
        assert {row.shown_id for row in found} == {row.external_id for row in rows if word in row.text}
        assert len(found) == n
    assert sum(looked_for.values()) > 10


def test_each_entity_is_found_by_its_words(workspace: Workspace) -> None:
    kind, rows = MADE["wnut17"]
    project = workspace.create_project("ner", Task(kind, labels(rows)), order="imported")
    put_items(workspace, project, rows)
    items = workspace.items(project)
    items.keep_up().result()
    for place, row in enumerate(rows):
        for span in listed(row):
            words = row.text[int(span["start"]) : int(span["end"])]
            assert place + 1 in items.index(Filter(text=f'"{words} "')).all.result().tolist()
