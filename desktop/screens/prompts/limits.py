"""Limits and privacy of a project: where its calls may go, what they may cost, what is taken out of the text before it is sent."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from core.errors import UserError
from core.storage.limits import Limits, Spent
from core.storage.projects import ProjectInfo
from desktop.i18n import QT_TR_NOOP, tr
from desktop.operations import models
from desktop.operations.models import Bounds
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.fields import captioned, line_field, number_in, shown_number, whole_in
from desktop.screens.models.tick import Tick
from desktop.screens.models.words import money
from desktop.screens.notice import Notice, Tone

#: what can be taken out of a text, in words
REDACTED: dict[str, str] = {
    "email": QT_TR_NOOP("E-mail addresses"),
    "phone": QT_TR_NOOP("Telephone numbers"),
    "iban": QT_TR_NOOP("Bank accounts (IBAN, by their check digits)"),
    "card": QT_TR_NOOP("Card numbers (by their check digit)"),
}
_WIDEST = 720


class LimitsView(QScrollArea):
    """Reads and saves by itself; `saved` follows."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project: ProjectInfo | None = None
        self.arrivals = Arrivals(desk.bridge)
        self.notice = Notice(desk.theme)
        self.local_only = Tick(desk.theme, tr("&Local only: calls go to this computer and to the hosts below, nowhere else"))
        self.hosts = QPlainTextEdit()
        self.hosts.setObjectName("field")
        self.hosts.setTabChangesFocus(True)
        self.hosts.setFixedHeight(76)
        self.hosts.setPlaceholderText(tr("names or addresses of private hosts, one on a line: models.internal, 10.0.0.12"))
        self.money, self.calls = line_field(tr("no limit")), line_field(tr("no limit"))
        self.spent = label(desk.theme, "body", "muted", wrap=True)
        self.redact = {kind: Tick(desk.theme, tr(words)) for kind, words in REDACTED.items()}
        self.save_button = Button(tr("&Save the limits"), primary=True)
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.local_only.toggled.connect(self.hosts.setEnabled)

    def enter(self, project: ProjectInfo) -> None:
        """Show what holds for a project."""
        self._project = project
        self.notice.say("")
        self.arrivals.watch(models.bounds(self._desk.workspace, project), self._read)

    def limits(self) -> Limits:
        """What is set here. Raises `UserError` for what is no number."""
        hosts = tuple(line.strip() for line in self.hosts.toPlainText().splitlines() if line.strip())
        kinds = tuple(kind for kind, tick in self.redact.items() if tick.isChecked())
        return Limits(self.local_only.isChecked(), hosts, number_in(self.money), whole_in(self.calls), kinds)

    def save(self) -> None:
        """Save what is set; holds from the next call on."""
        if self._project is None:
            return
        try:
            limits = self.limits()
        except UserError as error:
            self.notice.say(str(error))
            return
        future = models.set_limits(self._desk.workspace, self._project, limits)
        self.arrivals.watch(future, self._was_saved)

    def _was_saved(self, future: Future[None]) -> None:
        try:
            future.result()
        except UserError as error:
            self.notice.say(str(error))
            return
        self.notice.say(tr("Saved. It holds from the next call on."), Tone.DONE)
        self.saved.emit()

    def _read(self, future: Future[Bounds]) -> None:
        bounds = future.result()
        self._show(bounds.limits)
        self.spent.setText(spent_words(bounds.spent))
        give_focus(self.local_only)

    def _show(self, limits: Limits) -> None:
        self.local_only.setChecked(limits.local_only)
        self.hosts.setEnabled(limits.local_only)
        self.hosts.setPlainText("\n".join(limits.hosts))
        self.money.setText(shown_number(limits.money_per_day))
        self.calls.setText(shown_number(limits.calls_per_day))
        for kind, tick in self.redact.items():
            tick.setChecked(kind in limits.redact)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        where = self._card(
            tr("Where calls go"), tr("Checked before a connection is opened. No proxy and no redirect gets around it.")
        )
        budget = self._card(tr("Budget"), tr("Held before a call is sent, so that it is never exceeded. A day is one of UTC."))
        redact = self._card(
            tr("Before an item is sent"), tr("What is found is replaced by a placeholder, and put back in the answer.")
        )
        where[1].addWidget(self.local_only)
        where[1].addLayout(captioned(theme, tr("&Hosts that are allowed as well"), self.hosts))
        self._fill_budget(budget[1])
        for tick in self.redact.values():
            redact[1].addWidget(tick)
        self._place([frame for frame, _ in (where, budget, redact)])

    def _fill_budget(self, inside: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(captioned(self._desk.theme, tr("&US dollars a day"), self.money), 1)
        row.addLayout(captioned(self._desk.theme, tr("&Calls a day"), self.calls), 1)
        inside.addLayout(row)
        inside.addWidget(self.spent)

    def _card(self, title: str, hint: str) -> tuple[QFrame, QVBoxLayout]:
        frame = QFrame()
        frame.setObjectName("card")
        frame.setAccessibleName(title)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(20, 16, 20, 18)
        inside.setSpacing(10)
        inside.addWidget(label(self._desk.theme, "label", "text", title, bold=True))
        inside.addWidget(label(self._desk.theme, "body", "muted", hint, wrap=True))
        return frame, inside

    def _place(self, frames: list[QFrame]) -> None:
        column = QWidget()
        column.setObjectName("column")
        column.setMaximumWidth(_WIDEST)
        down = QVBoxLayout(column)
        down.setContentsMargins(20, 16, 20, 20)
        down.setSpacing(14)
        down.addWidget(self.notice)
        for frame in frames:
            down.addWidget(frame)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        down.addLayout(foot)
        down.addStretch(1)
        outer = QWidget()
        outer.setObjectName("column")
        across = QHBoxLayout(outer)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(outer)


def spent_words(spent: Spent) -> str:
    """What was spent today, and what is held for calls under way."""
    said = tr("Today: {calls} calls, {money}.", calls=spent.calls, money=money(spent.money))
    held = tr("{money} are held for calls under way.", money=money(spent.reserved))
    return f"{said} {held}" if spent.reserved else said
