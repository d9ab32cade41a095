from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.review.cards import Phase
from desktop.review.answer_card import COMPACT, HEIGHT, AnswerCard, CardFace
from desktop.theme import Theme
from tests.unit.desktop.review.conftest import Bench

LONG = "They are all one entity with the same goals, and everybody who reads this agrees. " * 12


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> AnswerCard:
    made = AnswerCard(theme)
    qtbot.addWidget(made)
    made.resize(340, HEIGHT)
    return made


@pytest.mark.parametrize("title", ["short", LONG, "x" * 500, "一句很长的话" * 60, "كلمة " * 90])
@pytest.mark.parametrize("compact", [False, True])
def test_the_height_does_not_follow_the_words(card: AnswerCard, title: str, compact: bool) -> None:
    card.set_compact(compact)
    card.show_face(
        CardFace(title, "91 %", LONG, LONG, wordy=True, share=0.9, keys=("Enter",), act="accept", also=(("O", "back"),))
    )
    card.grab()
    assert card.height() == (COMPACT if compact else HEIGHT)


def test_where_answers_are_compared_a_long_one_has_more_room_and_not_without_end(card: AnswerCard) -> None:
    card.show_face(CardFace("short"))
    card.grow(340)
    assert card.height() == HEIGHT
    card.show_face(CardFace(LONG[:240]))
    card.grow(340)
    some = card.height()
    card.show_face(CardFace(LONG * 1_000))
    card.grow(340)
    assert HEIGHT < some < card.height() <= 400
    assert card.toolTip()


def test_what_the_person_made_looks_unlike_what_is_suggested_in_grey_too(card: AnswerCard) -> None:
    def grey(face: CardFace) -> object:
        card.show_face(face)
        image = card.grab().toImage()
        return image.convertToFormat(image.Format.Format_Grayscale8)

    assert grey(CardFace("joy", keys=("Enter",))) != grey(CardFace("joy", keys=("Enter",), mine=True))


def test_an_empty_set_is_told_in_words_in_a_second_opinion(bench: Bench) -> None:
    bench.show(phase=Phase.SECOND_OPINION, own_answer="(none)", own_value=[])
    assert bench.screen.panel.opinion.mine.face.title == "None of the labels"
