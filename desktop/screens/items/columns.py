"""The columns of the table of items: heading, width, what a click on the heading sorts by, and the cell's text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale

from core.queues.views import ItemRow, SortBy
from desktop.i18n import QT_TR_NOOP, percent, tr
from desktop.screens.items import words


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` 0: takes the room that is left; `least`: shown from this width of the table on (pixels)."""

    name: str
    title: str
    width: int
    text: Callable[[ItemRow], str]
    sort: SortBy | None = None
    trailing: bool = False
    least: int = 0


def _nothing(_: ItemRow) -> str:
    return ""


def label_text(row: ItemRow) -> str:
    """What stands; where nothing does, what is suggested; of a blind item that awaits its answer only that it is one."""
    if row.label:
        return row.label
    return tr("blind, answer first") if row.hidden else row.suggestion


def _spoken_label(row: ItemRow) -> str:
    suggested = bool(row.suggestion) and not row.label and not row.hidden
    return tr("suggested: {label}", label=row.suggestion) if suggested else label_text(row)


def chance_text(row: ItemRow) -> str:
    """The chance of the latest suggestion; one that is not calibrated is the suggester's own score."""
    return "" if row.chance is None or row.hidden else percent(100 * row.chance)


def decided_text(row: ItemRow) -> str:
    """When the standing decision was made, by the reader's clock and locale."""
    return "" if row.decided_us is None else moment(row.decided_us)


def moment(at_us: int) -> str:
    """An instant by the reader's clock and locale."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at_us // 1000), QLocale.FormatType.ShortFormat)


def state_text(row: ItemRow) -> str:
    """The state, and the marks that stand beside it."""
    marks = [tr("flagged")] if row.flagged else []
    marks += [tr("{n} comments", n=row.comments)] if row.comments else []
    return ", ".join([words.status(row), *marks])


COLUMNS: tuple[Column, ...] = (
    Column("pick", "", 34, _nothing),
    Column("id", QT_TR_NOOP("Id"), 84, lambda row: row.shown_id, SortBy.ID, least=560),
    Column("text", QT_TR_NOOP("Text"), 0, lambda row: row.snippet),
    Column("label", QT_TR_NOOP("Label"), 160, _spoken_label, SortBy.LABEL),
    Column("confidence", QT_TR_NOOP("Conf."), 80, chance_text, SortBy.CONFIDENCE, trailing=True, least=480),
    Column("state", QT_TR_NOOP("State"), 112, state_text, SortBy.STATUS),
    Column("decided", QT_TR_NOOP("Decided"), 128, decided_text, SortBy.DECIDED_AT, least=900),
)
#: the places of the columns by name
PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
