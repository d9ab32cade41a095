"""Rebuilding the derived state from the ledger, reporting every difference, and replacing what is wrong."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import Connection

from core.storage import groups, search
from core.storage.calls import replace_spending, spending_by_calls, spending_stored
from core.storage.engine import driver_connection
from core.storage.fold import State, tally
from core.storage.latest import wrong_latest
from core.storage.projection import DRAWABLE, QUEUE_COLUMNS, folded, last_done, ranges, replace_counters, replace_states, stored
from core.storage.sql import fetch, fetch_value, insert_rows, run


@dataclass(slots=True)
class Report:
    """What `check` found. `differences` holds at most the first hundred, in words."""

    items: int = 0
    decisions: int = 0
    events: int = 0
    wrong_states: int = 0
    wrong_counters: int = 0
    wrong_queue: int = 0
    wrong_spending: int = 0
    wrong_suggestions: int = 0
    wrong_groups: int = 0
    wrong_search: int = 0
    file_problems: list[str] = field(default_factory=list[str])
    differences: list[str] = field(default_factory=list[str])
    repaired: bool = False

    @property
    def clean(self) -> bool:
        """Whether everything derived agrees with the ledger and the file is whole."""
        wrong = (self.wrong_states, self.wrong_counters, self.wrong_queue, self.wrong_spending, self.wrong_suggestions)
        return not (any(wrong) or self.wrong_groups or self.wrong_search or self.file_problems)

    def differs(self, text: str) -> None:
        """Note one difference in words."""
        if len(self.differences) < 100:
            self.differences.append(text)


def check(connection: Connection, *, repair: bool = False, progress: Callable[[int, int], None] | None = None) -> Report:
    """Compare all derived state with the ledger; with `repair`, replace what differs. Memory does not grow with the items."""
    report = Report(
        events=int(fetch_value(connection, "SELECT count(*) FROM event")),
        decisions=int(fetch_value(connection, "SELECT count(*) FROM decision")),
    )
    _check_file(connection, report)
    totals: Tally[tuple[int, str]] = Tally()
    last = last_done(connection)
    for low, high in ranges(last):
        _check_range(connection, report, totals, (low, high), repair)
        if progress:
            progress(high, last)
    _check_orphans(connection, report, repair)
    _check_counters(connection, report, totals, repair)
    _check_spending(connection, report, repair)
    _check_groups(connection, report, repair)
    _check_search(connection, report, repair)
    report.repaired = repair and not report.clean and not report.file_problems
    return report


def _check_file(connection: Connection, report: Report) -> None:
    driver = driver_connection(connection)
    for row in driver.execute("PRAGMA integrity_check(20)").fetchall():
        if row[0] != "ok":
            report.file_problems.append(str(row[0]))
    for row in driver.execute("PRAGMA foreign_key_check").fetchmany(20):
        report.file_problems.append(f"a row of {row[0]} points nowhere")


def _check_range(
    connection: Connection, report: Report, totals: Tally[tuple[int, str]], span: tuple[int, int], repair: bool
) -> None:
    have = {state.item_seq: state for state in stored(connection, *span)}
    wrong: list[State] = []
    want_queue: set[tuple[int, str, str, int]] = set()
    for state, touched in folded(connection, *span):
        report.items += 1
        totals.update({(state.project_seq, name): by for name, by in tally(state).items()})
        if state.status in DRAWABLE:
            want_queue.add((state.project_seq, state.status, state.sample, state.item_seq))
        if touched and have.pop(state.item_seq, None) != state:
            wrong.append(state)
            report.differs(f"item {state.item_seq}: the stored state differs from the ledger")
    report.differs(f"items {sorted(have)}: a state of which the ledger knows nothing") if have else None
    report.wrong_states += len(wrong) + len(have)
    if repair and (wrong or have):
        replace_states(connection, wrong)
        for item_seq in have:
            run(connection, "DELETE FROM item_state WHERE item_seq = :s", s=item_seq)
    latest = wrong_latest(connection, *span, repair=repair)
    report.wrong_suggestions += len(latest)
    report.differs(f"items {latest}: the latest suggestion is another one") if latest else None
    _check_queue(connection, report, want_queue, span, repair)


_QUEUED = """SELECT q.project_seq, q.status, q.sample, q.item_seq FROM item i CROSS JOIN queue q
WHERE i.seq BETWEEN :low AND :high AND q.project_seq = i.project_seq AND q.status IN ('open', 'skipped', 'decided', 'erased', 'retired')
AND q.sample IN ('none', 'blind', 'control') AND q.draw_key = i.draw_key AND q.item_seq = i.seq"""

#: a place that no item can have: `_QUEUED` does not meet it
_ORPHAN = """status NOT IN ('open', 'skipped', 'decided', 'erased', 'retired') OR sample NOT IN ('none', 'blind', 'control') OR NOT EXISTS
(SELECT 1 FROM item i WHERE i.seq = queue.item_seq AND i.project_seq = queue.project_seq AND i.draw_key = queue.draw_key)"""
_ORPHANS = f"SELECT count(*) FROM queue WHERE {_ORPHAN}"  # noqa: S608 (constant)
_DROP_ORPHANS = f"DELETE FROM queue WHERE {_ORPHAN}"  # noqa: S608 (constant)
_UNPLACE = """DELETE FROM queue WHERE project_seq = :p AND draw_key = :key AND item_seq = :s
AND status IN ('open', 'skipped', 'decided', 'erased', 'retired') AND sample IN ('none', 'blind', 'control')"""


def _check_queue(
    connection: Connection, report: Report, want: set[tuple[int, str, str, int]], span: tuple[int, int], repair: bool
) -> None:
    have: set[tuple[int, str, str, int]] = {
        (row[0], row[1], row[2], row[3]) for row in fetch(connection, _QUEUED, low=span[0], high=span[1])
    }
    if have == want:
        return
    report.wrong_queue += len(have ^ want)
    report.differs(f"items {span[0]} to {span[1]}: {len(have ^ want)} places in the queue differ")
    if repair:
        for project_seq, _, _, key, item_seq in list(_placed(connection, have)):
            run(connection, _UNPLACE, p=project_seq, key=key, s=item_seq)
        insert_rows(connection, "queue", QUEUE_COLUMNS, list(_placed(connection, want)))


def _check_orphans(connection: Connection, report: Report, repair: bool) -> None:
    orphans = int(fetch_value(connection, _ORPHANS))
    if orphans:
        report.wrong_queue += orphans
        report.differs(f"{orphans} places in the queue belong to no item")
        if repair:
            run(connection, _DROP_ORPHANS)


def _placed(connection: Connection, places: set[tuple[int, str, str, int]]) -> Iterator[tuple[Any, ...]]:
    for project_seq, status, sample, item_seq in places:
        key = fetch_value(connection, "SELECT draw_key FROM item WHERE seq = :s", s=item_seq)
        yield project_seq, status, sample, key, item_seq


def _check_counters(connection: Connection, report: Report, totals: Tally[tuple[int, str]], repair: bool) -> None:
    have = {(row[0], row[1]): row[2] for row in fetch(connection, _COUNTERS) if row[2]}
    want = {key: value for key, value in totals.items() if value}
    for key in sorted(have.keys() | want.keys()):
        if have.get(key, 0) != want.get(key, 0):
            report.wrong_counters += 1
            report.differs(f"counter {key[1]} of project {key[0]}: {have.get(key, 0)} stored, {want.get(key, 0)} by the ledger")
    if repair and report.wrong_counters:
        replace_counters(connection, [(project, name, value) for (project, name), value in want.items()])


def _check_spending(connection: Connection, report: Report, repair: bool) -> None:
    have, want = spending_stored(connection), spending_by_calls(connection)
    for key in sorted(have.keys() | want.keys()):
        if have.get(key) != want.get(key):
            report.wrong_spending += 1
            report.differs(f"spending of project {key[0]} on {key[1]}: {have.get(key)} stored, {want.get(key)} by the calls")
    if repair and report.wrong_spending:
        replace_spending(connection, want)


def _check_groups(connection: Connection, report: Report, repair: bool) -> None:
    """Groups are found from texts, which takes minutes: looked at is whether each item can be where it is."""
    wrong = groups.wrong_members(connection)
    if wrong:
        report.wrong_groups += len(wrong)
        report.differs(f"items {wrong[:20]}: in a group of near-duplicates that they cannot be in")
        if repair:
            groups.take_out(connection, wrong)


def _check_search(connection: Connection, report: Report, repair: bool) -> None:
    """A shard that is wrong is emptied; it is filled again in the background."""
    for shard in search.wrong_shards(connection):
        report.wrong_search += 1
        report.differs(f"the search index of the items from {shard * search.SHARD} on is not what it should be")
        if repair:
            search.empty_shard(connection, shard)


_COUNTERS = """SELECT c.project_seq, c.name, c.value FROM counter c
JOIN project p ON p.seq = c.project_seq AND p.deleted_us IS NULL"""
