"""A prompt as it was sent, and the form in which a reply to it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import orjson

from core.domain.content import Content, Form, turns
from core.domain.json import JsonValue
from core.prompts.parsing.objects import ANSWER
from core.prompts.redaction import Redactor
from core.prompts.render import answer_text

#: one message: `role` and `content`
Turn = dict[str, str]

CONFIDENCE = "confidence"
#: what other tools call who speaks
_ROLES = {
    **{name: name for name in ("system", "developer", "user", "assistant")},
    "human": "user",
    "customer": "user",
    **dict.fromkeys(("gpt", "bot", "model", "ai", "agent"), "assistant"),
}
#: turns of these are results of calls, which cannot be told without the calls
_TOOLS = frozenset({"tool", "function"})


class Origin(StrEnum):
    """Where a prompt comes from."""

    SENT = "sent"  # by us: the request of the suggestion's call
    TRACE = "trace"  # by the application that the conversation was imported from
    LIVE = "live"  # never sent: rendered by the prompt version that was live at the position
    INSTRUCTION = "instruction"  # never sent: the guidelines and the item
    ITEM = "item"  # what the candidates of a preference answer


@dataclass(frozen=True, slots=True)
class Prompt:
    """`in_json`: it asks for a JSON object with the answer in it, else for the answer alone.

    `reasons`: it asks for reasons, which no reply here has, since nobody wrote them for the right answer; `version`, `model`: of the
    prompt that asked; `redactor`: puts the placeholders that the prompt has into a reply; `examples`: numbers of the items that stand in
    it as examples.
    """

    turns: tuple[Turn, ...]
    origin: Origin
    in_json: bool = False
    reasons: bool = False
    version: int | None = None
    model: str = ""
    redactor: Redactor | None = field(default=None, compare=False)
    examples: tuple[int, ...] = ()

    def reply(self, told: JsonValue, confidence: float | None) -> str:
        """What the assistant says to answer `told` (`Kind.told`). `confidence`: what the model stated; the same on both sides of a pair."""
        shown = told if self.redactor is None else self.redactor.redact_json(told)
        if not self.in_json:
            return answer_text(shown)
        whole: dict[str, JsonValue] = {ANSWER: shown, **({} if confidence is None else {CONFIDENCE: confidence})}
        return orjson.dumps(whole).decode()


def turns_of(content: Content) -> tuple[Turn, ...] | str:
    """The conversation that an item is, or the code of why it cannot be told: `tools`, `turns`, `no_prompt` (it is none)."""
    held = content.value if content.form is Form.CHAT and isinstance(content.value, list) else []
    named = [(role.strip().casefold(), text) for role, text in turns(held)]
    if any(role in _TOOLS for role, _ in named) or any(isinstance(one, dict) and one.get("tool_calls") for one in held):
        return "tools"
    said = [(_ROLES.get(role, ""), text) for role, text in named]
    if any(not role for role, _ in said):
        return "turns"
    return tuple({"role": role, "content": text} for role, text in said) or "no_prompt"


def has_image(content: Content) -> bool:
    """Whether something of the item is seen and not read."""
    return content.form is Form.IMAGE or any(part.form is Form.IMAGE for part in content.parts)
