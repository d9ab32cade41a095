"""Which action does what to a draft of passages, and when it would do anything."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.spans_edit import Refusal
from desktop.review.editors.spans_draft import SpansDraft

#: a code point and lines down give the code point on that line
LineFrom = Callable[[int, int], int]
#: gives why it was not possible
Act = Callable[[], Refusal | None]


class SpansKeys:
    """The actions on one draft. `line_from`: lines as they are painted; without it a line is what ends with a break."""

    def __init__(self, draft: SpansDraft) -> None:
        self.line_from: LineFrom | None = None
        self._draft = draft
        self._acts = {**self._moves(), **self._edits()}
        self._conditions = self._live()

    def knows(self, action_id: str) -> bool:
        """Whether the action moves in the draft or edits it."""
        return action_id in self._acts

    def run(self, action_id: str) -> Refusal | None:
        """Do what the action says; gives why it was not possible."""
        return self._acts[action_id]()

    def possible(self, action_id: str) -> bool:
        """Whether the action would do anything now; True for what is not known here."""
        condition = self._conditions.get(action_id)
        return condition is None or condition()

    def _moves(self) -> dict[str, Act]:
        draft = self._draft
        return {
            "word_next": lambda: draft.move(forward=True),
            "word_prev": lambda: draft.move(forward=False),
            "line_next": lambda: draft.move_to(self._line(1)),
            "line_prev": lambda: draft.move_to(self._line(-1)),
            "span_next": lambda: draft.walk(forward=True),
            "span_prev": lambda: draft.walk(forward=False),
            "snap": draft.next_unit,
        }

    def _edits(self) -> dict[str, Act]:
        draft = self._draft
        return {
            "extend_next": lambda: draft.extend(forward=True),
            "extend_prev": lambda: draft.extend(forward=False),
            "start_next": lambda: draft.extend_start(forward=True),
            "start_prev": lambda: draft.extend_start(forward=False),
            "span_drop": draft.drop,
            "severity": draft.severity,
            "original": draft.restore,
            "span_undo": draft.undo,
        }

    def _live(self) -> dict[str, Callable[[], bool]]:
        draft = self._draft
        return {
            "label_span": self._pointed,
            "start_next": self._pointed,
            "start_prev": self._pointed,
            "span_drop": lambda: draft.current is not None or draft.blocking() is not None,
            "span_next": lambda: bool(draft.lines),
            "span_prev": lambda: bool(draft.lines),
            "severity": lambda: draft.live is not None and bool(draft.options.severities),
            "original": lambda: draft.touched and draft.suggested is not None,
            "span_undo": lambda: draft.edited,
        }

    def _pointed(self) -> bool:
        return self._draft.current is not None or self._draft.cursor is not None

    def _line(self, lines: int) -> int:
        """The code point a line down or up from where keys act."""
        start, text = self._draft.place[0], self._draft.text
        if self.line_from is not None:
            return self.line_from(start, lines)
        if lines > 0:
            return text.find("\n", start) + 1 or len(text)
        return text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
