from __future__ import annotations

import pytest

from desktop.i18n import ENGLISH
from desktop.screens.help.finding import MOST, HelpIndex, places, words_of
from desktop.screens.help.library import read_library


@pytest.fixture(scope="module")
def english() -> HelpIndex:
    return HelpIndex(read_library(ENGLISH))


@pytest.fixture(scope="module")
def chinese() -> HelpIndex:
    return HelpIndex(read_library("zh_CN"))


def test_a_title_comes_before_headings_and_these_before_texts(english: HelpIndex) -> None:
    hits = english.find("labels")
    kinds = [("title" if one.section == 0 else "heading") if "labels" in one.heading.lower() else "text" for one in hits]
    assert kinds[0] == "title"
    assert hits[0].page == "labels"
    assert "heading" in kinds
    assert "text" in kinds
    assert kinds == sorted(kinds, key=["title", "heading", "text"].index)


def test_every_word_has_to_occur_and_case_does_not_count(english: HelpIndex) -> None:
    hits = english.find("REDACTION placeholders")
    assert hits
    whole = read_library(ENGLISH)
    for hit in hits:
        section = whole.pages[hit.page].sections[hit.section]
        text = f"{hit.title} {section.heading} {section.text}".lower()
        assert "redaction" in text
        assert "placeholders" in text


def test_what_is_nowhere_is_not_found_and_nothing_asks_for_nothing(english: HelpIndex) -> None:
    assert english.find("xylophone") == []
    assert english.find("   ") == []
    assert 1 < len(english.find("e")) <= MOST


def test_the_snippet_shows_the_word_in_its_place(english: HelpIndex) -> None:
    hit = english.find("keychain")[0]
    assert "keychain" in hit.snippet.lower()
    assert len(hit.snippet) < 160


def test_chinese_is_found_by_parts_of_its_text(chinese: HelpIndex) -> None:
    hits = chinese.find("撤销")
    assert len(hits) > 3
    assert hits[0].snippet
    assert chinese.find("脱敏")[0].page == "what-is-sent"
    assert chinese.find("盲答样本 哈希")[0].page == "orders-and-samples"


def test_places_do_not_overlap_and_come_in_order() -> None:
    assert places("undone, undo", words_of("undo undone")) == [(0, 6), (8, 4)]
    assert places("全部撤销", ["撤销"]) == [(2, 2)]
