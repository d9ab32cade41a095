"""Which keys do what: the defaults of the table, with the user's own in their place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence

from core.errors import UserError
from desktop.actions.action import Action, Scope
from desktop.actions.table import ACTIONS, BY_ID, TEXT_SCOPES


class Keymap:
    """Which keys do what: the table's defaults, with the user's own keys in their place."""

    def __init__(self, overrides: Mapping[str, list[str]] | None = None) -> None:
        """Take `overrides` (action id to keys). Raises `UserError` on an unknown action, a bad key, or a clash."""
        own = {name: _checked(name, keys) for name, keys in (overrides or {}).items()}
        self._keys: dict[str, tuple[str, ...]] = {action.id: own.get(action.id, action.keys) for action in ACTIONS}
        self._refuse_clashes()
        self._index: dict[Scope, dict[str, list[tuple[Action, int]]]] = {scope: self._of(scope) for scope in Scope}

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The strokes of an action, first choice first."""
        return self._keys[action_id]

    def find(self, scope: Scope, strokes: tuple[str, ...], kind: str = "choice") -> tuple[Action, int] | None:
        """What the first bound one of `strokes` does in `scope` for a task of this kind, with the key's place; or None."""
        for stroke in strokes:
            found = self._meant(scope, stroke, kind)
            if found is None and (scope not in TEXT_SCOPES or _types_nothing(stroke)):
                found = self._meant(Scope.GLOBAL, stroke, kind)
            if found is not None:
                return found
        return None

    def _meant(self, scope: Scope, stroke: str, kind: str) -> tuple[Action, int] | None:
        return next((found for found in self._index[scope].get(stroke, ()) if found[0].serves(kind)), None)

    def _of(self, scope: Scope) -> dict[str, list[tuple[Action, int]]]:
        index: dict[str, list[tuple[Action, int]]] = {}
        for action in ACTIONS:
            for at, stroke in enumerate(self._keys[action.id] if scope in action.scopes else ()):
                index.setdefault(stroke, []).append((action, at))
        return index

    def _refuse_clashes(self) -> None:
        for at, action in enumerate(ACTIONS):
            for other in ACTIONS[:at]:
                shared = set(self._keys[action.id]) & set(self._keys[other.id])
                if shared and _meet(action, other):
                    _refuse(sorted(shared)[0], other, action)


def _types_nothing(stroke: str) -> bool:
    """Whether a text field has no use for it: what is held with Ctrl, and the keys F1 to F35."""
    return stroke.startswith("Ctrl+") or (stroke[:1] == "F" and stroke[1:].isdigit())


def _meet(one: Action, other: Action) -> bool:
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    together = one.scopes | other.scopes
    return bool(one.scopes & other.scopes) or (Scope.GLOBAL in together and not together <= TEXT_SCOPES | {Scope.GLOBAL})


def _refuse(stroke: str, one: Action, other: Action) -> None:
    raise UserError(
        "keys.clash",
        f"The key {stroke} would do both “{one.title}” and “{other.title}”.",
        kept="The keys stay as they were.",
        todo="Give one of the two another key.",
    )


def _checked(action_id: str, keys: list[str]) -> tuple[str, ...]:
    action = BY_ID.get(action_id)
    if action is None or action.fixed:
        raise UserError("keys.unknown_action", f"There is no action {action_id!r} whose keys can be changed.")
    strokes = tuple(_stroke(key) for key in keys)
    if len(set(strokes)) < len(strokes):
        raise UserError("keys.repeated", f"“{action.title}” has the same key twice.")
    return strokes


def _stroke(key: str) -> str:
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    stroke = sequence.toString(QKeySequence.SequenceFormat.PortableText).replace("Enter", "Return")
    if sequence.count() != 1 or not stroke:
        raise UserError("keys.unreadable", f"{key!r} is not the name of one key.")
    if stroke.rpartition("+")[2] in {"Backspace", "Del"}:
        raise UserError("keys.reserved", "Backspace and Delete never decide anything.", todo="Choose another key.")
    return stroke
