"""One tiny call that shows whether a connection works, and in one sentence what is wrong if it does not."""

from __future__ import annotations

from dataclasses import dataclass

from core.clock import monotonic
from core.domain.calls import FailureKind
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest, NetworkPolicy, RawReply

#: enough for a word, and for a model that thinks a little first
_MOST_TOKENS = 64
_QUESTION = ModelRequest((Message("user", "Answer with the single word: ready"),), max_tokens=_MOST_TOKENS)

#: kind -> what to do; before it stands what happened, in the words of the failure
_ADVICE: dict[FailureKind, str] = {
    FailureKind.AUTH: "Check the key.",
    FailureKind.NOT_FOUND: "Check the model's name and the base URL.",
    FailureKind.RATE_LIMITED: "The key and the address are right; try again later.",
    FailureKind.TIMEOUT: "Is the model being loaded? Try again, or allow more time.",
    FailureKind.REFUSED_CONNECTION: "Check the base URL and whether the server runs.",
    FailureKind.SERVER: "The address is right; the server's own log says more.",
    FailureKind.BAD_JSON: "Check the base URL: it often has to end in /v1.",
    FailureKind.LOCAL_ONLY: "Add the host to the project's list, or choose a model on this machine.",
    FailureKind.CONTEXT_LENGTH: "Even a tiny prompt is too long for it: choose another model.",
}
#: the server took the request and the model had nothing to say to this question: the connection works
_WELL_ENOUGH = frozenset({FailureKind.EMPTY, FailureKind.REFUSAL})


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `sentence`: for the user; `kind`: of the failure; `seconds`: how long it took; `model`: as the server names it."""

    ok: bool
    sentence: str
    kind: FailureKind | None
    seconds: float
    model: str


async def try_connection(provider: Provider, connection: Connection, key: str | None, policy: NetworkPolicy) -> Trial:
    """Make one tiny call, once. It may cost a fraction of a cent; no item text is sent."""
    started = monotonic()
    try:
        reply = await provider.complete(connection, key, _QUESTION, policy)
    except CallFailure as failure:
        return _failed(provider, connection, failure, monotonic() - started)
    seconds = monotonic() - started
    return Trial(True, _works(provider, connection, reply, seconds), None, seconds, reply.model or connection.model)


def _works(provider: Provider, connection: Connection, reply: RawReply, seconds: float) -> str:
    said = f"{reply.model or connection.model} answered in {seconds:.1f} s."
    return f"{said} {provider.moving_alias(connection.model)}".strip()


def _failed(provider: Provider, connection: Connection, failure: CallFailure, seconds: float) -> Trial:
    if failure.kind in _WELL_ENOUGH:
        sentence = f"The server answered in {seconds:.1f} s, though without a text. {provider.moving_alias(connection.model)}"
        return Trial(True, sentence.strip(), failure.kind, seconds, connection.model)
    sentence = f"{failure.detail} {_ADVICE.get(failure.kind, '')}".strip()
    return Trial(False, sentence, failure.kind, seconds, connection.model)
