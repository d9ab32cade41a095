"""Other people's text in Markdown, read by a Markdown parser: it stays text, and none of it is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.export.markdown import block, code, shortened

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
NASTY = (
    "<script>alert(1)</script>",
    "![x](http://example.com/x.png) [a](javascript:alert(1)) <http://example.com>",
    "`", "``` `` `", "a`", "`a", "``", "~~~\n# head\n~~~~~~", "    ~~~~\n", "|", "a | b\n---|---", "# head", "- list", "> quote",
    "\n\n***\n\n", "\\` \\", "&lt;&#60;", "www.example.com a@example.com", "\r\n<b>", "$x$", "==", "[ ]: http://x", "<!--",
    "\u202egnp.exe", "\u2028<b>\u2029", "\x00", "\ud800", " ", "\t", "{{ x }} {% raw %}",
)  # fmt: skip


def flat(tokens: list[Token] | None) -> list[Token]:
    return [inner for one in tokens or [] for inner in (one, *flat(one.children))]


def only_text(markdown: str) -> list[Token]:
    """All tokens, of which none may be HTML, a link or an image."""
    found = flat(PARSER.parse(markdown.encode("utf-8", "replace").decode()))
    assert not [one.type for one in found if one.type.startswith(("html", "link", "image"))]
    return found


def naughty() -> list[str]:
    path = Path(__file__).resolve().parents[3] / "data" / "nasty" / "blns_shared.jsonl"
    return [
        str(json.loads(line).get("string", json.loads(line).get("text", "")))
        for line in path.read_text("utf-8").split("\n")
        if line
    ]


@pytest.mark.parametrize("text", [*NASTY, *naughty()])
def test_a_span_ends_where_it_should(text: str) -> None:
    found = only_text(f"- before {code(text)} after")
    spans = [one for one in found if one.type == "code_inline"]
    assert len([one for one in found if one.type == "heading_open"]) == 0
    assert found[-1].type == "bullet_list_close"
    assert len(spans) <= 1
    assert found[-4].type == "text"
    assert found[-4].content.endswith(" after") or "(empty)" in found[-4].content


@pytest.mark.parametrize("text", [*NASTY, *naughty()])
def test_a_block_ends_where_it_should(text: str) -> None:
    found = only_text(f"- item\n\n{block(text, indent='  ')}\n\nafter *it*")
    fences = [one for one in found if one.type == "fence"]
    assert len(fences) == 1
    assert [one.type for one in found if one.type.endswith("_open")] == [
        *("bullet_list_open", "list_item_open", "paragraph_open", "paragraph_open", "em_open")
    ]


@given(st.text())
def test_any_text_is_shown_and_nothing_else(text: str) -> None:
    found = only_text(f"x {code(text)}")
    shown = "".join(one.content for one in found if one.type == "code_inline")
    assert shown or code(text) == "(empty)"
    assert len([one for one in only_text(block(text)) if one.type == "fence"]) == 1


def test_a_plain_text_stands_as_it_is() -> None:
    assert code("a cup") == "`a cup`"
    assert code("a `b` c") == "``a `b` c``"
    assert code("`b`") == "`` `b` ``"
    assert code(" \n ") == "(empty)"
    assert block("one\n\ntwo", indent="  ") == "  ~~~\n  one\n\n  two\n  ~~~"


def test_long_texts_are_cut_and_say_so() -> None:
    assert shortened("a" * 10, 4) == "aaaa … [6 more characters]"
    assert shortened("a" * 4, 4) == "aaaa"
    assert code("word " * 100, 9) == "`word word … [490 more characters]`"


def test_marks_that_turn_the_direction_are_written_out() -> None:
    assert code("abc\u202egnp.exe") == r"`abc\u202egnp.exe`"
    assert code("a\x00b") == r"`a\u0000b`"
