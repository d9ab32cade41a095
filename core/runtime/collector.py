"""Python's garbage collector, kept from stalling the program.

A full collection walks every object that was ever imported (200 ms; measured.md, Traps). After the imports are done they are moved
out of its sight, and young collections are made rarer, since imports and lists of rows make many tuples and no cycles.
"""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 25, 50


def calm_collector() -> None:
    """Call once the imports are done."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
