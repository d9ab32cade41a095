"""The editor of a prompt: its model, a note, the templates of its messages, its options. The same widget shows a saved version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.errors import UserError
from core.llm.types import Connection
from core.prompts.content import PromptContent, TemplateMessage
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations.prompts import Draft
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.models.fields import captioned, line_field
from desktop.screens.notice import Notice
from desktop.screens.prompts.code_editor import CodeEditor
from desktop.screens.prompts.options import Options
from desktop.theme import Theme

ROLES = ("system", "user")
_PLACE = re.compile(r"^The (\w+) message of the prompt, line (\d+)")


class PromptEditor(QWidget):
    """`changed` follows every change by hand."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._content: PromptContent | None = None
        self._parent: int | None = None
        self._filling = False
        self.read_only = read_only
        self.written_on = False
        self.model = ElidedCombo()
        self.note = line_field(tr("what is new in it"))
        self.templates = {
            "system": CodeEditor(theme, tr("System message")),
            "user": CodeEditor(theme, tr("User message")),
        }
        self._area = QScrollArea()
        self.wrong = Notice(theme)
        self.hint = label(theme, "small", "muted", wrap=True)
        self.options = Options(theme)
        self._lay_out(theme)
        self._connect()
        self._connections: dict[str, str] = {}

    def set_choices(self, connections: Sequence[Connection], variables: Sequence[str]) -> None:
        """The models that can be chosen, and what templates may use."""
        self._filling = True
        self.hint.setText(tr("Jinja2. Templates may use: {names}.", names=", ".join(variables)))
        before = self.model.currentData()
        self._connections = {one.name: one.model for one in connections}
        self.model.clear()
        for one in connections:
            self.model.addItem(tr("{name} · {model}", name=one.name, model=one.model), one.name)
        self._choose(before)
        self._filling = False

    def show_draft(self, draft: Draft) -> None:
        """Show a draft or a version."""
        self._filling = True
        self.written_on = False
        self._content, self._parent = draft.content, draft.parent
        for role, editor in self.templates.items():
            editor.setPlainText(_template(draft.content, role))
        self._choose(draft.connection)
        self.note.setText(draft.note)
        self.note.setCursorPosition(0)
        self.options.show_content(draft.content)
        self._set_read_only()
        self.show_error(None)
        self._filling = False

    def draft(self) -> Draft:
        """What stands in the editor. Raises `UserError` when that is no prompt yet."""
        if self._content is None or self.model.currentData() is None:
            raise UserError("prompt.no_model", tr("The prompt has no model."), todo=tr("Choose one above."))
        name = str(self.model.currentData())
        texts = {role: editor.toPlainText() for role, editor in self.templates.items()}
        content = replace(
            self._content,
            messages=_messages(self._content.messages, texts),
            model=self._connections.get(name, self._content.model),
        )
        return Draft(self.options.applied(content), name, self._parent, self.note.text().strip())

    def show_error(self, error: UserError | None, *, go: bool = False) -> None:
        """Say what is wrong, and mark the line where that is known; `go`: the keyboard goes there, too."""
        found = _PLACE.match(error.what) if error is not None else None
        place = {found.group(1): int(found.group(2))} if found is not None else {}
        for role, editor in self.templates.items():
            editor.mark(place.get(role))
            if go and role in place:
                editor.go_to(place[role])
                give_focus(editor)
        self.wrong.say(told(error) if error is not None else "")
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """The line that is written on is not to be covered: not by the edge of the form, not by what is wrong."""
        editor = next((one for one in self.templates.values() if one.hasFocus()), None)
        outer, inside = self.layout(), self._area.widget()
        if editor is None or outer is None or inside is None:
            return
        outer.activate()
        line = editor.cursorRect()
        y = editor.viewport().mapTo(inside, line.center()).y()
        self._area.ensureVisible(self._area.horizontalScrollBar().value(), y, 0, 2 * line.height())

    def _choose(self, name: object) -> None:
        """Choose a connection; one that was removed stays in sight by its name."""
        at = self.model.findData(name)
        if at < 0 and isinstance(name, str) and name:
            self.model.addItem(tr("{name} · removed", name=name), name)
            at = self.model.count() - 1
        self.model.setCurrentIndex(max(0, at))

    def _tell(self) -> None:
        if not self._filling:
            self.written_on = True
            self.changed.emit()

    def _set_read_only(self) -> None:
        for editor in self.templates.values():
            editor.setReadOnly(self.read_only)
        self.note.setReadOnly(self.read_only)
        self.model.setEnabled(not self.read_only)
        self.options.set_read_only(self.read_only)

    def _connect(self) -> None:
        for editor in self.templates.values():
            editor.textChanged.connect(self._tell)
            editor.cursorPositionChanged.connect(self._keep_in_sight)
        self.model.currentIndexChanged.connect(self._tell)
        self.note.textChanged.connect(self._tell)
        self.options.changed.connect(self._tell)

    def _lay_out(self, theme: Theme) -> None:
        inside = QWidget()
        inside.setObjectName("column")
        down = QVBoxLayout(inside)
        down.setContentsMargins(20, 16, 16, 20)
        down.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addLayout(captioned(theme, tr("&Model"), self.model), 3)
        first.addLayout(captioned(theme, tr("N&ote"), self.note), 2)
        down.addLayout(first)
        down.addLayout(captioned(theme, tr("S&ystem message"), self.templates["system"]))
        down.addLayout(captioned(theme, tr("&User message"), self.templates["user"]))
        down.addWidget(self.hint)
        down.addWidget(self.options)
        down.addStretch(1)
        self._place(inside)

    def _place(self, inside: QWidget) -> None:
        """The form scrolls; what is wrong stays in sight under it."""
        area = self._area
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 16, 0)
        foot.addWidget(self.wrong)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)


def _template(content: PromptContent, role: str) -> str:
    return next((message.template for message in content.messages if message.role == role), "")


def _messages(before: Sequence[TemplateMessage], texts: dict[str, str]) -> tuple[TemplateMessage, ...]:
    """The messages with new texts for the first of each role; the others stay as they are. An empty system message is none."""
    left = dict(texts)
    made = [TemplateMessage(one.role, left.pop(one.role)) if one.role in left else one for one in before]
    added = [TemplateMessage(role, text) for role, text in left.items() if text.strip()]
    first = [one for one in added if one.role == ROLES[0]]
    last = [one for one in added if one.role != ROLES[0]]
    return tuple(one for one in (*first, *made, *last) if one.template.strip() or one.role != ROLES[0])
