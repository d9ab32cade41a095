"""The full-text index: what there is of it, bringing it up to date, and what a typed search asks of it.

SQLite's FTS5 is known here only. Items stand in shards of 65,536 numbers, each an FTS5 table without content (`search_0`, ...), tokenised
by `unicode61` after `segment`. A shard is cheap to make anew, and that is how it forgets: when the text of an item that it knows is
changed or taken out, triggers empty the whole shard in the same transaction, so that no word of it is left in any segment, and it is
filled again in the background. (FTS5 of SQLite 3.40 marks a deleted row and keeps its words until segments are merged;
sqlite.org/fts5.html, sections 6.3 and 6.8.) `search_shard.done_seq` says how far a shard has come; `generation` counts how often it was
emptied, so that nothing read before is written after.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.content import Content
from core.domain.json import without_surrogates
from core.storage.engine import driver_connection
from core.storage.segment import phrases, segment
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, run

SHARD_BITS = 16
SHARD = 1 << SHARD_BITS
#: a search reads no more of what was typed
MAX_TYPED, MAX_TERMS = 1_000, 32

_TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS search_{n}
USING fts5(body, shown_id, content = '', tokenize = 'unicode61 remove_diacritics 2')"""
_EMPTY = """INSERT INTO search_{n} (search_{n}) VALUES ('delete-all');
UPDATE search_shard SET done_seq = {before}, generation = generation + 1 WHERE shard = {n};"""
_FORGET = """CREATE TRIGGER IF NOT EXISTS search_{n}_{what} AFTER {event} ON item_content
WHEN OLD.item_seq > {before} AND OLD.item_seq <= (SELECT done_seq FROM search_shard WHERE shard = {n})
BEGIN {empty} END"""
_EVENTS = {"gone": "DELETE", "changed": "UPDATE OF text, parts, external_id"}


@dataclass(frozen=True, slots=True)
class Slice:
    """Some items of a shard as the index reads them: (number, body, external id), read when the shard stood at `after` (`generation`)."""

    shard: int
    generation: int
    after: int
    upto: int
    rows: list[tuple[int, str, str]]


_BEHIND = """SELECT shard, generation, done_seq FROM search_shard
WHERE done_seq < min((shard + 1) * 65536 - 1, :last) ORDER BY shard LIMIT 1"""
_CONTENT = """SELECT item_seq, text, parts, external_id FROM item_content
WHERE item_seq > :after AND item_seq <= :last ORDER BY item_seq LIMIT :n"""


def next_slice(connection: Connection, last: int, n: int) -> Slice | None:
    """The next `n` items at most (up to the number `last`) that the index does not know; None when it knows them all."""
    behind = fetch_one(connection, _BEHIND, last=last)
    if behind is None:
        return None
    end = min(_last_of(behind.shard), last)
    rows = fetch(connection, _CONTENT, after=behind.done_seq, last=end, n=n)
    upto = int(rows[-1].item_seq) if len(rows) == n else end
    return Slice(behind.shard, behind.generation, behind.done_seq, upto, [_indexed(row) for row in rows])


def _indexed(row: Any) -> tuple[int, str, str]:
    content = Content.of(row.text, from_json(row.parts), {})
    return int(row.item_seq), segment(content.all_text if row.parts else row.text), segment(row.external_id or "")


def write_slice(connection: Connection, part: Slice) -> bool:
    """Add a slice; returns False, and adds nothing, when the shard has moved or was emptied since the slice was read."""
    where = fetch_one(connection, "SELECT generation, done_seq FROM search_shard WHERE shard = :n", n=part.shard)
    if where is None or (where.generation, where.done_seq) != (part.generation, part.after):
        return False
    sql = f"INSERT INTO search_{part.shard} (rowid, body, shown_id) VALUES (?, ?, ?)"  # noqa: S608 (our own names)
    driver_connection(connection).executemany(sql, part.rows)
    run(connection, "UPDATE search_shard SET done_seq = :d WHERE shard = :n", d=part.upto, n=part.shard)
    return True


