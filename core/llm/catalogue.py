"""What LiteLLM knows of models without asking anybody: its table of prices and abilities, its tokenizers.

Entries are looked up here rather than with LiteLLM's own functions: those ask servers on the side (Ollama, Hugging Face).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

from core.llm.aliases import moving_alias
from core.llm.arguments import PREFILL_SWITCH, SCHEMA_SWITCH, VISION_SWITCH
from core.llm.prices import Price, price_in, price_of
from core.llm.types import Connection

#: servers that hold replies to a schema with any model, whatever the table says of it
_SCHEMA_SERVERS = frozenset({"ollama_chat", "hosted_vllm", "lm_studio"})
#: under another name in the table
_TABLE_NAMES = {"ollama_chat": "ollama"}


class Catalogue:
    """Reads from the library, which is given as a value: `provider.py` alone imports it."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._parts = cache(self._split)

    def parts(self, model: str) -> tuple[str, str]:
        """Provider and name: `openai/gpt-5` is `("openai", "gpt-5")`. The provider is "" when LiteLLM knows none for it."""
        return self._parts(model)

    def entry(self, model: str) -> Mapping[str, Any] | None:
        """What the table says of a model, None when it is not in it."""
        provider, name = self.parts(model)
        table = self._table()
        for known in (model, f"{provider}/{name}", f"{_TABLE_NAMES.get(provider, provider)}/{name}"):
            if known in table:
                return table[known]
        bare = table.get(name)
        return bare if bare is not None and bare.get("litellm_provider") == provider else None

    def takes_schema(self, connection: Connection) -> bool:
        """Whether the schema of a request is sent: what the connection's parameter `json_schema` says, else what is known."""
        switch = connection.params.get(SCHEMA_SWITCH)
        return switch if isinstance(switch, bool) else not is_foreign(connection) and self.supports_schema(connection.model)

    def takes_prefill(self, connection: Connection) -> bool:
        """Whether the prefill of a request is sent: what the connection's parameter `prefill` says, else what is known."""
        switch = connection.params.get(PREFILL_SWITCH)
        return switch if isinstance(switch, bool) else not is_foreign(connection) and self.supports_prefill(connection.model)

    def sees(self, connection: Connection) -> bool:
        """Whether images are sent: what the connection's parameter `vision` says, else what is known."""
        switch = connection.params.get(VISION_SWITCH)
        return (
            switch if isinstance(switch, bool) else not is_foreign(connection) and self._can(connection.model, "supports_vision")
        )

    def supports_schema(self, model: str) -> bool:
        """Whether the provider can hold replies of this model to a JSON Schema."""
        return self.parts(model)[0] in _SCHEMA_SERVERS or self._can(model, "supports_response_schema")

    def supports_prefill(self, model: str) -> bool:
        """Whether the provider lets a request begin the model's reply."""
        return self._can(model, "supports_assistant_prefill")

    def count_tokens(self, model: str, text: str) -> int:
        """Tokens of a text: exact where `counts_exactly`, else by OpenAI's cl100k, which is near for Western languages."""
        return int(self._library.token_counter(model=self.parts(model)[1], text=text)) if text else 0

    def counts_exactly(self, model: str) -> bool:
        """Whether `count_tokens` has the model's own tokenizer: OpenAI's come with LiteLLM, others would have to be fetched."""
        return self.parts(model)[0] == "openai" and self.entry(model) is not None

    def price(self, connection: Connection) -> Price | None:
        """The price of a connection, None when it is not known."""
        return price_of(connection, None if is_foreign(connection) else price_in(self.entry(connection.model)))

    def context_window(self, model: str) -> int | None:
        """Tokens that the model takes, None when that is not known."""
        entry = self.entry(model) or {}
        window = entry.get("max_input_tokens") or entry.get("max_tokens")
        return window if isinstance(window, int) else None

    def moving_alias(self, model: str) -> str:
        """One sentence when the name may stand for another model tomorrow, else "" (`aliases.py` says how that is decided)."""
        provider, name = self.parts(model)
        own = (known for known, entry in self._table().items() if entry.get("litellm_provider") == provider)
        return moving_alias(provider, name, (known.removeprefix(f"{provider}/") for known in own))

    def _can(self, model: str, ability: str) -> bool:
        return bool((self.entry(model) or {}).get(ability))

    def _table(self) -> Mapping[str, Mapping[str, Any]]:
        return cast("Mapping[str, Mapping[str, Any]]", self._library.model_cost)

    def _split(self, model: str) -> tuple[str, str]:
        try:
            name, provider, *_ = self._library.get_llm_provider(model)
        except Exception:  # its own BadRequestError, for a name that it cannot place
            return "", model
        return str(provider), str(name)


def is_foreign(connection: Connection) -> bool:
    """Whether `openai/...` only means the protocol, and the server is somebody else's: nothing is known of its models then."""
    host = urlsplit(connection.base_url or "").hostname or "api.openai.com"
    return connection.model.startswith(("openai/", "custom_openai/")) and host != "api.openai.com"


def place_of(connection: Connection) -> str:
    """The server of a connection in words: host and port, or the provider where there is no base URL."""
    parts = urlsplit(connection.base_url or "")
    return parts.netloc.rpartition("@")[2] or f"the provider of {connection.model}"
