"""Filling a choice, and the orders of a queue in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.combo import Combo

#: the orders of a queue, in words; the first one is taken unless another is chosen
ORDERS = (
    ("uncertain", QT_TR_NOOP("Least certain first")),
    ("imported", QT_TR_NOOP("In the order of the import")),
    ("random", QT_TR_NOOP("At random")),
)


def choose(box: Combo, options: Sequence[tuple[str, object]], chosen: object) -> None:
    """Fill a choice with (words, value) and choose one, without telling of a change."""
    before = box.blockSignals(True)
    box.clear()
    for words, value in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(before)


def choose_order(box: Combo, chosen: str) -> None:
    """Fill a choice with the orders."""
    choose(box, [(tr(words), value) for value, words in ORDERS], chosen)
