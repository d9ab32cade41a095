"""Runs the prompt of this folder on items, with LiteLLM alone.

    python run.py items.jsonl [--api-base URL] [--key-env NAME] [--workers N] > answers.jsonl

One item a line, as `{"text": "..."}`, with `item_id`, `parts` and `metadata` where there are any: the JSON Lines that Countersign exports.
One answer a line comes out, in the order of the items: `item_id`, `answer` in the form that the contract asks for, `rationale`,
`confidence` and `outcome` (`answered`; `unknown`: the model says that it cannot tell; `invalid`: its reply was no answer, also when it was
asked once more; `failed`: no reply, `error` says what kind of failure).

The key is read from the environment variable `--key-env`, else from where LiteLLM looks for the provider's key. Nothing goes anywhere but
to the model. Needs `pip install litellm`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

# LiteLLM would fetch a list of prices when it is imported.
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
HERE = Path(__file__).resolve().parent
#: stands for a key where a server needs none and a library insists on one
NO_KEY = "none"
RETRY = "{problem} Reply again, with one JSON object of the required form and nothing else."

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Item = Mapping[str, Json]


def record(value: Json) -> dict[str, Json]:
    """The object that a value is; an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def elements(value: Json) -> list[Json]:
    """The list that a value is; an empty one where it is none."""
    return value if isinstance(value, list) else []


# --- what an item says ---


def shown(item: Item, hidden: Iterable[str]) -> tuple[str, dict[str, Json]]:
    """The text of an item, and its parts and metadata by name; never a column with known answers."""
    parts = [record(part) for part in elements(record(item.get("parts")).get("parts"))]
    found: dict[str, Json] = {}
    candidates = 0
    for place, part in enumerate(parts, 1):
        candidate, form = bool(part.get("candidate")), str(part.get("form") or "text")
        candidates += candidate
        name = f"candidate {candidates}" if candidate else str(part.get("name") or "") or f"part {place}"
        while name in found:
            name += "'"
        text = plain_text(part.get("value"), form)
        if text or (candidate and form != "image"):
            found[name] = text or "(empty)"
    metadata = {name: value for name, value in record(item.get("metadata")).items() if name not in set(hidden)}
    return str(item["text"]), {**found, **{name: value for name, value in metadata.items() if name not in found}}


def plain_text(value: Json, form: str) -> str:
    """A part as text; of an image nothing."""
    if form == "image" or value is None:
        return ""
    if isinstance(value, str):
        return value
    if form == "chat" and isinstance(value, list):
        return "\n\n".join(f"{role}: {said}" for role, said in turns(value))
    return "\n".join(f"{name}: {text}" for name, text in flattened(value))


