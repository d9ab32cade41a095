"""From a reply to an answer: JSON first, then a bare name, then what the kind reads; each held against the task.

A reply is read leniently, and an answer is never made up: what is not valid for the task is a miss, and `Parsed.problem` says in one
sentence, meant for the model that is asked once more, what was wrong. It quotes the reply, so it belongs into no log.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import orjson

from core.domain.content import Content
from core.domain.json import Answer, JsonValue, without_surrogates
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.prompts.content import Contract
from core.prompts.guards.refusal import refuses
from core.prompts.parsing.bare import MAX_PROSE, Bare, read_bare
from core.prompts.parsing.fitting import fit
from core.prompts.parsing.names import Names, key, names_of
from core.prompts.parsing.objects import ANSWER, JsonObject, load, objects, with_answer
from core.prompts.parsing.said import said_confidence
from core.prompts.wording import enum_names, unknown_word

ALIASES = ("label", "category", "class", "intent", "topic", "result", "output", "答案", "标签", "类别")
REASONS = ("rationale", "reasoning", "reason", "explanation")
MAX_QUOTED = 80
NOTHING = "The reply holds no answer."
_THOUGHT = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_THINKS = re.compile(r"\s{0,20}<think(?:ing)?>", re.IGNORECASE)


class Outcome(StrEnum):
    """What became of a reply."""

    OK = "ok"
    MAPPED = "mapped"  # a label that is the same but for case, space or punctuation
    UNKNOWN = "unknown"  # the model says that it cannot tell
    OFF_LIST = "off_list"  # an answer, but none that is valid for the task
    SEVERAL = "several"  # hedging between labels
    NO_ANSWER = "no_answer"
    REFUSAL = "refusal"
    TOO_LONG = "too_long"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reply as read. `answer`: valid for the task, or None; `said`: the confidence that the model states, 0 to 1.

    `mapped_from`: the label as the model wrote it, when it was mapped; `problem`: why there is no answer, for the corrective retry.
    """

    outcome: Outcome
    answer: Answer = None
    rationale: str | None = None
    said: float | None = None
    mapped_from: str | None = None
    problem: str = ""

    @property
    def unknown(self) -> bool:
        """Whether the model said that it cannot tell."""
        return self.outcome is Outcome.UNKNOWN

    @property
    def answered(self) -> bool:
        """Whether `answer` is an answer."""
        return self.outcome in (Outcome.OK, Outcome.MAPPED)


Restored = Callable[[JsonValue], JsonValue]


def as_it_is(value: JsonValue) -> JsonValue:
    """Nothing was redacted."""
    return value


@dataclass(frozen=True, slots=True)
class _Rules:
    """What replies to a task are held against. `names` holds the labels, `named` also the word for "unknown"."""

    task: Task
    kind: Kind
    schema: JsonValue
    names: Names
    named: Names
    unknown: str
    limit: int
    content: Content | None
    restored: Restored


def _rules(task: Task, contract: Contract, content: Content | None, restored: Restored) -> _Rules:
    kind = kind_of(task.kind)
    schema = kind.json_schema(task)
    labels = enum_names(schema)
    word = unknown_word(labels)
    return _Rules(task, kind, schema, names_of(labels), names_of(labels, word), word, contract.max_answer, content, restored)


def parse_reply(
    text: str, task: Task, contract: Contract, content: Content | None = None, restored: Restored = as_it_is
) -> Parsed:
    """What `text` answers to `task`. Never raises on what a model can write; takes linear time on any text.

    `content`: of the item that was asked about; `restored` puts what was redacted back into a value before it is looked for there.
    """
    reply = _without_thoughts(text).strip()
    if not reply:
        return Parsed(Outcome.EMPTY, problem="The reply is empty.")
    rules = _rules(task, contract, content, restored)
    parsed = _well_formed(_from_json(reply, rules) or _from_words(reply, rules, contract))
    if not parsed.answered and not parsed.unknown and refuses(reply):
        return replace(parsed, outcome=Outcome.REFUSAL, problem="The reply declines to answer.")
    return parsed


def _well_formed(parsed: Parsed) -> Parsed:
    """What was read, without the lone surrogates that an escape in JSON can stand for."""
    fields = {name: without_surrogates(getattr(parsed, name)) for name in ("answer", "rationale", "mapped_from", "problem")}
    return replace(parsed, **fields)


def _without_thoughts(text: str) -> str:
    """The reply after what a reasoning model thought aloud; thoughts that never end are no reply."""
    if not _THINKS.match(text):
        return text
    ends = list(_THOUGHT.finditer(text))
    return text[ends[-1].end() :] if ends else ""


def _from_json(reply: str, rules: _Rules) -> Parsed | None:
    """The last object with an answer; else a list, or an object that is itself an answer or holds one under another name."""
    whole = _whole(reply)
    if isinstance(whole, list):
        return _judged(whole, rules)
    found = [whole] if isinstance(whole, dict) else list(objects(reply))
    for value in found:
        holder = with_answer(value)
        if holder is not None:
            return _with_reasons(_judged(holder[ANSWER], rules), holder)
    other = next((parsed for value in found if (parsed := _otherwise(value, rules)) is not None), None)
    return Parsed(Outcome.NO_ANSWER, problem=NOTHING) if other is None and isinstance(whole, dict) else other


def _whole(reply: str) -> JsonValue:
    try:
        return load(reply.removeprefix("```json").removeprefix("```").removesuffix("```"))
    except ValueError:
        return None


