"""The parts of a project's file, read one by one; every refusal names the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from core.domain.filters import Filter
from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import COLOURS, Field, FieldType, Label, Options, Task
from core.errors import UserError
from core.ingest.mapping import Mapping
from core.ingest.yaml_values import YamlNode, invalid
from core.review.orders import order_of
from core.storage.queues import checked_name

_Made = TypeVar("_Made")
_LABEL = ("name", "description", "example", "colour", "shortcut", "retired")
_FIELD = ("name", "type", "description", "choices", "required")
_OPTIONS = ("preset", "separator", "overlapping", "severities", "comments", "max_length")
_QUEUE = ("name", "filter", "order")


@dataclass(frozen=True, slots=True)
class QueueSetting:
    """A saved queue: its name, its filter (JSON, `core.domain.filters`) and its order."""

    name: str
    filter: JsonValue
    order: str


class Reader:
    """Reads the parts of one file; every refusal names the line."""

    def __init__(self, source: str) -> None:
        self.source = source

    def entries(self, node: YamlNode, known: tuple[str, ...], what: str) -> dict[str, YamlNode]:
        """The entries with names, all of them known."""
        if node.entries is None:
            raise invalid(self.source, node.line, f"{what} is written as names with values", f"Known: {', '.join(known)}.")
        unknown = next((name for name in node.entries if name not in known), None)
        if unknown is not None:
            line = node.key_lines[unknown]
            raise invalid(self.source, line, f"there is no {unknown[:40]!r} in {what}", f"Known: {', '.join(known)}.")
        return node.entries

    def text(self, held: dict[str, YamlNode], name: str) -> str:
        """A text as it was written, also `yes` or `1`; empty where there is none."""
        node = held.get(name)
        if node is None or node.empty:
            return ""
        if not node.scalar:
            raise invalid(self.source, node.line, f"{name!r} is a text")
        return node.text

    def whole(self, held: dict[str, YamlNode], name: str) -> int:
        """A whole number, 0 where there is none."""
        value = held[name].to_json() if name in held else None
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise invalid(self.source, held[name].line, f"{name!r} is a whole number, 0 or more")
        return value or 0

    def yes(self, held: dict[str, YamlNode], name: str, *, default: bool = False) -> bool:
        """`true` or `false`; `default` where there is none."""
        node = held.get(name)
        if node is None or node.empty:
            return default
        said = {"true": True, "yes": True, "false": False, "no": False}.get(node.text.lower() if node.scalar else "")
        if said is None:
            raise invalid(self.source, node.line, f"{name!r} is true or false")
        return said

    def members(self, held: dict[str, YamlNode], name: str) -> list[YamlNode]:
        """The members of a list; none where there is none."""
        node = held.get(name)
        if node is None or node.empty:
            return []
        if node.members is None:
            raise invalid(self.source, node.line, f"{name!r} is a list")
        return node.members

    def texts(self, held: dict[str, YamlNode], name: str) -> tuple[str, ...]:
        """The texts of a list."""
        members = self.members(held, name)
        return tuple(self.text({name: one}, name) for one in members)

    def labels(self, held: dict[str, YamlNode]) -> tuple[Label, ...]:
        """The labels: a text is a name alone."""
        return tuple(self._label(one) for one in self.members(held, "labels"))

    def _label(self, node: YamlNode) -> Label:
        if node.scalar:
            return Label(self.text({"label": node}, "label"))
        held = self.entries(node, _LABEL, "a label")
        texts = [self.text(held, name) for name in _LABEL[:5]]
        if texts[3] and texts[3] not in COLOURS:
            raise invalid(self.source, held["colour"].line, f"there is no colour {texts[3]!r}", f"Known: {', '.join(COLOURS)}.")
        return Label(*texts, retired=self.yes(held, "retired"))

    def fields(self, held: dict[str, YamlNode]) -> tuple[Field, ...]:
        """The fields: a text is the name of a text."""
        return tuple(self._field(one) for one in self.members(held, "fields"))

    def _field(self, node: YamlNode) -> Field:
        if node.scalar:
            return Field(self.text({"field": node}, "field"))
        held = self.entries(node, _FIELD, "a field")
        kind = self.text(held, "type") or FieldType.STRING.value
        if kind not in set(FieldType):
            todo = f"Known: {', '.join(FieldType)}."
            raise invalid(self.source, held["type"].line, f"there is no type of field called {kind!r}", todo)
        name, described = self.text(held, "name"), self.text(held, "description")
        return Field(name, FieldType(kind), described, self.texts(held, "choices"), self.yes(held, "required"))

    def options(self, held: dict[str, YamlNode]) -> Options:
        """The options, and the instruction."""
        node = held.get("options")
        given = {} if node is None or node.empty else self.entries(node, _OPTIONS, "the options")
        value: dict[str, JsonValue] = {
            "instruction": self.text(held, "instruction"),
            "max_length": self.whole(given, "max_length"),
        }
        value |= {name: self.text(given, name) for name in ("preset", "separator")}
        value |= {name: self.yes(given, name) for name in ("overlapping", "comments")}
        value["severities"] = cast("JsonValue", list(self.texts(given, "severities")))
        options = Options.from_json(value)
        if value["preset"] != options.preset.value:
            raise invalid(
                self.source, given["preset"].line, f"there is no preset {value['preset']!r}", "Known: yes_no, checklist."
            )
        return options

    def mapping(self, held: dict[str, YamlNode]) -> Mapping | None:
        """How files are imported."""
        node = held.get("import")
        if node is None or node.empty:
            return None
        return self.told(node.line, partial(Mapping.from_json, words_of(node)))

    def order(self, held: dict[str, YamlNode], default: str) -> str:
        """The name of an order."""
        name = self.text(held, "order") or default
        if "order" in held:
            self.told(held["order"].line, partial(order_of, name))
        return name

    def queues(self, held: dict[str, YamlNode]) -> tuple[QueueSetting, ...]:
        """The saved queues."""
        found: list[QueueSetting] = []
        for node in self.members(held, "queues"):
            one = self.entries(node, _QUEUE, "a queue")
            name = self.told(node.line, partial(checked_name, self.text(one, "name")))
            if name in {queue.name for queue in found}:
                raise invalid(self.source, node.line, f"there are two queues called {name!r}")
            given = one["filter"].to_json() if "filter" in one else None
            wanted = self.told(node.line, partial(Filter.from_json, {} if given is None else given))
            found.append(QueueSetting(name, wanted.to_json(), self.order(one, "imported")))
        return tuple(found)

    def checked(self, task: Task, root: YamlNode) -> Task:
        """The task as its kind takes it; what is wrong with it is told with the line of the labels or fields."""
        lines = root.key_lines
        line = lines.get("fields" if task.fields else "labels", lines.get("kind", root.line))
        return self.told(line, partial(kind_of(task.kind).check, task))

    def told(self, line: int, work: Callable[[], _Made]) -> _Made:
        """What `work` gives; its refusal is told with the line."""
        try:
            return work()
        except UserError as error:
            what = error.what.rstrip(".")
            raise invalid(self.source, line, what[:1].lower() + what[1:], error.todo) from None


def words_of(node: YamlNode) -> JsonValue:
    """The value with every text as it was written: a column may be called `1` or `true`; only `true` and `false` as such are read."""
    if node.entries is not None:
        return {name: _switch(one) if name in _SWITCHES else words_of(one) for name, one in node.entries.items()}
    if node.members is not None:
        return [words_of(one) for one in node.members]
    return None if node.empty else node.text


#: the settings of a mapping that are yes or no
_SWITCHES = frozenset({"candidate", "many"})


def _switch(node: YamlNode) -> JsonValue:
    return node.text.lower() in ("true", "yes")
