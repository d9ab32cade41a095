"""What is printed on the keys of an action, wherever one is written on what it does."""

from __future__ import annotations

from desktop.actions import Keymap
from desktop.widgets.keys import key_text


def printed(keymap: Keymap, action_id: str, place: int = 0) -> str:
    """What is printed on the key of an action; empty where no key does it."""
    keys = keymap.keys(action_id)
    return key_text(keys[place]) if place < len(keys) else ""
