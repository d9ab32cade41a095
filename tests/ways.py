"""How each kind of answer is accepted, corrected and rejected by keys: what journeys press and benchmarks measure.

A way is a tuple of presses: letters and signs as typed, `Enter`, `Ctrl+Enter`, `Shift+X`; what stands in brackets is typed text, which
is no press of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

Presses = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of one task of `tests.kinds.TASKS`. `verdict`: what the correction is put on record as."""

    title: str
    accept: Presses
    correct: Presses
    reject: Presses = ("x", "1")


WAYS: dict[str, Ways] = {
    "choice": Ways("one label", ("Enter",), ("2",)),
    "yes_no": Ways("yes or no", ("Enter",), ("n",)),
    "choices": Ways("several labels", ("Enter",), ("3", "Enter")),
    "text": Ways("a text", ("Enter",), ("e", "[ It was sent on Monday to Berlin.]", "Ctrl+Enter")),
    "fields": Ways("fields", ("Enter",), ("1", "[Bob]", "Ctrl+Enter")),
    "checklist": Ways("a checklist", ("Enter",), ("2", "Enter")),
    "spans": Ways("passages", ("Enter",), ("2", "Enter")),
    "preference": Ways("a preference of two", ("Enter",), ("1 or 2",), ("Shift+X", "1")),
}


def counted(presses: Presses) -> int:
    """How many presses a way takes; typed text is not counted."""
    return sum(not press.startswith("[") for press in presses)
