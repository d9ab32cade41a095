"""The kinds of answer, one file each, found through `KINDS`. Nothing else in the program asks which kind a task is."""

from __future__ import annotations

from core.domain.kinds.choice import Choice
from core.domain.kinds.kind import Kind
from core.errors import UserError

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Choice(),)}


def kind_of(name: str) -> Kind:
    """The kind called `name`. Raises `UserError` when there is none."""
    if name not in KINDS:
        known = ", ".join(KINDS)
        raise UserError("kind.unknown", f"There is no kind of task called {name!r}.", todo=f"Known: {known}.")
    return KINDS[name]


__all__ = ["KINDS", "Kind", "kind_of"]
