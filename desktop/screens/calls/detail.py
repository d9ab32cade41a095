"""One call whole: what was sent at the left, what came at the right."""

from __future__ import annotations

import orjson
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.domain.json import JsonValue
from core.storage.call_list import CallWhole
from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.calls.words import detail_words, outcome_words
from desktop.screens.look import label
from desktop.screens.models.words import money, seconds
from desktop.screens.prompts.bare_page import BarePage
from desktop.screens.prompts.preview import ROLES
from desktop.theme import Theme


class CallDetail(QWidget):
    """`repeat_asked` follows the button."""

    repeat_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(theme, "label", "text", bold=True)
        self.about = label(theme, "small", "muted")
        for one in (self.title, self.about):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about.setMinimumWidth(80)
        self.repeat = Button(tr("&Repeat"))
        self.sent = BarePage(theme, tr("What was sent"))
        self.received = BarePage(theme, tr("What came back"))
        self._lay_out()
        self.repeat.clicked.connect(self.repeat_asked)
        self.clear()

    def show_call(self, call: CallWhole) -> None:
        """Show a call."""
        row = call.row
        self.title.setText(outcome_words(row.outcome))
        self.about.setText(about_words(call))
        self.repeat.setEnabled(call.request is not None)
        self.sent.show_parts(sent_parts(call))
        self.received.show_parts(received_parts(call))
        self.sent.verticalScrollBar().setValue(0)
        self.received.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        self.title.setText("")
        self.about.setText("")
        self.repeat.setEnabled(False)
        self.sent.show_parts(())
        self.received.show_parts(())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 8, 16, 8)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.about, 1)
        top.addWidget(self.repeat)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(self.sent)
        parts.addWidget(self.received)
        parts.setSizes([600, 500])
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(top)
        down.addWidget(parts, 1)


def about_words(call: CallWhole) -> str:
    """Through which connection, by which run, which attempt, how long, for how much."""
    row = call.row
    parts = [tr("through “{name}”", name=row.connection), row.run]
    parts += [tr("step {n}", n=row.step)] if row.step > 1 else []
    parts += [tr("attempt {n}", n=row.attempt)] if row.attempt > 1 else []
    parts += [tr("candidate {n}", n=row.candidate + 1)] if row.candidate else []
    parts += [tr("from the cache")] if row.cache_hit else []
    parts += [seconds(row.latency_ms / 1000)] if row.latency_ms else []
    parts += [money(row.cost)] if row.cost else []
    return ", ".join(part for part in parts if part)


def sent_parts(call: CallWhole) -> list[tuple[str, str]]:
    """The messages as sent, then what went along, then the examples and why they were held."""
    if not isinstance(call.request, dict):
        return [(tr("Erased"), tr("The item was erased, and what was sent of it. That a call was made stays on record."))]
    messages = call.request.get("messages")
    parts = [_message(one) for one in messages] if isinstance(messages, list) else []
    rest = {name: value for name, value in call.request.items() if name != "messages" and value not in (None, {}, False)}
    if rest:
        parts.append((tr("Sent along"), pretty(rest)))
    if call.examples:
        parts.append((tr("Examples it held, and why"), "\n".join(f"{item}: {why}" for item, why in call.examples)))
    return parts


def received_parts(call: CallWhole) -> list[tuple[str, str]]:
    """The failure in a sentence where there is one, then the raw response."""
    parts = [(outcome_words(call.row.outcome), detail_words(call.row.detail))] if call.row.detail else []
    if call.response is not None:
        said = call.response.get("text") if isinstance(call.response, dict) else None
        reply = [(tr("The reply"), said)] if isinstance(said, str) and said else []
        return [*parts, *reply, (tr("The raw response"), _raw(call.response))]
    if call.request is None:
        return [*parts, (tr("Erased"), tr("What came back was erased with the item."))]
    return [*parts, (tr("No response"), tr("Nothing came back that could be kept."))]


def pretty(value: JsonValue) -> str:
    """JSON as people read it."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def _raw(response: JsonValue) -> str:
    """What the server sent: to the letter where it was no response of the protocol."""
    sent = response["raw"] if isinstance(response, dict) and response.get("raw") else response
    return sent if isinstance(sent, str) else pretty(sent)


def _message(message: JsonValue) -> tuple[str, str]:
    if not isinstance(message, dict):
        return "", str(message)
    role, content = str(message.get("role", "")), message.get("content")
    return tr(ROLES.get(role, role)), content if isinstance(content, str) else pretty(content)
