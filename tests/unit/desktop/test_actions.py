from __future__ import annotations

import pytest

from core.errors import UserError
from desktop.actions import ACTIONS, Keymap, Scope

REQUIRED = {
    "accept": ("Return", "Space"),
    "choose": tuple("123456789"),
    "search": ("/",),
    "edit": ("E",),
    "reject": ("X",),
    "skip": ("S",),
    "undo": ("Z", "Ctrl+Z"),
    "redo": ("Shift+Z",),
    "another": ("R",),
    "flag": ("F",),
    "comment": ("C",),
    "guidelines": ("G",),
    "take_models": ("M",),
    "palette": ("Ctrl+K",),
    "cheat_sheet": ("?",),
}


def _id(keymap: Keymap, scope: Scope, *strokes: str) -> str | None:
    found = keymap.find(scope, strokes)
    return found[0].id if found else None


@pytest.mark.parametrize(("action", "keys"), REQUIRED.items())
def test_the_defaults_are_the_keys_of_the_design(action: str, keys: tuple[str, ...]) -> None:
    assert set(keys) <= set(Keymap().keys(action))


def test_ids_are_unique_and_nothing_answers_backspace() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert not any("Backspace" in key or "Del" in key for action in ACTIONS for key in action.keys)


def test_the_same_key_means_another_thing_in_another_scope() -> None:
    keymap = Keymap()
    assert _id(keymap, Scope.REVIEW, "Return") == "accept"
    assert _id(keymap, Scope.SECOND_OPINION, "Return") == "keep_mine"
    assert _id(keymap, Scope.BLIND, "Return") is None
    assert _id(keymap, Scope.REASONS, "3") == "reason"


def test_letters_sleep_in_text_fields_and_ctrl_k_does_not() -> None:
    keymap = Keymap()
    assert _id(keymap, Scope.SEARCH, "S") is None
    assert _id(keymap, Scope.COMMENT, "?") is None
    assert _id(keymap, Scope.SEARCH, "Ctrl+K") == "palette"


def test_a_remapped_action_answers_its_new_keys_only() -> None:
    keymap = Keymap({"skip": ["L", "ctrl+enter"]})
    assert _id(keymap, Scope.REVIEW, "L") == "skip"
    assert _id(keymap, Scope.REVIEW, "Ctrl+Return") == "skip"
    assert _id(keymap, Scope.REVIEW, "S") is None


def test_a_clash_is_refused_with_both_names() -> None:
    with pytest.raises(UserError) as refused:
        Keymap({"skip": ["X"]})
    assert refused.value.code == "keys.clash"
    assert "Skip for now" in refused.value.what
    assert "Reject, with a reason" in refused.value.what


def test_a_clash_with_a_global_key_is_refused_too() -> None:
    with pytest.raises(UserError, match="All keys"):
        Keymap({"flag": ["?"]})


def test_actions_that_never_meet_may_share_a_key() -> None:
    assert Keymap({"take_models": ["X"]}).keys("take_models") == ("X",)


@pytest.mark.parametrize(
    ("overrides", "code"),
    [
        ({"nothing": ["A"]}, "keys.unknown_action"),
        ({"search_leave": ["Q"]}, "keys.unknown_action"),
        ({"skip": ["Ctrl+K, X"]}, "keys.unreadable"),
        ({"skip": [""]}, "keys.unreadable"),
        ({"skip": ["Backspace"]}, "keys.reserved"),
        ({"skip": ["S", "s"]}, "keys.repeated"),
    ],
)
def test_bad_overrides_are_refused(overrides: dict[str, list[str]], code: str) -> None:
    with pytest.raises(UserError) as refused:
        Keymap(overrides)
    assert refused.value.code == code
