"""What a reply to a prompt says, and what its call is put on record as: the same for suggestions, for a try and for a repeated call."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.calls import FailureKind
from core.domain.content import Content
from core.domain.task import Task
from core.llm.types import RawReply
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, Parsed, parse_reply
from core.prompts.redaction import restore
from core.storage.calls import ANSWERED

_OUTCOMES: dict[Outcome, str] = {
    Outcome.OK: ANSWERED,
    Outcome.MAPPED: ANSWERED,
    Outcome.UNKNOWN: ANSWERED,
    Outcome.REFUSAL: str(FailureKind.REFUSAL),
    Outcome.EMPTY: str(FailureKind.EMPTY),
}


def read_reply(
    reply: RawReply, task: Task, contract: Contract, content: Content | None = None, originals: Mapping[str, str] | None = None
) -> Parsed:
    """The reply as read. One that was cut off before it came to an object is no answer: half a label may look like another.

    `content`: the item's; `originals`: what the placeholders of a redacted item stand for.
    """
    if reply.refusal is not None:
        return Parsed(Outcome.REFUSAL, problem="The reply declines to answer.")
    if reply.finish_reason == "length" and "}" not in reply.text:
        return Parsed(Outcome.NO_ANSWER, problem="The reply was cut off before its end.")
    return parse_reply(reply.text, task, contract, content, lambda value: restore(value, originals or {}))


def outcome_of(parsed: Parsed) -> str:
    """`answered`, also for "does not know", or the failure kind."""
    return _OUTCOMES.get(parsed.outcome, str(FailureKind.INVALID_ANSWER))


def judged(
    reply: RawReply, task: Task, contract: Contract, content: Content | None = None, originals: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """(outcome, detail) of a reply for its record; the detail never quotes it."""
    if reply.refusal is not None:
        return FailureKind.REFUSAL, "The provider marked the reply as declined."
    parsed = read_reply(reply, task, contract, content, originals)
    return outcome_of(parsed), "" if parsed.outcome is Outcome.OK else str(parsed.outcome)
