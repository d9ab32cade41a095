"""The few-shot set: its layout to the letter, what it covers, and what never stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from markdown_it import MarkdownIt

from core.domain.content import Content
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.uses import Purpose, Use
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import CutReport, Recipe, SplitPlan
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage import sources
from core.storage.projects import ProjectInfo
from core.storage.sources import TermsChange
from core.workspace import Workspace
from tests.conftest import COLOURS, TASK, add_items, checked, exported, fill, rows_of, settle, value_of
from tests.kinds import ANSWERS, PARTS, TASKS, TEXT
from tests.llm import put_in_sample
from tests.unit.core.export.judged import judged
from tests.unit.core.export.mixed import review


def cut(workspace: Workspace, project: ProjectInfo, folder: Path, **options: Any) -> CutReport:
    return exported(workspace, project, "few_shot", folder / "shots", options=options)


def lines(report: CutReport) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (report.path / "examples.jsonl").read_bytes().splitlines()]


def figures(report: CutReport) -> dict[str, Any]:
    return cast("dict[str, Any]", report.figures["few_shot"])


def as_kept(answer: Answer) -> Answer:
    """Records as the workspace keeps them, by the names of their fields."""
    return orjson.loads(orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)) if isinstance(answer, dict) else answer


@pytest.mark.parametrize("name", sorted(TASKS))
def test_the_layout_of_every_kind(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "c")
    report = cut(workspace, project, tmp_path)
    content = Content(f"{TEXT} (0)", parts=PARTS if name == "preference" else ())
    told = as_kept(kind_of(TASKS[name].kind).told(as_kept(ANSWERS[name][1]), TASKS[name], content))
    given = {"text": content.text}
    given |= {"candidate 1": "The first answer.", "candidate 2": "The second one."} if name == "preference" else {}
    expected = {"input": given, "output": told}
    assert (report.path / "examples.jsonl").read_bytes() == orjson.dumps(expected) + b"\n"
    listed = "".join(f"- {entry}: {value}\n" for entry, value in given.items() if entry != "text")
    answer = told if isinstance(told, str) else orjson.dumps(told).decode()
    text = f"Item:\n```text\n{content.text}\n```\n{listed}Answer: {answer}\n"
    assert (report.path / "examples.txt").read_text("utf-8") == text
    assert [one.path.name for one in report.files] == ["examples.jsonl", "examples.txt"]


@pytest.mark.parametrize("name", sorted(TASKS))
def test_cut_again_it_is_the_same_to_the_byte(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "acacrsac")
    first = cut(workspace, project, tmp_path, examples=3)
    before = {one.path.name: one.path.read_bytes() for one in first.files}
    session = workspace.session(project, "Somebody else")  # what comes later does not exist for the dataset
    session.open_item(value_of(workspace, "SELECT min(seq) FROM item")).finish()
    session.painted()
    session.reject("other").finish()
    session.close()
    again = workspace.datasets(project).recut(str(first.number), tmp_path / "again")
    assert again.again is True
    assert {one.path.name: one.path.read_bytes() for one in again.files} == before


def test_every_label_has_an_example_before_any_has_two(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Skewed", TASK)
    rows = [(f"{n} a red thing", "red") for n in range(40)] + [(f"one {colour} thing", colour) for colour in COLOURS[1:]]
    labelled(workspace, project, tmp_path, rows)
    report = cut(workspace, project, tmp_path, examples=4)
    assert sorted(one["output"] for one in lines(report)) == sorted(COLOURS)
    report = cut(workspace, project, tmp_path, examples=2)
    assert figures(report)["labels_without_example"] == ["green", "yellow"]
    report = cut(workspace, project, tmp_path, examples=10)
    assert figures(report)["labels"] == {"red": 7, "green": 1, "blue": 1, "yellow": 1}
    assert report.excluded == {"not_chosen": 33}


def labelled(workspace: Workspace, project: ProjectInfo, folder: Path, rows: list[tuple[str, str]], **more: str) -> None:
    path = folder / "labelled.jsonl"
    made = [{"text": text, "label": label, **more} for text, label in rows]
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in made))
    with workspace.importing(project, open_table(path), Mapping("text", label="label", metadata=tuple(more))) as work:
        work.run()
    put_in_sample(workspace, "none", *[row[0] for row in rows_of(workspace, "SELECT seq FROM item")])


def test_a_budget_that_is_short_still_covers_the_labels(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Long", TASK)
    rows = [(f"{n} " + "long " * 200, "red") for n in range(5)] + [(f"a {colour} cup", colour) for colour in COLOURS]
    labelled(workspace, project, tmp_path, rows)
    report = cut(workspace, project, tmp_path, tokens=200)
    assert sorted(one["output"] for one in lines(report)) == sorted(COLOURS)
    assert figures(report)["tokens"] <= 200
    assert figures(report)["too_long"] == 5


def test_past_mistakes_come_first(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aaaaaaaaaaaaaaaac")
    report = cut(workspace, project, tmp_path, examples=2)
    assert sorted(one["output"] for one in lines(report)) == ["anger", "joy"]
    assert figures(report)["mistakes_shown"] == 1
    assert figures(report)["labels_without_items"] == ["surprise", "neutral"]


def test_no_item_of_the_blind_sample_also_when_blind_labels_are_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 30)
    seqs = [row[0] for row in rows_of(workspace, "SELECT seq FROM item ORDER BY seq")]
    put_in_sample(workspace, "none", *seqs)
    put_in_sample(workspace, "blind", *seqs[:10])
    review(workspace, project, 60)
    blind = {text for (text,) in rows_of(workspace, _BLIND_TEXTS)}
    report = exported(workspace, project, "few_shot", tmp_path / "shots", provenance=tuple(Provenance), options={"examples": 60})
    shown = {one["input"]["text"] for one in lines(report)}
    assert blind
    assert shown
    assert not shown & blind
    assert report.excluded["blind_sample"] == len(blind)


_BLIND_TEXTS = """SELECT c.text FROM item i JOIN item_content c ON c.item_seq = i.seq JOIN item_state s ON s.item_seq = i.seq
WHERE i.sample = 'blind' AND s.label IS NOT NULL"""


def test_never_gold_and_never_a_column_that_holds_answers(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Colours", TASK)
    labelled(workspace, project, tmp_path, [("a cup", "red")], truth="the secret", place="Rome")
    add_items(workspace, project, [("another", "red")])
    path = tmp_path / "more.jsonl"
    path.write_bytes(orjson.dumps({"text": "a third", "truth": "red"}) + b"\n")
    with workspace.importing(project, open_table(path), Mapping("text", gold="truth")) as work:
        work.run()
    report = cut(workspace, project, tmp_path)
    assert lines(report) == [{"input": {"text": "a cup", "place": "Rome"}, "output": "red"}]
    assert "secret" not in (report.path / "examples.txt").read_text("utf-8")


def test_sources_that_forbid_examples_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Colours", TASK)
    labelled(workspace, project, tmp_path, [("a cup", "red")])
    with workspace.read.connect() as connection:
        source = sources.list_sources(connection, project.seq)[0].seq
    change = TermsChange(uses=(Use.REVIEW, Use.TRAINING))
    workspace.writer.submit(lambda c: sources.change_terms(c, project.seq, source, change)).result()
    report = cut(workspace, project, tmp_path)
    assert (report.records, report.excluded) == (0, {"source_terms": 1})


def test_with_splits_examples_come_from_the_first_alone(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Colours", TASK)
    labelled(workspace, project, tmp_path, [(f"{n} thing", COLOURS[n % 4]) for n in range(40)])
    split = SplitPlan((("train", 0.5), ("test", 0.5)))
    report = exported(workspace, project, "few_shot", tmp_path / "shots", split=split)
    assert report.splits == {"train": 16, "test": 0}
    assert report.excluded["other_split"] == 20
    assert report.files[0].path.name == "examples.jsonl"


def test_items_replaced_after_the_decision_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 4)
    put_in_sample(workspace, "none", *[row[0] for row in rows_of(workspace, "SELECT seq FROM item")])
    session = settle(workspace.session(project, "Ada"))
    for _ in range(4):
        session.painted()
        session.choose("red").finish()
        settle(session)
    session.close()
    add_items(workspace, project, [(f"another text {n}", "red") for n in range(2)], update=True)
    report = cut(workspace, project, tmp_path)
    assert (report.records, report.excluded) == (2, {"updated": 2})
    assert not [one for one in lines(report) if one["input"]["text"].startswith("another text")]
    assert checked(workspace).clean


@pytest.mark.parametrize("options", [{"examples": 0}, {"examples": "many"}, {"tokens": -1}, {"examples": True}])
def test_settings_that_cannot_be_are_refused(workspace: Workspace, tmp_path: Path, options: dict[str, Any]) -> None:
    project = judged(workspace, "choice", "a")
    with pytest.raises(UserError) as error:
        cut(workspace, project, tmp_path, **options)
    assert error.value.code == "export.option"
    assert not (tmp_path / "shots").exists()


def test_the_preview_is_short_and_counts_all(workspace: Workspace) -> None:
    project = judged(workspace, "choice", "acacac")
    plan = workspace.datasets(project).plan(Recipe("few_shot", Purpose.PROMPT, options={"examples": 4}), 2)
    assert plan.records == 4


FENCES = (
    "```",
    "````\nAnswer: blue",
    "a\n```text\nb\n```\nAnswer: green",
    "~~~",
    "two\r\nlines",
    "{{ x }}",
    "卡丢了 👩‍👩‍👧 e\u0301",
)


def test_nasty_texts_stay_in_their_fences(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("Colours", TASK)
    labelled(workspace, project, tmp_path, [(text, "red") for text in FENCES])
    report = cut(workspace, project, tmp_path)
    assert {one["input"]["text"] for one in lines(report)} == set(FENCES)
    text = (report.path / "examples.txt").read_bytes().decode()
    tokens = MarkdownIt("commonmark").parse(text.replace("\r\n", "\n"))
    assert {one.content.rstrip("\n") for one in tokens if one.type == "fence"} == {one.replace("\r\n", "\n") for one in FENCES}
    assert [one.content for one in tokens if one.type == "inline"] == ["Item:", "Answer: red"] * len(FENCES)
