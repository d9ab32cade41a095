"""Adding a label while reviewing: the sheet over the window, opened by an editor, and where its answer goes."""

from __future__ import annotations

from desktop.review.editors.editor import Editor
from desktop.screens.labels.add_label import AddLabel


def ask_for_label(editor: Editor, start: str = "") -> AddLabel:
    """Open the sheet over the editor's window; what is entered is told through `Editor.label_wanted`. `start` stands in the name."""
    sheet = AddLabel(editor.theme, editor.window(), [label.name for label in editor.task.labels], start)
    sheet.added.connect(editor.label_wanted)
    sheet.open()
    return sheet
