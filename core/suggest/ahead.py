"""Embedding a whole project in the background: nobody waits for it, and it takes at most half of one core.

Items that are to be drawn are embedded when they are needed; this makes that unnecessary for the rest, and is taken up again where it
stopped, since vectors are kept. First it imports what the linear model will need.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Executor

from sqlalchemy import Engine

from core.learn import warm_up
from core.storage.sql import fetch
from core.suggest.vectors import Vectors

_BATCH = 32

_MISSING = """SELECT i.seq FROM item i JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN embedding e ON e.item_seq = i.seq AND e.encoder = :e
WHERE i.project_seq = :p AND i.seq > :after AND e.item_seq IS NULL ORDER BY i.seq LIMIT :n"""


async def embed_ahead(read: Engine, project_seq: int, vectors: Vectors, executor: Executor) -> int:
    """Embed what has no vector yet, in import order; returns how many items that were. Cancel the task to stop."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(executor, warm_up)
    done = after = 0
    while seqs := await loop.run_in_executor(executor, _missing, read, project_seq, vectors.encoder.name, after):
        started = time.perf_counter()
        await loop.run_in_executor(executor, vectors.of, seqs)
        done, after = done + len(seqs), seqs[-1]
        # As long a rest as the work took: the other half of the core belongs to whoever waits for something.
        await asyncio.sleep(time.perf_counter() - started)
    return done


def _missing(read: Engine, project_seq: int, encoder: str, after: int) -> list[int]:
    with read.connect() as connection:
        return [int(row[0]) for row in fetch(connection, _MISSING, p=project_seq, e=encoder, after=after, n=_BATCH)]
