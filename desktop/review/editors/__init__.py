"""The editors of answers, one file each, found by the kind of the task through `EDITORS`."""

from __future__ import annotations

from collections.abc import Callable

from desktop.actions import Keymap
from desktop.review.editors.choice import ChoiceEditor
from desktop.review.editors.choices import ChoicesEditor
from desktop.review.editors.editor import Editor
from desktop.review.editors.fields import FieldsEditor
from desktop.review.editors.preference import PreferenceEditor
from desktop.review.editors.spans import SpansEditor
from desktop.review.editors.text import TextEditor
from desktop.theme import Theme

EDITORS: dict[str, Callable[[Theme, Keymap], Editor]] = {
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "text": TextEditor,
    "fields": FieldsEditor,
    "spans": SpansEditor,
    "preference": PreferenceEditor,
}


def editor_of(kind: str, theme: Theme, keymap: Keymap) -> Editor:
    """A new editor for tasks of this kind; the one for choices where the kind is not known yet (no project is open)."""
    return EDITORS.get(kind, ChoiceEditor)(theme, keymap)


__all__ = ["EDITORS", "Editor", "editor_of"]
