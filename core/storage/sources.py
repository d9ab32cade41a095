"""Where items come from, and what they may be used for: sources by name, each with its terms.

Terms are only ever added, and the newest hold; a source without any may be used for everything, without an end. Every import has a source,
and an item belongs to that of the import that first brought it (`item.import_seq`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy.engine import Connection

from core import clock
from core.domain.uses import ALL_USES, Use
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, insert_one, to_json

MAX_NAME = 200
#: why items may not be used: their source does not allow the use, or they were to be kept until a date that has passed
TERMS, RETENTION = "source_terms", "retention"
REASONS = (RETENTION, TERMS)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a source's items may be used for, and until when (microseconds since the epoch, not included; None: no end)."""

    uses: tuple[Use, ...] = ALL_USES
    retain_until_us: int | None = None

    def against(self, use: Use | None, at_us: int) -> str | None:
        """The code of the reason against a use at an instant, or None. Once the end has passed every use is over, also None."""
        if self.retain_until_us is not None and at_us >= self.retain_until_us:
            return RETENTION
        return TERMS if use is not None and use not in self.uses else None


@dataclass(frozen=True, slots=True)
class TermsChange:
    """What is to be changed of a source's terms; what is None stays as it is. `no_end` takes the date away."""

    uses: tuple[Use, ...] | None = None
    retain_until_us: int | None = None
    no_end: bool = False

    def over(self, terms: Terms) -> Terms:
        """The terms after the change."""
        end = None if self.no_end else terms.retain_until_us if self.retain_until_us is None else self.retain_until_us
        allowed = terms.uses if self.uses is None else self.uses
        return Terms(tuple(use for use in ALL_USES if use in allowed), end)


NO_CHANGE = TermsChange()


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source as the rest of the program sees it. `items`: how many came with its imports."""

    seq: int
    name: str
    terms: Terms
    items: int
    annotations: int


class Span(NamedTuple):
    """The items of an import, which have numbers from `low` to `high` that no other import's have; `why` they may not be used."""

    low: int
    high: int
    why: str


def checked_name(name: str) -> str:
    """A source's name, stripped. Raises `UserError` when it is empty, too long or not one line."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise UserError(
            "source.bad_name", f"A source's name is one line of 1 to {MAX_NAME} characters.", kept="Nothing was changed."
        )
    return name


def end_of_day(day: str) -> int:
    """The first instant (microseconds since the epoch, UTC) after a day written as `2027-12-31`. Raises `UserError`."""
    try:
        after = datetime.strptime(day.strip(), "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise UserError(
            "source.bad_date", f"{day[:40]!r} is no date.", kept="Nothing was changed.", todo="Write it as 2027-12-31."
        ) from None
    return (after - _EPOCH) // timedelta(microseconds=1)


def last_day(retain_until_us: int) -> str:
    """The day whose end this is, as `end_of_day` reads it."""
    return (_EPOCH + timedelta(microseconds=retain_until_us - 1)).date().isoformat()


def source_seq(connection: Connection, project_seq: int, name: str) -> int:
    """The number of a source of the project, made on first use."""
    found = fetch_value(connection, _SEQ, p=project_seq, n=name)
    if found is not None:
        return int(found)
    return insert_one(
        connection,
        "item_source",
        {"id": uuid7_bytes(), "project_seq": project_seq, "name": name, "created_us": clock.now_us()},
    )


def find_source(connection: Connection, project_seq: int, name: str) -> int:
    """The number of the source called `name`. Raises `UserError` when there is none."""
    found = fetch_value(connection, _SEQ, p=project_seq, n=name)
    if found is None:
        names = [one.name for one in fetch(connection, "SELECT name FROM item_source WHERE project_seq = :p", p=project_seq)]
        known = ", ".join(names[:10]) or "none yet"
        raise UserError(
            "source.unknown", f"There is no source called {name!r}.", kept="Nothing was changed.", todo=f"Known: {known}."
        )
    return int(found)


_SEQ = "SELECT seq FROM item_source WHERE project_seq = :p AND name = :n"


def terms_of(connection: Connection, source: int) -> Terms:
    """The terms of a source as they hold now."""
    row = fetch_one(
        connection, "SELECT uses, retain_until_us FROM source_terms WHERE source_seq = :s ORDER BY seq DESC LIMIT 1", s=source
    )
    return Terms() if row is None else _terms(row)


def change_terms(connection: Connection, project_seq: int, source: int, change: TermsChange) -> Terms:
    """Write a source's terms anew where the change makes a difference; returns those that hold now. They count from the next asking on."""
    before = terms_of(connection, source)
    now = change.over(before)
    if now != before:
        values = {"id": uuid7_bytes(), "project_seq": project_seq, "source_seq": source, "uses": to_json([*now.uses])}
        insert_one(connection, "source_terms", {**values, "retain_until_us": now.retain_until_us, "created_us": clock.now_us()})
    return now


