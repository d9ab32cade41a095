"""What every editor of an answer is: the first page of the panel, where an answer is seen, corrected and submitted.

There is one for each kind of answer (`desktop.review.editors.EDITORS`). The review screen knows nothing of kinds: it shows the card, runs
the actions that the editor says are possible, asks for the answer that Enter submits, and paints its marks on the item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.domain.json import Answer
from core.domain.task import Task
from core.review.cards import Card, Phase
from desktop.actions import Keymap
from desktop.review.marks import Mark
from desktop.theme import Theme


class Editor(QWidget):
    """See the module. Subclasses emit `painted` after each paint of what is decided on: until then no key decides.

    `submitted` gives an `Answer` to decide with now; `accepted`: the suggestion was pressed; `entered`: do
    what Enter does; `searched`: the search over labels is
    wanted; `changed`: live actions or marks may have changed; `told` gives a sentence for the status line; `focused`: a text field of the
    editor has got (True) or lost the keyboard; `left`: its field was left with Esc; `label_wanted` gives `{"name", "description"}` of a
    label that is to be added to the task.
    """

    #: the share of the window that the editor wants, and at most so many pixels
    room: tuple[float, int] = (0.33, 400)

    #: whether answers count in the item's text as it was given, so that Markdown is shown plain
    counts_in_text: bool = False

    submitted = Signal(object)
    accepted = Signal()
    entered = Signal()
    searched = Signal()
    changed = Signal()
    told = Signal(str)
    focused = Signal(bool)
    left = Signal()
    painted = Signal()
    label_wanted = Signal(object)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelPage")
        self.theme = theme
        self.keymap = keymap
        self.task = Task("")
        #: while `show_card` runs: the card is a new thing to decide, even where it is the same item once more
        self.anew = False
        #: what each action of this kind does; the number is the key's place among its keys
        self.acts: dict[str, Callable[[int], None]] = {}

    # --- what is shown ---

    def set_task(self, task: Task) -> None:
        """Another project, or its labels have changed."""
        self.task = task

    def show_card(self, card: Card) -> None:
        """Show the card: another item, or the same one with a suggestion that has come. What was edited on the same item stays."""
        raise NotImplementedError

    def set_asleep(self, asleep: bool) -> None:
        """Whether the commands sleep because a text field has the keys."""

    def starts_in_search(self, card: Card) -> bool:
        """Whether the card is to be answered from the search over labels at once."""
        return False

    # --- the answer ---

    @property
    def touched(self) -> bool:
        """Whether the draft differs from what was suggested: Enter submits it, and does not accept."""
        return False

    def answer(self) -> Answer | None:
        """What Enter submits when the suggestion is not simply accepted; None (after `told`) when there is nothing to submit yet."""
        return None

    def take_label(self, name: str) -> None:
        """A label was found by its name in the search."""

    # --- keys ---

    @property
    def editing(self) -> bool:
        """Whether a text field of the editor has the keyboard."""
        return False

    def possible(self, action_id: str, card: Card) -> bool:
        """Whether the action would do anything now; asked of actions that only some kinds know."""
        return True

    def places(self, action_id: str, card: Card) -> int | None:
        """How many of the action's keys are live (digits); None: all of them."""
        return None

    def act(self, action_id: str, place: int) -> None:
        """Do what the action says; `place` is the key's place among its keys."""
        if action_id in self.acts:
            self.acts[action_id](place)

    def stops(self) -> Sequence[QWidget]:
        """The controls that Tab goes through, in the order of reading."""
        return ()

    # --- the item ---

    def marks(self) -> tuple[Mark, ...]:
        """What is to be marked in the item's text."""
        return ()

    def use_lines(self, line_from: Callable[[int, int], int]) -> None:
        """`line_from(start, lines)` tells where in the item's text so many painted lines further is (code points)."""

    def text_selected(self, start: int, end: int) -> None:
        """A passage was selected in the item with the mouse or the keyboard (code points)."""


def decidable(card: Card) -> bool:
    """Whether the card shows an item that can be answered."""
    return card.phase in (Phase.REVIEW, Phase.NO_IDEA, Phase.ASKING, Phase.FAILED, Phase.BLIND)
