"""Cards of any kind of task on the bench of the review screen, and how many presses a way through it takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from PySide6.QtCore import Qt

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.review.cards import Candidate, Card, Phase, Rationale, SuggestionView
from tests.unit.desktop.review.conftest import Bench

_numbers = count(1)
#: what a person presses: letters and signs as typed, other keys by their code; a capital is typed with Shift
Presses = tuple[str | Qt.Key, ...]


def suggested(kind: str, *answers: Answer, percent: float | None = 60.0) -> SuggestionView:
    """A suggestion with these candidates, best first."""
    made = tuple(Candidate(answer, kind_of(kind).text(answer), percent) for answer in answers)
    return SuggestionView(f"s{next(_numbers)}", "gpt-x @ v7", made, None, Rationale("words", text="Because of what it says."))


def show(bench: Bench, task: Task, *answers: Answer, phase: Phase = Phase.REVIEW, seen: bool = True, **changes: object) -> Card:
    """Show a new item of a task; with answers, the first of them is suggested."""
    number = next(_numbers)
    view = suggested(task.kind, *answers) if answers else None
    names = task.names if len(task.names) <= 9 else ()
    card = Card(phase, f"item {number}", number, text=f"The text of item {number}", suggestion=view, slots=names)
    card = replace(card, **changes)  # pyright: ignore[reportArgumentType] - fields of Card by name
    bench.screen.set_project("Project", "To review", task, "# Guide")
    bench.put(card)
    if seen:
        bench.see()
    return card


def press(bench: Bench, key: str | Qt.Key) -> None:
    """Press one key, a capital with Shift."""
    if isinstance(key, str) and key.isupper():
        bench.press(Qt.Key(ord(key)), modifier=Qt.KeyboardModifier.ShiftModifier)
    else:
        bench.press(key)


def presses_until_decided(bench: Bench, presses: Presses) -> int:
    """How many presses it took until something was decided; each must be needed."""
    said = len(bench.said)
    for number, key in enumerate(presses, start=1):
        assert len(bench.said) == said, f"the press {number} is not needed"
        press(bench, key)
        bench.see()
    assert len(bench.said) == said + 1
    return len(presses)
