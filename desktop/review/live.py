"""Which actions are live: what the key bar shows, the palette offers and a key may do. Pure: a function of what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from core.review.cards import Card, Phase, Screen
from desktop.actions import ACTIONS, BY_ID, Action, Keymap, Scope, hint_of
from desktop.i18n import tr
from desktop.review.choice_page import DIGITS, digits_live
from desktop.review.key_bar import Hint
from desktop.widgets.keys import key_text

_BAR: dict[Scope, tuple[str, ...]] = {
    Scope.REVIEW: ("accept", "choose", "search", "reject", "skip", "another", "flag", "comment"),
    Scope.UNAIDED: ("choose", "search", "reject", "skip", "flag", "comment"),
    Scope.BLIND: ("choose", "search", "reject", "skip", "flag", "comment"),
    Scope.SECOND_OPINION: ("keep_mine", "take_models", "flag", "comment"),
    Scope.REASONS: ("reason", "reason_marked", "reason_move", "reason_leave"),
    Scope.SEARCH: ("search_choose", "search_move", "search_leave"),
    Scope.COMMENT: ("comment_submit", "comment_leave"),
    Scope.IDLE: ("go_export", "go_projects"),
}
_PHASES = {
    Phase.REVIEW: Scope.REVIEW,
    Phase.NO_IDEA: Scope.UNAIDED,
    Phase.FAILED: Scope.UNAIDED,
    Phase.ASKING: Scope.UNAIDED,
    Phase.BLIND: Scope.BLIND,
    Phase.SECOND_OPINION: Scope.SECOND_OPINION,
}
_NOT_OFFERED = frozenset({"choose", "reason", "reason_marked", "palette"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What is shown, as far as it says which actions are live."""

    scope: Scope
    screen: Screen
    labels: int

    @property
    def card(self) -> Card:
        """The card that is shown."""
        return self.screen.card

    def digits(self) -> int:
        """How many digits choose, counted from 1."""
        return min(DIGITS, len(self.card.slots)) if digits_live(self.card, few=self.labels <= DIGITS) else 0

    def possible(self, action: Action) -> bool:
        """Whether the scope's action would do anything now."""
        if action.id == "choose":
            return self.digits() > 0
        if action.id == "undo":
            return self.screen.can_undo
        if action.id == "redo":
            return self.screen.can_redo
        if action.id in ("candidate_prev", "candidate_next"):
            return self.card.suggestion is not None and len(self.card.suggestion.candidates) > 1
        return True


def scope_of(phase: Phase) -> Scope:
    """The scope of a card whose keys are awake and whose reasons are closed."""
    return _PHASES.get(phase, Scope.IDLE)


def bar_hints(now: Situation, keymap: Keymap) -> tuple[list[Hint], list[Hint]]:
    """What the key bar shows, at its left and at its right."""
    loading = now.card.phase is Phase.LOADING and now.scope is Scope.IDLE
    left = [] if loading else [BY_ID[name] for name in _BAR[now.scope]]
    right = [BY_ID["palette"], BY_ID["cheat_sheet"]]
    hints = [_hint(action, keymap, now) for action in left if keymap.keys(action.id) and now.possible(action)]
    asleep = now.scope in (Scope.SEARCH, Scope.COMMENT)
    return hints, [_hint(action, keymap, now) for action in right if _awake(action, keymap, asleep=asleep)]


def undo_hint(now: Situation, keymap: Keymap) -> Hint | None:
    """How to undo, when that is possible and the keys are awake."""
    action = BY_ID["undo"]
    live = now.screen.can_undo and now.scope in action.scopes and bool(keymap.keys("undo"))
    return _hint(action, keymap, now) if live else None


def offered(now: Situation) -> list[Action]:
    """What the palette offers."""
    live = (action for action in ACTIONS if now.scope in action.scopes or Scope.GLOBAL in action.scopes)
    return [action for action in live if action.id not in _NOT_OFFERED and not action.fixed and now.possible(action)]


def _awake(action: Action, keymap: Keymap, *, asleep: bool) -> bool:
    keys = keymap.keys(action.id)
    return bool(keys) and (not asleep or keys[0].startswith("Ctrl+"))


def _hint(action: Action, keymap: Keymap, now: Situation) -> Hint:
    keys = keymap.keys(action.id)
    if action.id == "choose":
        last = min(now.digits(), len(keys)) - 1
        return Hint(action.id, tr("{first}-{last}", first=keys[0], last=keys[last]) if last > 0 else keys[0], hint_of(action))
    if action.id in ("reason", "search_move", "reason_move"):
        joint = "" if action.repeats else "-"
        return Hint(action.id, key_text(keys[0]) + joint + key_text(keys[-1]), hint_of(action))
    return Hint(action.id, key_text(keys[0]), hint_of(action))
