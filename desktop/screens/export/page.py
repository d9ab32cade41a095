"""Export: a format, what the records look like, what is left out and why, and the file."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton

from core.errors import UserError
from core.export import FORMATS, ExportReport
from core.export.rows import COLUMNS
from core.insight.stats import Stats
from core.storage.projects import ProjectInfo
from desktop.i18n import QT_TR_NOOP, number, tr
from desktop.operations.exporting import ExportPreview, export, preview
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.notice import Tone
from desktop.screens.page import Page
from desktop.screens.tables import TableView
from desktop.screens.work_row import WorkRow

_TOLD = {
    "csv": QT_TR_NOOP("for spreadsheets, and for pandas"),
    "jsonl": QT_TR_NOOP("for scripts and training"),
    "parquet": QT_TR_NOOP("for large sets: typed and small"),
    "ledger": QT_TR_NOOP("every event as it happened, for audits and for merging"),
}
_SHOWN = ("item_id", "text", "label", "label_source", "reviewer", "selection_prob", "suggester", "decided_at")
_UNSAFE = '<>:"/\\|?*'


class ExportPage(Page):
    """Writes the open project's labels, or its ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Export"))
        self._desk = desk
        self._of: ProjectInfo | None = None
        self._dialog: QFileDialog | None = None
        self._written: Path | None = None
        self.formats = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._fill_formats()
        inside = self.card(tr("What it holds"))
        self.counts = label(desk.theme, "body", "muted", wrap=True)
        self.rows = TableView(tr("The first records"), marks=False)
        inside.addWidget(self.counts)
        inside.addWidget(self.rows)
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("File"))
        self.choose = Button(tr("C&hoose…"))
        self.work = WorkRow(desk.theme, tr("Export"))
        self.write = Button(tr("&Export"), primary=True)
        self.folder = Button(tr("Open the &folder"))
        self._lay_out()
        self.formats.buttonToggled.connect(self._format_changed)
        self.choose.clicked.connect(self._open_dialog)
        self.path.returnPressed.connect(self.begin)
        self.write.clicked.connect(self.begin)
        self.folder.clicked.connect(self._open_folder)

    @property
    def format_name(self) -> str:
        """The format that is chosen."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), next(iter(FORMATS)))

    def enter(self) -> None:
        """See `Page.enter`."""
        project = self._desk.project
        self.write.setEnabled(project is not None)
        if project is None:
            self.say(tr("No project is open. Open one, then export it."), Tone.CARE)
            return
        self.set_detail(project.name)
        self._desk.bridge.watch(preview(self._desk.workspace, project), self._previewed)
        if self._of is None or self._of.seq != project.seq:
            self._of = project
            self.say("")
            self.folder.hide()
            self.path.setText(str(_home() / (_file_name(project.name) + FORMATS[self.format_name].suffix)))
        give_focus(self._buttons[self.format_name])

    def leave(self) -> None:
        """See `Page.leave`."""
        self.work.cancel()

    def begin(self) -> None:
        """Write the file that is named."""
        project, text = self._desk.project, self.path.text().strip()
        if project is None or not text or self.work.busy:
            return
        out = Path(text).expanduser()
        running = export(self._desk.workspace, project, self.format_name, out, self.work.told.emit)
        self.say("")
        self.folder.hide()
        self.write.setEnabled(False)
        self.work.start(running.cancel)
        self._desk.bridge.watch(running.future, partial(self._ended, out))

    def _ended(self, out: Path, future: Future[ExportReport]) -> None:
        self.work.finish()
        self.write.setEnabled(True)
        try:
            report = future.result()
        except UserError as error:
            self.say(str(error))
            return
        self._written = out
        parts = [tr("Wrote {n} records to {path}.", n=report.rows, path=str(report.path)), _left_out(report.left_out)]
        self.say(" ".join(part for part in parts if part), Tone.DONE)
        self.folder.show()
        give_focus(self.folder)

    def _previewed(self, future: Future[ExportPreview]) -> None:
        found = future.result()
        places = [COLUMNS.index(name) for name in _SHOWN]
        self.rows.show_rows(_SHOWN, [[_cell(row[place]) for place in places] for row in found.rows])
        self.rows.setVisible(bool(found.rows))
        self.rows.fit_height(6)
        self.counts.setText(_counts(found.stats))

    def _format_changed(self) -> None:
        path = self.path.text()
        suffix = FORMATS[self.format_name].suffix
        known = next((one.suffix for one in FORMATS.values() if path.endswith(one.suffix)), None)
        if known is not None:
            self.path.setText(path.removesuffix(known) + suffix)

    def _open_dialog(self) -> None:
        self._dialog = QFileDialog(self, tr("Export to"), self.path.text())
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.selectFile(self.path.text())
        self._dialog.fileSelected.connect(self.path.setText)
        self._dialog.open()

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _fill_formats(self) -> None:
        inside = self.card(tr("Format"))
        for name, one in FORMATS.items():
            told = _TOLD.get(name)
            button = QRadioButton(tr("{title}: {what}", title=tr(one.title), what=tr(told)) if told else tr(one.title))
            self.formats.addButton(button)
            self._buttons[name] = button
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        next(iter(self._buttons.values())).setChecked(True)

    def _lay_out(self) -> None:
        inside = self.card(tr("The file"), tr("A file that is there already is replaced once the new one is whole."))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.path, 1)
        row.addWidget(self.choose)
        inside.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.folder)
        foot.addWidget(self.write)
        self.folder.hide()
        self.column.addWidget(self.work)
        self.column.addLayout(foot)


def _counts(stats: Stats) -> str:
    """How many are decided, and what a label export leaves out."""
    head = tr("{decided} of {items} items are decided.", decided=stats.decided, items=stats.items)
    left = {"open": stats.open, "skipped": stats.skipped, "rejected": stats.rejected, "erased": stats.erased}
    return " ".join(part for part in (head, _left_out({name: value for name, value in left.items() if value})) if part)


def _left_out(counts: dict[str, int]) -> str:
    """What has no label to export, and why."""
    words = {"open": tr("not decided yet"), "skipped": tr("skipped"), "rejected": tr("rejected"), "erased": tr("erased")}
    told = [f"{words.get(why, why)} {number(count)}" for why, count in counts.items() if count]
    return tr("Left out, for they have no label: {what}.", what=", ".join(told)) if told else ""


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number(value, 3)
    return "" if value is None else str(value)


def _home() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def _file_name(name: str) -> str:
    """A project's name as the name of a file on every platform."""
    return "".join("_" if sign in _UNSAFE else sign for sign in name).strip(" .") or "labels"
