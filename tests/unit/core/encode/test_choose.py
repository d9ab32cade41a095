"""Which encoder a project gets, and how vectors are stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.encode import ENCODERS, choose_encoder, from_bytes, load_encoder, minilm, rounded, to_bytes
from core.errors import UserError

MINILM, CHARACTERS = "minilm-int8/1", "characters/1"


@pytest.fixture
def with_minilm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the encoder count as there, whatever was built on this machine."""
    monkeypatch.setattr(minilm, "available", lambda: True)


@pytest.mark.usefixtures("with_minilm")
@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["I am still waiting on my card?", "What can I do if it has not arrived?"], MINILM),
        (["Blue cotton shirt, size L", "Oak table 120 cm"], MINILM),
        ([], MINILM),
        (["12345", "€ 99.50"], MINILM),
        (["土耳其三面环海", "雷达的发展"], CHARACTERS),
        (["Where is my order 订单号码在哪里可以找到呢"], CHARACTERS),
        (["Где моя карта?"], CHARACTERS),
        (["Wo ist meine Karte, die ich bestellt habe?", "Das Geld ist nicht auf dem Konto."], CHARACTERS),
        (["¿Dónde está la tarjeta que pedí?", "No puedo ver el saldo de mi cuenta."], CHARACTERS),
        (["Je ne trouve pas la carte que vous avez envoyée."], CHARACTERS),
    ],
)
def test_texts_choose_their_encoder(texts: list[str], name: str) -> None:
    assert choose_encoder(texts) == name


def test_without_its_files_english_gets_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "available", lambda: False)
    assert choose_encoder(["I am still waiting on my card?"]) == CHARACTERS


def test_names_in_the_table_are_those_of_the_encoders() -> None:
    assert set(ENCODERS) == {MINILM, CHARACTERS}
    assert load_encoder(CHARACTERS).name == CHARACTERS


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        load_encoder("later/9")
    assert caught.value.code == "encoder.unknown"


def test_a_stored_vector_is_the_rounded_fresh_one() -> None:
    vector = load_encoder(CHARACTERS).encode("Where is my card?")
    blob = to_bytes(vector)
    assert len(blob) == 2 * len(vector)
    assert np.array_equal(from_bytes(blob), rounded(vector))


def test_importing_loads_nothing_heavy() -> None:
    heavy = "{'onnxruntime', 'tokenizers', 'sklearn', 'scipy', 'onnx'}"
    program = f"import sys, core.encode, core.learn; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[4]
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=root).stdout
    assert out.strip() == "[]"
