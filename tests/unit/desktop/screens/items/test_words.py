"""Every code has its words."""

from __future__ import annotations

from dataclasses import fields

import pytest

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance, Sample, Status, Verdict
from core.prompts.guards import GUARDS
from core.queues.bulk import ACTIONS
from core.queues.facets import COLUMNS
from core.queues.saved import DEFAULTS
from core.queues.views import ActionInfo, QueueInfo, SortBy
from core.review.orders import ORDERS
from desktop.screens.items import queue_sheet, words
from desktop.screens.items.bulk_kinds import KINDS, OFFERED, done_words, plain_title
from tests.unit.desktop.screens.items.rows import row

pytestmark = pytest.mark.usefixtures("theme")


@pytest.mark.parametrize("name", [one.name for one in fields(Filter) if one.name != "daily_of"])
def test_every_criterion_has_a_name(name: str) -> None:
    assert words.criterion(name)[0].isupper()


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_every_facet_is_a_criterion_with_a_name(column: str) -> None:
    assert column in words.CRITERIA


@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_a_word_in_lists_and_where_it_is_left_out(status: str) -> None:
    assert "_" not in words.status(row(1, status=status))
    assert "_" not in words.left_out(status)


def test_a_decided_item_says_how_it_was_decided() -> None:
    assert words.status(row(1, status="decided", verdict="corrected")) == "corrected"
    assert {words.value("verdicts", one) for one in Verdict} == {str(one) for one in Verdict}
    assert words.value("sources", Provenance.BULK) == "in bulk"


@pytest.mark.parametrize("reason", [Sample.BLIND, Sample.CONTROL, "no_suggestion", "unsure", "invalid"])
def test_every_reason_to_be_left_out_has_words(reason: str) -> None:
    assert words.left_out(reason) != reason
    assert "_" not in words.left_out(reason)


@pytest.mark.parametrize("flag", list(GUARDS))
def test_every_guard_rail_has_a_short_word(flag: str) -> None:
    assert words.value("flags", flag) != flag or flag == "refusal"


@pytest.mark.parametrize("queue", DEFAULTS, ids=lambda queue: queue.name)
def test_every_queue_of_every_project_can_be_translated(queue: QueueInfo) -> None:
    assert queue.name in words.DEFAULT_QUEUES
    assert words.queue(queue) == queue.name


@pytest.mark.parametrize("kind", list(ACTIONS))
def test_every_bulk_action_says_what_it_has_done(kind: str) -> None:
    said = done_words(ActionInfo(1, kind, 1_204, 0))
    assert "1,204" in said
    assert kind in KINDS
    assert "&" not in plain_title(kind)


def test_what_is_offered_can_be_done() -> None:
    assert {kind.name for kind in OFFERED} <= set(ACTIONS)


def test_an_action_that_was_stopped_or_taken_back_says_so() -> None:
    assert done_words(ActionInfo(1, "label", 3, 0, partial=True)) == "3 items labelled, then stopped"
    assert done_words(ActionInfo(1, "label", 3, 0, undone=True)) == "Taken back: 3 items labelled"


def test_every_order_and_every_sort_has_words() -> None:
    assert {name for name, _ in queue_sheet.ORDERS} == set(ORDERS)
    assert set(words.SORTS) == set(SortBy)


def test_a_range_of_chances_reads_in_per_cent() -> None:
    assert words.value("confidence", "0.9-1.0") == "90-100 %"
    assert words.value("confidence", "strange") == "strange"
