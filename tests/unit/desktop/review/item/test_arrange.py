from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from desktop.review.item.arrange import GAP, LEAST, Sections, Wanted, arrange, shared


def tall(height: int) -> Wanted:
    """A section that wants so much, whatever its width."""
    return lambda _width, most: min(height, most)


ROOM = QRect(20, 10, 760, 480)
HEIGHTS = st.lists(st.integers(40, 900), max_size=9)


def test_a_part_alone_is_as_tall_as_it_wants() -> None:
    assert arrange(ROOM, Sections(tall(100))) == [QRect(20, 10, 760, 100)]
    assert arrange(ROOM, Sections(tall(5_000))) == [QRect(20, 10, 760, 480)]


def test_a_document_stands_at_the_left_of_its_summary() -> None:
    document, summary = arrange(ROOM, Sections(tall(900), [tall(120)]))
    assert document.top() == summary.top()
    assert document.right() + 1 + GAP == summary.left()
    assert (document.height(), summary.height()) == (480, 120)


def test_in_a_narrow_pane_they_stand_below_each_other() -> None:
    document, summary = arrange(QRect(0, 0, 400, 480), Sections(tall(900), [tall(120)]))
    assert document.left() == summary.left()
    assert summary.top() == document.bottom() + 1 + GAP


def test_a_short_question_stands_over_its_answers() -> None:
    question, one, other = arrange(ROOM, Sections(tall(60), [tall(300), tall(200)]))
    assert question.width() == 760
    assert one.top() == other.top() > question.bottom()
    assert one.width() == other.width()


@given(st.integers(2, 9), st.integers(380, 1_400), st.integers(200, 900))
def test_candidates_are_equally_wide_and_equally_tall_in_a_row(count: int, width: int, height: int) -> None:
    wanted = [tall(60 + 150 * at) for at in range(count)]
    rects = arrange(QRect(0, 0, width, height), Sections(tall(50), (), wanted))[1:]
    assert len({rect.width() for rect in rects}) == 1
    for top in {rect.top() for rect in rects}:
        assert len({rect.height() for rect in rects if rect.top() == top}) == 1


@given(st.none() | st.integers(40, 900), HEIGHTS, HEIGHTS, st.integers(240, 1_400), st.integers(60, 900))
def test_nothing_overlaps_and_nothing_is_too_low_to_be_read(
    main: int | None, beside: list[int], compared: list[int], width: int, height: int
) -> None:
    if main is None and not beside and not compared:
        return
    room = QRect(0, 0, width, height)
    wanted = [*([] if main is None else [main]), *beside, *compared]
    sections = Sections(None if main is None else tall(main), [*map(tall, beside)], [*map(tall, compared)])
    rects = arrange(room, sections)
    assert len(rects) == len(wanted)
    for at, rect in enumerate(rects):
        assert rect.left() >= 0
        assert rect.right() < width
        assert rect.height() >= min(wanted[at], LEAST, height)
        assert not any(rect.intersects(other) for other in rects[at + 1 :])


@given(st.lists(st.integers(1, 900), min_size=1, max_size=9), st.integers(0, 3_000))
def test_room_is_shared_by_those_that_want_more(wanted: list[int], room: int) -> None:
    heights = shared(wanted, room)
    assert all(height <= one for height, one in zip(heights, wanted, strict=True))
    if sum(wanted) <= room:
        assert heights == wanted
    else:
        assert sum(heights) <= max(room, sum(min(one, LEAST) for one in wanted))
