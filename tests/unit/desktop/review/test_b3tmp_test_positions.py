from __future__ import annotations
from hypothesis import settings as _s
_s.register_profile("x",max_examples=1200,deadline=None); _s.load_profile("x")

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from core.domain.graphemes import character_break, character_next
from desktop.review.positions import CHUNK, Positions, pieces_of

ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"
PIECES = (
    *("word", " ", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\r\r\n", "\n\r", "\x00", "\ufdd0"),
    *("我们", "e\u0301", ASTRONAUT, "\U0001f600", "\U00020000", "مرحبا", "\u202eabc\u202c", "\ufeff", "x" * 90),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=15).map("".join)


def document_of(text: str) -> tuple[QTextDocument, Positions]:
    document, positions = QTextDocument(), Positions()
    pieces = list(pieces_of(text))
    for piece in pieces:
        positions.add(piece)
    QTextCursor(document).insertText("\n".join(piece.text for piece in pieces))
    assert document.blockCount() == len(pieces)
    return document, positions


def inside_a_break(text: str, at: int) -> bool:
    return text[at - 1 : at + 1] == "\r\n" and at > 0


@given(TEXTS)
def test_every_code_point_goes_to_the_document_and_back(qapp: QApplication, text: str) -> None:
    document, positions = document_of(text)
    assert positions.covered == len(text)
    for at in range(len(text) + 1):
        back = positions.to_text(positions.to_document(at))
        assert back == (at - 1 if inside_a_break(text, at) else at)
        assert positions.to_document(at) < document.characterCount()


@given(TEXTS)
def test_a_sign_stands_where_the_map_says(qapp: QApplication, text: str) -> None:
    document, positions = document_of(text)
    for at, sign in enumerate(text):
        if sign in "\n\r\u2028\u2029\x0b\x0c\x00\ufdd0\ufdd1\ufeff\ufffe\xa0":  # breaks, and what Qt shows by another sign
            continue
        cursor = QTextCursor(document)
        cursor.setPosition(positions.to_document(at))
        cursor.setPosition(positions.to_document(at + 1), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().startswith(sign)


@given(st.lists(st.sampled_from(["x", "ab ", "我们", "e\u0301", "\U0001f600", "\r\n", "\n"]), max_size=6), st.integers(1, CHUNK))
def test_long_lines_are_cut_and_every_place_is_still_found(qapp: QApplication, units: list[str], times: int) -> None:
    text = "".join(unit * times for unit in units)
    pieces = list(pieces_of(text))
    assert max(len(piece.text) for piece in pieces) <= CHUNK
    positions = Positions()
    for piece in pieces:
        positions.add(piece)
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in pieces)
    for at in {0, len(text), *(piece.start for piece in pieces), *(min(len(text), piece.start + 1) for piece in pieces)}:
        assert positions.to_text(positions.to_document(at)) == (at - 1 if inside_a_break(text, at) else at)


def test_half_a_sign_is_the_sign(qapp: QApplication) -> None:
    positions = document_of("a\U0001f600b")[1]
    assert [positions.to_text(at) for at in range(5)] == [0, 1, 1, 2, 3]


def test_an_empty_text_has_one_place(qapp: QApplication) -> None:
    document, positions = document_of("")
    assert (document.blockCount(), positions.to_document(0), positions.to_text(0), positions.covered) == (1, 0, 0, 0)
    assert (Positions().to_document(3), Positions().to_text(3)) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        ASTRONAUT * 3,
        "e\u0301\u0323x",
        "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7",
        "\u1112\u1161\u11ab한국",
        "a\r\nb",
        "สวัสดี",
        "❤️‍🔥!",
        "我们",
    ],
)
def test_what_is_one_character_to_the_core_is_one_to_qt(qapp: QApplication, text: str) -> None:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    theirs = [0]
    while (at := finder.toNextBoundary()) != -1:
        theirs.append(len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le")))
    mine = [0, *(at for at in range(1, len(text)) if character_break(text, at)), len(text)]
    assert mine == theirs
    assert character_next(text, 0) == theirs[1]