def turns(chat: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """The turns of a chat: role, and what was said or called."""
    for turn in chat:
        if isinstance(turn, dict):
            role = turn.get("role") or turn.get("from") or turn.get("speaker") or ""
            said = [said_in(turn.get("content", turn.get("value", turn.get("text")))), *calls_in(turn.get("tool_calls"))]
            yield str(role), "\n".join(part for part in said if part)


def calls_in(calls: Json) -> list[str]:
    """Calls of tools as text."""
    functions = [one.get("function") for one in elements(calls) if isinstance(one, dict)]
    return [f"{one.get('name')}({said_in(one.get('arguments'))})" for one in functions if isinstance(one, dict)]


def said_in(content: Json) -> str:
    """The text of a turn's content."""
    if isinstance(content, list):
        texts = [part.get("text") if isinstance(part, dict) else part for part in content]
        return "\n".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else "" if content is None else str(content)


def flattened(value: Json, prefix: str = "") -> list[tuple[str, str]]:
    """A record as (path, text) pairs."""
    pairs: list[tuple[str, Json]]
    if isinstance(value, dict):
        pairs = [(f"{prefix}.{name}" if prefix else name, part) for name, part in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{prefix}[{place}]", part) for place, part in enumerate(value)]
    elif isinstance(value, bool):
        return [(prefix, "true" if value else "false")]
    else:
        return [(prefix, "" if value is None else str(value))]
    return [line for path, part in pairs for line in flattened(part, path)]


# --- how it is written into the prompt, so that it cannot break out of its place ---

TAG = re.compile(
    r"<(?=\s*/?\s*(?:item|text|meta|input|output|rationale|example|examples|guidelines|labels|earlier)\b)", re.IGNORECASE
)
LINES = re.compile(r"[\r\n\u0085\u2028\u2029\x0b\x0c]+")


def written(text: str, entries: Mapping[str, Json], form: str) -> str:
    """An item in the form that the prompt wants: xml, markdown or json."""
    if form == "json":
        return json.dumps({"text": text, "meta": dict(entries)} if entries else {"text": text}, ensure_ascii=False)
    named = {LINES.sub(" ", name): plain(value) for name, value in entries.items()}
    if form == "xml":
        metas = [f"<meta name={quoteattr(name)}>{escaped(value)}</meta>" for name, value in named.items()]
        return "\n".join(["<item>", f"<text>{escaped(text)}</text>", *metas, "</item>"])
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`{3,}", text)), default=2))
    return "\n".join([f"{ticks}text", text, ticks, *(f"- {name}: {LINES.sub(' ', value)}" for name, value in named.items())])


def escaped(text: str) -> str:
    """Text that holds no tag of the prompt's own elements."""
    return TAG.sub("&lt;", text)


def plain(value: Json) -> str:
    """A value as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def compact(value: Json) -> str:
    """An answer as a prompt shows it: a text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- the prompt ---


class Prompt:
    """The prompt of a folder."""

    def __init__(self, folder: Path) -> None:
        self.held: dict[str, Any] = json.loads((folder / "prompt.json").read_text(encoding="utf-8"))
        lines = (folder / "examples.jsonl").read_text(encoding="utf-8").split("\n")
        self._templates = [(one["role"], environment().from_string(one["template"])) for one in self.held["messages"]]
        self._examples = [self._example(json.loads(line)) for line in lines if line]

    def _example(self, one: Mapping[str, Json]) -> dict[str, str]:
        given, shows = record(one["input"]), not self.held["outputs_only"]
        item = written(str(given["text"]), record(given.get("meta")), self.held["input_format"]) if shows else ""
        return {"input": item, "output": compact(one["output"]), "rationale": str(one.get("rationale") or "")}

    def messages(self, item: Item) -> list[dict[str, str]]:
        """The messages for an item."""
        text, entries = shown(item, self.held["hidden_columns"])
        item_form = written(text, entries, self.held["input_format"])
        given = {**self.held["values"], "input": item_form, "text": text, "metadata": entries}
        given |= {"examples": self._examples, "earlier": []}
        rendered = [(role, template.render(given)) for role, template in self._templates]
        return [{"role": role, "content": told.strip("\n")} for role, told in rendered if told.strip()]


def environment() -> Any:
    """Jinja2 as Countersign sets it up: an item's text is a value and never a template."""
    sandbox, jinja = importlib.import_module("jinja2.sandbox"), importlib.import_module("jinja2")
    made = sandbox.ImmutableSandboxedEnvironment(
        undefined=jinja.StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["tojson"] = as_json
    made.filters["indent"] = indented
    return made


def as_json(value: Any, indent: int | None = None) -> str:
    """The filter `tojson`, without escapes for web pages."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def indented(value: Any, width: int = 4, first: bool = False) -> str:
    """The filter `indent`; empty lines stay empty."""
    lines = str(value).split("\n")
    return "\n".join(" " * width + line if line and (at or first) else line for at, line in enumerate(lines))


# --- asking ---


class Asker:
    """Asks the model, and once more where a reply is no answer."""

    def __init__(self, prompt: Prompt, api_base: str | None, key_env: str | None) -> None:
        self._prompt, self._model = prompt, prompt.held["model"]
        self._library: Any = importlib.import_module("litellm")
        self._library.suppress_debug_info = True
        self._library.telemetry = False
        base = api_base or self._model["api_base"]
        name = key_env or self._model["key_env"]
        key = os.environ.get(name) if name else None
        # A key of the provider's own is not for another server.
        key = key or (NO_KEY if base else None)
        self._where = {word: value for word, value in (("api_base", base), ("api_key", key)) if value}

    def answer(self, item: Item) -> dict[str, Json]:
        """What the model says of an item."""
        known: dict[str, Json] = {"item_id": item.get("item_id", item.get("id"))}
        try:
            messages = self._prompt.messages(item)
            reply = self._said(messages)
            found = read_reply(reply, self._prompt.held["contract"])
            if found["outcome"] == "invalid":
                told = RETRY.format(problem=found["problem"])
                more = [{"role": "assistant", "content": reply or "(empty)"}, {"role": "user", "content": told}]
                found = read_reply(self._said([*messages, *more]), self._prompt.held["contract"])
        except Exception as error:  # one item that fails must not end the others; the words of an error may quote it
            return {**known, "answer": None, "outcome": "failed", "error": type(error).__name__}
        found.pop("problem", None)
        return {**known, **found}

    def _said(self, messages: Sequence[Mapping[str, str]]) -> str:
        begins = self._model["prefill"]
        sent: list[dict[str, str | bool]] = [{**message} for message in messages]
        sent += [{"role": "assistant", "content": begins, "prefix": True}] if begins else []
        response = self._library.completion(messages=sent, **self._model["arguments"], **self._where)
        said = str(response.choices[0].message.content or "")
        return said if said.startswith(begins) else begins + said


# --- reading the reply ---

THOUGHTS = re.compile(r"\s{0,20}<think(?:ing)?>.*</think(?:ing)?>", re.IGNORECASE | re.DOTALL)
#: places of a reply at which an object is looked for
PLACES = 400
TYPES: dict[Json, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float, str),  # numbers and truth may come as text
    "integer": (int, float, str),
    "boolean": (bool, str),
    "null": (type(None),),
}


def read_reply(reply: str, contract: Mapping[str, Any]) -> dict[str, Json]:
    """The answer in a reply, the model's reasons and its confidence; nothing is made up."""
    holder = holder_in(THOUGHTS.sub("", reply, count=1).strip(), prose=contract["prose"])
    schema: dict[str, Json] = contract["answer_schema"]
    answer = fitted(holder["answer"], schema)
    said: dict[str, Json] = {"rationale": holder.get("rationale"), "confidence": share(holder.get("confidence"))}
    if isinstance(answer, str) and answer.strip().casefold() == contract["unknown"]:
        return {"answer": None, **said, "outcome": "unknown"}
    if answer in (None, "") or not fits(answer, schema) or len(compact(answer)) > contract["max_answer"]:
        return {"answer": None, **said, "outcome": "invalid", "problem": problem(answer, schema)}
    return {"answer": answer, **said, "outcome": "answered"}


def holder_in(reply: str, *, prose: bool) -> dict[str, Json]:
    """The object with the answer; where there is none, the reply is the answer: a text, or a bare name."""
    found = next(objects(reply), None)
    if found is not None:
        return found
    return {"answer": reply if prose and not reply.startswith("{") else reply.strip(" \t\r\n\"'`*.")}


def objects(reply: str) -> Iterator[dict[str, Json]]:
    """The outermost objects in a reply that have an answer, the last one first; keys in lower case."""
    decoder = json.JSONDecoder()
    found: list[Json] = []
    at = reply.find("{")
    for _ in range(PLACES):
        try:
            value, at = decoder.raw_decode(reply, at) if at >= 0 else (None, -1)
            found.append(value)
        except (ValueError, RecursionError):
            at += 1
        at = reply.find("{", at) if at >= 0 else -1
    lowered = [{name.strip().casefold(): part for name, part in record(value).items()} for value in reversed(found)]
    yield from (one for one in lowered if "answer" in one)


def fitted(value: Json, schema: Json) -> Json:
    """The value with names as the schema has them where only case, space or punctuation differ."""
    rules = record(schema)
    if "enum" in rules:
        return named(value, elements(rules["enum"]))
    if "items" in rules:
        value = [value] if isinstance(value, str) and "enum" in record(rules["items"]) else value
        return [fitted(one, rules["items"]) for one in value] if isinstance(value, list) else value
    if isinstance(value, dict) and "properties" in rules:
        known, needed = record(rules["properties"]), elements(rules.get("required"))
        kept = {name: part for name, part in value.items() if part is not None or name in needed}
        return {name: fitted(part, known.get(name)) for name, part in kept.items()}
    return value


def named(value: Json, names: Sequence[Json]) -> Json:
    """The one name that is meant, else the value as it is."""
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not isinstance(value, str) or value.strip() in names:
        return value.strip() if isinstance(value, str) else value
    same = [name for name in names if isinstance(name, str) and bare(name) == bare(value) != ""]
    return same[0] if len(same) == 1 else value


def bare(name: str) -> str:
    """A name without case, width, space and punctuation; signs that tell names apart stay."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = re.sub(r"(?<![\w.])[-\u2212](?=\d)", "\ue000", folded)
    folded = re.sub(r"(?<=\d)[.,](?=\d)", "\ue001", folded)
    return "".join(one for one in folded if unicodedata.category(one)[0] in "LMNS" or one in "#%&@\ue000\ue001")


def fits(value: Json, schema: Json) -> bool:
    """Whether a value has the shape of the schema: names that are listed, fields that are needed."""
    rules = record(schema)
    if "enum" in rules:
        return value in elements(rules["enum"])
    if "anyOf" in rules:
        return any(fits(value, one) for one in elements(rules["anyOf"]))
    if "items" in rules:
        return isinstance(value, list) and all(fits(one, rules["items"]) for one in value)
    if "properties" in rules:
        return isinstance(value, dict) and has_fields(value, rules)
    kinds = rules.get("type")
    return any(isinstance(value, TYPES.get(one, (object,))) for one in (kinds if isinstance(kinds, list) else [kinds]))


def has_fields(value: Mapping[str, Json], rules: Mapping[str, Json]) -> bool:
    """Whether an object has the fields that it needs, and only those that there are."""
    known, needed = record(rules["properties"]), elements(rules.get("required"))
    given = [name for name in known if name in value or name in needed]
    return set(value) <= set(known) and all(fits(value.get(name), known[name]) for name in given)


def problem(answer: Json, schema: Mapping[str, Json]) -> str:
    """What is wrong with an answer, in a sentence for the model."""
    if answer in (None, "", [], {}):
        return "The reply holds no answer."
    if isinstance(answer, str) and "enum" in schema:
        return f'The answer "{" ".join(answer.split())[:79]}" is not one of the labels.'
    return "The answer does not have the required form."


def share(value: Json) -> float | None:
    """A stated confidence, from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    number = value / 100 if 2 <= value <= 100 else value
    return number if 0 <= number <= 1 else None


# --- from file to file ---


def items_in(path: Path) -> Iterator[Item]:
    """The items of a JSON Lines file."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main() -> None:
    """Ask about every item of the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("items", type=Path, help="JSON Lines, one item a line")
    parser.add_argument("--api-base", help="the server, in the place of the bundle's")
    parser.add_argument("--key-env", help="the environment variable that holds the key")
    parser.add_argument("--workers", type=int, default=4, help="calls under way at once")
    given = parser.parse_args()
    asker = Asker(Prompt(HERE), given.api_base, given.key_env)
    items = items_in(given.items)
    workers = max(1, given.workers)
    with ThreadPoolExecutor(workers) as pool:
        while some := list(islice(items, workers * 8)):
            for answer in pool.map(asker.answer, some):
                sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
