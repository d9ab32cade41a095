"""Python's garbage collector and its thread switching, kept from stalling the program.

A full collection walks every object that was ever imported (200 ms; measured.md, Traps). After the imports are done they are moved
out of its sight, and young collections are made rarer, since imports and lists of rows make many tuples and no cycles.
"""

from __future__ import annotations

import gc
import sys

#: how long a busy thread may keep the interpreter while another waits for it; Python's own 5 ms add up to frames
_SWITCH_S = 0.0001
_YOUNG, _MIDDLE, _OLD = 20_000, 25, 50


def calm_collector() -> None:
    """Call once the imports are done."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    sys.setswitchinterval(_SWITCH_S)
