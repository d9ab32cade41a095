"""Lines for the columns beside the text: parts of the item, and what models proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from core.domain.content import Form
from core.ingest.mapping import PartColumn, SuggestionColumn
from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.combo import Combo
from desktop.screens.new_project.lines import Line
from desktop.screens.project.choosing import choose

#: how a column is to be read, in words
FORMS: dict[Form, str] = {
    Form.TEXT: QT_TR_NOOP("Plain text"),
    Form.MARKDOWN: QT_TR_NOOP("Markdown"),
    Form.CHAT: QT_TR_NOOP("Chat"),
    Form.RECORD: QT_TR_NOOP("Record"),
    Form.IMAGE: QT_TR_NOOP("Image file"),
}
_ROLES = ((False, QT_TR_NOOP("Beside the text")), (True, QT_TR_NOOP("Candidate")))


def forms() -> list[tuple[str, object]]:
    """The forms to choose from."""
    return [(tr(words), form) for form, words in FORMS.items()]


class PartLine(Line):
    """A column that stands beside the text, or is a candidate."""

    def __init__(self, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(tr("part"), parent)
        self.column, self.role, self.form, self.name = Combo(), Combo(), Combo(), QLineEdit()
        self.name.setPlaceholderText(tr("shown as"))
        choose(self.column, [(name, name) for name in columns], columns[0] if columns else None)
        self.show_part(PartColumn(columns[0] if columns else ""))
        what = (tr("Part: column"), tr("Part: use"), tr("Part: form"), tr("Part: shown as"))
        boxes = (self.column, self.role, self.form, self.name)
        self.fill([(box, name, share) for box, name, share in zip(boxes, what, (3, 2, 2, 2), strict=True)])

    def show_part(self, part: PartColumn) -> None:
        """Show what a column is."""
        self.column.setCurrentIndex(max(0, self.column.findData(part.column)))
        choose(self.role, [(tr(words), value) for value, words in _ROLES], part.candidate)
        choose(self.form, forms(), part.form)
        self.name.setText(part.name)

    def value(self) -> PartColumn:
        """What was chosen."""
        form, candidate = Form(self.form.currentData()), bool(self.role.currentData())
        return PartColumn(str(self.column.currentData()), form, candidate, self.name.text().strip())


class SuggestionLine(Line):
    """A column with what a model proposed."""

    def __init__(self, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(tr("suggestions"), parent)
        self._before = SuggestionColumn(columns[0] if columns else "")
        self.column, self.model, self.score = Combo(), QLineEdit(), Combo()
        self.model.setPlaceholderText(tr("the model's name"))
        choose(self.column, [(name, name) for name in columns], self._before.column)
        choose(self.score, [(tr("no score"), None), *((name, name) for name in columns)], None)
        self.fill(
            [
                (self.column, tr("Suggestions: column"), 3),
                (self.model, tr("Suggestions: model"), 3),
                (self.score, tr("Suggestions: score"), 2),
            ]
        )

    def show_suggestion(self, one: SuggestionColumn) -> None:
        """Show what a column is; what has no control here stays as it is."""
        self._before = one
        self.column.setCurrentIndex(max(0, self.column.findData(one.column)))
        self.model.setText(one.suggester)
        self.score.setCurrentIndex(max(0, self.score.findData(one.score)))

    def value(self) -> SuggestionColumn:
        """What was chosen."""
        column, score = str(self.column.currentData()), self.score.currentData()
        before = self._before if self._before.column == column else SuggestionColumn(column)
        return replace(before, suggester=self.model.text().strip(), score=None if score is None else str(score))
