"""The options of `countersign project create` as the settings of a project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UserError

if TYPE_CHECKING:
    from core.domain.json import JsonValue
    from core.domain.task import Field, Options, Task
    from core.ingest.task_file import ProjectFile


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """What was given on the command line; None or empty: not given. `labels_text`: the text of the file with labels."""

    name: str | None
    kind: str = "choice"
    labels: str = ""
    labels_text: str | None = None
    fields: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    like: Path | None = None
    from_file: Path | None = None
    guidelines: str = ""
    order: str | None = None
    seed: int = 0


def project_of(words: ProjectWords) -> ProjectFile:
    """The settings that the words ask for, over those of a file. Raises `UserError`."""
    from core.ingest.task_file import ProjectFile, read_project_file  # noqa: PLC0415
    from core.review.orders import order_of  # noqa: PLC0415

    _refuse_twice(words)
    base = read_project_file(words.from_file) if words.from_file else ProjectFile("", _task(words))
    name = words.name or base.name
    if not name:
        raise UserError("project.bad_name", "The project has no name.", todo="Name it before the options, or in the file.")
    order = order_of(words.order or base.order).name
    return replace(base, name=name, order=order, seed=words.seed or base.seed, guidelines=words.guidelines or base.guidelines)


def _refuse_twice(words: ProjectWords) -> None:
    """Labels come from one place, and a whole file leaves nothing else to say about the task."""
    if words.labels and words.labels_text is not None:
        raise UserError("labels.twice", "The labels are given twice.", todo="Use --labels or --labels-file, not both.")
    others = words.labels or words.labels_text is not None or words.fields or words.options or words.like
    if words.from_file and others:
        raise UserError("option.value", "--from holds the whole task.", todo="Change the file, or leave --from out.")


def _task(words: ProjectWords) -> Task:
    from core.domain.kinds import kind_of  # noqa: PLC0415
    from core.domain.task import Label, Task, labels_of_text  # noqa: PLC0415

    if words.like is not None:
        return _task_like(words.like)
    if words.labels_text is not None:
        labels = labels_of_text(words.labels_text)
    else:
        labels = [Label(part) for part in words.labels.split(",") if part.strip()]
    task = Task(words.kind, tuple(labels), tuple(field_of_word(one) for one in words.fields), options_of(words.options))
    return kind_of(words.kind).check(task)


def _task_like(path: Path) -> Task:
    """The task that a file seems to ask."""
    from core.domain.kinds import kind_of  # noqa: PLC0415
    from core.ingest.detect import detect_table  # noqa: PLC0415
    from core.ingest.table import open_table  # noqa: PLC0415

    task = detect_table(open_table(path)).task
    return kind_of(task.kind).check(task)


def field_of_word(word: str) -> Field:
    """`NAME`, `NAME:TYPE` or `NAME:TYPE:ONE|OTHER`; `!` behind the name: it has to be filled. Raises `UserError`."""
    from core.domain.task import Field, FieldType  # noqa: PLC0415

    name, _, rest = word.partition(":")
    kind, _, choices = rest.partition(":")
    kind = kind.strip() or FieldType.STRING.value
    if kind not in set(FieldType):
        raise UserError("fields.bad_type", f"There is no type of field called {kind!r}.", todo=f"Known: {', '.join(FieldType)}.")
    named = tuple(part.strip() for part in choices.split("|") if part.strip())
    return Field(name.strip().removesuffix("!").strip(), FieldType(kind), "", named, name.strip().endswith("!"))


def options_of(words: tuple[str, ...]) -> Options:
    """The settings of a kind as `KEY=VALUE`; a list has commas, yes is `true`. Raises `UserError`."""
    from core.domain.task import Options  # noqa: PLC0415

    held: dict[str, JsonValue] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or key not in _READ:
            raise _bad(f"There is no option {key!r}", f"Write KEY=VALUE; known: {', '.join(_READ)}.")
        held[key] = _READ[key](value)
    options = Options.from_json(held)
    if "preset" in held and options.preset.value != held["preset"]:
        raise _bad(f"There is no preset {held['preset']!r}", "Known: yes_no, checklist.")
    return options


def _yes(value: str) -> JsonValue:
    if value.lower() not in ("true", "yes", "false", "no"):
        raise _bad(f"{value!r} is neither true nor false", "Write KEY=true.")
    return value.lower() in ("true", "yes")


def _whole(value: str) -> JsonValue:
    if not value.isdecimal():
        raise _bad(f"{value!r} is no whole number", "Write max_length=500.")
    return int(value)


def _list(value: str) -> JsonValue:
    return [part.strip() for part in value.split(",") if part.strip()]


_READ = {
    "preset": str,
    "separator": str,
    "overlapping": _yes,
    "severities": _list,
    "comments": _yes,
    "instruction": str,
    "max_length": _whole,
}


def _bad(what: str, todo: str) -> UserError:
    return UserError("option.value", f"{what}.", kept="Nothing was changed.", todo=todo)
