"""Rendering: the messages of one call, and the text of each of their sections.

Templates are Jinja2 in its immutable sandbox, strict about what is undefined, without escaping (a prompt is no web page) and
without what could run for long or differ between two runs: loops are counted, texts are capped, nothing is random. An item's text is
a value and is never read as a template.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import orjson
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from typing_extensions import override

from core.domain.json import Answer, JsonValue
from core.domain.task import Task
from core.errors import UserError
from core.llm.types import Message
from core.prompts.content import InputFormat, PromptContent, ShotForm, TemplateMessage
from core.prompts.examples.example import Example
from core.prompts.inputs import written_input
from core.prompts.sections import MARK_VALUES, divided, mark_sections

#: what templates may use
VARIABLES = ("task", "labels", "guidelines", "contract", "examples", "input", "text", "metadata", "earlier")
#: No message is longer than this many characters, and no loop of a template runs more often than this, all loops together.
MAX_OUTPUT = 2_000_000
MAX_STEPS = 1_000_000

_FILTERS = """abs attr capitalize count d default dictsort first float groupby int items last length list lower map max min reject
rejectattr reverse round select selectattr sort string sum title trim truncate unique upper wordcount"""
_GLOBALS = ("range", "namespace", "cycler", "joiner")
_TEXT_METHODS = """capitalize casefold count endswith find isalpha isdigit islower isspace isupper lower lstrip removeprefix
removesuffix rfind rstrip split splitlines startswith strip swapcase title upper"""
TEXT_METHODS = frozenset(_TEXT_METHODS.split())

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macros",
    nodes.CallBlock: "call blocks",
    nodes.FilterBlock: "filter blocks",
    nodes.AssignBlock: "blocks of set; use {% set name = value %}",
    nodes.Block: "blocks",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
}


class TooMuch(Exception):
    """A template would have run for too long or written too much; becomes a `UserError` with the line."""


def _hold(length: int) -> None:
    if length > MAX_OUTPUT:
        raise _too_long()


def _too_long() -> TooMuch:
    return TooMuch(f"it makes more than {MAX_OUTPUT:,} characters")


def _joined(*parts: Any) -> str:
    texts = [str(part) for part in parts]
    _hold(sum(map(len, texts)))
    return "".join(texts)


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's filter `join`, capped."""
    held = value if attribute is None else map(make_attrgetter(context.environment, attribute), value)
    texts = [str(one) for one in held]
    _hold(sum(map(len, texts)) + len(str(d)) * len(texts))
    return str(d).join(texts)


def _replace(value: str, old: str, new: str) -> str:
    """Jinja's filter `replace`, capped."""
    value = str(value)
    _hold(len(value) + value.count(old) * len(new))
    return value.replace(old, new)


def _indent(value: str, width: int = 4, first: bool = False) -> str:
    """Jinja's filter `indent`, capped; empty lines stay empty."""
    lines = str(value).split("\n")
    _hold(len(str(value)) + width * len(lines))
    return "\n".join(" " * width + line if line and (at or first) else line for at, line in enumerate(lines))


def _tojson(value: Any, indent: int | None = None) -> str:
    """JSON as it is; Jinja's own filter escapes for HTML."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without what makes a long text out of a short template."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
        own = {"join": _join, "replace": _replace, "indent": _indent, "tojson": _tojson}
        self.filters = {**{name: self.filters[name] for name in _FILTERS.split()}, **own}
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    @override
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        safe = super().is_safe_attribute(obj, attr, value)
        return safe and (not isinstance(obj, str) or attr in TEXT_METHODS)

    @override
    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and not hasattr(dict, attribute):
            return cast("dict[str, Any]", obj)[attribute]  # most of what templates do: it need not fail as an attribute first
        return super().getattr(obj, attribute)

    @override
    def wrap_str_format(self, value: Any) -> None:
        return None  # `str.format` is no safe attribute here: its widths know no limit

    @override
    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            raise SecurityError("a text has no operator %")
        _hold(_size_after(operator, left, right))
        return super().call_binop(context, operator, left, right)


def _size_after(operator: str, left: Any, right: Any) -> int:
    """How long the result would be, at most: characters, elements, or (for numbers) bits."""
    sizes, times = [_size(left), _size(right)], [one for one in (left, right) if isinstance(one, int)]
    if operator == "**":
        return sizes[0] * int(max(1, min(abs(right), MAX_OUTPUT)))
    return sum(sizes) if operator == "+" or len(times) != 1 else max(sizes) * max(1, *times)


def _size(value: Any) -> int:
    return len(value) if hasattr(value, "__len__") else value.bit_length() if isinstance(value, int) else 64


ENVIRONMENT = _Sandbox()


class _Steps:
    """Counts the turns of all loops of one rendering."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def __call__(self, values: Any) -> Any:
        turns = values if hasattr(values, "__len__") else list(values)
        self.left -= len(turns)
        if self.left < 0:
            raise TooMuch(f"its loops run more than {MAX_STEPS:,} times")
        return turns


