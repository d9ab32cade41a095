"""`countersign check`: whether everything derived agrees with the ledger."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.progress import progress_bar
from core.cli.state import open_workspace, show
from core.errors import UserError

if TYPE_CHECKING:
    from core.storage.check import Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Replace what differs by what the ledger says.")] = False,
) -> None:
    """Rebuild the derived state from the ledger and report every difference."""
    from core.storage.check import check as compare  # noqa: PLC0415

    with open_workspace() as workspace, progress_bar("Checking", unit="items") as bar:
        if repair:
            report = workspace.writer.submit(lambda connection: compare(connection, repair=True, progress=bar)).result()
        else:
            with workspace.read.connect() as connection:
                # One snapshot for all of it: a window may be deciding meanwhile.
                connection.exec_driver_sql("BEGIN")
                report = compare(connection, progress=bar)
                connection.exec_driver_sql("ROLLBACK")
    show({**asdict(report), "clean": report.clean}, _told(report))
    if not report.clean and not report.repaired:
        _fail(report)


def _told(report: Report) -> str:
    found = "".join(f"{line}\n" for line in [*report.file_problems, *report.differences])
    counted = f"{report.items:,} items, {report.decisions:,} decisions, {report.events:,} events"
    if report.clean:
        return f"Clean: {counted}."
    wrong = f"{report.wrong_states:,} states, {report.wrong_queue:,} queue places and {report.wrong_counters:,} counters"
    return f"{found}{counted}. {wrong} {'were replaced by' if report.repaired else 'differ from'} what the ledger says."


def _fail(report: Report) -> None:
    if report.file_problems:
        raise UserError("check.damaged", "The file itself is damaged.", todo="Restore a backup (countersign backups lists them).")
    raise UserError("check.differs", "The derived state differs from the ledger.", todo="Run countersign check --repair.")
