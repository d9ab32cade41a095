"""What an import brings beside its items, all of it lines of the ledger: suggestions, annotations, outside signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy.engine import Connection

from core.storage.intake_annotations import AnnotationIntake
from core.storage.intake_signals import SignalIntake
from core.storage.intake_suggestions import SuggestionIntake
from core.storage.items import NewItem

#: (number, item)
Numbered = tuple[int, NewItem]
#: hands rows to what writes them, in transactions of a few milliseconds; returns what each returned
Slices = Callable[[Sequence[Any], Callable[[Connection, Sequence[Any]], int]], list[int]]


class Written(NamedTuple):
    """How many of each were written."""

    suggestions: int = 0
    annotations: int = 0
    signals: int = 0


class _Intake(Protocol):
    def add(self, connection: Connection, part: Sequence[Numbered]) -> int:
        """Write what new items bring."""
        ...

    def add_missing(self, connection: Connection, part: Sequence[Numbered]) -> int:
        """Write what known items bring that is not there yet."""
        ...


class BesideIntake:
    """Writes it for one import. `said_elsewhere`: rows may bring annotations and signals, of the source with this number."""

    def __init__(self, project_seq: int, source_seq: int, *, apart: bool, said_elsewhere: bool) -> None:
        self._suggestions = SuggestionIntake(project_seq, apart=apart)
        said: tuple[_Intake, ...] = (AnnotationIntake(project_seq, source_seq, apart=apart), SignalIntake(project_seq))
        self._said = said if said_elsewhere else ()

    def write(self, slices: Slices, new: Sequence[Numbered], known: Sequence[Numbered]) -> Written:
        """Write what the items of a finished block bring; of those that were known only what is not there yet."""
        suggested = [numbered for numbered in new if numbered[1].suggested]
        suggestions = _written(slices, self._suggestions, suggested, known)
        # Signals come last: they name the reply that they are of.
        return Written(suggestions, *(_written(slices, intake, new, known) for intake in self._said))


def _written(slices: Slices, intake: _Intake, new: Sequence[Numbered], known: Sequence[Numbered]) -> int:
    return sum(slices(new, intake.add)) + sum(slices(known, intake.add_missing))
