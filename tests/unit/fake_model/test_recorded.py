"""Recorded answers: found again in whatever prompt the text was put."""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fake_model.process import FakeProcess, running
from tests.fake_model.recorded import ANSWERS, Recorded, recorded

with ANSWERS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
TEXT, LABEL = 'She said "no" & left\nat 5 < 6', "said_no"


def asking(*contents: Any, **more: Any) -> dict[str, Any]:
    return {"model": "fake", "messages": [{"role": "user", "content": content} for content in contents], **more}


def test_every_recorded_text_gives_its_label_also_after_examples() -> None:
    replay = recorded()
    assert len(ROWS) == 300
    for example, row in zip(ROWS, ROWS[1:] + ROWS[:1], strict=True):
        prompt = f"Examples:\n<item>{example['text']}</item> {example['llm_gpt_5_mini']}\n\nItem: {row['text']}\nAnswer:"
        assert json.loads(replay(asking(prompt))) == {"answer": row["llm_gpt_5_mini"]}


def test_what_is_not_recorded_is_unknown() -> None:
    assert json.loads(recorded()(asking("What is the capital of France?"))) == {"answer": "unknown"}
    assert json.loads(recorded()({})) == {"answer": "unknown"}


def test_of_a_text_and_its_end_the_longer_one_counts() -> None:
    replay = Recorded({"My card": "short", "My card is lost": "long", "is lost": "tail", "": "none"})
    assert replay.label_for("Item: My card is late") == "short"
    assert replay.label_for("Item: My card is lost") == "long"
    assert Recorded({}).label_for("My card") == "unknown"


@pytest.mark.parametrize(
    "content",
    [
        f"<item>{html.escape(TEXT)}</item>",
        f"<item>{html.escape(TEXT, quote=False)}</item>",
        json.dumps({"text": TEXT}),
        f"# Item\n\n{TEXT}\n",
        [{"type": "text", "text": "Item: "}, {"type": "text", "text": TEXT}],
    ],
)
def test_escaped_for_xml_or_json_or_in_parts(content: Any) -> None:
    assert json.loads(Recorded({TEXT: LABEL})(asking("an older turn", content))) == {"answer": LABEL}


def test_a_rationale_comes_first_if_the_prompt_or_the_schema_asks_for_one() -> None:
    replay = Recorded({TEXT: LABEL})
    schema: dict[str, Any] = {"type": "json_schema", "json_schema": {"schema": {"properties": {"rationale": {}, "answer": {}}}}}
    for body in (asking(f"Give a rationale first.\n{TEXT}"), asking(TEXT, response_format=schema)):
        assert list(json.loads(replay(body))) == ["rationale", "answer"]
    assert list(json.loads(replay(asking(TEXT)))) == ["answer"]


def test_another_column_is_another_model(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id,text,gold,small,large\n1,Hello,greet,bye,greet\n", encoding="utf-8")
    assert recorded(path).label_for("Hello") == "bye"
    assert recorded(path, "large").label_for("Hello") == "greet"
    with pytest.raises(KeyError):
        recorded(path, "absent")


def test_a_process_answers_by_record() -> None:
    def label(fake: FakeProcess, text: str) -> str:
        answer = httpx.post(f"{fake.url}/chat/completions", json=asking(text), timeout=5).json()
        return json.loads(answer["choices"][0]["message"]["content"])["answer"]

    with running(answers=ANSWERS) as fake:
        assert [label(fake, row["text"]) for row in ROWS[:3]] == [row["llm_gpt_5_mini"] for row in ROWS[:3]]
