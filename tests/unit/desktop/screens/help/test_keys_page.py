from __future__ import annotations

from desktop.actions import ACTIONS, Group, Keymap
from desktop.screens.help.keys_page import keys_page
from desktop.screens.help.markdown import sections_of
from desktop.widgets.cheat_sheet import shown_keys


def test_every_action_is_listed_under_its_group_with_all_of_its_keys() -> None:
    keymap = Keymap()
    sections = {one.heading: one.text for one in sections_of(keys_page(keymap))}
    assert set(sections) == {"Keys", *(group.value for group in Group)}
    page = keys_page(keymap)
    for action in ACTIONS:
        assert action.title in sections[action.group.value], action.id
        first = f"`{shown_keys(action.keys)[0]}`"
        rows = [line for line in page.splitlines() if f"| {action.title} |" in line]
        assert any(row.startswith(f"| {first}") for row in rows), action.id
    assert page.count("\n| `") == len(ACTIONS)


def test_the_users_own_keys_stand_in_the_place_of_the_usual_ones() -> None:
    row = next(line for line in keys_page(Keymap({"skip": ["L", "|"]})).splitlines() if "Skip for now" in line)
    assert row.startswith("| `L` `\\|` |")


def test_what_only_some_kinds_have_says_so() -> None:
    row = next(line for line in keys_page(Keymap()).splitlines() if "Those that are left are equal" in line)
    assert row.endswith("| Preference |")