class _Guard(NodeTransformer):
    """Puts the counting of loops and the capping of joined texts into a parsed template."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  (Jinja's names)
        """Loops are counted; recursive ones write into a buffer, where marks of sections would become text."""
        if node.recursive:
            raise TemplateAssertionError("A prompt cannot use recursive loops.", node.lineno)
        self.generic_visit(node)
        node.iter = _call("__counted", [node.iter], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """`a ~ b` becomes a capped call."""
        self.generic_visit(node)
        return _call("__joined", node.nodes, node.lineno)


def _call(name: str, arguments: Sequence[nodes.Node], line: int) -> nodes.Expr:
    return nodes.Call(nodes.Name(name, "load", lineno=line), list(arguments), [], None, None, lineno=line)


@lru_cache(maxsize=128)
def compiled(source: str) -> Template:
    """The template, ready to run; kept by its text. Raises `TemplateSyntaxError` (with its line) and what Python's compiler raises."""
    tree = ENVIRONMENT.parse(source)
    for kind, word in _REFUSED.items():
        for node in tree.find_all(kind):
            raise TemplateAssertionError(f"A prompt cannot use {word}.", node.lineno)
    mark_sections(tree)
    _Guard().visit(tree)
    tree.set_environment(ENVIRONMENT)
    return ENVIRONMENT.from_string(tree)


def run(template: Template, values: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Run a compiled template: its text, and the text of each section. Raises whatever the template does wrong."""
    given = {**values, **MARK_VALUES, "__joined": _joined, "__counted": _Steps()}
    return divided(_capped(cast("Generator[str]", template.generate(given))))


def _capped(chunks: Generator[str]) -> Iterator[str]:
    written = 0
    for chunk in chunks:
        written += len(chunk)
        if written > MAX_OUTPUT:
            chunks.throw(_too_long())  # into the template, so that the line is known
        yield chunk


def line_of(error: BaseException) -> int:
    """The line of the template in which `error` arose, counted from 1."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 1 for frame in reversed(frames) if frame.filename in {"<template>", "<unknown>"}), 1)


@dataclass(frozen=True, slots=True)
class ItemText:
    """What an item says, as a prompt may see it: never with gold or with a label that came with the data."""

    text: str
    metadata: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    @staticmethod
    def of(text: str, metadata: Mapping[str, JsonValue], gold_columns: frozenset[str]) -> ItemText:
        """The item without the columns that hold gold or labels."""
        return ItemText(text, {name: value for name, value in metadata.items() if name not in gold_columns})


@dataclass(frozen=True, slots=True)
class Rendered:
    """The messages of one call, those that came out blank left away, and the text of each section."""

    messages: tuple[Message, ...]
    sections: dict[str, str]


def render(
    content: PromptContent,
    task: Task,
    guidelines: str,
    item: ItemText,
    examples: Sequence[Example],
    *,
    input_format: InputFormat,
    contract_words: str,
    earlier: Sequence[Answer] = (),
) -> Rendered:
    """The prompt for one item. The same arguments give the same messages, at any time, in any process.

    `input_format`: XML, Markdown, JSON, or AUTO: as the model's family likes it; `earlier`: what other candidates have answered. Raises
    `UserError` with the message's role and the line, and without the item's text, when a template fails on this item.
    """
    given = prompt_values(task, guidelines, item, contract_words, input_format, content.model)
    given["examples"] = [_shown(one, content, input_format) for one in examples]
    given["earlier"] = [answer_text(answer) for answer in earlier]
    written = [(one.role, *_written(one, given)) for one in content.messages]
    messages = tuple(Message(role, text.strip("\n")) for role, text, _ in written if text.strip())
    sections = dict.fromkeys((name for *_, parts in written for name in parts), "")
    for *_, parts in written:
        sections.update({name: sections[name] + part for name, part in parts.items()})
    return Rendered(messages, sections)


def prompt_values(
    task: Task, guidelines: str, item: ItemText, contract_words: str, form: InputFormat, model: str = ""
) -> dict[str, Any]:
    """What templates are given for an item, without examples and earlier answers."""
    labels = [{"name": label.name, "description": label.description} for label in task.labels]
    return {
        "task": {"kind": task.kind, "labels": labels},
        "labels": labels,
        "guidelines": "\n\n".join(part for part in (task.options.instruction, guidelines) if part),
        "contract": contract_words,
        "input": written_input(item.text, item.metadata, form, model),
        "text": item.text,
        "metadata": item.metadata,
        "examples": [],
        "earlier": [],
    }


def answer_text(answer: Answer) -> str:
    """An answer as a prompt shows it: a text as it is, all else as JSON."""
    return answer if isinstance(answer, str) else orjson.dumps(answer).decode()


def _shown(example: Example, content: PromptContent, form: InputFormat) -> dict[str, str]:
    outputs_only = content.examples.form is ShotForm.OUTPUTS
    shown = "" if outputs_only else written_input(example.input_text, example.metadata, form, content.model)
    return {"input": shown, "output": answer_text(example.output), "rationale": example.rationale}


def _written(message: TemplateMessage, given: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    try:
        return run(compiled(message.template), given)
    except UserError:
        raise
    except TooMuch as error:
        raise prompt_error(message.role, line_of(error), f"{error}.") from None
    except Exception as error:  # whatever a template does; its words may hold item text
        why = "what it uses is not there, or does not fit, for this item"
        raise prompt_error(message.role, line_of(error), f"{why} ({type(error).__name__}).") from None


def prompt_error(role: str, line: int, what: str) -> UserError:
    """The error of a template, with the role of its message and the line."""
    told = f"The {role} message of the prompt, line {line}: {what}"
    return UserError("prompt.template", told, kept="Nothing was sent.", todo="Mend the template.")
