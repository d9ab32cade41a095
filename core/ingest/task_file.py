"""A project's settings as one YAML file: what `countersign project show --yaml` writes and `project create --from` reads.

name: Support
kind: choice
instruction: What does the customer want?
labels:
  - name: refund
    description: wants money back
  - delivery
guidelines: |
  # How to decide
order: uncertain
import: {text: question, gold: intent}
queues:
  - {name: Hard ones, filter: {confidence: [0, 0.6]}, order: uncertain}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.domain.json import JsonValue
from core.domain.kinds import KINDS
from core.domain.task import Field, Label, Task
from core.errors import UserError
from core.ingest.mapping import Mapping
from core.ingest.task_file_reader import QueueSetting, Reader
from core.ingest.yaml_values import YamlNode, invalid, read_yaml, write_yaml

_LARGEST_FILE = 16 << 20


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A project's settings. `mapping`: how its files are imported, where that is settled."""

    name: str
    task: Task
    guidelines: str = ""
    order: str = "uncertain"
    seed: int = 0
    mapping: Mapping | None = None
    queues: tuple[QueueSetting, ...] = ()
    reviewers_add_labels: bool = True


def project_yaml(project: ProjectFile) -> str:
    """The settings as YAML; what says nothing is left out."""
    task = project.task
    options = task.options.to_json()
    held = dict(options) if isinstance(options, dict) else {}
    instruction = held.pop("instruction", "")
    value: dict[str, JsonValue] = {
        "name": project.name,
        "kind": task.kind,
        "instruction": instruction,
        "labels": [_label_value(label) for label in task.labels],
        "fields": [_field_value(one) for one in task.fields],
        "options": held,
        "guidelines": project.guidelines,
        "order": project.order,
        "seed": project.seed,
        "reviewers_add_labels": None if project.reviewers_add_labels else False,
        "import": None if project.mapping is None else _filled(project.mapping.to_json()),
        "queues": [{"name": one.name, "filter": one.filter, "order": one.order} for one in project.queues],
    }
    return write_yaml({name: part for name, part in value.items() if name in ("name", "kind") or not _says_nothing(part)})


def _says_nothing(part: JsonValue) -> bool:
    return part is None or (part is not False and not part)


def _label_value(label: Label) -> JsonValue:
    value = label.to_json()
    held = {name: part for name, part in value.items() if part} if isinstance(value, dict) else {}
    return label.name if held.keys() == {"name"} else held


def _field_value(field: Field) -> JsonValue:
    return _filled(field.to_json())


def _filled(value: JsonValue) -> JsonValue:
    """The value without what is empty."""
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part not in (None, "", [], False)}
    return [_filled(one) for one in value] if isinstance(value, list) else value


def read_project_file(path: Path) -> ProjectFile:
    """The settings in a file. Raises `UserError`, which names the file and the line."""
    return parse_project_file(read_settings(path), path.name, path.parent)


def read_settings(path: Path) -> str:
    """The text of a file of settings, UTF-8. Raises `UserError`."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UserError("file.too_large", f"{path.name} holds more than 16 MB, which are no settings.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("file.not_utf8", f"{path} is not UTF-8 text.", todo="Save it as UTF-8.") from None
    except OSError as error:
        raise UserError("file.unreadable", f"{path} cannot be read ({error.strerror}).") from None


def parse_project_file(text: str, source: str = "the file", folder: Path | None = None) -> ProjectFile:
    """The settings that `project_yaml` wrote. `folder` is where a file with guidelines lies. Raises `UserError` with the line."""
    root = read_yaml(text, source)
    part = Reader(source)
    held = part.entries(root, _TOP, "a project")
    kind = part.text(held, "kind") or "choice"
    if kind not in KINDS:
        raise invalid(source, held["kind"].line, f"there is no kind of task called {kind!r}", f"Known: {', '.join(KINDS)}.")
    task = Task(kind, part.labels(held), part.fields(held), part.options(held))
    return ProjectFile(
        part.text(held, "name"),
        part.checked(task, root),
        _guidelines(part, held, folder),
        part.order(held, "uncertain"),
        part.whole(held, "seed"),
        part.mapping(held),
        part.queues(held),
        reviewers_add_labels=part.yes(held, "reviewers_add_labels", default=True),
    )


_TOP = (
    *("name", "kind", "instruction", "labels", "fields", "options", "guidelines", "guidelines_file"),
    *("order", "seed", "reviewers_add_labels", "import", "queues"),
)


def _guidelines(part: Reader, held: dict[str, YamlNode], folder: Path | None) -> str:
    named = part.text(held, "guidelines_file")
    if not named:
        return part.text(held, "guidelines")
    if "guidelines" in held:
        raise invalid(part.source, held["guidelines_file"].line, "the guidelines are given twice")
    return read_settings((folder or Path()) / named)
