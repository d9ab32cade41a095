"""Behaviour of the encoder of characters."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.encode.characters import Characters

ENCODER = Characters()


@given(st.text(max_size=60))
def test_vectors_have_length_one_or_nothing_to_say(text: str) -> None:
    norm = float(np.linalg.norm(ENCODER.encode(text)))
    assert abs(norm - 1) < 1e-5 or norm == 0


def test_a_text_without_characters_gives_zeros() -> None:
    assert not ENCODER.encode(" \n\t").any()


def test_case_and_width_do_not_count() -> None:
    assert np.array_equal(ENCODER.encode("Card ＡＢＣ"), ENCODER.encode("card abc"))


def test_related_chinese_texts_are_closer_than_unrelated_ones() -> None:
    card, lost, weather = (ENCODER.encode(text) for text in ("我的银行卡丢了", "银行卡丢失怎么办", "今天天气很好"))
    assert card @ lost > card @ weather + 0.2


def test_inflected_words_are_close() -> None:
    one, other, apart = (
        ENCODER.encode(text) for text in ("Überweisung fehlgeschlagen", "Überweisungen schlagen fehl", "Guten Morgen")
    )
    assert one @ other > one @ apart + 0.2


def test_another_process_gives_the_same_bits() -> None:
    program = (
        "import sys; from core.encode.characters import Characters;"
        "sys.stdout.buffer.write(Characters().encode('Wo ist 我的卡?').tobytes())"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert other == ENCODER.encode("Wo ist 我的卡?").tobytes()


def test_a_megabyte_costs_what_a_page_does() -> None:
    begun = time.perf_counter()
    ENCODER.encode("字" * 1_000_000)
    assert time.perf_counter() - begun < 1


def test_lone_surrogates_are_survived() -> None:
    assert ENCODER.encode("card \ud800 lost").any()
