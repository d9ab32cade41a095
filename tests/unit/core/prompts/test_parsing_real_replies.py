"""Answers of real models in five languages: a floor for the share understood, and no answer that the reference does not see."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from core.domain.task import Label, Task
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, parse_reply

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data"))
TOPICS = ("science/technology", "travel", "politics", "sports", "health", "entertainment", "geography")
SAMPLES = ROOT / "tests/data/llm_banking77_head.csv"


def task(names: tuple[str, ...]) -> Task:
    return Task("choice", tuple(Label(name) for name in names))


# What is not read names no label of the list ("technology"), or a second topic beside it: the reference, a regular expression, does
# not see that. Measured on all rows: 0.93 and 0.97.
@pytest.mark.parametrize(("model", "floor"), [("gpt35", 0.9), ("gpt4", 0.95)])
def test_prose_answers_in_five_languages(model: str, floor: float) -> None:
    with (DATA / "llm_sib200_topics_5langs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::2]
    read, wrong, beyond = 0, 0, 0
    one = [row for row in rows if row[f"{model}_label"] in TOPICS]
    for row in rows:
        parsed = parse_reply(row[f"{model}_raw"], task(TOPICS), Contract())
        labels = row[f"{model}_label"].split("|")
        read += parsed.answered and len(labels) == 1
        wrong += parsed.answered and len(labels) == 1 and parsed.answer != labels[0]
        beyond += parsed.answered and (len(labels) > 1 or not labels[0])
    assert len(one) > 300
    assert read >= floor * len(one)
    assert wrong == 0
    assert beyond <= 1


def test_labels_of_three_models_are_read_as_they_are() -> None:
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [name for name in rows[0] if name.startswith(("llm_", "mipro_"))]
    names = tuple(dict.fromkeys(row["gold"] for row in rows))
    outcomes = [(parse_reply(row[name], task(names), Contract()), row[name]) for row in rows for name in columns]
    assert all(parsed.answer == raw for parsed, raw in outcomes if raw in names)
    assert all(
        parsed.outcome in (Outcome.OFF_LIST, Outcome.MAPPED, Outcome.NO_ANSWER) for parsed, raw in outcomes if raw not in names
    )
    assert sum(raw in names for _, raw in outcomes) > 250
    assert sum(raw not in names for _, raw in outcomes) > 25
