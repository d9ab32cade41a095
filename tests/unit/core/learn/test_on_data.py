"""The learner with its encoders on real texts: a sample of banking77 (tests/data), 400 items with 77 labels."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from core.encode import Encoder, load_encoder
from core.encode.build import build_encoder
from core.encode.minilm import MiniLm
from core.learn import Calibration, Learner

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "banking77_sample.csv"
with SAMPLE.open(encoding="utf-8", newline="") as file:
    ROWS = [(row["text"], row["label"]) for row in csv.DictReader(file)]
NAMES = sorted({label for _, label in ROWS})


@pytest.fixture(scope="module")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> MiniLm:
    pytest.importorskip("onnx")
    folder = tmp_path_factory.mktemp("encoder")
    build_encoder(folder)
    return MiniLm(folder)


def precision_and_coverage(learner: Learner, encoder: Encoder, rows: list[tuple[str, str]]) -> tuple[float, float]:
    predictions = [(learner.predict(encoder.encode(text)), NAMES.index(label)) for text, label in rows]
    said = [prediction.labels[0] == label for prediction, label in predictions if not prediction.no_idea]
    return float(np.mean(said)) if said else 0.0, len(said) / len(rows)


def blank(names: list[str], encoder: Encoder) -> Learner:
    return Learner(names, [""] * len(names), encoder.encode)


def test_from_the_first_item_on_most_items_get_a_good_suggestion(minilm: MiniLm) -> None:
    precision, coverage = precision_and_coverage(blank(NAMES, minilm), minilm, ROWS)
    assert coverage > 0.95
    assert precision > 0.55


def test_likely_means_mostly_right(minilm: MiniLm) -> None:
    learner, calibration = blank(NAMES, minilm), Calibration()
    found = [(learner.predict(minilm.encode(text)), NAMES.index(label)) for text, label in ROWS]
    likely = [prediction.labels[0] == label for prediction, label in found if calibration.likely(prediction.raw)]
    unsure = [prediction.labels[0] == label for prediction, label in found if not calibration.likely(prediction.raw)]
    assert np.mean(likely) > 0.7
    assert np.mean(unsure) < 0.5


@pytest.mark.parametrize("pattern", ["{}", "label {}", "L{}"])
def test_labels_without_meaning_get_no_suggestion_at_first(minilm: MiniLm, pattern: str) -> None:
    names = [pattern.format(place) for place in range(len(NAMES))]
    assert precision_and_coverage(blank(names, minilm), minilm, ROWS[:100])[1] == 0


def test_decisions_make_it_better(minilm: MiniLm) -> None:
    learner = blank(NAMES, minilm)
    before, _ = precision_and_coverage(learner, minilm, ROWS[300:])
    learner.replay([(NAMES.index(label), minilm.encode(text), +1) for text, label in ROWS[:300]])
    after, _ = precision_and_coverage(learner, minilm, ROWS[300:])
    assert after > before + 0.05


def test_characters_do_for_english_what_they_can() -> None:
    encoder = load_encoder("characters/1")
    precision, coverage = precision_and_coverage(blank(NAMES, encoder), encoder, ROWS)
    assert coverage > 0.85
    assert precision > 0.45