def _otherwise(value: JsonObject, rules: _Rules) -> Parsed | None:
    """An answer that stands in an object without the word `answer`; only if it is valid."""
    lowered = {name.strip().casefold(): part for name, part in value.items()}
    candidates: list[JsonValue] = [value, *(lowered[alias] for alias in ALIASES if alias in lowered)]
    for candidate in candidates:
        parsed = _judged(candidate, rules)
        if parsed.answered or parsed.unknown:
            return _with_reasons(parsed, lowered)
    return None


def _with_reasons(parsed: Parsed, holder: JsonObject) -> Parsed:
    reasons = (holder.get(word) for word in REASONS)
    rationale = next((reason for reason in reasons if isinstance(reason, str) and reason.strip()), None)
    return replace(parsed, rationale=rationale, said=said_confidence(holder.get("confidence")))


def _from_words(reply: str, rules: _Rules, contract: Contract) -> Parsed:
    """A reply without JSON."""
    if rules.kind.drafted or not rules.names.all:
        return _free(reply, rules)
    text = _string(reply)
    if _breaks_off(text):
        return Parsed(Outcome.NO_ANSWER, problem="The reply breaks off before its answer ends.")
    bare = read_bare(text, rules.named)
    parsed = _of_bare(bare, rules)
    return replace(parsed, said=bare.said, rationale=bare.before if contract.rationale and parsed.answered else None)


def _breaks_off(reply: str) -> bool:
    """Whether JSON ends inside a string: what is there of it may begin like another label."""
    return reply.startswith(("{", "```json")) and _ESCAPED.sub("", reply).count(chr(34)) % 2 == 1


def _string(reply: str) -> str:
    """The reply, or the text in it when it is one JSON string."""
    try:
        value = load(reply) if reply.startswith('"') else reply
    except ValueError:
        return reply
    return value if isinstance(value, str) else reply


def _of_bare(bare: Bare, rules: _Rules) -> Parsed:
    if bare.name is not None:
        return _judged(bare.name, rules)
    if bare.listed:
        return _judged(list(bare.several), rules)
    if bare.several:
        return _several(bare.several)
    if bare.off:
        return _off_list(bare.off, rules, "")
    return Parsed(Outcome.NO_ANSWER, problem=NOTHING)


def _free(reply: str, rules: _Rules) -> Parsed:
    """Prose as the answer to a task of free text, if the kind takes it; a refusal is none."""
    value = _unfenced(reply)
    if value.lstrip().startswith(("{", "[")) and ANSWER in value[:40]:
        return Parsed(Outcome.NO_ANSWER, problem="The JSON of the reply is broken.")
    answer = rules.kind.settle(rules.restored(value), rules.task, rules.content)
    if refuses(reply) or rules.kind.problem(answer, rules.task, rules.content):
        return Parsed(Outcome.NO_ANSWER, problem=NOTHING)
    return _judged(value, rules)


def _unfenced(reply: str) -> str:
    first, _, rest = reply.partition("\n")
    return rest[:-3].strip() if first.startswith("```") and rest.endswith("```") else reply


def _judged(value: JsonValue, rules: _Rules) -> Parsed:
    """`value` held against the task."""
    if _is_unknown(value, rules):
        return Parsed(Outcome.UNKNOWN)
    fitted = fit(value, rules.schema)
    answer = rules.kind.settle(rules.restored(fitted.value), rules.task, rules.content)
    problem = rules.kind.problem(answer, rules.task, rules.content)
    if problem:
        return _off_list(value, rules, problem)
    length = len(answer if isinstance(answer, str) else orjson.dumps(answer).decode())
    if length > rules.limit:
        return Parsed(Outcome.TOO_LONG, problem=f"The answer has {length:,} characters; {rules.limit:,} are allowed.")
    outcome = Outcome.OK if fitted.mapped_from is None else Outcome.MAPPED
    return Parsed(outcome, answer, mapped_from=fitted.mapped_from)


def _is_unknown(value: JsonValue, rules: _Rules) -> bool:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str) or rules.names.find(value.strip()) == value.strip():
        return False
    word = value.strip().casefold()
    return word == rules.unknown or (rules.names.find(word) is None and key(word) == key(rules.unknown))


def _off_list(value: JsonValue, rules: _Rules, problem: str) -> Parsed:
    """A miss with the sentence that names it."""
    if value is None or value in ("", [], {}):
        return Parsed(Outcome.NO_ANSWER, problem=NOTHING)
    if isinstance(value, str) and refuses(value):
        return Parsed(Outcome.REFUSAL, problem="The reply declines to answer.")
    named = _named(value, rules)
    if len(named) > 1:
        return _several(named)
    if isinstance(value, str) and rules.names.all:
        return Parsed(Outcome.OFF_LIST, problem=f'The answer "{_short(value)}" is not one of the labels.')
    return Parsed(Outcome.OFF_LIST, problem=problem)


def _several(names: tuple[str, ...]) -> Parsed:
    quoted = ", ".join(f'"{_short(name)}"' for name in names[:4])
    return Parsed(Outcome.SEVERAL, problem=f"The reply wavers between several labels: {quoted}.")


def _named(value: JsonValue, rules: _Rules) -> tuple[str, ...]:
    """The labels that an invalid value names."""
    parts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else [value]
    texts = [part[:MAX_PROSE] for part in parts[:16] if isinstance(part, str)]
    found = [name for text in texts if (name := rules.names.find(text))]
    mentioned = (mention.name for text in texts if rules.names.find(text) is None for mention in rules.names.mentions(text))
    return tuple(dict.fromkeys((*found, *mentioned)))


def _short(text: str) -> str:
    line = " ".join(text[: MAX_QUOTED * 2].split())
    return line if len(line) <= MAX_QUOTED else line[: MAX_QUOTED - 1] + "…"
