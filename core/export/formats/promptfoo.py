"""promptfoo tests: one test case a line, with the answer as its assertion.

Source: promptfoo's documentation, "Configuration reference" (TestCase, Assertion), "Test case configuration" (JSONL; a list as a variable
makes a test of each of its elements; `file://` loads a file), "Deterministic metrics" (`equals`, `is-json`). promptfoo reads the values of
variables as Nunjucks templates, and those that begin with `file://` or `package:` as the name of a file to load or to run: what an item
says must be none of these, and `literal` sees to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import orjson

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option, split_files
from core.export.output import Output
from core.export.record import Record
from core.export.shown import Shower, input_names, json_line, origin_of

ESCAPE = Option("escape", True, "write text so that templates leave it as it is; no for prompts that are JSON files")

#: what opens something in a Nunjucks template, or names a file; at the end a line feed, which promptfoo takes away
_OPENS = re.compile(r"\{[{%#]|\A(?:file://|package:)|\n\Z")
#: what promptfoo adds to the variables of a test, and words of Nunjucks
RESERVED = frozenset(("context", "output", "prompt", "env", "true", "false", "none", "null"))


class Promptfoo(FormatBase):
    """One test a line. Answers that are no text are compared as JSON."""

    name: str = "promptfoo"
    title: str = "promptfoo tests"
    told: str = "to evaluate prompts and models with promptfoo: one test a line"
    suffix: str = ".jsonl"
    purposes: tuple[Purpose, ...] = (Purpose.EVALUATE, Purpose.PROMPT, Purpose.EXCHANGE)
    options: tuple[Option, ...] = (ESCAPE,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        shower, escape = Shower(cut), bool(cut.option(ESCAPE.name, ESCAPE.default))
        names, escaped = input_names(cut, RESERVED), 0
        with split_files(cut, output) as files:
            for batch in cut.batches():
                for record in batch.records:
                    test, marked = _test(shower, record, names, escape=escape)
                    escaped += marked
                    files.write(record.split if cut.splits.names else "", json_line(test))
        cut.figures[self.name] = {"escaped": escaped if escape else 0, "left_as_templates": 0 if escape else escaped}


def _test(shower: Shower, record: Record, names: Mapping[str, str], *, escape: bool) -> tuple[JsonValue, bool]:
    """The test, and whether a template would have taken one of its variables for more than text."""
    plain = {names[name]: _flat(value) for name, value in shower.inputs(record).items()}
    written = {name: literal(value) if isinstance(value, str) else value for name, value in plain.items()}
    test: JsonValue = {
        "description": record.item_id,
        "vars": dict[str, JsonValue](written if escape else plain),
        "assert": _assertions(shower.output(record)),
        "metadata": origin_of(record),
    }
    return test, written != plain


def _flat(value: JsonValue) -> JsonValue:
    """A list would make a test of each of its elements, and an object reads as `[object Object]`: both become JSON text."""
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else value


def _assertions(answer: JsonValue) -> JsonValue:
    """A text has to be equal; of all else first that it is JSON, since `equals` says nothing of why a reply could not be read."""
    if isinstance(answer, str):
        return [{"type": "equals", "value": literal(answer)}]
    elements = [literal(one) if isinstance(one, str) else one for one in answer] if isinstance(answer, list) else answer
    return [{"type": "is-json"}, {"type": "equals", "value": elements}]


def literal(text: str) -> str:
    """A template that renders as `text`, once or as part of what is rendered again; mostly the text itself.

    `{% raw %}` would not do: promptfoo puts variables into each other before it renders, also within it.
    """
    return _OPENS.sub(lambda found: f"{_quoted(found[0])}", text)


def _quoted(opens: str) -> str:
    return opens + '{{ "" }}' if opens == "\n" else f'{{{{ "{opens}" }}}}'
