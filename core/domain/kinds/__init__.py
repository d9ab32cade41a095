"""The kinds of answer, one file each, found through `KINDS`. Nothing else in the program asks which kind a task is."""

from __future__ import annotations

from core.domain.kinds.choice import Choice
from core.domain.kinds.choices import Choices
from core.domain.kinds.fields import Fields
from core.domain.kinds.kind import Change, Kind, PartChange
from core.domain.kinds.preference import Preference
from core.domain.kinds.spans import Spans
from core.domain.kinds.text import Text
from core.errors import UserError

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Choice(), Choices(), Text(), Fields(), Spans(), Preference())}


def kind_of(name: str) -> Kind:
    """The kind called `name`. Raises `UserError` when there is none."""
    if name not in KINDS:
        known = ", ".join(KINDS)
        raise UserError("kind.unknown", f"There is no kind of task called {name!r}.", todo=f"Known: {known}.")
    return KINDS[name]


__all__ = ["KINDS", "Change", "Kind", "PartChange", "kind_of"]
