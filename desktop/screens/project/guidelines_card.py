"""The guidelines: an editor, the versions so far, and what one changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout
from typing_extensions import override

from core.storage.guidelines import GuidelineVersion
from core.tasks import line_diff
from desktop.i18n import tr
from desktop.operations.labels import ProjectView
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.models.words import moment
from desktop.screens.project.choosing import choose
from desktop.screens.prompts.diff_view import DiffPage
from desktop.theme import Theme

_TALL = 200


class GuidelinesCard(QObject):
    """Fills a card. `saved` gives the text of a new version."""

    saved = Signal(str)

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._versions: list[GuidelineVersion] = []
        self._of = 0  # the project whose text stands in the editor
        self.text = QPlainTextEdit()
        self.text.setObjectName("field")
        self.text.setAccessibleName(tr("Guidelines"))
        self.text.setPlaceholderText(tr("What reviewers should know, in Markdown. They open it with G."))
        self.text.setFixedHeight(_TALL)
        self.text.setTabChangesFocus(True)
        self.save = Button(tr("Save as a new &version"))
        self.versions = Combo()
        self.versions.setAccessibleName(tr("Versions"))
        self.told = label(desk.theme, "small", "muted", wrap=True)
        self.diff = LineDiff(desk.theme)
        self.diff.setFixedHeight(_TALL)
        foot = QHBoxLayout()
        foot.addWidget(self.versions, 1)
        foot.addStretch(1)
        foot.addWidget(self.save)
        card.addWidget(self.text)
        card.addLayout(foot)
        card.addWidget(self.told)
        card.addWidget(self.diff)
        self.save.clicked.connect(self._save)
        self.versions.currentIndexChanged.connect(self._compare)
        self.text.textChanged.connect(self._edited)

    def show_view(self, view: ProjectView) -> None:
        """Show the versions; what is being written stays unless another project is shown."""
        before = self._versions[0].text if self._versions else ""
        untouched = self._of != view.project.seq or self.text.toPlainText() == before
        self._versions, self._of = view.versions, view.project.seq
        names = [(_named(one, view.decided.get(one.seq, 0)), one.number) for one in self._versions]
        choose(self.versions, names, self._versions[0].number)
        if untouched:
            self.text.setPlainText(self._versions[0].text)
        self._compare()
        self._edited()

    def _save(self) -> None:
        self.saved.emit(self.text.toPlainText())

    def _edited(self) -> None:
        self.save.setEnabled(bool(self._versions) and self.text.toPlainText() != self._versions[0].text)

    def _compare(self) -> None:
        """What the chosen version changed against the one before it."""
        place = self.versions.currentIndex()
        if not 0 <= place < len(self._versions):
            return
        new = self._versions[place]
        old = self._versions[place + 1] if place + 1 < len(self._versions) else None
        self.diff.setVisible(old is not None)
        if old is None:
            self.told.setText(tr("The first version."))
        else:
            self.told.setText(tr("What version {new} changed against version {old}:", new=str(new.number), old=str(old.number)))
            self.diff.show_lines(line_diff(old.text, new.text))


class LineDiff(DiffPage):
    """Lines that went and lines that came."""

    def __init__(self, theme: Theme) -> None:
        self._lines: tuple[str, ...] = ()
        super().__init__(theme)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show the lines of a unified diff."""
        self._lines = lines
        self._fill()

    @override
    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for line in self._lines or (tr("No difference."),):
            self._line(cursor, line[:1] if self._lines else "", line)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _named(one: GuidelineVersion, decided: int) -> str:
    by = tr("by {name}", name=one.reviewer) if one.reviewer else ""
    told = tr("{n} decided", n=decided) if decided else ""
    head = tr("Version {number}", number=str(one.number))
    return ", ".join(part for part in (head, moment(one.created_us), by, told) if part)
