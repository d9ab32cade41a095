"""The hash of a dataset's content: SHA-256 over its canonical rows, whatever file they stand in.

A canonical row is one line of JSON, UTF-8, its keys in the order of the layout, ended by a line feed. The bytes are hashed on a thread of
their own, beside whatever prepares the next ones.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor


class Digest:
    """Takes bytes in order; `hexdigest` waits for all of them. Use as a context manager, or call `close`."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="digest")
        self._last: Future[None] | None = None

    def update(self, data: bytes) -> None:
        """Hash `data` behind what came before. Waits for the piece before the last: memory stays flat."""
        if self._last is not None:
            self._last.result()
        self._last = self._pool.submit(self._hash.update, data)

    def hexdigest(self) -> str:
        """The hash of all that was given."""
        if self._last is not None:
            self._last.result()
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(wait=True)
