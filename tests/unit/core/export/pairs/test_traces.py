"""Replies that came with production traces: the conversation was the prompt, and users' signals count beside the reviewer's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.domain.json import JsonValue
from core.domain.vocabulary import Provenance
from core.ingest.detect import detect_table
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import rows_of
from tests.kinds import project_of
from tests.unit.core.export.pairs.sessions import OTHER, Row, of_item, ready, written

TURNS: list[JsonValue] = [
    {"role": "system", "content": "You are a shop."},
    {"role": "user", "content": "Where is my card?"},
    {"role": "assistant", "content": "Which one?"},
    {"role": "user", "content": "The red one.\nIt was ordered on Monday."},
]
REPLY = "It is on its way, and it will come tomorrow."
THUMB = {"name": "user-feedback", "value": 1, "source": "API", "dataType": "BOOLEAN"}
DOWN = {**THUMB, "value": 0, "comment": "It never came."}
JUDGE = {"name": "quality", "value": 0.75, "source": "EVAL", "dataType": "NUMERIC"}


def imported(workspace: Workspace, folder: Path, *scores: list[dict[str, Any]], turns: list[JsonValue] = TURNS) -> ProjectInfo:
    """Calls as Langfuse exports them, ten of each kind of scores; most of them are not in the blind sample."""
    observation = {"type": "GENERATION", "model": "gpt-x", "traceId": "t", "projectId": "p", "startTime": "2026-01-05T10:00:00Z"}
    rows = [
        {**observation, "id": f"o{kind}-{at}", "input": [*turns, _last(kind, at)], "output": REPLY, "scores": given}
        for kind, given in enumerate(scores)
        for at in range(10)
    ]
    path = folder / "observations.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    project = project_of(workspace, "text", 0)
    table = open_table(path)
    with workspace.importing(project, table, detect_table(table).mapping) as work:
        assert work.run().added == len(rows)
    return workspace.project(project.name)


def _last(kind: int, at: int) -> JsonValue:
    return {"role": "user", "content": f"{kind} {at}"}


def kinds(rows: list[Row]) -> dict[str, set[tuple[Any, ...]]]:
    """What is said of the calls of each kind of scores."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    for row in rows:
        told = (row["reviewer"], row["label"], row["weight"], row["action"], row["completion"][0]["content"])
        found.setdefault(row["item_id"][1], set()).add(told)
    return found


def test_what_users_and_judges_say_is_a_judgement_of_a_named_origin(workspace: Workspace, tmp_path: Path) -> None:
    project = imported(workspace, tmp_path, [THUMB], [DOWN, JUDGE], [])
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    assert kinds(rows) == {
        "0": {("langfuse:user-feedback", True, 1.0, "outside", REPLY)},
        "1": {("langfuse:user-feedback", False, 1.0, "outside", REPLY), ("langfuse:judge", True, 0.5, "outside", REPLY)},
    }
    for row in rows:
        kind, at = row["item_id"][1:].split("-")
        assert row["prompt"] == [*TURNS, {"role": "user", "content": f"{kind} {at}"}]
    assert {row["model"] for row in rows} == {"gpt-x"}
    blind = len(rows_of(workspace, "SELECT seq FROM item WHERE sample = 'blind'"))
    assert report.excluded.get("blind_sample", 0) == blind
    assert report.records == len(rows)
    without, _ = written(workspace, project, "trl_kto", tmp_path, provenance=(Provenance.ASSISTED,))
    assert (without.records, without.excluded["provenance"]) == (0, report.records)


def test_a_correction_stands_over_the_reply_that_was_given(workspace: Workspace, tmp_path: Path) -> None:
    project = imported(workspace, tmp_path, [])
    session = ready(workspace.session(project, "ann"))
    while session.on is not None and session.on.blind:
        session.skip().finish()
        ready(session)
    assert session.on is not None
    item = str(session.on.drawn.item.external_id)
    session.choose(OTHER).finish()
    report, rows = written(workspace, project, "dpo_openai", tmp_path)
    assert report.records == 1
    assert rows[0]["input"]["messages"][:-1] == TURNS
    assert rows[0]["preferred_output"] == [{"role": "assistant", "content": OTHER}]
    assert rows[0]["non_preferred_output"] == [{"role": "assistant", "content": REPLY}]
    _, lessons = written(workspace, project, "sft", tmp_path)
    said = lessons[0]["messages"]
    assert said[-1] == {"role": "assistant", "content": OTHER}
    assert [turn.get("weight") for turn in said] == [None, None, 0, None, None, None], "nobody approved what was said before"
    session.close()
    assert of_item(written(workspace, project, "trl_preference", tmp_path)[1], item)


def test_a_conversation_with_tools_cannot_be_told_in_turns(workspace: Workspace, tmp_path: Path) -> None:
    call: JsonValue = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"function": {"name": "find", "arguments": "{}"}, "id": "1"}],
    }
    result: JsonValue = {"role": "tool", "tool_call_id": "1", "content": "found"}
    project = imported(workspace, tmp_path, [THUMB], turns=[*TURNS, call, result])
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    assert rows == []
    assert report.excluded["tools"] + report.excluded.get("blind_sample", 0) == 10
