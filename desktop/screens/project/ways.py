"""What a person can ask of each item, in words: the kinds of answer and their fast forms."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.task import Preset, Task
from desktop.i18n import QT_TR_NOOP


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the list of kinds. `labels`: the fewest that it needs, None where it has none; `options`: those it reads."""

    kind: str
    title: str
    line: str
    preset: Preset = Preset.NONE
    labels: int | None = None
    fields: bool = False
    options: tuple[str, ...] = ()

    def asks(self, task: Task) -> bool:
        """Whether a task is of this kind, in whichever form."""
        return self.kind == task.kind


WAYS: tuple[Way, ...] = (
    Way(
        "choice",
        QT_TR_NOOP("One label"),
        QT_TR_NOOP("Each item gets one label: a digit chooses it."),
        labels=2,
        options=("separator",),
    ),
    Way(
        "choice",
        QT_TR_NOOP("Yes or no"),
        QT_TR_NOOP("Two labels with keys of their own: Y for the first, N for the second."),
        Preset.YES_NO,
        labels=2,
    ),
    Way("choices", QT_TR_NOOP("Several labels"), QT_TR_NOOP("Each item gets any number of labels, or none."), labels=1),
    Way("text", QT_TR_NOOP("Text"), QT_TR_NOOP("A draft is edited: a reply, a summary, a translation."), options=("max_length",)),
    Way("fields", QT_TR_NOOP("Record"), QT_TR_NOOP("Fields are filled in: names, amounts, dates, choices."), fields=True),
    Way(
        "fields",
        QT_TR_NOOP("Checklist"),
        QT_TR_NOOP("Questions that are answered yes or no, one key for each."),
        Preset.CHECKLIST,
        fields=True,
    ),
    Way(
        "spans",
        QT_TR_NOOP("Passages"),
        QT_TR_NOOP("Passages of the text are marked, each with a label: names, places, errors."),
        labels=1,
        options=("overlapping", "comments", "severities"),
    ),
    Way("preference", QT_TR_NOOP("Preference"), QT_TR_NOOP("Two to nine candidates are put in order: a digit picks the best.")),
)


def way_of(task: Task) -> Way:
    """The way in which a task asks."""
    same = [way for way in WAYS if way.asks(task)]
    return next((way for way in same if way.preset is task.options.preset), same[0])
