from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.paths import PathTree, Place

SHOP = ("tools/drill", "tools/saw", "books", "food/nuts/salted", "food/nuts/plain", "food", "toys/ball")


def _reached(tree: PathTree, place: Place) -> list[str]:
    """All labels that can be reached from `place` by going on step by step."""
    found: list[str] = []
    for step in tree.below(place):
        found += _reached(tree, step.place) if step.inner else [step.label]
    return found


def test_the_steps_below_a_place_stand_in_the_order_of_the_task() -> None:
    tree = PathTree(SHOP, "/")
    assert [step.texts for step in tree.below(tree.top)] == [("tools",), ("books",), ("food",), ("toys", "ball")]
    assert [step.label for step in tree.below(("tools",))] == ["tools/drill", "tools/saw"]


def test_a_label_with_labels_below_it_is_offered_first_from_there() -> None:
    tree = PathTree(SHOP, "/")
    assert [(step.texts, step.label, step.inner) for step in tree.below(("food",))] == [
        (("food",), "food", False),
        (("nuts",), "", True),
    ]


def test_where_there_is_nothing_to_choose_one_step_is_taken_along_with_the_next() -> None:
    tree = PathTree(("a > b > c > one", "a > b > c > two"), " > ")
    assert tree.top == ("a", "b", "c")
    assert tree.up(("a", "b", "c", "one")) == tree.top
    assert tree.up(tree.top) == tree.top


def test_up_leads_back_to_where_one_came_from() -> None:
    tree = PathTree(("x/a/b/one", "x/a/b/two", "y"), "/")
    (step, _) = tree.below(tree.top)
    assert step.place == ("x", "a", "b")
    assert tree.up(step.place) == tree.top == ()


def test_white_space_empty_steps_and_one_name_twice_lose_no_label() -> None:
    names = ("a/b", "a / b", "a//c", "/", "d")
    tree = PathTree(names, "/")
    assert sorted(_reached(tree, tree.top)) == sorted(names)


def test_flat_labels_are_one_level() -> None:
    tree = PathTree(("one", "two"), "")
    assert [step.label for step in tree.below(tree.top)] == ["one", "two"]
    assert tree.place_of("two") == ("two",)
    assert tree.place_of("three") == ()


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join), min_size=1, max_size=20, unique=True))
def test_every_label_is_reached_once(names: list[str]) -> None:
    tree = PathTree(names, "/")
    assert sorted(_reached(tree, tree.top)) == sorted(names)
    for name in names:
        assert tree.place_of(name)


def test_the_widest_place_is_known() -> None:
    assert PathTree(SHOP, "/").widest == 4
    assert PathTree(("a", "a/x", "a/y", "a/z"), "/").widest == 4  # the label itself and three below it
    assert PathTree(("one",), "/").widest == 1