def make_shards(connection: Connection, last: int) -> None:
    """Make the shards up to the item number `last`, with the triggers that empty them; those that are there stay as they are."""
    have = {int(row[0]) for row in fetch(connection, "SELECT shard FROM search_shard")}
    for shard in range((last >> SHARD_BITS) + 1):
        if shard not in have:
            _make_shard(connection, shard)


def _make_shard(connection: Connection, shard: int) -> None:
    before = _before(shard)
    connection.exec_driver_sql(_TABLE.format(n=shard))
    for what, event in _EVENTS.items():
        empty = _EMPTY.format(n=shard, before=before)
        connection.exec_driver_sql(_FORGET.format(n=shard, what=what, event=event, before=_least(shard), empty=empty))
    run(connection, "INSERT INTO search_shard (shard, done_seq, generation) VALUES (:n, :d, 0)", n=shard, d=before)


def needs_shards(connection: Connection, last: int) -> bool:
    """Whether there are items for which no shard was made yet."""
    return last > 0 and fetch_value(connection, "SELECT 1 FROM search_shard WHERE shard = :n", n=last >> SHARD_BITS) is None


def empty_shard(connection: Connection, shard: int) -> None:
    """Let a shard forget everything; it is filled again in the background."""
    for statement in _EMPTY.format(n=shard, before=_before(shard)).strip().split("\n"):
        connection.exec_driver_sql(statement)


def progress(connection: Connection, last: int) -> tuple[int, int]:
    """(numbers of items that the index has gone over, numbers up to `last`)."""
    sql = "SELECT coalesce(sum(max(0, min(done_seq, :last) - max(shard * 65536, 1) + 1)), 0) FROM search_shard"
    return int(fetch_value(connection, sql, last=last)), last


def wrong_shards(connection: Connection) -> list[int]:
    """The shards whose index does not hold just the items that it should, or is damaged in itself."""
    return [int(row.shard) for row in fetch(connection, _SHARDS) if not _is_whole(connection, row.shard, row.done_seq)]


_SHARDS = "SELECT shard, done_seq FROM search_shard ORDER BY shard"
_CHECK = "INSERT INTO search_{n} (search_{n}) VALUES ('integrity-check')"
_HELD = "SELECT id FROM search_{n}_docsize ORDER BY id"
_MEANT = "SELECT item_seq FROM item_content WHERE item_seq > :low AND item_seq <= :high ORDER BY item_seq"


def _is_whole(connection: Connection, shard: int, done_seq: int) -> bool:
    driver = driver_connection(connection)
    if not driver.execute("PRAGMA query_only").fetchone()[0]:  # FTS5 is asked for its own view by an INSERT
        try:
            driver.execute(_CHECK.format(n=shard))
        except sqlite3.DatabaseError:
            return False
    held = [row[0] for row in fetch(connection, _HELD.format(n=shard))]
    return held == [row[0] for row in fetch(connection, _MEANT, low=_least(shard), high=done_seq)]


def _before(shard: int) -> int:
    """Where a shard stands that knows nothing."""
    return shard * SHARD - 1


def _least(shard: int) -> int:
    return max(_before(shard), 0)


def _last_of(shard: int) -> int:
    return (shard + 1) * SHARD - 1


# --- asking ---


@dataclass(frozen=True, slots=True)
class Asked:
    """What a typed search means.

    `match`: for FTS5, empty when nothing in it is a word; `signs`: what has no letter or digit and is looked for as it is; `terms`: all
    of it, as it is looked for in items that the index does not know yet.
    """

    match: str
    signs: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


_TERM = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)|"')


def asked(typed: str) -> Asked:
    """A typed search: all words have to occur, `"a phrase"` as it stands, `word*` as a beginning, and so has the last word.

    Nothing that is typed is an operator, and nothing can be wrong. Case, width and accents do not count.
    """
    cleaned = str(without_surrogates(typed)).replace("\0", " ")[:MAX_TYPED]
    found = [one for one in _TERM.finditer(cleaned) if one.group() != '"'][:MAX_TERMS]
    open_end = found[-1] if found and cleaned[-1:].strip(' \t"') else None
    terms = [(_bare(one), _is_prefix(one) or one is open_end) for one in found]
    terms = [(text, prefix) for text, prefix in terms if text]
    matches = [clause for text, prefix in terms for clause in _clauses(text, prefix=prefix)]
    signs = tuple(text for text, _ in terms if not phrases(text))
    return Asked(" AND ".join(matches), signs, tuple(text for text, _ in terms))


