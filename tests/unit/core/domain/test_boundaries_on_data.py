from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from core.domain.boundaries import Unit, snapped

ROOT = Path(__file__).resolve().parents[4]
HEADS = ROOT / "tests" / "data" / "heads"
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data"))


def passages(name: str) -> Iterator[tuple[str, int, int]]:
    """Every passage that people marked in a file: the text, and where it stands."""
    path = SHARED / name if (SHARED / name).exists() else HEADS / name
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked = row.get("spans") or [span for person in row.get("human", ()) for span in person["spans"]]
        yield from ((row["text"], span["start"], span["end"]) for span in marked)


def share_of_whole_words(name: str) -> float:
    found = [snapped(text, start, end, Unit.WORD) == (start, end) for text, start, end in passages(name)]
    assert len(found) >= 4
    return sum(found) / len(found)


def test_entities_that_people_marked_are_whole_words() -> None:
    assert share_of_whole_words("spans_wnut17.jsonl") == 1.0


def test_errors_that_people_marked_by_hand_are_nearly_always_whole_words() -> None:
    assert share_of_whole_words("spans_d2t_gsmarena_human_vs_6llms.jsonl") >= 0.95
