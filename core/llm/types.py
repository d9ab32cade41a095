"""What goes to a model and what comes back, free of any library."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.calls import FailureKind
from core.domain.json import JsonValue


class KeySource(StrEnum):
    """Where the key of a connection is."""

    NONE = "none"
    ENVIRONMENT = "environment"  # in the variable `key_env`
    KEYCHAIN = "keychain"  # in the operating system's keychain, under the connection's id


@dataclass(frozen=True, slots=True)
class Connection:
    """A way to one model. It never holds a key.

    `model`: as LiteLLM names it (`openai/gpt-5-mini-2025-08-07`, `ollama_chat/llama3.1`); `params`: what is sent with each request
    (`temperature`, ...); prices: US dollars for a million tokens, None when unknown; `rpm`, `tpm`: requests and tokens a minute;
    `fallback`: the name of the connection that is asked when this one is out of order.
    """

    name: str
    model: str
    base_url: str | None = None
    params: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    timeout_s: float = 60.0
    in_flight: int = 4
    rpm: int | None = None
    tpm: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    key_source: KeySource = KeySource.NONE
    key_env: str | None = None
    fallback: str | None = None
    id: str = ""  # hexadecimal; the workspace gives it


@dataclass(frozen=True, slots=True)
class NetworkPolicy:
    """Where calls may go. `local_only`: nowhere but loopback and `hosts` (names or addresses of private hosts)."""

    local_only: bool = False
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """An image in a local file, and the SHA-256 of what it held when the request was composed."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is sent. `role`: `system`, `user` or `assistant`; `images` follow its text."""

    role: str
    content: str
    images: tuple[Image, ...] = ()

    def to_json(self) -> JsonValue:
        """The message as its call's record keeps it: of images their paths and hashes."""
        value: dict[str, JsonValue] = {"role": self.role, "content": self.content}
        held: list[JsonValue] = [{"path": one.path, "sha256": one.sha256} for one in self.images]
        return {**value, "images": held} if held else value


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One request.

    `schema`: the JSON Schema that the provider is to hold the reply to, where it can; `max_tokens`: of output; `prefill`: how the
    reply begins, where the provider can; `params`: the rest (`temperature`, `seed`, ...), over the connection's.
    """

    messages: tuple[Message, ...]
    max_tokens: int
    params: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    schema: JsonValue = None
    prefill: str | None = None
    logprobs: bool = False


@dataclass(frozen=True, slots=True)
class RawReply:
    """A response.

    `text`: the reply, prefill included; `refusal`: what the provider itself marked as declined, or None;
    `logprob`: mean log-probability of the reply's tokens, or None; `raw`: the whole response.
    """

    text: str
    refusal: str | None
    finish_reason: str
    tokens_in: int
    tokens_out: int
    logprob: float | None
    model: str
    raw: JsonValue


class CallFailure(Exception):
    """A call that gave no reply. `detail`: one sentence without key and without item text; `retry_after`: seconds, as the server said.

    `raw`: what the server sent, with the key struck out; `status`: of HTTP, None when no response came. `sent`: whether the
    request may have gone out; what never did costs nothing.
    """

    def __init__(
        self,
        kind: FailureKind,
        detail: str,
        *,
        retry_after: float | None = None,
        raw: str | None = None,
        status: int | None = None,
        sent: bool = True,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after
        self.raw = raw
        self.status = status
        self.sent = sent
