"""Answers that real models gave, replayed: whatever prompt an item is put into, the model says what it said of this text.

Source: tests/data/README.md.
"""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path

from tests.fake_model.behaviour import Body
from tests.fake_model.labels import text_of

ANSWERS = Path(__file__).resolve().parents[1] / "data" / "answers" / "banking77_gpt_5_mini.csv"
_KNOWN = ("id", "text", "gold", "label")


class Recorded:
    """A `Behaviour.text`: finds the recorded text that stands last in the last message of the user and answers its label.

    Examples before the item in one message do no harm as long as the item is recorded too. A few dictionary look-ups a character,
    from the end on: a benchmark must not measure this.
    """

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = {_plain(text): label for text, label in answers.items() if text.strip()}
        self._length = min(map(len, self._answers), default=1)
        self._ending: dict[str, list[str]] = {}
        for text in sorted(self._answers, key=len, reverse=True):
            self._ending.setdefault(text[-self._length :], []).append(text)

    def __call__(self, body: Body) -> str:
        """JSON `{"answer": label}`, with a rationale before it if the request asks for one; "unknown" for other texts."""
        answer = {"answer": self.label_for(_last_user_text(body))}
        why = {"rationale": "The text says so."} if _asks_for_a_rationale(body) else {}
        return json.dumps(why | answer, ensure_ascii=False)

    def label_for(self, prompt: str) -> str:
        """The label of the recorded text that ends last in `prompt`, as it is or escaped for XML or JSON."""
        prompt = _plain(prompt)
        for end in range(len(prompt), self._length - 1, -1):
            for text in self._ending.get(prompt[end - self._length : end], ()):
                if prompt.endswith(text, 0, end):
                    return self._answers[text]
        return "unknown"


def recorded(path: Path = ANSWERS, model: str | None = None) -> Recorded:
    """Read a CSV with a column `text` and a column per model; `model` names one, the default is the first.

    Raises `KeyError` for a column that is not there.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        column = model or next(name for name in rows.fieldnames or [] if name not in _KNOWN)
        return Recorded({row["text"]: row[column] for row in rows})


def _plain(text: str) -> str:
    """Without the escapes of XML and JSON, and with single spaces."""
    return " ".join(html.unescape(text).replace('\\"', '"').replace("\\n", " ").split())


def _last_user_text(body: Body) -> str:
    said = [text_of(message) for message in body.get("messages", []) if message.get("role") == "user"]
    return said[-1] if said else ""


def _asks_for_a_rationale(body: Body) -> bool:
    """By its schema where it sends one, else by the word in any message."""
    asked = body.get("response_format") or body.get("messages", [])
    return "rationale" in json.dumps(asked).lower()
