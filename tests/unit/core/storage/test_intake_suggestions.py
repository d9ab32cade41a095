"""Suggestions that come with an import: once, by their models, apart where they hold text, and whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.errors import BugError
from core.ingest.importing import ImportReport
from core.ingest.mapping import Mapping, SuggestionColumn
from core.ingest.table import open_table
from core.storage.intake_suggestions import SuggestionIntake
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import TASK, Maker, checked, rows_of

MAPPING = Mapping("text", "id", suggestions=(SuggestionColumn("a", score="s", reason="r"), SuggestionColumn("b")))
Row = dict[str, JsonValue]

_ALL = """SELECT c.external_id, g.kind, g.name, s.answer, s.raw, s.failure FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq
JOIN item_content c ON c.item_seq = s.item_seq ORDER BY c.external_id, s.seq"""
_LATEST = """SELECT c.external_id, g.name, i.answered, i.failure FROM item_suggestion i JOIN suggester g ON g.seq = i.suggester_seq
JOIN item_content c ON c.item_seq = i.item_seq ORDER BY c.external_id"""


def do_import(
    workspace: Workspace, project: ProjectInfo, *rows: Row, mapping: Mapping = MAPPING, update: bool = False
) -> ImportReport:
    path = workspace.path.with_name("rows.jsonl")
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    with workspace.importing(project, open_table(path), mapping) as work:
        return work.run(update=update)


def row(name: str, a: JsonValue, b: JsonValue = None, **more: JsonValue) -> Row:
    return {"id": name, "text": f"text {name}", "a": a, "b": b, "s": 0.5, "r": "since it is", **more}


@pytest.fixture
def project(workspace: Workspace) -> Iterator[ProjectInfo]:
    yield workspace.create_project("P", TASK, order="imported")
    assert checked(workspace).clean


def test_each_model_has_a_line_of_its_own_and_the_first_is_the_latest(workspace: Workspace, project: ProjectInfo) -> None:
    report = do_import(workspace, project, row("1", "red", "blue"), row("2", "mauve"), row("3", "", "green"))
    assert (report.added, report.suggestions, report.failed_suggestions) == (3, 4, 1)
    assert rows_of(workspace, _ALL) == [
        ("1", "import", "b", '"blue"', None, None),
        ("1", "import", "a", '"red"', 0.5, None),
        ("2", "import", "a", None, 0.5, "invalid_answer"),
        ("3", "import", "b", '"green"', None, None),
    ]
    assert rows_of(workspace, _LATEST) == [("1", "a", 1, None), ("2", "a", 0, "invalid_answer"), ("3", "b", 1, None)]
    reasons = rows_of(workspace, "SELECT f.role, f.body FROM free_text f JOIN suggestion s ON s.id = f.id")
    assert reasons == [("rationale", "since it is")] * 2
    candidates = rows_of(workspace, "SELECT candidates FROM suggestion WHERE raw IS NOT NULL AND answer IS NOT NULL")
    assert candidates == [('[["red",0.5]]',)]


def test_a_second_import_adds_no_second_suggestion(workspace: Workspace, project: ProjectInfo) -> None:
    rows = [row(str(n), "red", "blue" if n % 2 else "mauve") for n in range(20)]
    assert do_import(workspace, project, *rows).suggestions == 40
    assert do_import(workspace, project, *rows).suggestions == 0
    assert do_import(workspace, project, *rows, update=True).suggestions == 0
    assert len(rows_of(workspace, _ALL)) == 40


def test_a_changed_mind_of_a_model_and_a_new_model_are_added(workspace: Workspace, project: ProjectInfo) -> None:
    do_import(workspace, project, row("1", "red"))
    assert do_import(workspace, project, row("1", "blue", "green")).suggestions == 2
    assert do_import(workspace, project, row("1", "red", "green")).suggestions == 1
    assert [one[3] for one in rows_of(workspace, _ALL)] == ['"red"', '"green"', '"blue"', '"red"']
    assert rows_of(workspace, _LATEST) == [("1", "a", 1, None)]


def test_rows_that_are_refused_bring_nothing_and_updated_ones_do(workspace: Workspace, project: ProjectInfo) -> None:
    do_import(workspace, project, row("1", "red"))
    changed = row("1", "blue", text="another text")
    refused = do_import(workspace, project, changed)
    assert (refused.rejected, refused.suggestions) == (1, 0)
    assert do_import(workspace, project, changed, update=True).suggestions == 1


def test_what_a_crash_left_out_comes_with_the_next_import(
    workspace: Workspace, project: ProjectInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(str(n), "red", "blue") for n in range(1_500)]

    def crash(*_: object) -> int:
        raise BugError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(SuggestionIntake, "add", crash)
        with pytest.raises(BugError):
            do_import(workspace, project, *rows)
    assert rows_of(workspace, "SELECT count(*) FROM item") == [(1_500,)]
    assert rows_of(workspace, "SELECT count(*) FROM suggestion") == [(0,)]
    report = do_import(workspace, project, *rows)
    assert (report.known, report.suggestions) == (1_500, 3_000)
    assert do_import(workspace, project, *rows).suggestions == 0


def test_answers_that_hold_text_stand_where_they_can_be_erased(workspace: Workspace) -> None:
    project = workspace.create_project("T", Task("text"))
    draft = "a draft with a secret"
    assert do_import(workspace, project, row("1", draft)).suggestions == 1
    assert rows_of(workspace, "SELECT answer, candidates FROM suggestion") == [('{"apart":true}', "[]")]
    body: dict[str, Any] = orjson.loads(rows_of(workspace, "SELECT body FROM answer_text")[0][0])
    assert body == {"answer": draft, "candidates": [[draft, 0.5]]}
    assert do_import(workspace, project, row("1", draft)).suggestions == 0
    workspace.erase(workspace.item_seq(project, "1"), "asked to")
    for table in ("answer_text", "free_text"):
        assert rows_of(workspace, f"SELECT count(*) FROM {table}") == [(0,)]
    again = do_import(workspace, project, row("1", draft))
    assert (again.erased, again.suggestions) == (1, 0)
    assert checked(workspace).clean


def test_spans_and_parts_come_through_a_real_import(workspace: Workspace) -> None:
    project = workspace.create_project("S", Task("spans", (Label("E"),)))
    span: JsonValue = [{"start": 0, "end": 4, "label": "E"}]
    mapping = replace(MAPPING, gold="g")
    assert do_import(workspace, project, row("1", span, [[5, 6, "E"]], g=span), mapping=mapping).suggestions == 2
    assert [one[3] for one in rows_of(workspace, _ALL)] == [
        '[{"end":6,"label":"E","start":5}]',
        '[{"end":4,"label":"E","start":0}]',
    ]
    assert rows_of(workspace, "SELECT gold FROM item_content") == [('[{"end":4,"label":"E","start":0}]',)]


_KILLED = """
import os, signal, sys
from pathlib import Path
from core.ingest import importing
from core.ingest.mapping import Mapping, SuggestionColumn
from core.ingest.table import open_table
from core.storage.intake_suggestions import SuggestionIntake
from core.storage.writer import BulkPace
from core.workspace import Workspace

