"""Rows that a table of items can be shown."""

from __future__ import annotations

from core.queues.views import ItemRow


def row(item_seq: int, **more: object) -> ItemRow:
    """An open item with a short text."""
    values: dict[str, object] = {
        "item_seq": item_seq,
        "shown_id": f"q-{item_seq}",
        "snippet": f"question {item_seq}",
        "status": "open",
    }
    return ItemRow(**{**values, **more})  # pyright: ignore[reportArgumentType]  (the names are those of the class)


def rows(first: int, end: int) -> list[ItemRow]:
    return [row(number) for number in range(first, end)]
