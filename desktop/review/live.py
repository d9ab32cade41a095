"""Which actions are live: what the key bar shows, the palette offers and a key may do. Pure: a function of what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from core.review.cards import Card, Phase, Screen
from desktop.actions import ACTIONS, BY_ID, TEXT_SCOPES, Action, Keymap, Scope, hint_of
from desktop.i18n import tr
from desktop.review.editors.editor import Editor
from desktop.review.key_bar import Hint
from desktop.widgets.keys import key_text

#: what changes an answer, in the order of the bar; each kind knows some of them
_EDITS = (
    *(
        "choose",
        "tree_up",
        "tree_more",
        "yes",
        "no",
        "toggle",
        "label_span",
        "extend_next",
        "span_drop",
        "pick",
        "rank_equal",
        "rank_back",
    ),
    *("criterion", "rest_yes", "tie", "search", "edit", "none", "original"),
)
_REJECTS = ("all_bad", "reject", "reject_item")
_BAR: dict[Scope, tuple[str, ...]] = {
    Scope.REVIEW: ("accept", *_EDITS, *_REJECTS, "skip", "another", "flag", "comment"),
    Scope.UNAIDED: ("submit", *_EDITS, *_REJECTS, "skip", "flag", "comment"),
    Scope.BLIND: ("submit", *_EDITS, *_REJECTS, "skip", "flag", "comment"),
    Scope.SECOND_OPINION: ("keep_mine", "take_models", "flag", "comment"),
    Scope.REASONS: ("reason", "reason_marked", "reason_move", "reason_leave"),
    Scope.SEARCH: ("search_choose", "search_move", "search_leave"),
    Scope.COMMENT: ("comment_submit", "comment_leave"),
    Scope.EDITING: ("edit_submit", "edit_original", "edit_next", "edit_leave"),
    Scope.FINDING: ("find_next", "find_leave"),
    Scope.IDLE: ("queue_next", "go_export", "go_projects"),
}
_PHASES = {
    Phase.REVIEW: Scope.REVIEW,
    Phase.NO_IDEA: Scope.UNAIDED,
    Phase.FAILED: Scope.UNAIDED,
    Phase.ASKING: Scope.UNAIDED,
    Phase.BLIND: Scope.BLIND,
    Phase.SECOND_OPINION: Scope.SECOND_OPINION,
}
DIGITS = range(9)
_NOT_OFFERED = frozenset({"choose", "toggle", "label_span", "pick", "criterion", "reason", "reason_marked", "palette"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What is shown, as far as it says which actions are live."""

    scope: Scope
    screen: Screen
    kind: str
    editor: Editor

    @property
    def card(self) -> Card:
        """The card that is shown."""
        return self.screen.card

    def possible(self, action: Action) -> bool:
        """Whether the scope's action would do anything now."""
        if action.kinds:
            return action.serves(self.kind) and self.editor.possible(action.id, self.card)
        several = self.card.suggestion is not None and len(self.card.suggestion.candidates) > 1
        needs = {
            "group": self.card.group_size > 1,
            "undo": self.screen.can_undo,
            "redo": self.screen.can_redo,
            "candidate_prev": several,
            "candidate_next": several,
        }
        return needs.get(action.id, True)


def scope_of(phase: Phase) -> Scope:
    """The scope of a card whose keys are awake and whose reasons are closed."""
    return _PHASES.get(phase, Scope.IDLE)


def bar_hints(now: Situation, keymap: Keymap) -> tuple[list[Hint], list[Hint]]:
    """What the key bar shows, at its left and at its right."""
    loading = now.card.phase is Phase.LOADING and now.scope is Scope.IDLE
    left = [] if loading else [BY_ID[name] for name in _BAR[now.scope]]
    right = [BY_ID["palette"], BY_ID["cheat_sheet"]]
    shown = [action for action in left if keymap.keys(action.id) and now.possible(action)]
    searched = any(action.id == "search" for action in shown)  # then editing is searching: one of the two is enough
    hints = [_hint(action, keymap, now) for action in shown if action.id != "edit" or not searched]
    asleep = now.scope in TEXT_SCOPES
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
    if action.id == "accept" and now.editor.touched:
        return Hint(action.id, key_text(keys[0]), hint_of(BY_ID["submit"]))
    places = now.editor.places(action.id, now.card) if len(keys) == len(DIGITS) and action.kinds else None
    if places is not None:
        last = min(places, len(keys)) - 1
        return Hint(action.id, tr("{first}-{last}", first=keys[0], last=keys[last]) if last > 0 else keys[0], hint_of(action))
    if action.id in ("reason", "search_move", "reason_move"):
        joint = "" if action.repeats else "-"
        return Hint(action.id, key_text(keys[0]) + joint + key_text(keys[-1]), hint_of(action))
    return Hint(action.id, key_text(keys[0]), hint_of(action))
