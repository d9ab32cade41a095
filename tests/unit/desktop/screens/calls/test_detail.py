"""One call whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from core.domain.json import JsonValue
from core.storage.call_list import CallRow, CallWhole
from desktop.screens.calls.detail import CallDetail, about_words, received_parts, sent_parts
from desktop.screens.calls.table import CallsView, call_cells
from desktop.theme import Theme

ROW = CallRow(
    seq=7,
    created_us=1_780_000_000_000_000,
    item_seq=3,
    item="q-3",
    version=2,
    run="batch",
    step=1,
    attempt=2,
    candidate=0,
    connection="local",
    model="openai/fake",
    outcome="answered",
    detail="",
    tokens_in=1200,
    tokens_out=9,
    cost=0.00042,
    latency_ms=310,
    cache_hit=False,
)
SENT: JsonValue = {
    "messages": [{"role": "system", "content": "Choose."}, {"role": "user", "content": "我的卡在哪里"}],
    "params": {"seed": 1},
}
WHOLE = CallWhole(ROW, SENT, {"text": '{"answer": "card"}', "raw": {"id": "x"}}, (("q-9", "like the item"),))


@pytest.mark.usefixtures("theme")
def test_what_was_sent_stands_as_it_was_with_its_examples() -> None:
    parts = dict(sent_parts(WHOLE))
    assert parts["System"] == "Choose."
    assert parts["User"] == "我的卡在哪里"
    assert '"seed": 1' in parts["Sent along"]
    assert parts["Examples it held, and why"] == "q-9: like the item"


@pytest.mark.usefixtures("theme")
def test_the_reply_comes_first_then_the_raw_response() -> None:
    assert received_parts(WHOLE)[0] == ("The reply", '{"answer": "card"}')
    assert '"id": "x"' in received_parts(WHOLE)[1][1]


@pytest.mark.usefixtures("theme")
def test_a_failure_says_its_sentence_and_what_the_server_sent_to_the_letter() -> None:
    failed = CallWhole(replace(ROW, outcome="auth", detail="The key was refused."), SENT, {"raw": "<html>no</html>"}, ())
    assert received_parts(failed) == [("Key refused", "The key was refused."), ("The raw response", "<html>no</html>")]
    nothing = CallWhole(replace(ROW, outcome="timeout"), SENT, None, ())
    assert received_parts(nothing)[0][0] == "No response"


def test_an_erased_call_says_so_and_cannot_be_repeated(qtbot: QtBot, theme: Theme) -> None:
    detail = CallDetail(theme)
    qtbot.addWidget(detail)
    detail.show_call(WHOLE)
    assert detail.repeat.isEnabled()
    detail.show_call(CallWhole(ROW, None, None, ()))
    assert not detail.repeat.isEnabled()
    assert "Erased" in detail.sent.toPlainText()
    assert "Erased" in detail.received.toPlainText()
    assert "card" not in detail.received.toPlainText()


def test_markup_in_a_reply_is_shown_and_does_nothing(qtbot: QtBot, theme: Theme) -> None:
    detail = CallDetail(theme)
    qtbot.addWidget(detail)
    detail.show_call(CallWhole(ROW, SENT, {"raw": "<b>bold</b>"}, ()))
    assert "<b>bold</b>" in detail.received.toPlainText()


@pytest.mark.usefixtures("theme")
def test_a_row_says_all_in_words() -> None:
    cells = call_cells(ROW)
    assert cells[1:] == ["q-3", "v2", "openai/fake", "Answered", "1,200 → 9", "$0.00042", "0.31 s", ""]
    assert call_cells(replace(ROW, version=None, cache_hit=True))[2::6] == ["", "yes"]
    assert "attempt 2" in about_words(WHOLE)


def test_older_calls_are_asked_for_before_the_end(qtbot: QtBot, theme: Theme) -> None:
    view = CallsView(theme)
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    view.begin([replace(ROW, seq=number) for number in range(100, 0, -1)])
    asked: list[bool] = []
    view.end_near.connect(lambda: asked.append(True))
    view.verticalScrollBar().setValue(10)
    assert asked == []
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert asked
    view.calls.append([replace(ROW, seq=0)])
    assert view.calls.rowCount() == 101
    marked = view.row()
    assert marked is not None
    assert marked.seq == 100
