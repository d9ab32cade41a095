"""The gate between a wish and an intent: what is busy, unseen or already decided lets nothing through."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal

from core.domain.json import Answer
from core.review.cards import Card
from desktop.review.guard import PaintGuard
from desktop.review.intents import Intent, IntentKind

#: What decides; each of these is done once to what has been seen.
DECIDING = frozenset(
    {
        IntentKind.ACCEPT,
        IntentKind.CHOOSE,
        IntentKind.REJECT,
        IntentKind.SKIP,
        IntentKind.ANOTHER,
        IntentKind.KEEP_MINE,
        IntentKind.TAKE_MODELS,
    }
)
#: What follows from the item alone; the rest must have seen the suggestion too.
_ITEM_ALONE = frozenset({IntentKind.SKIP, IntentKind.REJECT})


class Gate(QObject):
    """Lets intents through: `intent` carries an `Intent`; `seen` follows the first paint. `clock` gives monotonic seconds."""

    intent = Signal(object)
    seen = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self.item = PaintGuard(clock)
        self.answer = PaintGuard(clock)
        self._item_id = ""
        self._busy = False
        self._waiting = False
        self._decided = False

    def show(self, card: Card) -> bool:
        """From now on intents are about `card`; says whether that is another item."""
        self._item_id = card.item_id
        # After a decision the same item may come again at once (the last of a pass): it is a new thing to decide.
        anew, self._decided, self._waiting = self._decided, False, False
        self.answer.expect(_decided_on(card), anew=anew)
        return self.item.expect((card.item_id, card.text), anew=anew)

    def item_painted(self) -> None:
        """The item has just been painted."""
        if self.item.painted():
            self.seen.emit()

    def answer_painted(self) -> None:
        """What is suggested has just been painted, or what stands in its place."""
        if self.answer.painted():
            self.seen.emit()

    def set_busy(self, *, busy: bool) -> None:
        """While busy, nothing passes."""
        self._busy = busy
        if not busy:
            self._waiting = False

    @property
    def waiting(self) -> bool:
        """Whether something was decided that is not saved yet."""
        return self._waiting

    def release(self) -> None:
        """What was decided has failed: the same may be decided again, and what was made of it stays."""
        self._waiting = self._decided = False

    def is_open(self, kind: IntentKind, *, by_name: bool = False) -> bool:
        """Whether `kind` may pass now. `by_name`: the label was found by its name, whatever is suggested."""
        if self._busy or kind not in DECIDING:
            return not self._busy
        if self._waiting or not self.item.open():
            return False
        return by_name or kind in _ITEM_ALONE or self.answer.open()

    def send(self, kind: IntentKind, value: Answer = "", *, by_name: bool = False) -> bool:
        """Let an intent through when the gate is open for it; says whether it was."""
        if not self.is_open(kind, by_name=by_name):
            return False
        self._decided = kind in DECIDING or self._decided
        self._waiting = kind in DECIDING or self._waiting
        self.intent.emit(Intent(kind, value, self._item_id))
        return True


def _decided_on(card: Card) -> Hashable:
    """All that a deciding key would act on, beside the item: when it changes, the key waits again."""
    view = card.suggestion
    shown = (view.id, view.place, tuple(candidate.text for candidate in view.candidates)) if view else None
    return (card.item_id, card.phase, shown, card.slots, str(card.own_answer))
