"""Forgetting what an item said, at a person's request, in the workspace and in its backups.

Content, vector, free text and answers that hold text go, and the words of the item in the search index (triggers empty its shard, see
core/storage/search.py); the ledger keeps that something was decided, and that and why it was erased. `secure_delete`
overwrites the pages and the log is truncated, so that the text is not left in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Connection

from core import clock
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.storage.backup import backups_of, backups_out_of_reach
from core.storage.engine import Role, open_engine, raw_connection
from core.storage.faults import explained
from core.storage.ledger import NewEvent, add
from core.storage.migrate import HEAD, refuse_newer, revision_of, upgrade
from core.storage.projection import refold
from core.storage.sql import fetch_one, run

#: the tables that hold what a person said or wrote, by `item_seq`
ERASABLE = ("item_content", "embedding", "free_text", "answer_text", "call_body", "memory", "near_duplicate")


#: what was sent for other items, where this one stood as an example
_HELD_IT = "DELETE FROM call_body WHERE call_seq IN (SELECT call_seq FROM call_example WHERE item_seq = :s)"


def erase_item(connection: Connection, item_seq: int, why: str, reviewer_seq: int | None = None) -> None:
    """Erase one item. Raises `UserError` when no reason is given or the item was erased before."""
    row = fetch_one(connection, "SELECT project_seq, erased_us FROM item WHERE seq = :s", s=item_seq)
    if not why.strip():
        raise UserError("erase.no_reason", "An erasure needs a reason, which stays on record.", kept="Nothing was erased.")
    if row is None or row.erased_us is not None:
        raise erased_before()
    for table in ERASABLE:
        run(connection, f"DELETE FROM {table} WHERE item_seq = :s", s=item_seq)  # noqa: S608 (our own names)
    run(connection, _HELD_IT, s=item_seq)
    # A linear model keeps no text, but what it learnt from the item is unlearnt with the next fit.
    run(connection, "DELETE FROM learner_fit WHERE project_seq = :p", p=row.project_seq)
    run(connection, "UPDATE item SET erased_us = :w WHERE seq = :s", w=clock.now_us(), s=item_seq)
    add(connection, NewEvent(EventKind.ERASED, row.project_seq, item_seq, reviewer_seq, data={"why": why.strip()}))
    refold(connection, item_seq)


def erased_before() -> UserError:
    """The error of an item that is gone already."""
    return UserError("erase.erased", "This item was erased before.", kept="Nothing was changed.")


def erase_in_backups(workspace: Path, item_id: bytes, why: str) -> int:
    """Erase the item with this id from every backup of the workspace; returns in how many it stood.

    Raises `UserError` when one of them cannot be written to or read, or a folder of backups is not there; the others are done
    nevertheless.
    """
    erased, failed = 0, list[str]()
    for path in list(_copies(workspace)):
        try:
            erased += _erase_in_copy(path, item_id, why)
        except UserError:
            failed.append(path.name)
    if failed:
        what = f"{len(failed)} backups could not be searched: {', '.join(failed)}."
        kept = "The item is erased from the workspace and from all other backups."
        raise UserError("erase.backups", what, kept=kept, todo="Delete these files, or make them readable and erase again.")
    missing = backups_out_of_reach(workspace)
    if missing:
        what = f"The backups in {', '.join(str(folder) for folder in missing)} could not be searched: the folder is not there."
        kept = "The item is erased from the workspace and from all other backups."
        todo = "Connect the drive and erase again; a folder that is gone for good can be taken out of the settings file."
        raise UserError("erase.backups_away", what, kept=kept, todo=todo)
    return erased


def _copies(workspace: Path) -> Iterable[Path]:
    """The automatic backups, and what restores have set aside."""
    yield from backups_of(workspace)
    yield from workspace.parent.glob(f"{workspace.stem}.before-restore-*.countersign")


def _erase_in_copy(path: Path, item_id: bytes, why: str) -> bool:
    seq = _stands_in(path, item_id)
    if seq is None:
        truncate_log(path)
        return False
    engine = open_engine(path, Role.DECISIONS)
    try:
        with explained(path), engine.begin() as connection:
            erase_item(connection, seq, why)
    finally:
        engine.dispose()
    truncate_log(path)
    return True


def _stands_in(path: Path, item_id: bytes) -> int | None:
    """The number of the item in a copy; None when it is not there, or erased.

    A copy of an older schema that holds it is brought up to date, since what is to be erased depends on the schema.
    """
    with explained(path), closing(raw_connection(path, Role.READ)) as connection:
        row = connection.execute("SELECT seq FROM item WHERE id = ? AND erased_us IS NULL", (item_id,)).fetchone()
    revision = revision_of(path)
    refuse_newer(path, revision)
    if row is not None and revision != HEAD:
        upgrade(path)
    return None if row is None else int(row[0])


def truncate_log(workspace: Path) -> None:
    """Write the whole log into the file and empty it, so that no erased text is left there.

    Raises `UserError` when somebody else reads or writes for so long that it could not be done.
    """
    with explained(workspace), closing(raw_connection(workspace, Role.DECISIONS)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        what = f"The log of {workspace.name} could not be emptied, because another program is at work on it."
        kept = "The item is erased, but its text may still stand in the log."
        raise UserError("erase.log", what, kept=kept, todo="Erase it again when nobody else has the workspace open.")
