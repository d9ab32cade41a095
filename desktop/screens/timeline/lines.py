"""The lines of a timeline in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QDateTime, QLocale

from core.domain.json import Answer
from core.domain.vocabulary import EventKind, Provenance, Verdict
from core.insight.timeline import TimelineLine
from core.storage.apart import is_apart
from desktop.i18n import percent, tr
from desktop.review import words


def when(line: TimelineLine) -> str:
    """The instant, by the reader's clock and locale."""
    moment = QDateTime.fromMSecsSinceEpoch(line.at_us // 1000)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def brief(line: TimelineLine) -> str:
    """The instant where room is short: of today the time, otherwise the day."""
    moment = QDateTime.fromMSecsSinceEpoch(line.at_us // 1000)
    if moment.date() == QDate.currentDate():
        return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


def what(line: TimelineLine) -> str:
    """What happened."""
    known = {
        EventKind.SHOWN: tr("Shown"),
        EventKind.EDITED: tr("Edited"),
        EventKind.REGENERATED: tr("Asked for another suggestion"),
        EventKind.UNDONE: tr("Undone"),
        EventKind.REDONE: tr("Done again"),
        EventKind.FLAGGED: tr("Flagged"),
        EventKind.UNFLAGGED: tr("Flag taken away"),
        EventKind.THUMB_UP: tr("Good suggestion"),
        EventKind.THUMB_DOWN: tr("Bad suggestion"),
        EventKind.THUMB_CLEARED: tr("Thumb taken back"),
        EventKind.REQUEUED: tr("Put back into the queue"),
        EventKind.UPDATED: tr("Changed by an import"),
        EventKind.REVEALED: tr("Suggestion revealed"),
        EventKind.COMMENTED: tr("Comment"),
        EventKind.ERASED: tr("Erased"),
        EventKind.RETIRED: tr("Taken out of the queues"),
        EventKind.RESTORED: tr("Brought back"),
    }
    if line.kind is EventKind.DECIDED and line.verdict in set(Verdict):
        return words.verdict(Verdict(line.verdict)).capitalize()
    return known.get(line.kind, line.kind.value)


def plain(answer: Answer) -> str:
    """An answer that is a text, as it stands."""
    return answer if isinstance(answer, str) else ""


def details(line: TimelineLine, said: Callable[[Answer], str] = plain) -> str:
    """The answer, the suggestion, the comment or the reason: what belongs to the line. `said` puts an answer into a line (`Kind.text`)."""
    if line.kind is EventKind.COMMENTED:
        return line.comment or tr("(erased)")
    if line.kind is EventKind.ERASED:
        return line.reason
    answer = "" if line.answer is None else tr("(erased)") if is_apart(line.answer) else said(line.answer)
    if line.kind is EventKind.DECIDED:
        how = words.provenance(Provenance(line.provenance)) if line.provenance in set(Provenance) else line.provenance
        return ", ".join(part for part in (answer or words.reason(line.reason), how, _dwell(line)) if part)
    chance = percent(100 * line.chance) if line.chance is not None else ""
    return ", ".join(part for part in (answer, chance, line.suggester) if part)


def _dwell(line: TimelineLine) -> str:
    return tr("{seconds} s", seconds=line.dwell_ms / 1000) if line.dwell_ms else ""
