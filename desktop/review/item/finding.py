"""Walking the places that were found in the sections of an item."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.review.find_bar import FindBar
from desktop.review.item.board import Board


class Finding(QObject):
    """Between the bar and the sections: counts over all of them, in the order of reading."""

    def __init__(self, bar: FindBar, board: Board) -> None:
        super().__init__(bar)
        self._bar, self._board = bar, board
        self._counts: list[int] = []
        self._at = -1
        bar.asked.connect(self.look_for)
        bar.walked.connect(self.walk)
        board.counted.connect(self._count_again)

    def look_for(self, query: str) -> None:
        """Mark every place of `query`, and go to the first; an empty one takes the marks away."""
        self._counts = [section.view.look_for(query) for section in self._board.sections]
        self._go(0 if sum(self._counts) else -1)

    def walk(self, step: int) -> None:
        """To the next place, or the one before it; round and round."""
        total = sum(self._counts)
        if total:
            self._go((self._at + step) % total)

    def stop(self) -> None:
        """Take the marks away."""
        self.look_for("")

    def _count_again(self) -> None:
        """More of a long part has been read."""
        before = self._at
        self._counts = [section.view.found for section in self._board.sections]
        if before < 0 and sum(self._counts):
            self._go(0)
        else:
            self._bar.tell(self._at, sum(self._counts))

    def _go(self, at: int) -> None:
        self._at = at
        passed = 0
        for section, count in zip(self._board.sections, self._counts, strict=True):
            here = passed <= at < passed + count
            section.view.go_to(at - passed if here else -1)
            if here:
                self._board.bring(section)
            passed += count
        self._bar.tell(at, passed)
