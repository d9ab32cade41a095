"""The bar over the keys: an export under way with its rate and Cancel, and afterwards what was written, with its folder."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.export import CutReport
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.screens.buttons import Button
from desktop.screens.export import codes
from desktop.screens.look import label, set_tone
from desktop.screens.work_row import WorkRow
from desktop.theme import Theme
from desktop.widgets.spoken import announce

_HASH = 12


class Outcome(QWidget):
    """Hidden while there is nothing to tell. `folder_asked` follows its button."""

    folder_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = "good"
        self.report: CutReport | None = None
        self.work = WorkRow(theme, tr("Export"))
        self.words = label(theme, "body", "text", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = Button(tr("Open the fol&der"))
        self.dismiss = Button(tr("Dism&iss"))
        self.row = QWidget()
        self._lay_out()
        self.folder.clicked.connect(self.folder_asked)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is written."""
        return self.work.busy

    @property
    def text(self) -> str:
        """What is told of what was written."""
        return "" if self.isHidden() or self.row.isHidden() else self.words.text()

    def begin(self) -> None:
        """Something is going to be written."""
        self.row.hide()
        self.show()

    def done(self, report: CutReport) -> None:
        """Tell what was written."""
        self.report = report
        self._tone = "changed" if report.again is False else "good"
        self.work.finish()
        text = report_words(report)
        self.words.setText(text)
        set_tone(self._theme, self.words, self._tone)
        self.setAccessibleName(text)
        self.row.show()
        self.show()
        self.update()
        announce(self, text)

    def put_away(self) -> None:
        """Take away what was told, unless something is written."""
        if not self.busy:
            self.hide()

    def end(self) -> None:
        """It has ended without anything to tell here."""
        self.work.finish()
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        done = self.row.isVisible()
        painter.fillRect(self.rect(), self._theme.colour(f"{self._tone}_soft" if done else "surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))
        if done:
            sign = "warning" if self._tone == "changed" else "check"
            paint_icon(painter, QRect(20, self.height() // 2 - 8, 16, 16), sign, self._theme.colour(self._tone))

    def _lay_out(self) -> None:
        across = QHBoxLayout(self.row)
        across.setContentsMargins(28, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.words, 1)
        across.addWidget(self.folder)
        across.addWidget(self.dismiss)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 6, 16, 6)
        down.addWidget(self.work)
        down.addWidget(self.row)


def report_words(report: CutReport) -> str:
    """What was written, in a sentence or two."""
    path, hashed = str(report.path), report.sha256[:_HASH]
    if report.again is not None:
        head = tr("Dataset {number} cut again: {n} records in {path}.", n=report.records, number=report.number, path=path)
        same = tr("Its rows are the same as the first time.")
        other = tr("Its rows are not those of the first time: what was erased, replaced or may not be used any more is missing.")
        return f"{head} {same if report.again else other}"
    head = tr("Dataset {number}: {n} records in {path}.", n=report.records, number=report.number, path=path)
    left = sum(report.excluded.values())
    out = tr("Left out: {n} items.", n=left) if left else ""
    lost = ", ".join(f"{n} {codes.loss(code)}" for code, n in report.losses.items())
    lost = tr("What the format cannot hold: {what}.", what=lost) if lost else ""
    return " ".join(part for part in (head, out, lost, tr("Hash {hash}.", hash=hashed)) if part)