path, at = Path(sys.argv[1]), int(sys.argv[2])
importing.BLOCK_ROWS, BulkPace.__exit__ = 2_000, lambda *_: None
write, calls = SuggestionIntake.add, [0]
def add(self, connection, part):
    calls[0] += 1
    written = write(self, connection, part)
    if calls[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return written
SuggestionIntake.add = add
with Workspace(path) as workspace:
    mapping = Mapping("text", "id", suggestions=(SuggestionColumn("a"),))
    with workspace.importing(workspace.project("P"), open_table(path.with_name("rows.jsonl")), mapping) as work:
        work.run()
"""


@pytest.mark.parametrize("at", [1, 3, 6])
def test_an_import_that_is_killed_amid_suggestions_is_completed_by_the_next(make_workspace: Maker, at: int) -> None:
    workspace = make_workspace()
    workspace.create_project("P", TASK)
    rows = [row(str(n), "red") for n in range(5_000)]
    workspace.path.with_name("rows.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    workspace.close()
    done = subprocess.run((sys.executable, "-c", _KILLED, str(workspace.path), str(at)), check=False, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    opened = make_workspace()
    there = int(rows_of(opened, "SELECT count(*) FROM suggestion")[0][0])
    orphans = "SELECT count(*) FROM suggestion s LEFT JOIN item_content c ON c.item_seq = s.item_seq WHERE c.item_seq IS NULL"
    assert rows_of(opened, orphans) == [(0,)]
    report = do_import(opened, opened.project("P"), *rows, mapping=Mapping("text", "id", suggestions=(SuggestionColumn("a"),)))
    assert (report.added + report.known, report.suggestions) == (5_000, 5_000 - there)
    assert rows_of(opened, "SELECT count(*), count(DISTINCT item_seq) FROM suggestion") == [(5_000, 5_000)]
    assert rows_of(opened, "SELECT count(*) FROM item_suggestion") == [(5_000,)]
    assert checked(opened).clean
