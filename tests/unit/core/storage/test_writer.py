"""The one thread that writes: decisions first, failures told, nothing lost at the end."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from core.errors import UserError
from core.storage.engine import Role, driver_connection, open_engine, raw_connection
from core.storage.sql import fetch, fetch_value, run
from core.storage.writer import BulkPace, Writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.countersign"
    connection = sqlite3.connect(made)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE line (n INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    connection.close()
    return made


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    made = Writer(path)
    yield made
    made.close()


Work = Callable[[Connection], Any]


def say(body: str) -> Work:
    def work(connection: Connection) -> int:
        return run(connection, "INSERT INTO line (body) VALUES (:b)", b=body)

    return work


def lines(path: Path) -> list[str]:
    engine = open_engine(path, Role.READ)
    with engine.connect() as connection:
        found = [str(row[0]) for row in fetch(connection, "SELECT body FROM line ORDER BY n")]
    engine.dispose()
    return found


def held(writer: Writer) -> threading.Event:
    """Keep the writer busy until the event is set."""
    go = threading.Event()
    writer.submit_bulk(lambda _: go.wait(10))
    return go


def test_decisions_overtake_bulk_work_and_keep_their_own_order(writer: Writer, path: Path) -> None:
    go = held(writer)
    bulk = [writer.submit_bulk(say(f"bulk {n}")) for n in range(3)]
    decisions = [writer.submit(say(f"decision {n}")) for n in range(3)]
    note = writer.submit_note(say("note"))
    go.set()
    for future in (*bulk, *decisions, note):
        future.result()
    assert lines(path) == ["decision 0", "decision 1", "decision 2", "note", "bulk 0", "bulk 1", "bulk 2"]


def test_a_failing_job_is_rolled_back_and_the_next_one_is_done(writer: Writer, path: Path) -> None:
    def half(connection: Connection) -> None:
        say("half")(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        writer.submit(half).result()
    with pytest.raises(ZeroDivisionError):
        writer.submit_bulk(half).result()
    writer.submit(say("whole")).result()
    assert lines(path) == ["whole"]


def test_a_job_that_breaks_its_own_transaction_does_not_stop_the_thread(writer: Writer, path: Path) -> None:
    with pytest.raises(Exception, match=r".+"):
        writer.submit(lambda connection: connection.exec_driver_sql("ROLLBACK") and run(connection, "INSERT INTO line")).result()
    writer.submit(say("after")).result()
    assert lines(path) == ["after"]


def test_what_is_submitted_is_done_before_the_end(path: Path) -> None:
    writer = Writer(path)
    go = held(writer)
    futures = [writer.submit_bulk(say(str(n))) for n in range(50)] + [writer.submit(say("last"))]
    threading.Thread(target=go.set).start()
    writer.close()
    assert all(future.done() for future in futures)
    assert sorted(lines(path)) == sorted([*(str(n) for n in range(50)), "last"])


def test_after_the_end_work_is_refused_with_a_sentence(path: Path) -> None:
    writer = Writer(path)
    writer.close()
    writer.close()
    for submit in (writer.submit, writer.submit_bulk, writer.submit_note):
        with pytest.raises(UserError) as told:
            submit(say("late"))
        assert told.value.code == "workspace.closing"
    assert lines(path) == []


def test_a_cancelled_job_is_not_done(writer: Writer, path: Path) -> None:
    go = held(writer)
    future = writer.submit_bulk(say("unwanted"))
    assert future.cancel()
    go.set()
    writer.submit(say("wanted")).result()
    assert lines(path) == ["wanted"]


def test_a_decision_is_in_the_file_when_its_future_is_done(writer: Writer, path: Path) -> None:
    writer.submit(say("kept")).result()
    assert lines(path) == ["kept"]


def test_decisions_wait_for_the_disk_and_bulk_work_does_not(writer: Writer) -> None:
    def synchronous(connection: Connection) -> int:
        return int(driver_connection(connection).execute("PRAGMA synchronous").fetchone()[0])

    full, normal = 2, 1
    assert writer.submit(synchronous).result() == full
    assert writer.submit_bulk(synchronous).result() == normal
    assert writer.submit_note(synchronous).result() == normal


def test_a_full_file_is_a_users_error_and_does_not_last(writer: Writer, path: Path) -> None:
    def limit(pages: int) -> None:
        pragma = f"PRAGMA max_page_count={pages}"
        writer.submit(lambda connection: driver_connection(connection).execute(pragma).fetchone()).result()

    limit(3)
    with pytest.raises(UserError) as told:
        writer.submit(say("x" * 50_000)).result()
    assert told.value.code == "workspace.disk_full"
    assert "x" not in str(told.value).replace("next", "").split()
    limit(1_000)
    writer.submit(say("again")).result()
    assert lines(path) == ["again"]


def test_another_program_that_keeps_writing_is_a_users_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.storage.engine.BUSY_TIMEOUT_S", 0.01)
    writer = Writer(path)
    other = raw_connection(path, Role.DECISIONS)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError) as told:
        writer.submit(say("mine")).result()
    assert told.value.code == "workspace.busy"
    other.execute("ROLLBACK")
    other.close()
    writer.submit(say("mine")).result()
    writer.close()
    assert lines(path) == ["mine"]


def test_a_file_that_cannot_be_written_to_is_a_users_error(writer: Writer) -> None:
    writer.submit(lambda c: driver_connection(c).execute("PRAGMA query_only=ON").fetchall()).result()
    with pytest.raises(UserError) as told:
        writer.submit(say("no")).result()
    assert told.value.code == "workspace.read_only"


def test_a_writer_that_cannot_open_its_file_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        Writer(tmp_path / "nowhere" / "a.countersign")


def test_the_log_is_written_back_when_nothing_is_left_to_do(path: Path) -> None:
    writer = Writer(path)
    writer.submit(say("kept")).result()
    writer.close()
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert b"kept" in path.read_bytes()


def test_the_pace_finds_how_many_rows_fit() -> None:
    pace = BulkPace(rows=500, target_s=1000.0)
    for _ in range(20):
        with pace:
            pass
    assert pace.rows == 20_000
    slow = BulkPace(rows=500, target_s=0.0)
    for _ in range(20):
        with slow:
            pass
    assert slow.rows == 50


def test_readers_see_only_whole_transactions(writer: Writer, path: Path) -> None:
    engine = open_engine(path, Role.READ)
    seen: list[int] = []

    def twice(connection: Connection) -> None:
        say("one")(connection)
        with engine.connect() as reader:
            seen.append(int(fetch_value(reader, "SELECT count(*) FROM line")))
        say("two")(connection)

    writer.submit(twice).result()
    engine.dispose()
    assert (seen, len(lines(path))) == ([0], 2)
