"""The canonical lines: whatever a record holds, its line is the object of its columns, as orjson writes it."""

from __future__ import annotations

import random
from typing import Any

import orjson
import pytest

from core import clock
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.export.lines import Liner
from core.export.record import Record, Records
from core.export.rows import Sheet, instants
from core.storage.sql import to_json
from tests.kinds import ANSWERS, TASKS
from tests.nasty import nasty_texts


def records(task: str) -> list[Record]:
    """Records with every text that breaks things, in every column that takes one."""
    dice, texts = random.Random(task), nasty_texts()
    stored = to_json({"a": '\n,\n  "', "b": [1, None]})

    def word() -> str:
        return dice.choice(("", "", "ann", *texts[:200]))

    return [
        Record(
            n, f"{n} {word()}", text, dice.choice((None, stored)), dice.choice((None, stored)), to_json(dice.choice(ANSWERS[task])),
            dice.choice(("blind", "imported")), word(), 1.0, dice.choice((None, 0.1, 1 / 3, 1.0)), word(), word(), word(),
            dice.choice((None, 1_795_316_187_302_201, dice.randrange(4 * 10**15))), None, None, None, 1,
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


def expected(sheet: Sheet, task: Task, one: Record) -> bytes:
    """The line, put together from a whole object."""
    more: dict[str, Any] = dict(zip(sheet.own, kind_of(task.kind).values(one.answer, task), strict=True))
    more |= {"parts": orjson.Fragment(one.parts or "null")} if sheet.parts else {}
    more |= {"metadata": orjson.Fragment(one.metadata or "null")} if sheet.metadata else {}
    whole = {
        "item_id": one.item_id, "text": one.text, "label": orjson.Fragment(one.label), "label_source": one.source,
        "reviewer": one.reviewer, "sample_weight": one.weight, "selection_prob": one.selection_prob, "split": one.split,
        "group_id": one.group, "suggester": one.suggester, "decided_at": "" if one.decided_us is None else clock.iso(one.decided_us),
    }  # fmt: skip
    assert (*whole, *more) == sheet.columns
    return orjson.dumps({**whole, **more}, option=orjson.OPT_APPEND_NEWLINE)


@pytest.mark.parametrize("beside", [False, True], ids=["bare", "beside"])
@pytest.mark.parametrize("task", TASKS)
def test_a_line_is_the_object_of_its_columns(task: str, beside: bool) -> None:
    sheet, made = Sheet(TASKS[task], parts=beside, metadata=beside), records(task)
    lines = [expected(sheet, TASKS[task], one) for one in made]
    liner = Liner(sheet)
    assert liner.lines(Records.of(made)) == b"".join(lines)
    assert [liner.lines(Records.of([one])) for one in made] == lines


def test_no_records_make_no_lines() -> None:
    assert Liner(Sheet(TASKS["choice"])).lines(Records.of([])) == b""


def test_instants_are_told_as_the_clock_tells_them() -> None:
    dice = random.Random(1)
    some = [0, 1, 999_999, 1_000_000, *(dice.randrange(-(10**15), 4 * 10**15) for _ in range(2_000))]
    assert instants([None, *some]) == ["", *map(clock.iso, some)]


def test_records_turn_into_columns_and_back() -> None:
    made = records("choice")[:7]
    columns = Records.of(made)
    assert columns.records() == made
    assert Records.joined([columns.part(0, 3), columns.part(3, 3), columns.part(3, 7)]) == columns
