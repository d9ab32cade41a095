"""Texts that break things: everything under the nasty data, as strings that a workspace can hold."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from core.domain.task import is_line

ROOT = Path(__file__).resolve().parents[1]
#: what the files lack: signs of the formats themselves
OWN = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "''", "\tbegins with a tab", "\rreturn", "＝cmd", "+49 30 1234", "-3,5%"),
    *("__label__spam is no label", "said __label__x", "\\__label__y", "</s>", "a </s> b", "a</s>", "100%", "a%20b", "50 % off"),
    *("_x0041_", "_x005F_x0041_", "_x0041\x07", "__x0007_", "bell\x07 escape\x1b", "\ufffe\uffff\ufeff", "a\x85b\u2028c\u2029d\x1ce"),
    *("-DOCSTART- -X- O O", "# a comment O", "word O", "a B-x\nb I-x", "line\nbreak", "line\r\nbreak", "old\rMac", "end\n", " lead"),
    *('["a"]', '[1, 2]', '{"a": 1}', '{"choices": ["x"]}', "[]", "{}", "null", "true", "NaN", "1e5", "007", "0x1F", "1.0", "TRUE", "#N/A"),
    *("joy|anger", "a;b", "a, b", '["joy"]', "label:text", "---", "'0'", "<b>bold</b> & <script>alert(1)</script>", "| a | b |", "](http://x)"),
    *("e\u0301te\u0301", "नमस्ते", "卡丢了，怎么办？", "שלום עולם", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "\u202eright to left\u202c", "﷽"),
    *("trail ", "x" * 40_000, "末" * 33_000, "🧿" * 17_000),
)  # fmt: skip


def folders() -> list[Path]:
    """Where the data is: all of it where it is at hand, and what is committed."""
    shared = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data")) / "nasty"
    return [one for one in (shared, ROOT / "tests" / "data" / "nasty") if one.is_dir()]


@cache
def nasty_texts() -> tuple[str, ...]:
    """Every text once: those above, the strings of JSON Lines, other files as a whole and line by line. At most 40 lines of a file."""
    found = [
        *OWN,
        *(text for folder in folders() for path in sorted(folder.rglob("*")) if path.is_file() for text in _texts(path)),
    ]
    return tuple(dict.fromkeys(one for one in found if can_be_text(one)))


def _texts(path: Path) -> Iterator[str]:
    text = path.read_bytes()[:200_000].decode("utf-8", errors="replace")
    if path.suffix == ".jsonl":
        for line in text.split("\n"):
            yield from _strings(line)
        return
    yield text
    yield from text.split("\n")[:40]


def _strings(line: str) -> Iterator[str]:
    try:
        held: Any = json.loads(line)
    except ValueError:
        return
    values = cast("dict[str, Any]", held).values() if isinstance(held, dict) else ()
    yield from (value for value in values if isinstance(value, str))


def can_be_text(text: str) -> bool:
    """Whether an item can say this: no U+0000, no half of a pair, something that is seen."""
    return bool(text.strip()) and "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def can_be_label(text: str) -> bool:
    """Whether a label can be called so."""
    return can_be_text(text) and text == text.strip() and len(text) <= 200 and is_line(text)
