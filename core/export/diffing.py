"""How two datasets differ: both are read again, side by side in the order of their items."""

from __future__ import annotations

from collections.abc import Iterator

from core.export.cut import Cut
from core.export.record import Record
from core.export.views import Change, Difference


def differences(before: Cut, after: Cut, n: int) -> Difference:
    """What was added, removed and changed from `before` to `after`, with the first `n` of these items."""
    added = removed = changed = texts = same = 0
    first: list[Change] = []
    for one, other in _side_by_side(_records(before), _records(after)):
        told = Change((other or one or _NOTHING).item_id, _told(before, one), _told(after, other))
        added += one is None
        removed += other is None
        both = one is not None and other is not None
        changed += both and told.before != told.after
        texts += one is not None and other is not None and told.before == told.after and one.text != other.text
        same += one is not None and other is not None and told.before == told.after and one.text == other.text
        if told.before != told.after and len(first) < n:
            first.append(told)
    for cut in (before, after):
        cut.digest.close()
    return Difference(added, removed, changed, texts, same, first)


_NOTHING = Record(0, "", "", None, None, "null", "", "", 0.0, None, "", "", "", None, None, None, None, 0)


def _records(cut: Cut) -> Iterator[Record]:
    for records in cut.labelled():
        yield from records


def _told(cut: Cut, record: Record | None) -> tuple[str, str, str] | None:
    return None if record is None else (cut.kind.text(record.answer), record.source, record.split)


def _side_by_side(one: Iterator[Record], other: Iterator[Record]) -> Iterator[tuple[Record | None, Record | None]]:
    """Both streams merged by the number of the item, ascending; where one has an item several times, place by place."""
    first, second = next(one, None), next(other, None)
    while first is not None or second is not None:
        left = first is not None and (second is None or first.seq <= second.seq)
        right = second is not None and (first is None or second.seq <= first.seq)
        yield (first if left else None, second if right else None)
        first = next(one, None) if left else first
        second = next(other, None) if right else second
