"""The one table of actions: menus, the palette, the key bar and the cheat sheet all come from it.

Keys are written as `strokes`: Qt's portable names (`Ctrl+Z`, `Return`, `PgDown`), letters in capitals, symbols as the character
that is typed, whatever it takes to type it (`/` is `/` on every layout: Shift+7 on QWERTZ, Shift+: on AZERTY).
`desktop.widgets.keys` turns an event into strokes. What is hard to type has an alternative:

| action | first | otherwise |
|---|---|---|
| search | `/` | `:` (unshifted on AZERTY) |
| candidates | `[` `]` | `,` `.` (AltGr layouts) |
| thumbs | `+` `-` | `=`, `Ctrl+Up`, `Ctrl+Down` (on AZERTY `-` sits on the 6) |
| digits | the digit | the key in its place in the unshifted row, the keypad |
"""

from __future__ import annotations

from desktop.actions.action import Action, Group, Scope
from desktop.actions.keymap import Keymap
from desktop.actions.table import ACTIONS, BY_ID, TEXT_SCOPES, hint_of, title_of

__all__ = ["ACTIONS", "BY_ID", "TEXT_SCOPES", "Action", "Group", "Keymap", "Scope", "hint_of", "title_of"]
