"""Every page in every language: there, in its place, with the same headings, commands and keys."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from desktop.i18n import ENGLISH
from desktop.screens.help.context import page_of
from desktop.screens.help.library import FIRST, GROUPS, KEYS, picture, read_library, texts
from desktop.screens.help.markdown import sections_of
from desktop.window.pages import NAMES

CHINESE = "zh_CN"
KEYS_PAGE = "# Keys\n\n## Decide\n"
NAMED = sorted(texts(ENGLISH))


def code_in(text: str) -> Counter[str]:
    """What stands between backticks, and the lines of code blocks: the same in every language."""
    blocks = re.findall(r"^    +\S.*$", text, flags=re.MULTILINE)
    inline = (" ".join(one.split()) for one in re.findall(r"`([^`]+)`", text))
    return Counter([*inline, *(line.strip() for line in blocks)])


def test_every_page_has_its_place_in_the_list() -> None:
    placed = [name for _, names in GROUPS for name in names]
    assert len(placed) == len(set(placed))
    assert set(placed) - {KEYS} == set(NAMED)


def test_every_page_is_translated_and_no_page_is_left_over() -> None:
    assert sorted(texts(CHINESE)) == NAMED


@pytest.mark.parametrize("name", NAMED)
def test_a_translated_page_has_the_same_headings_and_code(name: str) -> None:
    english, own = texts(ENGLISH)[name], texts(CHINESE)[name]
    assert [one.level for one in sections_of(own)] == [one.level for one in sections_of(english)]
    assert code_in(own) == code_in(english)
    assert own.count("\n| ") == english.count("\n| ")


def test_the_pages_come_in_reading_order_and_the_keys_among_them() -> None:
    library = read_library(ENGLISH, KEYS_PAGE)
    assert next(iter(library.pages)) == FIRST
    assert library.pages[KEYS].title == "Keys"
    assert [name for _, names in library.groups for name in names] == list(library.pages)


def test_in_another_language_pages_are_its_own_and_both_fragments_lead_to_a_section() -> None:
    library = read_library(CHINESE, KEYS_PAGE)
    page = library.pages["export"]
    assert page.translated
    assert page.title == "导出"
    assert page.section_at("purposes") == page.section_at("用途") == 2
    assert page.section_at("nowhere") is None


def test_a_language_without_pages_falls_back_to_english() -> None:
    library = read_library("xx", KEYS_PAGE)
    assert library.pages["reviewer"].title == "The first ten minutes, as a reviewer"
    assert not library.pages["reviewer"].translated
    assert library.pages[KEYS].translated


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_every_screen_has_a_page_and_a_section_on_it(language: str) -> None:
    library = read_library(language, KEYS_PAGE)
    for screen in (*(NAMES - {"help"}), "review", "trouble"):
        name, fragment = page_of(screen)
        page = library.pages[name]
        assert (name, fragment) != (FIRST, ""), screen
        assert not fragment or page.section_at(fragment), (screen, fragment)


def test_pictures_come_from_the_help_alone() -> None:
    data = picture("review.png")
    assert data is not None
    assert data.startswith(b"\x89PNG")
    assert picture("nothing.png") is None
    assert picture("../icons/help.svg") is None
    chinese = picture("review.png", "zh_CN")
    assert chinese is not None
    assert chinese != data
