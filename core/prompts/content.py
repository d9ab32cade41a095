"""What a prompt version is: immutable, and known by the hash of its canonical content."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import orjson

from core.domain.json import JsonValue

HASH_PREFIX = "sha256:"
MAX_CANDIDATES = 4
DEFAULT_SHOTS = 8


class ShotsBy(StrEnum):
    """How examples are chosen."""

    NONE = "none"
    FIXED = "fixed"  # those that the version names
    STRATIFIED = "stratified"  # as evenly over the labels as can be
    PROPORTIONAL = "proportional"  # as the labels are spread over what was decided
    NEAREST = "nearest"  # those most like the item: BM25 and embeddings, fused by reciprocal rank


class ShotForm(StrEnum):
    """What an example shows."""

    PAIRS = "pairs"  # input and output
    OUTPUTS = "outputs"  # the output alone


class InputFormat(StrEnum):
    """How the item is written into the prompt."""

    AUTO = "auto"  # as the model's family likes it
    XML = "xml"
    MARKDOWN = "markdown"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """One message of the prompt. `role`: system, user or assistant; `template`: Jinja2."""

    role: str
    template: str


@dataclass(frozen=True, slots=True)
class ExamplePolicy:
    """Which examples go into a call. `token_budget`: of all examples together; `items`: the ids (hexadecimal) of the fixed ones."""

    by: ShotsBy = ShotsBy.NONE
    n: int = DEFAULT_SHOTS
    form: ShotForm = ShotForm.PAIRS
    seed: int = 0
    token_budget: int = 1_500
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """What a reply has to be. `rationale`: reasons come before the answer, along `steps`; `language`: of drafts, ISO 639-1, or None.

    `retry_ungrounded`, `retry_language`: ask once more when an answer's values do not occur in the item, or it is in another language.
    """

    rationale: bool = False
    steps: tuple[str, ...] = ()
    language: str | None = None
    max_answer: int = 20_000
    retry_ungrounded: bool = False
    retry_language: bool = False


@dataclass(frozen=True, slots=True)
class PromptContent:
    """The content. `model` is pinned by its full name; `params` are sent over the connection's."""

    messages: tuple[TemplateMessage, ...]
    model: str
    params: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    max_tokens: int = 512
    contract: Contract = Contract()
    examples: ExamplePolicy = ExamplePolicy()
    input_format: InputFormat = InputFormat.AUTO
    candidates: int = 1
    prefill: bool = True

    def to_json(self) -> dict[str, Any]:
        """The content as the workspace keeps it."""
        return asdict(self)

    @staticmethod
    def from_json(value: Any) -> PromptContent:
        """The content that `to_json` wrote. Raises `KeyError`, `TypeError` or `ValueError` when it is none."""
        examples: dict[str, Any] = dict(value["examples"])
        contract: dict[str, Any] = dict(value["contract"])
        contract["steps"] = tuple(contract["steps"])
        read: dict[str, Any] = {
            "messages": tuple(TemplateMessage(**message) for message in value["messages"]),
            "contract": Contract(**contract),
            "examples": _policy(examples),
            "input_format": InputFormat(value["input_format"]),
        }
        return PromptContent(**{**value, **read})

    @property
    def hash(self) -> str:
        """`sha256:` and the hash of the canonical JSON (sorted keys, no white space: RFC 8785 for what stands here)."""
        canonical = orjson.dumps(self.to_json(), option=orjson.OPT_SORT_KEYS)
        return HASH_PREFIX + hashlib.sha256(canonical).hexdigest()


def _policy(stored: dict[str, Any]) -> ExamplePolicy:
    read: dict[str, Any] = {"by": ShotsBy(stored["by"]), "form": ShotForm(stored["form"]), "items": tuple(stored["items"])}
    return ExamplePolicy(**{**stored, **read})
