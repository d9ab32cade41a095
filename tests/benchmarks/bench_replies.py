"""Replies of real models through the parser: share understood, each kind of miss counted, disagreement with a reference reading.

Run by hand:

    python tests/benchmarks/bench_replies.py [--examples 5]

Reads the data folder of COUNTERSIGN_DATA: labels of 77 intents by three models (llm_banking77_3models.csv), prose answers in five
languages of items (llm_sib200_topics_5langs.csv), labels by ten models (llm_mediabias_babe_10llms.csv) and recorded HTTP bodies
(llm_responses). No item text is printed, replies only with `--examples`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.domain.task import Label, Task  # noqa: E402  (run as a script)
from core.prompts.content import Contract  # noqa: E402
from core.prompts.parsing import Outcome, parse_reply  # noqa: E402
from core.prompts.parsing.objects import load, objects  # noqa: E402

DATA = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data"))
SIB200 = ("science/technology", "travel", "politics", "sports", "health", "entertainment", "geography")
BANKING_COLUMNS = (
    "llm_claude_4_5_sonnet",
    "llm_gpt_5_2",
    "llm_gpt_5_mini",
    "mipro_claude_4_5_sonnet",
    "mipro_gpt_5_2",
    "mipro_gpt_5_mini",
)


@dataclass
class Score:
    """What became of the replies of one source. `compared`, `differ`, `lost`: where the reference reads exactly one label."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    compared: int = 0
    differ: int = 0
    lost: int = 0
    invented: int = 0
    shown: list[str] = field(default_factory=list[str])

    def add(self, reply: str, reference: tuple[str, ...], task: Task) -> None:
        """Read one reply and hold it against the labels that the reference found in it."""
        parsed = parse_reply(reply, task, Contract())
        self.outcomes[parsed.outcome] += 1
        if len(reference) == 1:
            self.compared += 1
            self.lost += not parsed.answered
            self.differ += parsed.answered and parsed.answer != reference[0]
        elif parsed.answered:
            self.invented += 1
        if parsed.answered != (len(reference) == 1) or (parsed.answered and parsed.answer != reference[0]):
            self.shown.append(f"{parsed.outcome}: {parsed.answer!r} (reference {'|'.join(reference) or 'none'}) {reply[:300]!r}")

    def line(self, name: str) -> str:
        """The figures in one line."""
        total = sum(self.outcomes.values())
        understood = self.outcomes[Outcome.OK] + self.outcomes[Outcome.MAPPED]
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.outcomes.items()))
        against = f"of {self.compared} with one reference label {self.lost} not read, {self.differ} read otherwise"
        against += f"; {self.invented} read beyond it"
        return f"{name}: {total} replies, {understood / total:.1%} understood ({kinds}); {against}"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def choice(names: Iterable[str]) -> Task:
    """A task of the kind `choice`."""
    return Task("choice", tuple(Label(name) for name in dict.fromkeys(names)))


def banking_tasks() -> dict[str, Task]:
    """The labels that the models were given, and these together with all gold labels of the file."""
    prompt = (DATA / "llm_banking77_prompt.txt").read_text(encoding="utf-8")
    given = [name.strip() for name in prompt.split("Labels:")[1].split("Return ONLY")[0].split(",")]
    gold = [row["gold"] for row in rows("llm_banking77_3models.csv")]
    return {"gold": choice(gold), "labels of the prompt": choice(given), "labels of the prompt and gold": choice([*given, *gold])}


def banking(set_name: str, task: Task) -> dict[str, Score]:
    """One score for each column; the reference is the cell itself, when it is a label."""
    scores = {column: Score() for column in BANKING_COLUMNS}
    for row in rows("llm_banking77_3models.csv"):
        for column, score in scores.items():
            score.add(row[column], (row[column],) if row[column] in task.names else (), task)
    return {f"banking77, {set_name} ({len(task.names)}), {column}": score for column, score in scores.items()}


def sib200() -> dict[str, Score]:
    """One score for each model and language; the reference is a regular expression's reading of which labels occur."""
    task = choice(SIB200)
    scores: dict[str, Score] = {}
    for row in rows("llm_sib200_topics_5langs.csv"):
        for model in ("gpt35", "gpt4"):
            reference = tuple(part for part in row[f"{model}_label"].split("|") if part)
            scores.setdefault(f"SIB-200, {model}, {row['lang']}", Score()).add(row[f"{model}_raw"], reference, task)
    return dict(sorted(scores.items()))


def media_bias() -> dict[str, Score]:
    """Labels 0 and 1, `?` where the authors found none: a check that a mark of no answer is no label."""
    task = choice(("0", "1"))
    score = Score()
    for row in rows("llm_mediabias_babe_10llms.csv"):
        for column in (name for name in row if name.startswith("llm_")):
            score.add(row[column], (row[column],) if row[column] in task.names else (), task)
    return {"media bias, ten models": score}


