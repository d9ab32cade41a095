"""A reviewer who decides by keys and remembers what was meant by them, so that the app can be held to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.xvfb.display import until
from tests.xvfb.hand import Hand
from tests.xvfb.ledger import Ledger, Sight, Taken

#: after this long without an answer, a key that may have come before its time is pressed once more
_ONCE_MORE_S = 1.5
_FOUND, _OTHER = "age_limit", "card_arrival"


@dataclass(frozen=True)
class Meant:
    """What a reviewer meant to do with an item."""

    item: int
    verdict: str
    answer: str | None = None
    differs: bool = False  # the answer is any but the suggested one
    provenance: str = "assisted"
    reason: str | None = None

    def fits(self, taken: Taken, suggested: str | None) -> bool:
        """Whether the decision that was taken is the one that was meant."""
        answered = taken.answer not in (None, suggested) if self.differs else taken.answer == self.answer
        same = (taken.item, taken.verdict, taken.reason) == (self.item, self.verdict, self.reason)
        return same and answered and (self.verdict == "skipped" or taken.provenance == self.provenance)


@dataclass
class Reviewer:
    """Decides items one after the other. `done`: what was meant and stands, in order."""

    hand: Hand
    ledger: Ledger
    done: list[Meant] = field(default_factory=list[Meant])
    undone: list[Meant] = field(default_factory=list[Meant])
    last: int = 0  # the line of the ledger at which the item came that is decided on now or was last

    def look(self) -> Sight:
        """The item on screen, once keys decide on it."""
        return self.ledger.on_screen(self.last)

    def decide(self, number: int) -> Meant:
        """Decide on the item on screen in the way that has this number, and wait until the next one is there."""
        sight = self.look()
        before = len(self.ledger.taken())
        meant = self._blind(sight, number) if sight.blind else _WAYS[number % len(_WAYS)](self, sight)
        until(lambda: len(self.ledger.taken()) > before, f"no decision after way {number} on {sight}")
        taken = self.ledger.taken()[before:]
        assert len(taken) == 1, f"one wish, but {taken}"
        assert meant.fits(taken[0], sight.suggested), f"{meant} became {taken[0]}; {sight}"
        self._go_on(sight)
        self.done.append(meant)
        return meant

    def undo(self) -> Meant:
        """Take the last decision back, and wait until its item is on screen again."""
        at = self.look().at
        meant = self.done.pop()
        before = self.ledger.count("SELECT count(*) FROM event WHERE kind = 'undone'")
        self.hand.key("z")
        until(lambda: self.ledger.count("SELECT count(*) FROM event WHERE kind = 'undone'") > before, f"{meant} is not undone")
        self.last = at
        assert self.look().item == meant.item, "what was undone comes on screen again"
        self.undone.append(meant)
        return meant

    def counts(self) -> Counter[str]:
        """How many decisions of each verdict stand."""
        return Counter(meant.verdict for meant in self.done)

    def _go_on(self, sight: Sight) -> None:
        """The next item comes by itself; after a blind answer that differs, Enter keeps it first."""

        def moved() -> bool:
            return self.ledger.has_moved(sight.at)

        for _ in range(8 if sight.blind else 0):
            try:
                until(moved, "", _ONCE_MORE_S)
            except AssertionError:
                self.hand.key("Return")
        until(moved, f"nothing comes after {sight}")
        self.last = sight.at

    def _blind(self, sight: Sight, number: int) -> Meant:
        """Answered first, by the search: now as the model would, now otherwise."""
        label = sight.suggested if number % 2 and sight.suggested else self._another(sight)
        self._search(label)
        return Meant(sight.item, "answered", label, provenance="blind")

    def _search(self, label: str) -> None:
        self.hand.key("slash")
        self.hand.type(label)
        self.hand.key("Return")

    def _another(self, sight: Sight) -> str:
        return _OTHER if sight.suggested == _FOUND else _FOUND

    # --- the ways ---

    def enter(self, sight: Sight) -> Meant:
        """Accept by Enter."""
        return self._accept(sight, "Return")

    def space(self, sight: Sight) -> Meant:
        """Accept by Space."""
        return self._accept(sight, "space")

    def first(self, sight: Sight) -> Meant:
        """Accept by the key of the label that is suggested."""
        return self._accept(sight, "1")

    def second(self, sight: Sight) -> Meant:
        """Take the runner-up."""
        self.hand.key("2")
        return Meant(sight.item, "corrected", differs=True)

    def search(self, sight: Sight) -> Meant:
        """Find another label by its name."""
        label = self._another(sight)
        self._search(label)
        return Meant(sight.item, "corrected", label)

    def reject(self, sight: Sight) -> Meant:
        """Reject for the reason under a digit."""
        self.hand.key("x", "4")
        return Meant(sight.item, "rejected", reason="off_topic")

    def reject_marked(self, sight: Sight) -> Meant:
        """Reject for the reason that is marked at first."""
        self.hand.key("x", "Return")
        return Meant(sight.item, "rejected", reason="no_label_fits")

    def skip(self, sight: Sight) -> Meant:
        """Leave it for later."""
        self.hand.key("s")
        return Meant(sight.item, "skipped")

    def flag(self, sight: Sight) -> Meant:
        """Flag it, then accept."""
        self._remark("flagged", lambda: self.hand.key("f"))
        return self._accept(sight, "Return")

    def comment(self, sight: Sight) -> Meant:
        """Write a comment, then accept."""

        def write() -> None:
            self.hand.key("c")
            self.hand.type("1 x s z: letters are letters here")
            self.hand.key("ctrl+Return")

        self._remark("commented", write)
        return self._accept(sight, "Return")

    def _accept(self, sight: Sight, key: str) -> Meant:
        self.hand.key(key)
        return Meant(sight.item, "accepted", sight.suggested)

    def _remark(self, kind: str, press: Callable[[], None]) -> None:
        """A remark is written before the next key counts."""
        told = "SELECT count(*) FROM event WHERE kind = ?"
        before = self.ledger.count(told, kind)
        press()
        until(lambda: self.ledger.count(told, kind) > before, f"nothing was {kind}")
        self.hand.display.still()  # the answer has come back to the screen


_WAYS: tuple[Callable[[Reviewer, Sight], Meant], ...] = (
    Reviewer.enter,
    Reviewer.first,
    Reviewer.second,
    Reviewer.space,
    Reviewer.search,
    Reviewer.reject,
    Reviewer.skip,
    Reviewer.comment,
    Reviewer.flag,
    Reviewer.reject_marked,
)
