"""The ledger export: every line there, in order, with its signals, and no text of any item."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.domain.signals import SIGNAL_TABLE_VERSION
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, fill, rows_of, settle, texts, value_of
from tests.unit.core.export.mixed import COMMENT, REVIEWER, ledger, of_type, review

#: product.md, Signals: what the reviewer did -> (says of the suggestion, how strongly, says of the answer, preferred over)
OF_DECISION = {
    "accepted": ("positive", "strong", "positive", "nothing"),
    "corrected": ("negative", "normal", "positive", "suggestion"),
    "rejected": ("negative", "normal", "none", "nothing"),
    "skipped": ("none", "none", "none", "nothing"),
}
OF_EVENT = {
    "regenerated": ("negative", "strong", "none", "nothing"),
    "undone": ("none", "none", "none", "nothing"),
    "thumb_up": ("positive", "normal", "none", "nothing"),
    "thumb_down": ("negative", "normal", "none", "nothing"),
}


def said(line: dict[str, Any]) -> tuple[str, ...] | None:
    signal = line["signal"]
    return signal and tuple(signal[name] for name in ("suggestion", "strength", "answer", "preferred_over"))


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """A project that was reviewed in every way."""
    made = fill(workspace, 250)
    review(workspace, made, 200)
    return made


def test_every_line_of_the_ledger_is_there_and_in_order(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    lines = ledger(workspace, project, tmp_path)
    assert [line["type"] for line in lines] == sorted(
        (line["type"] for line in lines), key=["header", "suggestion", "decision", "event"].index
    )
    for kind in ("suggestion", "decision", "event"):
        found = of_type(lines, kind)
        assert [(line["seq"], line["id"]) for line in found] == [
            (seq, row_id.hex()) for seq, row_id in rows_of(workspace, f"SELECT seq, id FROM {kind} ORDER BY seq")
        ]
        assert lines[0]["cut"][kind] == found[-1]["seq"]
    assert {line["kind"] for line in of_type(lines, "event")} >= {
        *("project_created", "shown", "revealed", "edited", "decided", "regenerated", "undone", "redone", "flagged", "commented"),
    }


def test_lines_refer_to_lines_that_are_there(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    lines = ledger(workspace, project, tmp_path)
    ids = {kind: {line["id"] for line in of_type(lines, kind)} for kind in ("suggestion", "decision")}
    for line in [*of_type(lines, "decision"), *of_type(lines, "event")]:
        assert line["suggestion"] in {None, *ids["suggestion"]}
        assert line.get("decision") in {None, *ids["decision"]}
    for line in of_type(lines, "decision"):
        assert set(line["revealed"]) <= ids["suggestion"]
        assert (line["suggestion"] in line["revealed"]) == (line["provenance"] == "assisted")


def test_the_header_names_the_version_of_the_signal_table(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    header = ledger(workspace, project, tmp_path)[0]
    assert (header["type"], header["format"]) == ("header", "countersign-ledger/1")
    assert header["signal_table_version"] == SIGNAL_TABLE_VERSION
    assert header["project"] == project.name
    assert [label["name"] for label in header["task"]["labels"]] == list(project.task.names)


def test_signals_follow_the_table(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    lines = ledger(workspace, project, tmp_path)
    decisions, events = of_type(lines, "decision"), of_type(lines, "event")
    for line in decisions:
        assert said(line) == (OF_DECISION[line["verdict"]] if line["provenance"] == "assisted" else None)
    for line in events:
        assert said(line) == OF_EVENT.get(line["kind"])
        assert bool(line["signal"] and line["signal"]["revokes"]) == (line["kind"] == "undone")
    assert set(OF_DECISION) == {line["verdict"] for line in decisions if line["signal"]}
    assert set(OF_EVENT) == {line["kind"] for line in events if line["signal"]}


def test_provenance_follows_what_was_revealed(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    decisions = of_type(ledger(workspace, project, tmp_path), "decision")
    for line in decisions:
        if line["provenance"] == "blind":
            assert (line["sample"], line["revealed"], line["suggestion"]) == ("blind", [], None)
        elif line["provenance"] == "unassisted":
            assert line["suggestion"] is None
        assert (line["reason"] is not None) == (line["verdict"] == "rejected")
        assert (line["answer"] is not None) == (line["verdict"] in ("accepted", "corrected", "answered"))
        assert line["reviewer"] == REVIEWER
    assert Counter(line["provenance"] for line in decisions)["blind"] > 0


def test_no_line_holds_the_text_of_an_item_or_a_comment(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    ledger(workspace, project, tmp_path)
    written = (tmp_path / "all.ledger.jsonl").read_text(encoding="utf-8")
    assert value_of(workspace, "SELECT count(*) FROM free_text WHERE body = :b", b=COMMENT) > 0
    assert COMMENT not in written
    assert not [text for text, _ in texts(250) if text in written]


def test_an_erased_item_keeps_its_decisions_and_loses_its_id(tmp_path: Path, workspace: Workspace, project: ProjectInfo) -> None:
    before = ledger(workspace, project, tmp_path)
    decided = next(line["item"] for line in before if line["type"] == "decision")
    assert decided.startswith("n")
    workspace.erase(workspace.item_seq(project, decided), "asked for it")
    after = ledger(workspace, project, tmp_path)
    assert not [line for line in after if line.get("item") == decided]
    erased = [line for line in after if line.get("kind") == "erased"]
    assert [line["data"] for line in erased] == [{"why": "asked for it"}]
    assert len([line for line in after if line.get("item") == erased[0]["item"]]) == 1 + len(
        [line for line in before if line.get("item") == decided]
    )


def test_a_ledger_that_grows_while_it_is_written_is_cut_in_one_place(
    tmp_path: Path, workspace: Workspace, project: ProjectInfo
) -> None:
    session = settle(workspace.session(project, "Grace"))

    def decide(_done: int, _total: int) -> None:
        settle(session).painted()
        if session.on is not None:
            session.choose("red").finish()

    before = {kind: value_of(workspace, f"SELECT max(seq) FROM {kind}") for kind in ("suggestion", "decision", "event")}
    report = exported(workspace, project, "ledger", tmp_path / "while.jsonl", progress=decide)
    assert report.records == sum(before.values())
    assert value_of(workspace, "SELECT max(seq) FROM decision") > before["decision"]