def _bare(term: re.Match[str]) -> str:
    quoted, _, word = term.groups()
    if word is None:
        return str(quoted).strip()
    return str(word).rstrip("*") or str(word)


def _is_prefix(term: re.Match[str]) -> bool:
    _, star, word = term.groups()
    return star == "*" if word is None else str(word).endswith("*")


def _clauses(text: str, *, prefix: bool) -> list[str]:
    """The term as phrases of FTS5; within quotes nothing is an operator (sqlite.org/fts5.html, section 3.1)."""
    found = [f'"{phrase.replace(chr(34), " ")}"' for phrase in phrases(text)]
    return [*found[:-1], f"{found[-1]} *"] if found and prefix else found


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a part of the matches is found: `sql` gives `seq` and `rank`, in order of `seq`.

    `rank`: bm25, the less the better; 0 without an index. `indexed`: by the index; without it every text is looked at.
    """

    sql: str
    params: dict[str, Any]
    indexed: bool


_BY_INDEX = "SELECT rowid AS seq, {rank} AS rank FROM search_{n} WHERE search_{n} MATCH :match AND rowid BETWEEN {low} AND {high}"
_BY_LOOKING = "SELECT item_seq AS seq, 0.0 AS rank FROM item_content WHERE item_seq BETWEEN {low} AND {high}"
_AND_SAID = " AND EXISTS (SELECT 1 FROM item_content c WHERE c.item_seq = search_{n}.rowid AND {said})"
_SHARD_STATES = "SELECT shard, done_seq FROM search_shard WHERE shard BETWEEN :low AND :high ORDER BY shard"


def pieces(connection: Connection, typed: str, low: int, high: int, *, ranked: bool = False) -> list[Piece]:
    """The pieces that together find what was typed among the items with `low <= seq <= high`, in order of their numbers.

    `ranked`: with bm25 as `rank`, which costs a look at every match (FTS5's defaults: k1 1.2, b 0.75).
    """
    wanted = asked(typed)
    done = {int(row[0]): int(row[1]) for row in fetch(connection, _SHARD_STATES, low=low >> SHARD_BITS, high=high >> SHARD_BITS)}
    found: list[Piece] = []
    for shard in range(low >> SHARD_BITS, (high >> SHARD_BITS) + 1):
        first, last = max(low, _before(shard) + 1), min(high, _last_of(shard))
        known = min(done.get(shard, first - 1), last) if wanted.match else first - 1
        if known >= first:
            found.append(_by_index(wanted, shard, first, known, ranked=ranked))
        if known < last:
            found.append(_by_looking(wanted, max(known + 1, first), last))
    return found


def _by_index(wanted: Asked, shard: int, low: int, high: int, *, ranked: bool) -> Piece:
    sql = _BY_INDEX.format(n=shard, rank=f"bm25(search_{shard})" if ranked else "0.0", low=low, high=high)
    params: dict[str, Any] = {"match": wanted.match}
    for place, sign in enumerate(wanted.signs):
        sql += _AND_SAID.format(n=shard, said=_said("c.", f"sign{place}"))
        params[f"sign{place}"] = _like(sign)
    return Piece(sql, params, indexed=True)


def _by_looking(wanted: Asked, low: int, high: int) -> Piece:
    sql = _BY_LOOKING.format(low=low, high=high)
    for place in range(len(wanted.terms)):
        sql += f" AND {_said('', f'term{place}')}"
    nothing = "" if wanted.terms else " AND 0"
    return Piece(sql + nothing, {f"term{place}": _like(term) for place, term in enumerate(wanted.terms)}, indexed=False)


def _said(alias: str, param: str) -> str:
    """Whether a content says something, by looking: ASCII letters in either case (sqlite.org/lang_expr.html, LIKE)."""
    names = ("text", "parts", "external_id")
    return "(" + " OR ".join(f"{alias}{name} LIKE :{param} ESCAPE '\\'" for name in names) + ")"


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
