"""`check` finds every kind of derived data that is wrong, `--repair` mends it, and the ledger is never touched."""

from __future__ import annotations

import pytest

from core.domain.vocabulary import Sample, Verdict
from core.storage.sql import run
from core.storage.triggers import LEDGER
from core.workspace import Workspace
from tests.conftest import checked, fill, rows_of, settle, value_of


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """A workspace in which a bit of everything happened."""
    fill(workspace, 20, name="Other", salt="o")
    session = settle(workspace.session(fill(workspace, 200), "ann"))
    for number in range(60):
        session.painted()
        if number % 7 == 3:
            session.flag().finish()
        if number % 11 == 4:
            session.undo().finish()
        elif number % 9 == 5:
            session.skip().finish()
        elif number % 10 == 6:
            session.reject("other").finish()
        else:
            session.choose("red").finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    assert checked(workspace).clean
    return workspace


def break_by_hand(workspace: Workspace, *statements: str) -> None:
    def write(connection: object) -> None:
        for statement in statements:
            run(connection, statement)  # pyright: ignore[reportArgumentType] - the writer's connection

    workspace.writer.submit(write).result()


DECIDED = "(SELECT item_seq FROM item_state WHERE status = 'decided' LIMIT 1)"
UNTOUCHED = "(SELECT seq FROM item WHERE seq NOT IN (SELECT item_seq FROM item_state) LIMIT 1)"
QUEUED = "(SELECT item_seq FROM queue WHERE status = 'open' AND sample = 'none' LIMIT 1)"
STATES = [
    f"UPDATE item_state SET label = '\"blue\"' WHERE item_seq = {DECIDED}",
    f"UPDATE item_state SET blind_decision_seq = 1 WHERE item_seq = {DECIDED}",
    f"UPDATE item_state SET flagged = 1 - flagged WHERE item_seq = {DECIDED}",
    f"DELETE FROM item_state WHERE item_seq = {DECIDED}",
    f"INSERT INTO item_state SELECT seq, project_seq, 'decided', sample, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0 "
    f"FROM item WHERE seq = {UNTOUCHED}",
]
QUEUES = [
    f"DELETE FROM queue WHERE item_seq = {QUEUED}",
    f"INSERT INTO queue SELECT project_seq, 'open', 'none', draw_key, seq FROM item WHERE seq = {DECIDED}",
    f"UPDATE queue SET sample = 'blind' WHERE item_seq = {QUEUED}",
    f"UPDATE queue SET status = 'skipped' WHERE item_seq = {QUEUED}",
    f"UPDATE queue SET draw_key = draw_key + 1 WHERE item_seq = {QUEUED}",
    f"UPDATE queue SET status = 'waiting' WHERE item_seq = {QUEUED}",
    f"UPDATE queue SET project_seq = project_seq + 1 WHERE item_seq = {QUEUED}",
    "INSERT INTO queue VALUES (1, 'open', 'none', 5, 99999)",
]
COUNTERS = [
    "UPDATE counter SET value = value + 1 WHERE name = 'decided'",
    "UPDATE counter SET value = value - 1 WHERE name = 'status:open'",
    "DELETE FROM counter WHERE name = 'items'",
    "INSERT INTO counter VALUES (1, 'verdict:unheard_of', 3)",
]


SUGGESTIONS = [
    "UPDATE item_suggestion SET chance = 0.123 WHERE item_seq = (SELECT min(item_seq) FROM item_suggestion)",
    "UPDATE item_suggestion SET flags = ' made_up ' WHERE item_seq = (SELECT min(item_seq) FROM item_suggestion)",
    "DELETE FROM item_suggestion WHERE item_seq = (SELECT min(item_seq) FROM item_suggestion)",
    f"INSERT INTO item_suggestion SELECT seq, project_seq, 1, 1, 1, NULL, NULL, '' FROM item WHERE seq = {UNTOUCHED}"
    " AND seq NOT IN (SELECT item_seq FROM suggestion)",
]


