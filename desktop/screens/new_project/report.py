"""What an import did, in words."""

from __future__ import annotations

from core.ingest.importing import ImportReport
from desktop.i18n import tr
from desktop.messages import said

_REASONS = 3


def report_text(report: ImportReport) -> str:
    """What an import did, in sentences."""
    parts = [tr("Imported {n} new items.", n=report.added)]
    parts += [tr("Known already: {n}.", n=report.known)] if report.known else []
    parts += [tr("Not imported, for they were erased here before: {n}.", n=report.erased)] if report.erased else []
    parts += [tr("Suggestions from the file: {n}.", n=report.suggestions)] if report.suggestions else []
    parts += [tr("Suggestions that are no answer: {n}.", n=report.failed_suggestions)] if report.failed_suggestions else []
    parts += [tr("Annotations by other people: {n}.", n=report.annotations)] if report.annotations else []
    parts += [tr("Feedback of users: {n}.", n=report.signals)] if report.signals else []
    if report.rejected:
        first = "; ".join(
            tr("line {line}: {reason}", line=str(line), reason=said(why)) for line, why in report.reasons[:_REASONS]
        )
        parts.append(tr("Rejected {n} rows ({first}).", n=report.rejected, first=first))
    if report.rejects_file is not None:
        parts.append(tr("They are listed in {path}.", path=str(report.rejects_file)))
    return " ".join(parts)
