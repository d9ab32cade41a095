from __future__ import annotations

from desktop.screens.help.trail import Place, Trail


def test_back_and_forward_go_along_the_trail_and_keep_where_a_page_was_left() -> None:
    trail = Trail()
    assert trail.here is None
    assert trail.step(-1) is None
    for name in ("a", "b", "c"):
        trail.go(Place(name))
    trail.left_at(70)
    assert trail.step(-1) == Place("b")
    assert trail.can_forward
    assert trail.step(1) == Place("c", scrolled=70)
    assert not trail.can_forward


def test_going_on_from_the_middle_forgets_what_lay_ahead_and_the_same_place_leaves_no_trace() -> None:
    trail = Trail()
    trail.go(Place("a"))
    trail.go(Place("b"))
    trail.step(-1)
    trail.go(Place("a"))
    assert trail.can_forward
    trail.go(Place("c"))
    assert not trail.can_forward
    assert trail.step(-1) == Place("a")
