"""The editors of answers, one file each, found by the kind of the task through `EDITORS`."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.task import Task
from desktop.actions import Keymap
from desktop.review.editors.choice import ChoiceEditor
from desktop.review.editors.choices import ChoicesEditor
from desktop.review.editors.editor import Editor
from desktop.review.editors.fields import FieldsEditor
from desktop.review.editors.preference import PreferenceEditor
from desktop.review.editors.spans import SpansEditor
from desktop.review.editors.text import TextEditor
from desktop.theme import Theme

Maker = Callable[[Theme, Keymap], Editor]

EDITORS: dict[str, Maker] = {
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "text": TextEditor,
    "fields": FieldsEditor,
    "spans": SpansEditor,
    "preference": PreferenceEditor,
}


def maker_of(task: Task) -> Maker:
    """What makes the editor for tasks of this kind; that of choices where none is open yet."""
    return EDITORS.get(task.kind, ChoiceEditor)


__all__ = ["EDITORS", "Editor", "Maker", "maker_of"]
