"""One item beside the table: its text, what stands, what is suggested, its metadata; beneath, its history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.domain.content import Content, flattened
from core.domain.task import Task
from core.domain.vocabulary import Provenance
from core.queues.views import ItemRow
from desktop.i18n import tr
from desktop.operations.items import ItemWhole
from desktop.review import words as review_words
from desktop.screens.buttons import Button
from desktop.screens.items import words
from desktop.screens.items.columns import chance_text, moment
from desktop.screens.look import label
from desktop.screens.prompts.bare_page import BarePage
from desktop.screens.timeline.table import TimelineTable
from desktop.theme import Theme


class ItemDetail(QWidget):
    """`review_asked` and `history_asked` follow its two buttons."""

    review_asked = Signal()
    history_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The marked item"))
        self._item_seq = 0
        self.title = label(theme, "label", "text", bold=True)
        self.title.setMinimumWidth(40)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.review = Button(tr("&Review"))
        self.page = BarePage(theme, tr("Item"))
        self.history_title = label(theme, "small", "muted", tr("What happened"))
        self.history = TimelineTable(narrow=True)
        self.whole = Button(tr("&History"))
        self._lay_out()
        self.review.clicked.connect(self.review_asked)
        self.whole.clicked.connect(self.history_asked)
        self.clear()

    def show_item(self, row: ItemRow, found: ItemWhole, task: Task) -> None:
        """Show an item; from its beginning when it is another one."""
        self.title.setText(row.shown_id)
        self.page.show_parts(parts_of(row, found))
        self.history.show_lines(found.timeline.lines, task)
        if found.item_seq != self._item_seq:
            self._item_seq = found.item_seq
            self.page.verticalScrollBar().setValue(0)
        self._set_live(live=True)

    def clear(self) -> None:
        """Show nothing."""
        self._item_seq = 0
        self.title.setText("")
        self.page.show_parts(())
        self.history.show_lines(())
        self._set_live(live=False)

    def _set_live(self, *, live: bool) -> None:
        self.review.setEnabled(live)
        self.whole.setEnabled(live)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(18, 8, 12, 6)
        top.addWidget(self.title, 1)
        top.addWidget(self.review)
        between = QHBoxLayout()
        between.setContentsMargins(18, 6, 12, 4)
        between.addWidget(self.history_title, 1)
        between.addWidget(self.whole)
        upper, lower = QWidget(), QWidget()
        for part, head, body in ((upper, top, self.page), (lower, between, self.history)):
            down = QVBoxLayout(part)
            down.setContentsMargins(0, 0, 0, 0)
            down.setSpacing(0)
            down.addLayout(head)
            down.addWidget(body, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(upper)
        parts.addWidget(lower)
        parts.setSizes([360, 200])
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(parts)


def parts_of(row: ItemRow, found: ItemWhole) -> list[tuple[str, str]]:
    """(heading, text): the item, what stands, what is suggested, the metadata. Of a blind item nothing that comes from a model."""
    erased = [("", tr("Erased. That something was decided stays on record."))]
    parts = erased if found.stored is None else _texts(found.stored.content)
    parts.append((tr("State"), words.status(row)))
    parts += [(tr("Label"), _label(row))] if row.label else []
    parts += _suggested(row)
    held = found.stored.metadata if found.stored is not None else {}
    told = "\n".join(f"{name}: {value}" for name, value in flattened(dict(held)))
    return [*parts, *([(tr("Metadata"), told)] if told else [])]


def _texts(content: Content) -> list[tuple[str, str]]:
    first = content.name or (tr("Text") if content.parts else "")
    return [(first, content.text), *((part.name, part.text or str(part.value or "")) for part in content.parts)]


def _label(row: ItemRow) -> str:
    how = review_words.provenance(Provenance(row.source)) if row.source in set(Provenance) else row.source
    when = "" if row.decided_us is None else moment(row.decided_us)
    about = ", ".join(part for part in (how, row.reviewer, when) if part)
    return f"{row.label}\n{about}" if about else row.label


def _suggested(row: ItemRow) -> list[tuple[str, str]]:
    if row.hidden:
        return [(tr("Suggestion"), tr("A blind item: suggestions stay hidden until it is answered."))]
    if row.failure:
        return [(tr("Suggestion"), review_words.failure(row.failure))]
    if not row.suggestion:
        return []
    about = ", ".join(
        part for part in (chance_text(row), words.value("suggesters", row.suggester) if row.suggester else "") if part
    )
    noticed = review_words.flags(row.flags)
    return [(tr("Suggestion"), "\n".join(part for part in (row.suggestion, about, noticed) if part))]
