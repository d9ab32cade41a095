"""What a bulk action would do: how many items, which labels, what is left out and why, and a random sample to look at first."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.queues.views import ItemRow, Preview
from desktop.i18n import tr
from desktop.screens.items import words
from desktop.screens.items.columns import label_text
from desktop.screens.look import label
from desktop.screens.tables import TableView, stretch
from desktop.theme import Theme

_MOST_LABELS = 6


class BulkPreview(QWidget):
    """Empty until it is shown something."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = label(theme, "label", "text", bold=True, wrap=True)
        self.labels = label(theme, "body", "muted", wrap=True)
        self.left_out = label(theme, "body", "muted", wrap=True)
        self.sample_title = label(theme, "small", "muted")
        self.sample = TableView(tr("A random sample"))
        self._lay_out()

    def say(self, text: str) -> None:
        """Only a sentence: what is missing, or that it is being counted."""
        self.count.setText(text)
        for one in (self.labels, self.left_out, self.sample_title):
            one.setText("")
        self.sample.show_rows((), ())
        self.sample.hide()

    def show_preview(self, preview: Preview, becomes: str) -> None:
        """`becomes`: what every item gets; empty: what is suggested for it."""
        self.count.setText(tr("{n} items change", n=preview.count) if preview.count else tr("Nothing to do: no item changes."))
        self.labels.setText("\n".join(label_lines(preview)))
        self.labels.setVisible(bool(preview.by_label))
        self.left_out.setText("\n".join(left_out_lines(preview)))
        self.sample_title.setText(tr("{n} of them at random, to look at first", n=len(preview.sample)) if preview.sample else "")
        names = [tr("Id"), tr("Text"), tr("Now"), tr("Becomes")]
        self.sample.show_rows(names, [sample_cells(row, becomes) for row in preview.sample])
        self.sample.setVisible(bool(preview.sample))
        if preview.sample:
            self._set_widths()

    def _set_widths(self) -> None:
        stretch(self.sample, 1)
        for column, most in ((0, 110), (2, 150), (3, 170)):
            self.sample.setColumnWidth(column, min(most, max(60, self.sample.columnWidth(column))))

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(28)
        across.addWidget(self.labels, 1)
        across.addWidget(self.left_out, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.count)
        down.addLayout(across)
        down.addWidget(self.sample_title)
        down.addWidget(self.sample, 1)
        down.addStretch(0)


def label_lines(preview: Preview) -> list[str]:
    """The most frequent labels, and how many others there are."""
    lines = [tr("{n} become {label}", n=one.count, label=one.value) for one in preview.by_label[:_MOST_LABELS]]
    rest = preview.by_label[_MOST_LABELS:]
    more = sum(one.count for one in rest)
    return [*lines, tr("{n} become one of {labels} other labels", n=more, labels=len(rest))] if rest else lines


def left_out_lines(preview: Preview) -> list[str]:
    """Who is left out, and why."""
    return [tr("{n} left out: {why}", n=one.count, why=words.left_out(one.reason)) for one in preview.left_out if one.count]


def sample_cells(row: ItemRow, becomes: str) -> list[str]:
    """One row of the sample."""
    now = row.label or words.status(row)
    return [row.shown_id, row.snippet, now, becomes or row.suggestion or label_text(row)]
