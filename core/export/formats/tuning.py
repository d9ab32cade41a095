"""What the fine-tune formats have in common: JSON Lines of lessons or of preferences, a file for each split, figures for the manifest."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

import orjson

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option, SplitFiles, split_files
from core.export.output import Output
from core.export.pairs.figures import Figures
from core.export.pairs.lessons import Lesson, lessons
from core.export.pairs.pair import Preference
from core.export.pairs.prompt import Turn
from core.export.pairs.reading import preferences
from core.export.record import Record

Row = dict[str, JsonValue]
_HASHED_AT_ONCE = 1 << 18

CONVERSATIONAL = Option("conversational", True, "prompts and replies as lists of messages; without it as plain text")
EXTRA = Option("extra", True, "columns that trainers pass over: weight, action, cause, length gap, who judged which item")
TRL_OPTIONS = (CONVERSATIONAL, EXTRA)


class TuningFormat(FormatBase):
    """A format of the purpose fine-tune: one object a line."""

    suffix: str = ".jsonl"
    purposes: tuple[Purpose, ...] = (Purpose.FINE_TUNE,)


class LessonFormat(TuningFormat):
    """A format whose records are labels as replies to prompts."""

    def row(self, cut: Cut, lesson: Lesson) -> Row:
        """The record of a lesson."""
        raise NotImplementedError

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        figures = Figures()
        with _sink(cut, output) as sink:
            for lesson in lessons(cut):
                if sink.full:
                    break
                figures.take_prompt(cut, lesson.prompt, lesson.record.seq)
                cut.lose("renamed_labels", int(lesson.outdated))
                sink.write(lesson.record, self.row(cut, lesson))
        cut.figures.update(figures.to_json())


class PreferenceFormat(TuningFormat):
    """A format whose records are preferences. `unpaired`: also those without a counterpart."""

    unpaired: bool = False

    def rows(self, cut: Cut, found: Sequence[Preference]) -> Iterator[tuple[Preference, Row]]:
        """The records of one item's preferences, each with the preference that it is of."""
        raise NotImplementedError

    def parted(self, cut: Cut) -> Iterator[list[Record]]:
        """See `Format.parted`: the items that are written, also those that have no label."""
        for found in preferences(cut):
            yield [one.record for one in found if self.unpaired or one.paired]

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        figures = Figures()
        with _sink(cut, output) as sink:
            for found in preferences(cut):
                kept = [one for one in found if self.unpaired or one.paired]
                cut.lose("unpaired", len(found) - len(kept))
                for one in kept:
                    figures.take(cut, one)
                for one, row in self.rows(cut, kept):
                    if not sink.full:
                        sink.write(one.record, row)
                if sink.full:
                    break
        cut.figures.update(figures.to_json())


class _Sink:
    """Writes records into the files of their splits. Canonical lines, which say the split too, are hashed many at once."""

    def __init__(self, cut: Cut, files: SplitFiles) -> None:
        self._cut, self._files = cut, files
        self._lines = bytearray()

    @property
    def full(self) -> bool:
        """Whether the cut wants no more records."""
        return self._cut.limit is not None and self._cut.records >= self._cut.limit

    def write(self, record: Record, row: Row) -> None:
        """Write the record of an item."""
        split = self._cut.splits.split(record.seq)
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        self._files.write(split, line)
        self._lines += split.encode() + b"\t" + line if split else line
        self._cut.counted(record, split=split)
        if len(self._lines) > _HASHED_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Hash what was written."""
        self._cut.hashed(bytes(self._lines))
        self._lines.clear()


@contextmanager
def _sink(cut: Cut, output: Output) -> Generator[_Sink]:
    with split_files(cut, output) as files:
        sink = _Sink(cut, files)
        yield sink
        sink.flush()


def spoken(turns: Sequence[Turn]) -> list[JsonValue]:
    """Turns as messages."""
    return [{**turn} for turn in turns]


def said(reply: str) -> list[JsonValue]:
    """A reply as the one message of the assistant."""
    return [{"role": "assistant", "content": reply}]


def plain(turns: Sequence[Turn]) -> str:
    """A prompt as one text, which the reply follows: paragraphs; where several people speak, with who does before each."""
    several = any(turn["role"] == "assistant" for turn in turns) or sum(turn["role"] == "user" for turn in turns) > 1
    told = [f"{turn['role'].capitalize()}: {turn['content']}" if several else turn["content"] for turn in turns]
    return "\n\n".join([*told, "Assistant: "] if several else [*told, ""])


def conversational(cut: Cut) -> bool:
    """Whether messages are wanted, and not plain text."""
    return bool(cut.option(CONVERSATIONAL.name, CONVERSATIONAL.default))


def extra(cut: Cut, one: Preference) -> Row:
    """The further columns of a preference, where they are wanted."""
    if not cut.option(EXTRA.name, EXTRA.default):
        return {}
    record = one.record
    return {
        "weight": one.weight,
        "action": one.action,
        "cause": one.cause.value,
        "length_gap": one.length_gap,
        "item_id": record.item_id,
        "reviewer": record.reviewer,
        "reason": one.reason,
        "prompt_version": one.prompt.version,
        "model": one.prompt.model,
        "decision_id": one.decision_id,
    }
