"""YAML as people write settings: texts stay texts, every value knows its line, nothing is made that was not written.

Read by the core schema of YAML 1.2 (section 10.3): `yes`, `no`, `on` and dates are texts, only `true`, `false`, `null` and decimal
numbers are not. Anchors, aliases and tags are refused, so that a small file cannot become a large one. PyYAML is imported on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from core.domain.json import JsonValue
from core.errors import UserError

_INT = re.compile(r"[-+]?[0-9]{1,19}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, JsonValue] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_NODES = 500_000


@dataclass(frozen=True, slots=True)
class YamlNode:
    """One value with the line that it begins on: a text as it was written (`plain`: without quotes), a list, or names with values."""

    line: int
    text: str = ""
    plain: bool = True
    members: list[YamlNode] | None = None
    entries: dict[str, YamlNode] | None = None
    key_lines: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def scalar(self) -> bool:
        """Whether it is neither a list nor names with values."""
        return self.members is None and self.entries is None

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or `null`."""
        return self.scalar and self.plain and _WORDS.get(self.text, 0) is None

    def to_json(self) -> JsonValue:
        """The value by the core schema."""
        if self.members is not None:
            return [one.to_json() for one in self.members]
        if self.entries is not None:
            return {name: one.to_json() for name, one in self.entries.items()}
        return _scalar(self.text) if self.plain else self.text


def _scalar(text: str) -> JsonValue:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def read_yaml(text: str, source: str) -> YamlNode:
    """The one document of a YAML text. Raises `UserError` (`yaml.invalid`), which names the line; `source` is the file's name."""
    import yaml  # noqa: PLC0415 - only who reads settings pays for it

    try:
        root: Any = cast("Any", yaml).compose(text, Loader=yaml.SafeLoader)
        return YamlNode(1) if root is None else _node(root, source, set(), [_MOST_NODES])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise invalid(source, mark.line + 1 if mark else 1, f"{error.problem or 'it cannot be read'}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        raise invalid(source, line, "it holds a character that YAML does not allow") from None
    except RecursionError:
        raise invalid(source, 1, "it is nested too deep") from None


def invalid(source: str, line: int, what: str, todo: str = "") -> UserError:
    """The error of a file of settings, with its line."""
    return UserError("yaml.invalid", f"Line {line} of {source}: {what}.", kept="Nothing was changed.", todo=todo)


def _node(found: Any, source: str, seen: set[int], left: list[int]) -> YamlNode:
    line = int(found.start_mark.line) + 1
    left[0] -= 1
    if id(found) in seen or left[0] < 0:
        raise invalid(source, line, "anchors and aliases are not read here", "Write the value out.")
    seen.add(id(found))
    if str(found.tag).startswith("!") or "python" in str(found.tag):
        raise invalid(source, line, "tags are not read here")
    if found.id == "scalar":
        return YamlNode(line, str(found.value), found.style is None)
    if found.id == "sequence":
        return YamlNode(line, members=[_node(one, source, seen, left) for one in found.value])
    return _entries(found, line, source, seen, left)


def _entries(found: Any, line: int, source: str, seen: set[int], left: list[int]) -> YamlNode:
    entries: dict[str, YamlNode] = {}
    lines: dict[str, int] = {}
    for key, value in found.value:
        name, at = str(key.value), int(key.start_mark.line) + 1
        if key.id != "scalar":
            raise invalid(source, at, "a name is one word or text")
        if name in entries:
            raise invalid(source, at, f"{name!r} stands there twice")
        entries[name], lines[name] = _node(value, source, seen, left), at
    return YamlNode(line, entries=entries, key_lines=lines)


def write_yaml(value: JsonValue) -> str:
    """A value as YAML that `read_yaml` reads the same, and YAML 1.1 too; long texts as blocks."""
    import yaml  # noqa: PLC0415

    text = yaml.dump(value, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=120, default_flow_style=False)
    return str(text)


@cache
def _dumper() -> Any:
    import yaml  # noqa: PLC0415

    class Dumper(yaml.SafeDumper):
        """Writes texts with several lines as blocks, and repeats equal values instead of naming them."""

        def ignore_aliases(self, data: Any) -> bool:
            """Everything is written out."""
            del data
            return True

        def represent_text(self, text: str) -> Any:
            """A block where that keeps every character; in double quotes, with escapes, what cannot be seen."""
            style = None if all(line.isprintable() for line in text.split("\n")) else '"'
            if style is None and "\n" in text:
                style = "|" if not any(line.endswith(" ") for line in text.split("\n")) else '"'
            return cast("Any", self).represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, cast("Any", Dumper.represent_text))
    # Texts that only the core schema of 1.2 takes for numbers need quotes as well.
    cast("Any", Dumper).add_implicit_resolver(
        "tag:yaml.org,2002:float", re.compile(f"^(?:{_FLOAT.pattern})$"), list("-+0123456789.")
    )
    return Dumper
