"""Pairs of a task that ranks candidates: better over worse, ties say nothing, all bad gives negatives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.domain.content import Content, Form, Part
from core.domain.json import Answer, JsonValue
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import value_of
from tests.kinds import project_of, put_items
from tests.unit.core.export.pairs.sessions import of_item, ready, written

TEXTS = ("It is on its way.", "We posted it already.", "Please wait for a while.")
CHAT: JsonValue = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Where is my card?"}]


def candidates(texts: tuple[str, ...] = TEXTS, chat: JsonValue = None) -> JsonValue:
    parts = tuple(Part(f"response {place}", text, candidate=True) for place, text in enumerate(texts))
    return Content("", form=Form.CHAT if chat else Form.TEXT, value=chat, parts=parts).parts_json()


def ranking(*groups: str) -> Answer:
    held: list[JsonValue] = [[*group] for group in groups]
    return {"ranking": held}


def decided(workspace: Workspace, *answers: Answer, parts: JsonValue = None) -> ProjectInfo:
    """Items of three candidates each, decided in this way one after the other."""
    project = project_of(workspace, "preference", 0)
    put_items(workspace, project, [NewItem(f"Which? ({n})", f"n{n}", parts=parts or candidates()) for n in range(len(answers))])
    session = ready(workspace.session(project, "ann"))
    for answer in answers:
        session.choose(answer).finish()
        ready(session)
    session.close()
    return project


def sides(rows: list[dict[str, Any]], item: str) -> list[tuple[str, str]]:
    return [(row["chosen"][0]["content"], row["rejected"][0]["content"]) for row in of_item(rows, item)]


def test_every_better_candidate_stands_over_every_worse_one(workspace: Workspace, tmp_path: Path) -> None:
    first, second, third = TEXTS
    project = decided(workspace, ranking("2", "1", "3"), ranking("3", "12"), ranking("123"), {"all_bad": True})
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    assert sides(rows, "n0") == [(second, first), (second, third), (first, third)]
    assert sides(rows, "n1") == [(third, first), (third, second)]
    assert sides(rows, "n2") == sides(rows, "n3") == []
    assert {row["prompt"][0]["content"] for row in of_item(rows, "n0")} == {"Which? (0)"}
    assert {(row["action"], row["weight"], row["cause"], row["reviewer"]) for row in rows} == {("ranked", 1.0, "style", "ann")}
    assert rows[0]["decision_id"] == value_of(workspace, "SELECT lower(hex(id)) FROM decision ORDER BY seq LIMIT 1")
    assert (report.excluded, report.losses) == ({"tie": 1}, {"unpaired": 3})


def test_the_middle_of_a_ranking_is_neither_good_nor_bad(workspace: Workspace, tmp_path: Path) -> None:
    first, second, third = TEXTS
    project = decided(workspace, ranking("2", "1", "3"), {"all_bad": True})
    report, rows = written(workspace, project, "trl_kto", tmp_path)
    told = {item: [(row["label"], row["completion"][0]["content"]) for row in of_item(rows, item)] for item in ("n0", "n1")}
    assert told == {"n0": [(True, second), (False, third)], "n1": [(False, first), (False, second), (False, third)]}
    assert report.losses == {"neither_good_nor_bad": 1}
    assert report.figures["signals"] == {"negative": 3, "pairs": 3, "positive": 0}


def test_a_conversation_is_told_in_its_turns(workspace: Workspace, tmp_path: Path) -> None:
    project = decided(workspace, ranking("1", "2"), parts=candidates(TEXTS[:2], CHAT))
    _, rows = written(workspace, project, "trl_preference", tmp_path)
    assert rows[0]["prompt"] == CHAT


def test_candidates_that_say_the_same_give_nothing(workspace: Workspace, tmp_path: Path) -> None:
    project = decided(workspace, ranking("1", "2"), parts=candidates(("It is  here.", "it is here.\n")))
    report, rows = written(workspace, project, "trl_preference", tmp_path)
    assert (rows, report.excluded) == ([], {"trivial": 1})
