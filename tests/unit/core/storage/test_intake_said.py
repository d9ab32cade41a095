"""Annotations and signals that come with an import: once and only once, apart where they hold text, and gone when their item is erased."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.domain.kinds import KINDS
from core.domain.task import Task
from core.errors import BugError
from core.ingest import importing
from core.ingest.importing import ImportReport, Origin
from core.ingest.mapping import Mapping, PartColumn, SuggestionColumn
from core.ingest.said import instant_us
from core.ingest.table import open_table
from core.storage.apart import answer_sql
from core.storage.intake_annotations import AnnotationIntake
from core.storage.projects import ProjectInfo
from core.storage.sql import from_json, to_json
from core.workspace import Workspace
from tests.conftest import TASK, checked, rows_of, value_of
from tests.kinds import ANSWERS, TASKS, TEXT

Row = dict[str, JsonValue]
SAID = Mapping("text", "id", label="label", annotations="annotations", signals="signals")
_ALL = f"""SELECT c.external_id, o.name, a.annotator, {answer_sql("a")}, a.status, a.lead_ms, a.given_us FROM annotation a
JOIN item_source o ON o.seq = a.source_seq JOIN item_content c ON c.item_seq = a.item_seq ORDER BY c.external_id, a.seq"""
_SIGNALS = """SELECT c.external_id, o.origin, o.name, o.value, coalesce(f.body, ''), g.name FROM outside_signal o
JOIN item_content c ON c.item_seq = o.item_seq LEFT JOIN free_text f ON f.id = o.id
LEFT JOIN suggestion s ON s.seq = o.suggestion_seq LEFT JOIN suggester g ON g.seq = s.suggester_seq ORDER BY o.seq"""


def do_import(
    workspace: Workspace,
    project: ProjectInfo,
    *rows: Row,
    mapping: Mapping = SAID,
    source: str = "rows",
    name: str = "rows.jsonl",
) -> ImportReport:
    path = workspace.path.with_name(name)
    blank: Row = {"label": None, "annotations": None, "signals": None}
    path.write_bytes(b"\n".join(orjson.dumps({**blank, **row}) for row in rows))
    with workspace.importing(project, open_table(path), mapping, Origin(source)) as work:
        return work.run()


def said(annotator: str, answer: JsonValue, status: str = "submitted", **more: JsonValue) -> JsonValue:
    return {"annotator": annotator, "answer": answer, "status": status, **more}


def row(name: str, *annotations: JsonValue, label: JsonValue = None, **more: JsonValue) -> Row:
    return {"id": name, "text": f"text {name}", "label": label, "annotations": list(annotations), **more}


@pytest.fixture
def project(workspace: Workspace) -> Iterator[ProjectInfo]:
    yield workspace.create_project("P", TASK, order="imported")
    assert checked(workspace).clean


def test_each_annotators_answer_is_a_line_of_the_source_and_no_decision(workspace: Workspace, project: ProjectInfo) -> None:
    timed = said("bob", "blue", lead_ms=1500.4, given="2026-01-02T03:04:05Z")
    rows = [
        row("1", said("ann", "red"), timed, label="red"),
        row("2", said("ann", "green", "rejected"), said("ann", None, "ignored")),
    ]
    report = do_import(workspace, project, *rows, source="a partner")
    assert (report.added, report.annotations, report.failed_said, report.source) == (2, 4, 0, "a partner")
    assert rows_of(workspace, _ALL) == [
        ("1", "a partner", "ann", '"red"', "submitted", None, None),
        ("1", "a partner", "bob", '"blue"', "submitted", 1500, 1_767_323_045_000_000),
        ("2", "a partner", "ann", '"green"', "rejected", None, None),
        ("2", "a partner", "ann", None, "ignored", None, None),
    ]
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0
    assert rows_of(workspace, "SELECT label FROM item_content ORDER BY item_seq") == [('"red"',), (None,)]


def test_the_same_file_adds_nothing_under_whatever_name(workspace: Workspace, project: ProjectInfo) -> None:
    rows = [row(str(n), said("ann", "red"), said("ann", "red"), said("bob", "blue")) for n in range(20)]
    assert do_import(workspace, project, *rows).annotations == 60  # who says the same twice says it twice
    assert do_import(workspace, project, *rows).annotations == 0
    assert do_import(workspace, project, *rows, source="the export of Friday", name="friday.jsonl").annotations == 0


def test_without_a_name_an_annotator_is_known_by_the_source(workspace: Workspace, project: ProjectInfo) -> None:
    """One file an annotator, as doccano writes them."""
    rows = [row("1", said("", "red"))]
    assert do_import(workspace, project, *rows, source="ann.jsonl").annotations == 1
    assert do_import(workspace, project, *rows, source="bob.jsonl").annotations == 1
    assert do_import(workspace, project, *rows, source="bob.jsonl").annotations == 0


def test_what_was_changed_there_is_added(workspace: Workspace, project: ProjectInfo) -> None:
    do_import(workspace, project, row("1", said("ann", "red")))
    assert do_import(workspace, project, row("1", said("ann", "blue"), said("bob", "blue"))).annotations == 2


def test_rows_with_the_same_content_are_one_item_where_each_brings_an_answer(workspace: Workspace, project: ProjectInfo) -> None:
    mapping = Mapping("text", label="label", annotations="annotations", suggestions=(SuggestionColumn("asked", "prodigy"),))
    rows: list[Row] = [
        {"text": "one", "asked": asked, "label": label, "annotations": [said(who, asked, status)]}
        for who, asked, status, label in (
            *(("ann", "red", "rejected", None), ("ann", "blue", "submitted", "blue")),
            *(("bob", "red", "submitted", "red"), ("bob", "blue", "rejected", None)),
        )
    ]
    report = do_import(workspace, project, *rows, mapping=mapping)
    assert (report.added, report.known, report.rejected, report.annotations, report.suggestions) == (1, 3, 0, 4, 2)
    assert rows_of(workspace, "SELECT label FROM item_content") == [('"blue"',)]  # the first that was given
    again = do_import(workspace, project, *rows, mapping=mapping)
    assert (again.added, again.known, again.annotations, again.suggestions) == (0, 4, 0, 0)


def test_answers_that_are_none_of_the_task_are_counted_and_left_out(workspace: Workspace, project: ProjectInfo) -> None:
    odd: list[JsonValue] = [
        said("ann", "mauve"),
        said("bob", "mauve", "rejected"),
        said("bob", "red", "strange"),
        said("cy", "red"),
    ]
    signals: JsonValue = [{"origin": "x", "name": "y", "value": "much"}]
    report = do_import(workspace, project, row("1", *odd, signals=signals))
    assert (report.annotations, report.signals, report.failed_said) == (2, 0, 3)
    assert [one[2:5] for one in rows_of(workspace, _ALL)] == [("bob", None, "rejected"), ("cy", '"red"', "submitted")]


def test_what_a_crash_left_out_comes_with_the_next_import(
    workspace: Workspace, project: ProjectInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(str(n), said("ann", "red"), said("bob", "blue")) for n in range(600)]

    def crash(*_: object) -> int:
        raise BugError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(AnnotationIntake, "add", crash)
        with pytest.raises(BugError):
            do_import(workspace, project, *rows)
    report = do_import(workspace, project, *rows)
    assert (report.known, report.annotations) == (600, 1_200)
    assert do_import(workspace, project, *rows).annotations == 0


def test_signals_name_the_reply_that_they_are_of(workspace: Workspace) -> None:
    project = workspace.create_project("T", Task("text"))
    mapping = Mapping("text", "id", signals="signals", suggestions=(SuggestionColumn("output", suggester_column="model"),))
    down: JsonValue = {"origin": "langfuse:user-feedback", "name": "thumb", "value": -1, "comment": "Rude!"}
    up: JsonValue = {"origin": "app", "name": "stars", "value": 7}
    rows: list[Row] = [
        {"id": "1", "text": "one", "output": "a reply", "model": "gpt-x", "signals": [down, up, down]},
        {"id": "2", "text": "two", "output": None, "model": None, "signals": [up]},
    ]
    report = do_import(workspace, project, *rows, mapping=mapping)
    assert (report.signals, report.suggestions) == (4, 1)
    thumb = ("1", "langfuse:user-feedback", "thumb", -1.0, "Rude!", "gpt-x")
    assert rows_of(workspace, _SIGNALS) == [
        thumb,
        ("1", "app", "stars", 1.0, "", "gpt-x"),
        thumb,
        ("2", "app", "stars", 1.0, "", None),
    ]
    assert do_import(workspace, project, *rows, mapping=mapping).signals == 0
    rows[1]["signals"] = [up, down]
    assert do_import(workspace, project, *rows, mapping=mapping).signals == 1
    assert checked(workspace).clean


def test_an_erasure_takes_answers_with_text_and_comments(workspace: Workspace) -> None:
    project = workspace.create_project("T", Task("text"))
    signal: JsonValue = {"origin": "app", "name": "thumb", "value": -1, "comment": "Zaphod was unhappy"}
    one = row("1", said("ann", "a letter to Zaphod"), signals=[signal])
    assert do_import(workspace, project, one, row("2", said("ann", "another letter"))).annotations == 2
    assert rows_of(workspace, "SELECT answer FROM annotation") == [('{"apart":true}',)] * 2
    assert [said[3] for said in rows_of(workspace, _ALL)] == ['"a letter to Zaphod"', '"another letter"']
    workspace.erase(workspace.item_seq(project, "1"), "asked to")
    assert rows_of(workspace, "SELECT body FROM answer_text") == [('{"answer":"another letter","candidates":[]}',)]
    assert rows_of(workspace, "SELECT count(*) FROM free_text") == [(0,)]
    assert value_of(workspace, "SELECT count(*) FROM annotation") == 2
    assert value_of(workspace, "SELECT count(*) FROM outside_signal") == 1
    assert not [path.name for path in workspace.path.parent.glob("shop*") if b"Zaphod" in path.read_bytes()]
    again = do_import(workspace, project, one)
    assert (again.erased, again.annotations, again.signals) == (1, 0, 0)
    assert checked(workspace).clean


# --- once and only once, whatever the kind and the order of the rows ---

_NAMES = st.sampled_from(["ann", "bob", ""])
_STATUS = st.sampled_from(["submitted", "rejected", "ignored", "cancelled"])
_GIVEN = st.sampled_from([None, 1_700_000_000, "2026-01-02T03:04:05Z"])


def _rows(name: str) -> st.SearchStrategy[list[tuple[int, list[JsonValue]]]]:
    """(item, what people said of it): several rows may be of one item."""
    answers = st.sampled_from([*ANSWERS[name], None])
    one = st.builds(said, _NAMES, answers, _STATUS, given=_GIVEN)
    return st.lists(st.tuples(st.integers(0, 3), st.lists(one, min_size=1, max_size=3)), min_size=1, max_size=8)


def _kinds() -> st.SearchStrategy[tuple[str, list[tuple[int, list[JsonValue]]], int]]:
    return st.sampled_from(sorted(TASKS)).flatmap(lambda name: st.tuples(st.just(name), _rows(name), st.integers(1, 5)))


_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for all examples, since opening one takes longer than an import."""
    with Workspace(tmp_path_factory.mktemp("said") / "shop.countersign", scratch=True) as workspace:
        yield workspace


