"""What every format of an export offers."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from core.domain.json import JsonValue
from core.domain.task import Task
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.output import Output
from core.export.record import Record


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a format: its name, what it is unless it is set (its type says what it takes), and what it does, in English."""

    name: str
    default: JsonValue
    told: str


class Format(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """The word on the command line."""
        ...

    @property
    def title(self) -> str:
        """The English name for people."""
        ...

    @property
    def told(self) -> str:
        """What it is good for, in a line of English."""
        ...

    @property
    def suffix(self) -> str:
        """The file name's end, with the dot; empty for a folder."""
        ...

    @property
    def folder(self) -> bool:
        """Whether it writes a folder."""
        ...

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """What it may be used for; the first one is meant where none is named."""
        ...

    @property
    def options(self) -> tuple[Option, ...]:
        """Its settings."""
        ...

    @property
    def lossless(self) -> bool:
        """Whether everything of a label table can be read back from it."""
        ...

    def problem(self, task: Task) -> str:
        """Why it cannot hold the answers of this task, in one sentence; empty when it can."""
        ...

    def parted(self, cut: Cut) -> Iterator[list[Record]]:
        """The records whose items get splits, where splits are asked for: all that it writes. Nothing is counted for good."""
        ...

    def write(self, cut: Cut, output: Output) -> None:
        """Write the files. What passes is counted by the cut, what cannot be held too. Raises `UserError`."""
        ...


class FormatBase:
    """A format of one file for any task, without settings."""

    name: str = ""
    title: str = ""
    told: str = ""
    suffix: str = ""
    folder: bool = False
    purposes: tuple[Purpose, ...] = (Purpose.EXCHANGE,)
    options: tuple[Option, ...] = ()
    lossless: bool = False

    def problem(self, task: Task) -> str:
        """See `Format.problem`."""
        return ""

    def parted(self, cut: Cut) -> Iterator[list[Record]]:
        """See `Format.parted`: the labelled records."""
        return cut.labelled()


class SplitFiles:
    """One file for each split (one alone where nothing is split), opened when its first record comes."""

    def __init__(self, output: Output, stack: ExitStack) -> None:
        self._output, self._stack = output, stack
        self._files: dict[str, BinaryIO] = {}

    def write(self, split: str, data: bytes) -> None:
        """Write to the file of a split."""
        if split not in self._files:
            self._files[split] = self._stack.enter_context(self._output.file(split).open("wb"))
        self._files[split].write(data)


@contextmanager
def split_files(cut: Cut, output: Output) -> Generator[SplitFiles]:
    """The files of a format whose records have no place for their split. Every split that was asked for has a file, if an empty one."""
    with ExitStack() as stack:
        files = SplitFiles(output, stack)
        for split in cut.splits.names or ("",):
            files.write(split, b"")
        yield files


def option_of(formats: Sequence[Option], name: str) -> Option | None:
    """The setting of this name, or None."""
    return next((one for one in formats if one.name == name), None)
