"""What a call can take and what it has cost. Money in billionths of a US dollar, so that sums are exact."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.ids import canonical_json
from core.llm.images import TOKENS as IMAGE_TOKENS
from core.llm.provider import Provider
from core.llm.types import Connection, ModelRequest, RawReply
from core.storage.limits import NANO

#: tokens that stand around each message (OpenAI Cookbook, "How to count tokens with tiktoken", section 6), rounded up
_AROUND = 8
#: bytes of UTF-8 that a token has at least in prose, for rates; for money it is one byte
_BYTES_A_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Most:
    """The most a call can take: `tokens` as rates count them, `nano` what it can cost."""

    tokens: int
    nano: int


def most(provider: Provider, connection: Connection, request: ModelRequest) -> Most:
    """Its input, counted, and all of the output that it may have.

    Where the model's tokenizer is not known, each byte is held for a token: no tokenizer over bytes makes more.
    """
    texts = [message.content for message in request.messages] + [request.prefill or ""]
    if request.schema is not None:
        texts.append(canonical_json(request.schema).decode())
    seen = IMAGE_TOKENS * sum(len(message.images) for message in request.messages)
    size = sum(len(text.encode()) for text in texts) + _AROUND * (len(texts) + 1) + seen
    known = provider.counts_exactly(connection.model)
    exact = (
        sum(provider.count_tokens(connection.model, text) for text in texts) + _AROUND * (len(texts) + 1) + seen
        if known
        else size
    )
    rated = exact if known else size // _BYTES_A_TOKEN
    return Most(rated + request.max_tokens, cost(provider, connection, exact, request.max_tokens))


def counted(provider: Provider, connection: Connection, request: ModelRequest, reply: RawReply) -> RawReply:
    """The reply with its tokens counted by us, where the server sent no usage."""
    if reply.tokens_in or reply.tokens_out:
        return reply
    sent = sum(
        provider.count_tokens(connection.model, message.content) + _AROUND + IMAGE_TOKENS * len(message.images)
        for message in request.messages
    )
    return replace(reply, tokens_in=sent, tokens_out=provider.count_tokens(connection.model, reply.text))


def cost(provider: Provider, connection: Connection, tokens_in: int, tokens_out: int) -> int:
    """What so many tokens cost; nothing where the price is unknown. Discounts for cached input are not known to us."""
    price = provider.price(connection)
    return 0 if price is None else round((tokens_in * price.input + tokens_out * price.output) * NANO / 1_000_000)