@settings(max_examples=100)
@given(_kinds(), st.randoms(use_true_random=False))
def test_annotations_of_every_kind_come_in_once_whatever_the_order(
    shared: Workspace, made: tuple[str, list[tuple[int, list[JsonValue]]], int], dice: Any
) -> None:
    name, rows, block = made
    project = shared.create_project(f"P{next(_NUMBERS)}", TASKS[name])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "BLOCK_ROWS", block)
        for _ in range(2):
            dice.shuffle(rows)
            report = do_import(shared, project, *(_content(name, seq, given) for seq, given in rows), mapping=_mapping(name))
            assert (report.rejected, report.failed_said) == (0, 0)
            assert _told(shared, project) == _wanted(rows)


def _content(name: str, seq: int, given: Sequence[JsonValue]) -> Row:
    more: Row = {"one": "The first answer.", "two": "The second one."} if name == "preference" else {}
    return {"id": f"n{seq}", "text": f"{TEXT} ({seq})", "annotations": list(given), **more}


def _mapping(name: str) -> Mapping:
    parts = tuple(PartColumn(column, candidate=True) for column in ("one", "two")) if name == "preference" else ()
    return Mapping("text", "id", annotations="annotations", parts=parts)


_Key = tuple[str, str, str, str, int | None]


def _wanted(rows: Sequence[tuple[int, Sequence[JsonValue]]]) -> Counter[_Key]:
    """Of each item as many of one kind as the row has that holds the most."""
    wanted: Counter[_Key] = Counter()
    for seq, held in rows:
        wanted |= Counter(
            (f"n{seq}", str(one["annotator"]), to_json(one["answer"]), str(one["status"]), instant_us(one["given"]))
            for one in held
            if isinstance(one, dict)
        )
    return wanted


def _told(workspace: Workspace, project: ProjectInfo) -> Counter[_Key]:
    sql = f"""SELECT c.external_id, a.annotator, {answer_sql("a")}, a.status, a.given_us FROM annotation a
    JOIN item_content c ON c.item_seq = a.item_seq WHERE a.project_seq = :p"""
    rows = rows_of(workspace, sql, p=project.seq)
    return Counter((one[0], one[1], to_json(from_json(one[2])), one[3], one[4]) for one in rows)


def test_the_property_goes_over_every_kind_that_there_is() -> None:
    assert {task.kind for task in TASKS.values()} == set(KINDS)
