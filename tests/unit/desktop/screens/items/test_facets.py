"""The facets under the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.filters import Filter
from core.queues.views import Facet, FacetValue
from desktop.screens.items.criteria import Criterion
from desktop.screens.items.facets import FacetList, lines_of
from desktop.theme import Theme

MANY = Facet("labels", tuple(FacetValue(f"label {at}", 100 - at) for at in range(50)))
WANTED = Filter(statuses=("decided",), labels=("label 40",))
FACETS = (
    Facet("statuses", (FacetValue("open", 998_774), FacetValue("decided", 1_226))),
    Facet("flags", ()),
    MANY,
    Facet("metadata", (FacetValue("北京", 20),), key="城市", partial=True),
)


@pytest.fixture
def facets(qtbot: QtBot, theme: Theme) -> FacetList:
    made = FacetList(theme)
    qtbot.addWidget(made)
    made.resize(220, 500)
    made.show()
    made.show_facets(FACETS, WANTED)
    return made


def words(facets: FacetList) -> list[str]:
    return [line.words for line in facets.lines]


def test_a_long_facet_shows_its_beginning_what_is_chosen_and_the_way_to_the_rest(facets: FacetList) -> None:
    assert words(facets)[:3] == ["State", "to review", "decided"]
    assert words(facets)[3:14] == ["Label", *(f"label {at}" for at in range(8)), "label 40", "41 more"]
    assert words(facets)[14:] == ["城市, the most frequent", "北京"]


def test_arrows_pass_headings_by_and_space_presses(facets: FacetList) -> None:
    pressed: list[Criterion] = []
    facets.toggled.connect(pressed.append)
    QTest.keyClick(facets, Qt.Key.Key_Space)
    for _ in range(2):
        QTest.keyClick(facets, Qt.Key.Key_Down)
    QTest.keyClick(facets, Qt.Key.Key_Return)
    assert pressed == [Criterion("statuses", "open"), Criterion("labels", "label 0")]


def test_a_mouse_presses_too(facets: FacetList) -> None:
    pressed: list[Criterion] = []
    facets.toggled.connect(pressed.append)
    index = facets.model().index(2, 0)
    QTest.mouseClick(facets.viewport(), Qt.MouseButton.LeftButton, pos=facets.visualRect(index).center())
    heading = facets.model().index(0, 0)
    QTest.mouseClick(facets.viewport(), Qt.MouseButton.LeftButton, pos=facets.visualRect(heading).center())
    assert pressed == [Criterion("statuses", "decided")]


def test_the_rest_of_a_facet_opens_and_stays_open(facets: FacetList) -> None:
    facets.setCurrentIndex(facets.model().index(words(facets).index("41 more"), 0))
    QTest.keyClick(facets, Qt.Key.Key_Return)
    assert "label 49" in words(facets)
    facets.show_facets(FACETS, WANTED)
    assert "label 49" in words(facets)


def test_new_counts_leave_the_mark_where_it_was(facets: FacetList) -> None:
    facets.setCurrentIndex(facets.model().index(2, 0))
    facets.show_facets((FACETS[0], FACETS[2]), WANTED)
    assert facets.lines[facets.currentIndex().row()].words == "decided"


def test_a_screen_reader_hears_value_count_and_whether_it_is_chosen(facets: FacetList) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = [facets.model().index(at, 0).data(role) for at in range(3)]
    assert heard == ["State", "to review, 998,774", "decided, 1,226, chosen"]


def test_letters_are_commands_of_the_screen(facets: FacetList, qtbot: QtBot) -> None:
    before = facets.currentIndex().row()
    with qtbot.assertNotEmitted(facets.toggled):
        QTest.keyClicks(facets, "d")
    assert facets.currentIndex().row() == before


@pytest.mark.usefixtures("theme")
def test_states_and_tenths_stand_in_their_own_order_whatever_the_counts() -> None:
    tenths = Facet("confidence", tuple(FacetValue(one, 1) for one in ("0.4-0.5", "0.9-1.0", "0.0-0.1")))
    states = Facet("statuses", (FacetValue("decided", 9), FacetValue("open", 1)))
    said = [line.words for line in lines_of([tenths, states], Filter())]
    assert said == ["Confidence", "90-100 %", "40-50 %", "0-10 %", "State", "to review", "decided"]


@pytest.mark.usefixtures("theme")
def test_a_facet_of_few_values_needs_no_way_to_the_rest() -> None:
    nine = Facet("labels", MANY.values[:9])
    assert [line.words for line in lines_of([nine], Filter())][-1] == "label 8"
