"""The full-text index of the pool: FTS5 in memory, ranked by BM25."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from core.storage.segment import segment, words

#: An index and a query read no more of a text than this many characters.
MAX_READ = 4_000
#: A query has no more words than this, the rarest.
MAX_WORDS = 60
#: Words are taken, the rarest first, as long as they stand in no more than so many texts together: ranking takes microseconds for each,
#: and what a common word adds to BM25 is next to nothing.
MAX_RANKED = 4_000

_SEARCH = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"


class TextIndex:
    """Texts by number. To be used by one thread at a time."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'unicode61', detail = full)")
        self._spread: Counter[str] = Counter()

    def close(self) -> None:
        """Let go of the memory."""
        self._db.close()

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add (number, text) rows, whose numbers are new."""
        bodies = [(number, segment(text[:MAX_READ])) for number, text in rows]
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO texts (rowid, body) VALUES (?, ?)", bodies)
        self._db.execute("COMMIT")
        for _, body in bodies:
            self._spread.update(words(body))

    def optimize(self) -> None:
        """Bring the index into one piece, after much was added: it is then read twice as fast (FTS5, section 6.8)."""
        self._db.execute("INSERT INTO texts (texts) VALUES ('optimize')")

    def remove(self, number: int) -> None:
        """Remove a text."""
        row = self._db.execute("SELECT body FROM texts WHERE rowid = ?", (number,)).fetchone()
        if row is None:
            return
        for word in words(row[0]):
            self._spread[word] -= 1
            if not self._spread[word]:
                del self._spread[word]
        self._db.execute("DELETE FROM texts WHERE rowid = ?", (number,))

    def search(self, text: str, most: int) -> Sequence[int]:
        """The numbers of the texts most like `text` by BM25 (FTS5's defaults: k1 1.2, b 0.75), best first."""
        asked = self._query(text)
        if not asked:
            return []
        # Only letters and digits are left of a word, so that within quotes nothing can be read as an operator (FTS5, section 3.1).
        query = " OR ".join(f'"{word}"' for word in asked)
        return [int(row[0]) for row in self._db.execute(_SEARCH, (query, most))]

    def _query(self, text: str) -> list[str]:
        """The rarest words that are known here, one at least if there is any."""
        known = [word for word in words(segment(text[:MAX_READ])) if self._spread[word] > 0]
        known.sort(key=lambda word: self._spread[word])
        ranked = list(accumulate(self._spread[word] for word in known[:MAX_WORDS]))
        return known[: max(1, bisect_right(ranked, MAX_RANKED))]