def said_in(body: str) -> str | None:
    """The text of the assistant in a recorded body: one JSON document, or a stream of events. None when it holds none."""
    if body.lstrip().startswith("{"):
        return text_of(json.loads(body))
    parts: list[str] = []
    for line in body.splitlines():
        if line.startswith("data:") and line[5:].strip() not in ("", "[DONE]"):
            parts.append(piece_of(json.loads(line[5:])))
    return "".join(parts) or None


def parts_in(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; none when it is no list."""
    parts = cast("list[Any]", value) if isinstance(value, list) else []
    return [part for part in parts if isinstance(part, dict)]


def inner(value: Any) -> dict[str, Any]:
    """An object, or an empty one in place of anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def piece_of(event: dict[str, Any]) -> str:
    """The text that one event of a stream adds: OpenAI chat, completions and responses, Anthropic."""
    delta = event.get("delta")
    if event.get("type") == "response.output_text.delta":
        return str(delta)
    first = (parts_in(event.get("choices")) or [inner(None)])[0]
    return str(inner(delta).get("text") or inner(first.get("delta")).get("content") or first.get("text") or "")


def text_of(body: dict[str, Any]) -> str | None:
    """The text in one JSON document: OpenAI chat, completions, responses and threads, Anthropic."""
    parts = [str(inner(one.get("message")).get("content") or one.get("text") or "") for one in parts_in(body.get("choices"))]
    blocks = parts_in(body.get("content"))
    for holder in (*parts_in(body.get("output")), *parts_in(body.get("data"))):
        blocks += parts_in(holder.get("content")) if holder.get("role") != "user" else []
    parts += [str(inner(block.get("text")).get("value") or block.get("text") or "") for block in blocks]
    return "".join(parts) or None


@dataclass
class Bodies:
    """What recorded bodies hold.

    `refused`: no text, but a refusal or a filter; `silent`: nothing at all; `json`: text in which an object is found; `looks_json`:
    text that is one strict object.
    """

    total: int = 0
    text: int = 0
    tools: int = 0
    errors: int = 0
    refused: int = 0
    silent: int = 0
    json: int = 0
    looks_json: int = 0
    raised: int = 0


def recorded() -> Bodies:
    """All bodies: is the text found, does the parser find the objects in it, does anything raise."""
    seen = Bodies()
    task = choice(SIB200)
    for line in (DATA / "llm_responses/recorded_completions_openllmetry.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        body = str(record["response_body"])
        text = said_in(body) if record["status"] == 200 else None
        seen.total += 1
        seen.errors += record["status"] != 200
        seen.text += text is not None
        tool = any(word in body for word in ('"tool_calls"', '"function_call"', '"tool_use"'))
        seen.tools += text is None and tool
        refused = any(word in body for word in ('"refusal": "', "content_filter", "management policy"))
        seen.refused += text is None and record["status"] == 200 and not tool and refused
        seen.silent += text is None and record["status"] == 200 and not tool and not refused
        if text is not None:
            count_json(text, task, seen)
    return seen


def count_json(text: str, task: Task, seen: Bodies) -> None:
    """Count the objects in a text; reading it as a reply must not raise."""
    found = next(objects(text), None)
    seen.json += found is not None
    try:
        seen.looks_json += isinstance(load(text), dict)
    except ValueError:
        seen.looks_json += 0
    try:
        parse_reply(text, task, Contract())
    except Exception as error:
        seen.raised += 1
        print("raised:", type(error).__name__, error)


def show(scores: dict[str, Score], examples: int) -> Score:
    """Print the scores and their sum."""
    whole = Score()
    for name, score in scores.items():
        print(score.line(name))
        for line in score.shown[:examples]:
            print("    ", line)
        whole.outcomes += score.outcomes
        for part in ("compared", "differ", "lost", "invented"):
            setattr(whole, part, getattr(whole, part) + getattr(score, part))
    print(whole.line("  together"))
    return whole


def main() -> None:
    """Print the figures of every source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=0, help="replies to print where the reading and the reference differ")
    examples: int = parser.parse_args().examples
    began = time.perf_counter()
    for set_name, task in banking_tasks().items():
        show(banking(set_name, task), examples)
    whole = show(sib200(), examples)
    count = sum(whole.outcomes.values())
    show(media_bias(), examples)
    print(f"recorded bodies: {recorded()}")
    print(f"{time.perf_counter() - began:.1f} s in all; SIB-200 held {count} replies")


if __name__ == "__main__":
    main()