def list_sources(connection: Connection, project_seq: int) -> list[SourceInfo]:
    """The sources of a project with their terms and the counts of their items and annotations, oldest first."""
    rows = fetch(connection, _LIST, p=project_seq)
    return [SourceInfo(row.seq, row.name, terms_of(connection, row.seq), row.items, row.annotations) for row in rows]


_LIST = """SELECT o.seq, o.name,
(SELECT count(*) FROM import_run r JOIN item i ON i.seq BETWEEN r.first_seq AND r.done_seq
  WHERE r.source_seq = o.seq AND i.import_seq = r.seq) AS items,
(SELECT count(*) FROM annotation a WHERE a.source_seq = o.seq) AS annotations
FROM item_source o WHERE o.project_seq = :p ORDER BY o.seq"""


def forbidden_runs(connection: Connection, project_seq: int, use: Use | None, at_us: int) -> dict[int, str]:
    """The imports whose items may not be used so at an instant, each with the reason: `source_terms` or `retention`.

    None as the use asks for the retention alone. Looks at the imports that have terms: a handful of rows.
    """
    return {row.seq: why for row, why in _against(connection, project_seq, use, at_us)}


def forbidden_spans(connection: Connection, project_seq: int, use: Use | None, at_us: int) -> list[Span]:
    """The same as ranges of item numbers, so that a query over item numbers needs no join; empty imports are left out."""
    found = [Span(row.first_seq, row.done_seq, why) for row, why in _against(connection, project_seq, use, at_us)]
    return [span for span in found if span.low <= span.high]


def outside(column: str, spans: Iterable[Span]) -> str:
    """SQL: `AND` that the item number in `column` lies in none of these; empty without any."""
    return "".join(f" AND NOT {column} BETWEEN {int(span.low)} AND {int(span.high)}" for span in spans)


def within(column: str, spans: Iterable[Span]) -> str:
    """SQL: that the item number in `column` lies in one of these, of which there has to be one."""
    return "(" + " OR ".join(f"{column} BETWEEN {int(span.low)} AND {int(span.high)}" for span in spans) + ")"


def against_item(connection: Connection, item_seq: int, use: Use | None, at_us: int) -> str | None:
    """The reason against using one item so, or None."""
    row = fetch_one(connection, _OF_ITEM, s=item_seq)
    return None if row is None else _terms(row).against(use, at_us)


_NEWEST = "JOIN source_terms t ON t.seq = (SELECT max(n.seq) FROM source_terms n WHERE n.source_seq = r.source_seq)"
_TERMS = f"SELECT r.seq, r.first_seq, r.done_seq, t.uses, t.retain_until_us FROM import_run r {_NEWEST} WHERE r.project_seq = :p"  # noqa: S608 (constant)
_OF_ITEM = f"SELECT t.uses, t.retain_until_us FROM item i JOIN import_run r ON r.seq = i.import_seq {_NEWEST} WHERE i.seq = :s"  # noqa: S608 (constant)


def _against(connection: Connection, project_seq: int, use: Use | None, at_us: int) -> Sequence[tuple[Any, str]]:
    rows = ((row, _terms(row).against(use, at_us)) for row in fetch(connection, _TERMS, p=project_seq))
    return [(row, why) for row, why in rows if why is not None]


def _terms(row: Any) -> Terms:
    named = cast("list[str]", from_json(row.uses))
    return Terms(tuple(use for use in ALL_USES if use.value in named), row.retain_until_us)