@pytest.mark.parametrize("statement", [*STATES, *QUEUES, *COUNTERS, *SUGGESTIONS])
def test_each_kind_of_damage_is_reported_and_mended(reviewed: Workspace, statement: str) -> None:
    ledger = [rows_of(reviewed, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in LEDGER]
    derived = derived_rows(reviewed)
    break_by_hand(reviewed, statement)
    found = checked(reviewed)
    assert (found.wrong_states > 0) == (statement in STATES)
    assert (found.wrong_queue > 0) == (statement in QUEUES)
    assert (found.wrong_counters > 0) == (statement in COUNTERS)
    assert (found.wrong_suggestions > 0) == (statement in SUGGESTIONS)
    assert found.differences
    assert not found.clean
    assert not found.repaired
    assert checked(reviewed, repair=True).repaired
    assert checked(reviewed).clean
    assert derived_rows(reviewed) == derived
    assert [rows_of(reviewed, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in LEDGER] == ledger


def derived_rows(workspace: Workspace) -> list[list[tuple[object, ...]]]:
    return [
        rows_of(workspace, "SELECT * FROM item_state ORDER BY item_seq"),
        rows_of(workspace, "SELECT * FROM queue ORDER BY item_seq"),
        rows_of(workspace, "SELECT * FROM counter WHERE value <> 0 ORDER BY project_seq, name"),
        rows_of(workspace, "SELECT * FROM item_suggestion ORDER BY item_seq"),
    ]


def test_everything_derived_can_be_rebuilt_from_nothing(reviewed: Workspace) -> None:
    derived = derived_rows(reviewed)
    break_by_hand(reviewed, "DELETE FROM item_state", "DELETE FROM queue", "DELETE FROM counter", "DELETE FROM item_suggestion")
    checked(reviewed, repair=True)
    assert derived_rows(reviewed) == derived
    assert checked(reviewed).clean


def test_reviewing_goes_on_after_a_repair(reviewed: Workspace) -> None:
    break_by_hand(reviewed, "DELETE FROM queue", "UPDATE counter SET value = 0")
    checked(reviewed, repair=True)
    session = settle(reviewed.session(reviewed.project("Colours"), "ann"))
    session.skip().finish()
    assert checked(reviewed).clean


def test_at_most_a_hundred_differences_are_told_but_all_are_counted(reviewed: Workspace) -> None:
    break_by_hand(reviewed, "DELETE FROM queue", "UPDATE item_state SET flagged = 1 - flagged")
    found = checked(reviewed)
    assert len(found.differences) <= 100
    assert found.wrong_states == value_of(reviewed, "SELECT count(*) FROM item_state")
    assert found.wrong_queue > 100


def test_a_broken_reference_is_a_problem_of_the_file_and_is_not_called_mended(reviewed: Workspace) -> None:
    reviewed.writer.submit(lambda c: c.exec_driver_sql("PRAGMA defer_foreign_keys=ON")).result()
    from core.storage.engine import Role, raw_connection

    bare = raw_connection(reviewed.path, Role.DECISIONS)
    bare.execute("PRAGMA foreign_keys=OFF")
    bare.execute("INSERT INTO embedding VALUES (99999, 'characters/1', x'00')")
    bare.close()
    found = checked(reviewed, repair=True)
    assert found.file_problems
    assert not found.clean
    assert not found.repaired


def test_progress_is_told(reviewed: Workspace) -> None:
    from core.storage.check import check

    told: list[tuple[int, int]] = []
    reviewed.writer.submit(lambda c: check(c, progress=lambda at, of: told.append((at, of)))).result()
    assert told[-1] == (220, 220)


def test_the_report_counts_what_is_there(reviewed: Workspace) -> None:
    found = checked(reviewed)
    assert found.items == 220
    assert found.decisions == value_of(reviewed, "SELECT count(*) FROM decision")
    assert found.events == value_of(reviewed, "SELECT count(*) FROM event")


def test_the_counters_are_the_figures_of_the_product(reviewed: Workspace) -> None:
    """Decided = accepted + corrected + answered + rejected, and each counter is what a count by hand says."""
    seq = reviewed.project("Colours").seq
    counted = dict(rows_of(reviewed, "SELECT name, value FROM counter WHERE project_seq = :p", p=seq))
    verdicts = dict(rows_of(reviewed, "SELECT verdict, count(*) FROM item_state WHERE project_seq = :p GROUP BY 1", p=seq))
    for verdict in Verdict:
        assert counted.get(f"verdict:{verdict}", 0) == verdicts.get(verdict, 0)
    assert counted["decided"] == sum(n for verdict, n in verdicts.items() if verdict and verdict != Verdict.SKIPPED)
    assert counted["items"] == 200
    by_hand = value_of(reviewed, "SELECT count(*) FROM item_state WHERE blind_decision_seq IS NOT NULL")
    assert counted.get("blind", 0) == by_hand
    assert counted[f"decided:{Sample.NONE}"] > 0
