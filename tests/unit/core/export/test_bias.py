"""Figures of how labels lean, against counts that a test makes from the ledger itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.review.cards import Phase
from core.workspace import Workspace
from tests.conftest import exported, fill, rows_of, settle
from tests.unit.core.export.mixed import ledger, of_type, review


def figures_of(workspace: Workspace, project: Any, folder: Path) -> dict[str, Any]:
    report: Any = exported(workspace, project, "csv", folder / "out.csv")
    return report.figures.get("review", {})


def test_nothing_is_said_where_nothing_was_decided(workspace: Workspace, tmp_path: Path) -> None:
    assert figures_of(workspace, fill(workspace, 20), tmp_path) == {}


def test_blind_and_control_are_counted_by_their_first_answers(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 400, order="random")
    review(workspace, project, 500)
    found = figures_of(workspace, project, tmp_path)
    lines = ledger(workspace, project, tmp_path)
    suggested = {one["id"]: one["answer"] for one in of_type(lines, "suggestion")}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for one in of_type(lines, "decision"):
        if one["verdict"] != "skipped":
            first.setdefault((one["provenance"], one["item"]), one)
    control = [one for (source, _), one in first.items() if source == "assisted" and one["sample"] == "control"]
    judged = [one for one in control if one["verdict"] in ("accepted", "corrected", "rejected")]
    accepted = sum(one["verdict"] == "accepted" for one in judged)
    assert found["control"] == {"items": len(judged), "same": accepted, "share": round(accepted / len(judged), 4)}
    # What was revealed of a blind item first, behind its answer.
    revealed: dict[str, str] = {}
    answered = {one["id"]: item for (source, item), one in first.items() if source == "blind"}
    open_items = set[str]()
    for event in of_type(lines, "event"):
        open_items |= {event["item"]} if event["decision"] in answered and event["kind"] == "decided" else set()
        if event["kind"] == "revealed" and event["item"] in open_items:
            revealed.setdefault(event["item"], event["suggestion"])
    same = sum(first["blind", item]["answer"] == suggested[said] for item, said in revealed.items())
    assert found["blind"] == {"items": len(revealed), "same": same, "share": round(same / len(revealed), 4)}
    assert len(revealed) > 5


def test_people_are_compared_where_several_judged_an_item(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 30)
    held = rows_of(workspace, "SELECT external_id, item_seq FROM item_content")
    seqs = {str(name): int(seq) for name, seq in held}
    answers = {"Ada": ["red", "red", "green", "blue"], "Bob": ["red", "green", "green", "blue"]}
    for name, given in answers.items():
        session = workspace.session(project, name)
        for number, answer in enumerate(given):
            settle(session)
            session.open_item(seqs[f"n{number}"]).finish()
            settle(session).painted()
            session.choose(answer).finish()
            if session.screen().card.phase is Phase.SECOND_OPINION:
                session.keep_mine().finish()
    found = figures_of(workspace, project, tmp_path)["people"]
    assert found == {"items": 4, "same": 3, "share": 0.75, "agreement": 0.75}
