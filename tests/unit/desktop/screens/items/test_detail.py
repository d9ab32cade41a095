"""One item beside the table."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from core.domain.content import Content, Part
from core.domain.task import Label, Task
from core.domain.vocabulary import EventKind
from core.insight.timeline import Timeline, TimelineLine
from core.storage.items import StoredItem
from desktop.operations.items import ItemWhole
from desktop.screens.items.detail import ItemDetail, parts_of
from desktop.theme import Theme
from tests.unit.desktop.screens.items.rows import row

TASK = Task("choice", (Label("card"), Label("pin")))
LINES = (TimelineLine(0, EventKind.DECIDED, "ada", "accepted", "card", "assisted"),)


def whole(*, hidden: bool = False, erased: bool = False, parts: tuple[Part, ...] = ()) -> ItemWhole:
    content = Content("我的卡在哪里 <b>?</b>", parts=parts)
    stored = StoredItem(1, b"", "q-1", content.text, {"city": "北京"}, None, None, content.parts_json())
    return ItemWhole(1, None if erased else stored, Timeline(LINES, erased, hidden))


def test_it_says_what_stands_and_what_was_suggested(qtbot: QtBot, theme: Theme) -> None:
    detail = ItemDetail(theme)
    qtbot.addWidget(detail)
    stands = row(1, status="decided", verdict="accepted", label="card", source="assisted", reviewer="ada", decided_us=0)
    suggested = row(1, status="decided", label="card", suggestion="pin", chance=0.914, suggester="builtin", flags=("mapped",))
    parts = dict(parts_of(stands, whole()))
    assert parts[""] == "我的卡在哪里 <b>?</b>"
    assert parts["Label"].startswith("card\nwith a suggestion, ada, ")
    assert parts["Metadata"] == "city: 北京"
    assert dict(parts_of(suggested, whole()))["Suggestion"].startswith("pin\n91 %, built-in\n")
    detail.show_item(stands, whole(), TASK)
    assert "<b>?</b>" in detail.page.toPlainText()
    assert detail.history.texts.rowCount() == 1
    assert detail.history.texts.index(0, 0).data() == "Accepted: card, with a suggestion"
    assert detail.review.isEnabled()
    detail.clear()
    assert not detail.review.isEnabled()
    assert detail.page.toPlainText() == ""


def test_of_a_blind_item_nothing_of_a_model_is_told(theme: Theme) -> None:
    blind = row(1, hidden=True, suggestion="leak", chance=0.9, suggester="leaky", flags=("leaking",))
    said = " ".join(text for _, text in parts_of(blind, whole(hidden=True)))
    assert "hidden until it is answered" in said
    assert "leak" not in said


def test_an_erased_item_says_so_and_a_failure_says_why(theme: Theme) -> None:
    assert parts_of(row(1, status="erased"), whole(erased=True))[0][1].startswith("Erased.")
    failed = dict(parts_of(row(1, failure="timeout"), whole()))
    assert failed["Suggestion"] == "The model took too long."


def test_every_part_of_an_item_has_its_name(theme: Theme) -> None:
    parts = parts_of(row(1), whole(parts=(Part("summary", "short"), Part("answer", "long", candidate=True))))
    assert [name for name, _ in parts][:3] == ["Text", "summary", "answer"]
