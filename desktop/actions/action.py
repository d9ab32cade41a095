"""What an action is: its titles, its keys, and where it is live."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.i18n import QT_TR_NOOP


class Scope(StrEnum):
    """A state of the review screen, or another screen, in which keys mean something."""

    REVIEW = "review"  # an item with a suggestion
    UNAIDED = "unaided"  # an item without one: no idea, or a failure
    BLIND = "blind"
    SECOND_OPINION = "second_opinion"
    REASONS = "reasons"  # the reason chips are open
    SEARCH = "search"  # the label search has the focus
    COMMENT = "comment"  # the comment box has the focus
    EDITING = "editing"  # a text field of the answer's editor has the focus
    FINDING = "finding"  # the search within the item has the focus
    IDLE = "idle"  # nothing to decide: empty, loading, finished
    PROMPTS = "prompts"  # the screen of prompts
    CALLS = "calls"  # the screen of calls
    ITEMS = "items"  # the screen of items
    EXPORT = "export"  # the screen of exports
    DATASETS = "datasets"  # its history
    HELP = "help"  # the screen of help
    GLOBAL = "global"  # wherever no text field has the focus


class Group(StrEnum):
    """Headings of the cheat sheet; the value is the English heading."""

    DECIDE = QT_TR_NOOP("Decide")
    EDIT = QT_TR_NOOP("Edit the answer")
    REMARK = QT_TR_NOOP("Remark")
    READ = QT_TR_NOOP("Read")
    SEARCH = QT_TR_NOOP("Find a label")
    REASONS = QT_TR_NOOP("Reject with a reason")
    PROMPTS = QT_TR_NOOP("Prompts and calls")
    ITEMS = QT_TR_NOOP("Items")
    EXPORT = QT_TR_NOOP("Export")
    HELP = QT_TR_NOOP("Help")
    APP = QT_TR_NOOP("App")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. `title` and `hint` are English; translate them with `title_of` and `hint_of`.

    `decides`: a held key never does it, and it acts only on what has been painted long enough. `repeats`: a held key goes on.
    `fixed`: a widget of Qt answers the key, so it cannot be remapped. Of several equal actions (`choose`, `reason`) the
    position of the key among `keys` says which. `kinds`: the kinds of answer whose editor knows it; empty: every kind.
    """

    id: str
    title: str
    hint: str
    keys: tuple[str, ...]
    group: Group
    scopes: frozenset[Scope]
    decides: bool = False
    repeats: bool = False
    fixed: bool = False
    kinds: frozenset[str] = frozenset()

    def serves(self, kind: str) -> bool:
        """Whether the action is one of a task of this kind."""
        return not self.kinds or kind in self.kinds


#: an item that can be decided on, whatever is suggested for it
OPEN = frozenset({Scope.REVIEW, Scope.UNAIDED, Scope.BLIND})
#: an item on screen
ITEM = OPEN | {Scope.SECOND_OPINION}
#: the review screen while no text field has the focus
MAIN = ITEM | {Scope.IDLE}
DIGITS = tuple("123456789")


def only(*scopes: Scope) -> frozenset[Scope]:
    """These scopes."""
    return frozenset(scopes)
