"""The book: many small writes in few transactions, each with its own fate."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Connection

from core.errors import UserError
from core.llm.book import CallBook
from core.storage.sql import run
from core.workspace import Workspace
from tests.conftest import rows_of

WAIT_S = 30


@pytest.fixture
def book(workspace: Workspace) -> Iterator[CallBook]:
    workspace.writer.submit(lambda c: run(c, "CREATE TABLE note (seq INTEGER PRIMARY KEY, batch INTEGER)")).result()
    yield CallBook(workspace.writer)


def note(connection: Connection, number: int) -> int:
    run(connection, "INSERT INTO note VALUES (:n, 0)", n=number)
    return number * number


def noted(workspace: Workspace) -> list[int]:
    return [int(row[0]) for row in rows_of(workspace, "SELECT seq FROM note ORDER BY seq")]


def test_each_piece_gets_its_result_when_it_is_committed(workspace: Workspace, book: CallBook) -> None:
    futures = [book.write(lambda c, n=number: note(c, n)) for number in range(200)]
    assert [future.result(WAIT_S) for future in futures] == [number * number for number in range(200)]
    with workspace.read.connect() as connection:  # without asking the writer: what is done is on the disk for everybody
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar() == 200
    assert noted(workspace) == list(range(200))


def test_a_piece_that_fails_takes_no_other_with_it_and_leaves_nothing(workspace: Workspace, book: CallBook) -> None:
    def half(connection: Connection) -> None:
        note(connection, 1_000)
        raise RuntimeError("halfway")

    gate = threading.Event()
    workspace.writer.submit(lambda _: gate.wait(WAIT_S))
    first, broken = book.write(lambda c: note(c, 1)), book.write(half)
    again, last = (book.write(lambda c, n=number: note(c, n)) for number in (1, 2))
    gate.set()
    assert first.result(WAIT_S) == 1
    assert str(broken.exception(WAIT_S)) == "halfway"
    assert "UNIQUE" in str(again.exception(WAIT_S))
    assert last.result(WAIT_S) == 4
    assert noted(workspace) == [1, 2]


def test_what_comes_while_the_writer_is_busy_shares_few_transactions(workspace: Workspace, book: CallBook) -> None:
    gate = threading.Event()
    workspace.writer.submit(lambda _: gate.wait(WAIT_S))
    futures = [book.write(lambda connection: connection.get_transaction()) for _ in range(48)]
    gate.set()
    transactions = [future.result(WAIT_S) for future in futures]
    assert 1 <= len({id(transaction) for transaction in transactions}) <= 2
    assert None not in transactions


def test_a_decision_does_not_wait_for_what_stands_in_the_book(workspace: Workspace, book: CallBook) -> None:
    order: list[str] = []
    gate = threading.Event()
    workspace.writer.submit(lambda _: gate.wait(WAIT_S))
    futures = [book.write(lambda _: order.append("call")) for _ in range(100)]
    decision = workspace.writer.submit(lambda _: order.append("decision"))
    gate.set()
    decision.result(WAIT_S)
    for future in futures:
        future.result(WAIT_S)
    assert order[0] == "decision"
    assert order.count("call") == 100


def test_a_piece_that_was_cancelled_before_its_turn_is_not_written(workspace: Workspace, book: CallBook) -> None:
    gate = threading.Event()
    workspace.writer.submit(lambda _: gate.wait(WAIT_S))
    kept, dropped = book.write(lambda c: note(c, 1)), book.write(lambda c: note(c, 2))
    assert dropped.cancel()
    gate.set()
    kept.result(WAIT_S)
    assert noted(workspace) == [1]


def test_many_threads_write_and_nobody_is_forgotten(workspace: Workspace, book: CallBook) -> None:
    def write(number: int) -> int:
        return book.write(lambda c: note(c, number)).result(WAIT_S)

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(write, range(400)))
    assert made == [number * number for number in range(400)]
    assert noted(workspace) == list(range(400))


def test_what_was_given_before_closing_is_written_and_what_comes_after_is_refused(workspace: Workspace, book: CallBook) -> None:
    futures = [book.write(lambda c, n=number: note(c, n)) for number in range(20)]
    workspace.close()
    for future in futures:
        future.result(WAIT_S)
    with pytest.raises(UserError) as told:
        book.write(lambda c: note(c, 99))
    assert told.value.code == "workspace.closing"


def test_a_full_disk_leaves_nobody_waiting(workspace: Workspace, book: CallBook) -> None:
    """SQLite may take the whole transaction back by itself then, savepoints and all."""

    def fill_up(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

    def much(connection: Connection) -> None:
        run(connection, "INSERT INTO note SELECT value, zeroblob(9000) FROM json_each('[1,2,3,4,5,6,7,8]')")

    workspace.writer.submit_bulk(fill_up).result()
    gate = threading.Event()
    workspace.writer.submit(lambda _: gate.wait(WAIT_S))
    before, full, after = book.write(lambda c: note(c, 100)), book.write(much), book.write(lambda c: note(c, 101))
    gate.set()
    with pytest.raises(UserError, match="full"):
        full.result(WAIT_S)
    kept = [number for number, future in ((100, before), (101, after)) if future.exception(WAIT_S) is None]
    assert noted(workspace) == kept
