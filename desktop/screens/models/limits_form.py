"""The form of a project's limits: where its calls may go, what they may cost, what is taken out of the text before it is sent.

It can show some of its parts alone. Saving changes nothing but the parts that are shown.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.errors import UserError
from core.storage.limits import Limits, Spent
from core.storage.projects import ProjectInfo
from desktop.i18n import QT_TR_NOOP, tr
from desktop.messages import told
from desktop.operations import models
from desktop.operations.models import Bounds
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
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


class LimitsPart(Enum):
    """A part of the form: its title and what is said of it."""

    WHERE = (
        QT_TR_NOOP("Where calls go"),
        QT_TR_NOOP("Checked before a connection is opened. No proxy and no redirect gets around it."),
    )
    BUDGET = (
        QT_TR_NOOP("Budget"),
        QT_TR_NOOP("Held before a call is sent, so that it is never exceeded. A day is one of UTC."),
    )
    REDACTION = (
        QT_TR_NOOP("Before an item is sent"),
        QT_TR_NOOP("What is found is replaced by a placeholder, and put back in the answer."),
    )


class LimitsForm(QWidget):
    """Reads and saves by itself. `saved` follows a save, `shown` that what holds was read."""

    saved = Signal()
    shown = Signal()

    def __init__(self, desk: Desk, parts: Collection[LimitsPart] = tuple(LimitsPart), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._parts = desk, tuple(parts)
        self._project: ProjectInfo | None = None
        self._held = Limits()
        self.arrivals = Arrivals(desk.bridge)
        self.notice = Notice(desk.theme)
        self.local_only = Tick(desk.theme, tr("&Local only: calls go to this computer and to the hosts below, nowhere else"))
        self.hosts = QPlainTextEdit()
        self.money, self.calls = line_field(tr("no limit")), line_field(tr("no limit"))
        self.spent = label(desk.theme, "body", "muted", wrap=True)
        self.redact = {kind: Tick(desk.theme, tr(words)) for kind, words in REDACTED.items()}
        self.save_button = Button(tr("&Save the limits"), primary=True)
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.local_only.toggled.connect(self.hosts.setEnabled)

    def enter(self, project: ProjectInfo) -> None:
        """Show what holds for a project; what is written here and not saved stays."""
        if self._project is not None and self._project.seq == project.seq and self._touched():
            return
        self.notice.say("")
        self._project = project
        self.arrivals.watch(models.bounds(self._desk.workspace, project), self._read)

    def limits(self, held: Limits) -> Limits:
        """`held` with what is set here. Raises `UserError` for what is no number."""
        if LimitsPart.WHERE in self._parts:
            hosts = tuple(line.strip() for line in self.hosts.toPlainText().splitlines() if line.strip())
            held = replace(held, local_only=self.local_only.isChecked(), hosts=hosts)
        if LimitsPart.BUDGET in self._parts:
            held = replace(held, money_per_day=number_in(self.money), calls_per_day=whole_in(self.calls))
        if LimitsPart.REDACTION in self._parts:
            held = replace(held, redact=tuple(kind for kind, tick in self.redact.items() if tick.isChecked()))
        return held

    def save(self) -> None:
        """Save what is set; holds from the next call on."""
        if self._project is None:
            return
        try:
            wanted = self.limits(self._held)
        except UserError as error:
            self.notice.say(told(error))
            return
        future = models.change_limits(self._desk.workspace, self._project, wanted, self._fields())
        self.arrivals.watch(future, self._was_saved)

    def _fields(self) -> tuple[str, ...]:
        names = {
            LimitsPart.WHERE: ("local_only", "hosts"),
            LimitsPart.BUDGET: ("money_per_day", "calls_per_day"),
            LimitsPart.REDACTION: ("redact",),
        }
        return tuple(name for part in self._parts for name in names[part])

    def _touched(self) -> bool:
        """Whether something stands here that was not saved."""
        try:
            return self.limits(self._held) != self._held
        except UserError:
            return True

    def _was_saved(self, future: Future[Limits]) -> None:
        try:
            self._held = future.result()
        except UserError as error:
            self.notice.say(told(error))
            return
        self.notice.say(tr("Saved. It holds from the next call on."), Tone.DONE)
        self.saved.emit()

    def _read(self, future: Future[Bounds]) -> None:
        bounds = future.result()
        self._held = bounds.limits
        self._show(bounds.limits)
        self.spent.setText(spent_words(bounds.spent))
        self.shown.emit()

    def _show(self, limits: Limits) -> None:
        self.local_only.setChecked(limits.local_only)
        self.hosts.setEnabled(limits.local_only)
        self.hosts.setPlainText("\n".join(limits.hosts))
        self.money.setText(shown_number(limits.money_per_day))
        self.calls.setText(shown_number(limits.calls_per_day))
        for kind, tick in self.redact.items():
            tick.setChecked(kind in limits.redact)

    def _lay_out(self) -> None:
        self.hosts.setObjectName("field")
        self.hosts.setTabChangesFocus(True)
        self._desk.theme.hold_height(self.hosts, 76)
        self.hosts.setPlaceholderText(tr("names or addresses of private hosts, one on a line: models.internal, 10.0.0.12"))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(14)
        down.addWidget(self.notice)
        fill = {
            LimitsPart.WHERE: self._fill_where,
            LimitsPart.BUDGET: self._fill_budget,
            LimitsPart.REDACTION: self._fill_redaction,
        }
        for part in self._parts:
            frame, inside = self._card(part)
            fill[part](inside)
            down.addWidget(frame)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        down.addLayout(foot)

    def _fill_where(self, inside: QVBoxLayout) -> None:
        inside.addWidget(self.local_only)
        inside.addLayout(captioned(self._desk.theme, tr("&Hosts that are allowed as well"), self.hosts))

    def _fill_budget(self, inside: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(captioned(self._desk.theme, tr("&US dollars a day"), self.money), 1)
        row.addLayout(captioned(self._desk.theme, tr("&Calls a day"), self.calls), 1)
        inside.addLayout(row)
        inside.addWidget(self.spent)

    def _fill_redaction(self, inside: QVBoxLayout) -> None:
        for tick in self.redact.values():
            inside.addWidget(tick)

    def _card(self, part: LimitsPart) -> tuple[QFrame, QVBoxLayout]:
        title, hint = (tr(words) for words in part.value)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setAccessibleName(title)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(20, 16, 20, 18)
        inside.setSpacing(10)
        inside.addWidget(label(self._desk.theme, "label", "text", title, bold=True))
        inside.addWidget(label(self._desk.theme, "body", "muted", hint, wrap=True))
        return frame, inside


def spent_words(spent: Spent) -> str:
    """What was spent today, and what is held for calls under way."""
    said = tr("Today: {calls} calls, {money}.", calls=spent.calls, money=money(spent.money))
    held = tr("{money} are held for calls under way.", money=money(spent.reserved))
    return f"{said} {held}" if spent.reserved else said
