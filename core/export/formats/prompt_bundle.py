"""A prompt bundle: a folder with the prompt, its examples, its model and a script that runs it with LiteLLM alone."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import orjson

from core import clock
from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.errors import UserError
from core.export.bundling import LEFT_OUT, Bundle
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option
from core.export.markdown import code
from core.export.output import Output
from core.export.prompts_then import version_then
from core.export.shown import json_line
from core.prompts.examples import Example

VERSION = Option("version", "", "the prompt version, as v3; without it the live one")
SCRIPT = Path(__file__).resolve().parents[3] / "resources" / "prompt_bundle" / "run.py"


class PromptBundle(FormatBase):
    """A folder. Its records are the examples; the script in it needs no Countersign."""

    name: str = "prompt_bundle"
    title: str = "Prompt bundle"
    told: str = "the live prompt with examples, contract, model and figures, and a script that runs it"
    folder: bool = True
    purposes: tuple[Purpose, ...] = (Purpose.PROMPT,)
    options: tuple[Option, ...] = (VERSION,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        bundle = _bundle(cut)
        prompt, figures = bundle.prompt(), bundle.figures()
        _put(output, "prompt.json", _pretty(prompt))
        cut.hashed(json_line(bundle.content.to_json()))
        with output.file(name="examples.jsonl").open("wb") as file:
            for example, record in bundle.examples():
                line = json_line(_line(example))
                file.write(line)
                cut.counted(record)
                cut.hashed(line)
        _put(output, "figures.json", _pretty({"version": prompt["version"], "hash": prompt["hash"], **figures}))
        _put(output, "run.py", SCRIPT.read_bytes())
        _put(output, "README.md", _readme(bundle, prompt, figures).encode())
        left: list[JsonValue] = list(bundle.left_out())
        cut.figures[self.name] = {"version": prompt["version"], "hash": prompt["hash"], "not_in_it": left, **figures}


def _bundle(cut: Cut) -> Bundle:
    from core.llm.provider import Provider  # noqa: PLC0415  (LiteLLM waits behind it)

    found = version_then(cut, str(cut.option(VERSION.name, VERSION.default) or ""))
    if found is None:
        what = "No prompt is live in this project; the built-in suggester is."
        todo = "Name a version (--set version=v1), or make one live: countersign prompt activate."
        raise UserError("prompt.none_live", what, kept="Nothing was written.", todo=todo)
    return Bundle(cut, found, Provider())


def _line(example: Example) -> JsonValue:
    given: dict[str, JsonValue] = {"text": example.input_text}
    if example.metadata:
        given["meta"] = dict(example.metadata)
    return {"input": given, "output": example.output, "rationale": example.rationale}


def _put(output: Output, name: str, data: bytes) -> None:
    output.file(name=name).write_bytes(data)


def _pretty(value: JsonValue) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _readme(bundle: Bundle, prompt: dict[str, JsonValue], figures: dict[str, JsonValue]) -> str:
    model = code(bundle.content.model)
    told = [f"- {LEFT_OUT[name]}" for name in bundle.left_out()] or ["- Nothing: the requests are those that Countersign sends."]
    return "\n".join(
        [
            f"# Prompt {prompt['version']} of {code(bundle.cut.project.name)}",
            "",
            f"Runs on {model}. Version id: `{prompt['hash']}`. Cut: {clock.iso(bundle.cut.created_us)}.",
            "",
            "    pip install litellm",
            "    python run.py items.jsonl > answers.jsonl",
            "",
            '`items.jsonl`: one item a line, as `{"text": "..."}`, with `item_id`, `parts` and `metadata` where there are any. Tried with'
            f" LiteLLM {version('litellm')}. No key is in this folder: `--key-env NAME` names the environment variable that holds it.",
            "",
            "| file | what it holds |",
            "|---|---|",
            "| `prompt.json` | messages (Jinja2), guidelines, labels, the contract in words and as a schema, model, parameters |",
            "| `examples.jsonl` | the examples, in the order in which they are sent |",
            "| `figures.json` | how the version has done, see below |",
            "| `run.py` | renders, asks, reads the replies; needs LiteLLM alone |",
            "",
            "## How it has done",
            "",
            *_figure_lines(figures),
            "",
            "## What is not in it",
            "",
            *told,
            "",
        ]
    )


def _figure_lines(figures: dict[str, JsonValue]) -> list[str]:
    """The figures, each with what it says and what not."""
    assisted, control, blind = (
        {} if not isinstance(one, dict) else one for one in map(figures.get, ("assisted", "control", "blind"))
    )
    return [
        f"- Acceptance, suggestions in view: {_share(assisted.get('acceptance'))} of {_judged(assisted):,} judged. People lean towards what"
        " they are shown: it is higher than the share that is right.",
        f"- The same in the control sample, a fair random sample: {_share(control.get('acceptance'))} of {_judged(control):,}.",
        f"- Agreement with blind answers, given before anything was shown: {_share(blind.get('agreement'))} of {blind.get('answered')}."
        " The fairest of the three.",
    ]


def _share(value: JsonValue) -> str:
    return f"{value * 100:.1f} %" if isinstance(value, float) else "unknown"


def _judged(counts: dict[str, JsonValue]) -> int:
    return sum(n for name, n in counts.items() if name != "acceptance" and isinstance(n, int))
