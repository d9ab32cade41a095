"""Where the sections of an item stand: side by side where there is room, else below each other. Pure; lengths in pixels.

The main part stands over the others when it is short or when candidates are compared, at their left when it is long. Where the room is
too small for all of them to be legible, they take more of it, and the pane scrolls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect

GAP = 12
WIDE = 600
_COLUMN = 220
_NARROWEST = 190
#: a heading and three lines
LEAST = 116
_HEAD_SHARE = 0.34

#: the height that a section wants at a width, counted up to a limit
Wanted = Callable[[int, int], int]


@dataclass(frozen=True, slots=True)
class Sections:
    """What is to be placed, in the order of reading: the main part if there is one, what stands beside it, candidates to compare."""

    main: Wanted | None
    beside: Sequence[Wanted] = ()
    compared: Sequence[Wanted] = ()


def arrange(room: QRect, sections: Sections) -> list[QRect]:
    """A place for each section, in their order, from the top of `room` and within its width."""
    told = ([] if sections.main is None else [sections.main]) + list(sections.beside)
    if sections.compared and not told:
        return _grid(room, sections.compared, compared=True)
    if sections.compared:
        above = _grid(_cut(room, round(room.height() * _HEAD_SHARE)), told)
        return [*above, *_grid(_under(room, above), sections.compared, compared=True)]
    if sections.main is None or not sections.beside:
        return _grid(room, told)
    if sections.main(room.width(), room.height()) <= room.height() * _HEAD_SHARE:
        above = _grid(room, [sections.main])
        return [*above, *_grid(_under(room, above), sections.beside)]
    if room.width() >= WIDE:
        return _beside(room, sections.main, sections.beside)
    above = _grid(_cut(room, (room.height() - GAP) // 2), [sections.main])
    return [*above, *_grid(_under(room, above), sections.beside)]


def _under(room: QRect, above: Sequence[QRect]) -> QRect:
    """What is left of `room` under what has been placed."""
    return room.adjusted(0, max(rect.y() + rect.height() for rect in above) - room.y() + GAP, 0, 0)


def _beside(room: QRect, main: Wanted, others: Sequence[Wanted]) -> list[QRect]:
    """The main part in the left half, the others under each other in the right one."""
    wide = (room.width() - GAP) // 2
    right = QRect(room.x() + wide + GAP, room.y(), room.width() - wide - GAP, room.height())
    heights = shared([one(right.width(), right.height()) for one in others], right.height() - GAP * (len(others) - 1))
    beside = sum(heights) + GAP * (len(heights) - 1)
    tall = max(min(main(wide, room.height()), room.height()), beside, LEAST)
    return [QRect(room.x(), room.y(), wide, tall), *_stack(right, heights)]


def _grid(room: QRect, others: Sequence[Wanted], *, compared: bool = False) -> list[QRect]:
    """Columns of equal width; the sections of a row are equally tall."""
    columns = _columns(room, len(others), compared=compared)
    count = ceil(len(others) / columns)
    wide = (room.width() - GAP * (columns - 1)) // columns
    rows = [others[at : at + columns] for at in range(0, len(others), columns)]
    wanted = [max(one(wide, max(LEAST, room.height())) for one in row) for row in rows]
    heights = shared(wanted, room.height() - GAP * (count - 1))
    lines = _stack(room, heights)
    return [
        QRect(room.x() + at * (wide + GAP), line.y(), wide, line.height())
        for line, row in zip(lines, rows, strict=True)
        for at in range(len(row))
    ]


def _columns(room: QRect, count: int, *, compared: bool) -> int:
    """As many columns as have room, and no fewer rows than fill them evenly; more and narrower ones where rows would not fit."""
    fitting = max(1, min(count, (room.width() + GAP) // (_COLUMN + GAP)))
    if compared:
        rows = max(1, (room.height() + GAP) // (LEAST + GAP))
        most = max(1, (room.width() + GAP) // (_NARROWEST + GAP))
        fitting = max(fitting, min(most, ceil(count / rows)))
    return ceil(count / ceil(count / fitting))


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Heights for sections that want so much: all of it where there is room, else what is left is shared equally by the tall ones.

    None gets less than it wants and `LEAST`, whatever the room.
    """
    least = [min(one, LEAST) for one in wanted]
    left, heights = max(sum(least), room), [0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for done, at in enumerate(order):
        heights[at] = min(wanted[at], left // (len(wanted) - done))
        left -= heights[at]
    return heights


def _stack(room: QRect, heights: Sequence[int]) -> list[QRect]:
    tops = [room.y() + sum(heights[:at]) + GAP * at for at in range(len(heights))]
    return [QRect(room.x(), top, room.width(), tall) for top, tall in zip(tops, heights, strict=True)]


def _cut(room: QRect, tall: int) -> QRect:
    return QRect(room.x(), room.y(), room.width(), min(room.height(), tall))
