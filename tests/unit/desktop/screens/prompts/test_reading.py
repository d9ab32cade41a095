"""What the screen of prompts tells: versions, the preview, tries, batches, differences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from core.llm.types import Message
from core.prompts.content import PromptContent, TemplateMessage
from core.prompts.diff import diff
from core.prompts.sections import SECTIONS as KNOWN
from core.storage.limits import Spent
from core.suggest.versions import PromptVersion
from core.suggest.views import BatchProgress, BatchReport, Figures, Preview, SectionView, Tried
from desktop.operations.prompts import PromptsView, SampleItem
from desktop.screens.prompts.batch import progress_words, report_words
from desktop.screens.prompts.diff_view import DiffPage
from desktop.screens.prompts.facts import SECTIONS, Facts
from desktop.screens.prompts.limits import spent_words
from desktop.screens.prompts.preview import PreviewPane, tried_parts
from desktop.screens.prompts.versions import BUILT_IN, DRAFT, Place, PlaceKind, VersionList
from desktop.theme import Theme

CONTENT = PromptContent((TemplateMessage("user", "one\ntwo"),), "openai/a-model-with-a-long-name-2026-08-07")
FIRST = PromptVersion(1, 1, "sha256:1", CONTENT, "local", None, 5, "as it comes", 1_780_000_000_000_000, live=False)
SECOND = replace(FIRST, seq=2, number=2, note="", live=True, parent=1)
VIEW = PromptsView((), (FIRST, SECOND), {1: Figures(60, 52, 41), 2: Figures(9, 0, 0)}, (), 120)
PREVIEW = Preview(
    (Message("system", "Choose."), Message("user", "我的卡在哪里")),
    (SectionView("labels", 2_000), SectionView("input", 100), SectionView("earlier", 0)),
    2_100,
    heavy=(SectionView("labels", 2_000),),
    examples=(("q-1", "like the item"),),
    advice=("Under five examples is discouraged.",),
)


def test_the_newest_version_stands_first_under_the_built_in_suggester(qtbot: QtBot, theme: Theme) -> None:
    versions = VersionList(theme)
    qtbot.addWidget(versions)
    versions.show_view(VIEW, draft=False)
    said = [versions.row_at(row).spoken for row in range(versions.count())]
    assert [one.partition(",")[0] for one in said] == ["Built-in suggester", "v2", "v1"]
    assert "live" in said[1]
    assert "live" not in said[2]
    assert "41 of 52 accepted" in said[2]
    assert "accepted" not in said[1]
    assert versions.place == BUILT_IN


def test_a_draft_keeps_the_mark_where_it_was(qtbot: QtBot, theme: Theme) -> None:
    versions = VersionList(theme)
    qtbot.addWidget(versions)
    versions.show_view(VIEW, draft=False, at=Place(PlaceKind.VERSION, 1))
    versions.show_view(VIEW, draft=True)
    assert versions.place == Place(PlaceKind.VERSION, 1)
    went: list[Place] = []
    versions.went.connect(went.append)
    versions.go(DRAFT)
    assert went == [DRAFT]
    versions.show_view(VIEW, draft=False)
    assert versions.place == BUILT_IN


def test_every_section_of_a_prompt_has_words() -> None:
    assert set(SECTIONS) == set(KNOWN)


def test_tokens_are_told_by_section_and_what_is_heavy_comes_first(qtbot: QtBot, theme: Theme) -> None:
    facts = Facts(theme)
    qtbot.addWidget(facts)
    facts.show_preview(PREVIEW)
    assert facts.rows() == [("Labels", "2,000"), ("The item", "100"), ("Tokens in all", "2,100")]
    assert "Labels" in facts.sentences()[0]
    assert facts.sentences()[1] == "Under five examples is discouraged."
    assert "q-1 (like the item)" in facts.quiet()[1]
    assert facts.height() > 0
    facts.show_preview(None)
    assert facts.height() == 0


def test_the_preview_is_the_prompt_to_the_letter(qtbot: QtBot, theme: Theme) -> None:
    pane = PreviewPane(theme)
    qtbot.addWidget(pane)
    pane.show_samples([SampleItem(4, "q-4", "where is\nmy card")])
    assert pane.item_seq is None
    pane.show_preview(PREVIEW)
    assert pane.page.parts == (("System", "Choose."), ("User", "我的卡在哪里"))
    assert "我的卡在哪里" in pane.page.toPlainText()
    pane.show_stale()
    assert pane.state.text() == "Not up to date"
    assert pane.page.parts
    pane.item.setCurrentIndex(1)
    assert pane.item_seq == 4


def test_a_very_long_prompt_is_cut_and_says_so(qtbot: QtBot, theme: Theme) -> None:
    pane = PreviewPane(theme)
    qtbot.addWidget(pane)
    pane.show_preview(replace(PREVIEW, messages=(Message("user", "x" * 100_000),)))
    shown = pane.page.toPlainText()
    assert len(shown) < 70_000
    assert "40,000 more characters" in shown


@pytest.mark.usefixtures("theme")
def test_a_try_says_what_came_what_it_took_and_the_reply() -> None:
    tried = Tried("answered", "", "card", "asks for it", '{"answer": "card"}', ("mapped",), 900, 9, 0.001, 1.5, 7)
    parts = dict(tried_parts(tried))
    assert "card" in parts["Answered"]
    assert "1.5 s, $0.0010, 900 tokens in, 9 out" in parts["Answered"]
    assert parts["Its reasons"] == "asks for it"
    assert parts["The reply, to the letter"] == '{"answer": "card"}'
    assert tried_parts(Tried("timeout", "No reply in 60 s."))[0][0] == "Took too long"


@pytest.mark.usefixtures("theme")
def test_a_batch_tells_count_rate_estimate_cost_and_failures() -> None:
    said = progress_words(BatchProgress(120, 1_000, 110, 10, 0.25, 12.5, 70.0))
    assert said == "120 of 1,000, 12.5 a second, 1 min left, $0.25 so far, 10 without an answer"
    assert "left" not in progress_words(BatchProgress(1, 10, 1, 0, 0.0, 0.0, None))


@pytest.mark.usefixtures("theme")
def test_a_report_says_why_it_ended_early() -> None:
    report = BatchReport(asked=4, answered=3, cached=1, unknown=1, failed={"refusal": 2}, cost=0.5, seconds=3, stopped="budget")
    said = report_words(report)
    for part in ("3 items answered", "1 of them needed no call", "Declined 2", "$0.50", "Held back by the budget"):
        assert part in said
    assert "stopped" not in report_words(BatchReport(answered=1))


@pytest.mark.usefixtures("theme")
def test_what_was_spent_and_what_is_held_are_told_apart() -> None:
    assert spent_words(Spent(12, 0.5, 0.0)) == "Today: 12 calls, $0.50."
    assert "$0.25 are held" in spent_words(Spent(12, 0.5, 0.25))


def test_differences_carry_their_signs(qtbot: QtBot, theme: Theme) -> None:
    page = DiffPage(theme)
    qtbot.addWidget(page)
    other = replace(CONTENT, candidates=2, messages=(TemplateMessage("user", "one\nthree"),))
    page.show_diff(diff(CONTENT, other))
    shown = page.toPlainText().splitlines()
    assert "- candidates: 1" in shown
    assert "+ candidates: 2" in shown
    assert "-two" in shown
    assert "+three" in shown
    page.show_diff(diff(CONTENT, CONTENT))
    assert page.toPlainText().strip() == "No difference."
