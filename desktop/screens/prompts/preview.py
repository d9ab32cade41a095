"""The pane at the right: a prompt as it will be sent for a real item, what it weighs, and what the model said to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from core.suggest.views import Preview, Tried
from desktop.i18n import QT_TR_NOOP, tr
from desktop.operations.prompts import SampleItem
from desktop.screens.calls.words import detail_words, outcome_words
from desktop.screens.look import label, set_tone
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.models.words import money, seconds
from desktop.screens.prompts.bare_page import BarePage
from desktop.screens.prompts.facts import Facts
from desktop.theme import Theme

_BEGINNING = 60
#: roles of messages in words
ROLES: dict[str, str] = {
    "system": QT_TR_NOOP("System"),
    "user": QT_TR_NOOP("User"),
    "assistant": QT_TR_NOOP("Assistant"),
}


class PreviewPane(QWidget):
    """`item_changed` follows the choice of another item."""

    item_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filling = False
        self.item = ElidedCombo()
        self.item.setAccessibleName(tr("Item of the preview"))
        self.state = label(theme, "small", "muted")
        self.page = BarePage(theme, tr("The prompt as it will be sent"))
        self.facts = Facts(theme)
        self.reply = BarePage(theme, tr("What the model said"))
        self._lay_out()
        self.item.currentIndexChanged.connect(self._tell)
        self.show_samples(())

    @property
    def item_seq(self) -> int | None:
        """The item that is chosen; None: the next open one."""
        return self.item.currentData()

    def show_samples(self, samples: Sequence[SampleItem]) -> None:
        """Offer these items."""
        self._filling = True
        before = self.item.currentData()
        self.item.clear()
        self.item.addItem(tr("The next open item"), None)
        for one in samples:
            beginning = " ".join(one.beginning[: 2 * _BEGINNING].split())[:_BEGINNING]
            self.item.addItem(tr("{beginning} · {id}", id=one.shown_id, beginning=beginning), one.seq)
        self.item.setCurrentIndex(max(0, self.item.findData(before)) if before is not None else 0)
        self._filling = False

    def show_preview(self, preview: Preview) -> None:
        """Show a prompt as it will be sent."""
        set_tone(self._theme, self.state, "muted")
        self.state.setText(tr("As it will be sent"))
        roles = [tr(ROLES.get(one.role, one.role)) for one in preview.messages]
        self.page.show_parts([(role, one.content) for role, one in zip(roles, preview.messages, strict=True)])
        self.facts.show_preview(preview)

    def show_stale(self) -> None:
        """The prompt cannot be sent as it stands: what is shown is from before."""
        set_tone(self._theme, self.state, "bad")
        self.state.setText(tr("Not up to date") if self.page.parts else "")

    def clear(self) -> None:
        """Show nothing."""
        self.state.setText("")
        self.page.show_parts(())
        self.facts.show_preview(None)
        self.reply.hide()

    def show_asking(self) -> None:
        """A try is under way."""
        self._show_reply([(tr("Asking the model"), "")])

    def show_tried(self, tried: Tried) -> None:
        """Show how a try went."""
        self._show_reply(tried_parts(tried))

    def show_failed(self, what: str) -> None:
        """A try that could not be made."""
        self._show_reply([(tr("Not asked"), what)])

    def _show_reply(self, parts: Sequence[tuple[str, str]]) -> None:
        self.reply.show_parts(parts)
        self.reply.show()

    def _tell(self) -> None:
        if not self._filling:
            self.item_changed.emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(18, 10, 12, 8)
        top.setSpacing(12)
        top.addWidget(self.state)
        top.addWidget(self.item, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for widget in (self.page, self.reply, self._scrolled_facts()):
            parts.addWidget(widget)
        parts.setStretchFactor(0, 1)
        parts.setSizes([320, 190, 210])
        self.reply.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(top)
        down.addWidget(parts, 1)
        self.setMinimumWidth(240)

    def _scrolled_facts(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts.setObjectName("column")
        area.setWidget(self.facts)
        return area


def tried_parts(tried: Tried) -> list[tuple[str, str]]:
    """A try under headings: what came of it and what it took, why, and the reply to the letter."""
    tokens = tr("{sent} tokens in, {got} out", sent=tried.tokens_in, got=tried.tokens_out)
    took = tr("{seconds}, {money}, {tokens}", seconds=seconds(tried.seconds), money=money(tried.cost), tokens=tokens)
    body = "\n".join(part for part in (tried.answer, detail_words(tried.detail), took) if part)
    parts = [(outcome_words(tried.outcome), body)]
    if tried.rationale:
        parts.append((tr("Its reasons"), tried.rationale))
    if tried.flags:
        parts.append((tr("To be looked at"), "\n".join(detail_words(flag) for flag in tried.flags)))
    if tried.reply:
        parts.append((tr("The reply, to the letter"), tried.reply))
    return parts
