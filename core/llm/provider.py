"""The way to any model, through LiteLLM. The only module that knows it; its import takes seconds, so it waits until it is needed.

LiteLLM's traps are met here (`_load`), in `arguments.py`, `transport.py` and `dispatch.py`; each has a test in `tests/unit/core/llm`.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
import warnings
from contextvars import Context, copy_context
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, cast

from core.clock import now
from core.domain.calls import FailureKind
from core.llm.arguments import arguments_of, sent_prefill
from core.llm.catalogue import Catalogue, place_of
from core.llm.doors import BASE_URLS, DOORS, NO_KEY, Door
from core.llm.prices import Price
from core.llm.types import CallFailure, Connection, ModelRequest, NetworkPolicy, RawReply

if TYPE_CHECKING:
    from core.llm.clients import Clients
    from core.llm.dispatch import Dispatcher
    from core.llm.transport import Exchange, Transport

#: no price list from the net, no `.env` from the working folder, no second HTTP client written in Rust
_ENVIRONMENT = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_MODE": "PRODUCTION", "LITELLM_RUST": "False"}
#: what logs requests whole at its lower levels, and exceptions with the server's words at its higher ones
_LOGGERS = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router", "openai", "httpx", "httpcore")
_LOADING = threading.Lock()


class Provider:
    """The calls of one workspace. Its coroutines belong to one event loop.

    What it knows of models may be asked from any thread, though not from the main one: the first who asks waits for LiteLLM's import.
    """

    def __init__(self) -> None:
        self._clients: Clients | None = None
        self._dispatcher: Dispatcher | None = None
        self._closed = False

    def warm_up(self) -> None:
        """Import LiteLLM and all that a first call would import: three seconds, off the main thread and off the loop's."""
        _warm()

    async def complete(self, connection: Connection, key: str | None, request: ModelRequest, policy: NetworkPolicy) -> RawReply:
        """One request, sent once. `Connection.timeout_s` is for all of it, however slowly a response drips.

        Raises `CallFailure` for everything that is neither a reply nor a refusal; lets `CancelledError` pass.
        """
        if self._clients is None:
            await asyncio.to_thread(self.warm_up)
        from core.llm.failures import failure_from  # noqa: PLC0415  (brings aiohttp)
        from core.llm.transport import Exchange  # noqa: PLC0415

        exchange = Exchange()
        try:
            async with asyncio.timeout(connection.timeout_s):
                return await self._answer(connection, key, request, policy, exchange)
        except TimeoutError:
            failure = CallFailure(FailureKind.TIMEOUT, f"No whole answer came within {connection.timeout_s:g} s.")
        except Exception as error:  # whatever a library raises is an outcome of the call
            failure = failure_from(error, exchange, place_of(connection), key)
        raise failure  # here, where no exception of a library hangs on it

    async def close(self) -> None:
        """End every call and close every connection; calls made later fail as cancelled."""
        self._closed = True
        if self._dispatcher and self._clients:
            await self._dispatcher.close()
            await self._clients.close()
            await _load().close_litellm_async_clients()  # those of providers that take none of ours

    def takes_schema(self, connection: Connection) -> bool:
        """Whether the schema of a request is sent: what the connection's parameter `json_schema` says, else what is known."""
        return _catalogue().takes_schema(connection)

    def sees(self, connection: Connection) -> bool:
        """Whether images are sent: what the connection's parameter `vision` says, else what is known."""
        return _catalogue().sees(connection)

    def takes_prefill(self, connection: Connection) -> bool:
        """Whether the prefill of a request is sent: what the connection's parameter `prefill` says, else what is known."""
        return _catalogue().takes_prefill(connection)

    def supports_schema(self, model: str) -> bool:
        """Whether the provider can hold replies of this model to a JSON Schema."""
        return _catalogue().supports_schema(model)

    def supports_prefill(self, model: str) -> bool:
        """Whether the provider lets a request begin the model's reply."""
        return _catalogue().supports_prefill(model)

    def arguments(self, connection: Connection, request: ModelRequest) -> dict[str, Any]:
        """What LiteLLM is given for a request, all but the key, the base URL and the client."""
        schema, prefill = self.takes_schema(connection), self.takes_prefill(connection)
        return arguments_of(connection, request, schema=schema, prefill=prefill, owned=_owned())

    def count_tokens(self, model: str, text: str) -> int:
        """Tokens of a text: exact where `counts_exactly`, else by OpenAI's cl100k, which is near for Western languages."""
        return _catalogue().count_tokens(model, text)

    def counts_exactly(self, model: str) -> bool:
        """Whether `count_tokens` has the model's own tokenizer."""
        return _catalogue().counts_exactly(model)

    def price(self, connection: Connection) -> Price | None:
        """The price of a connection: what was entered, else LiteLLM's local table; None when it is not known."""
        return _catalogue().price(connection)

    def context_window(self, model: str) -> int | None:
        """Tokens that the model takes, None when that is not known."""
        return _catalogue().context_window(model)

    def moving_alias(self, model: str) -> str:
        """One sentence when the name may stand for another model tomorrow, else "" (`aliases.py` says how that is decided)."""
        return _catalogue().moving_alias(model)

    async def _answer(
        self, connection: Connection, key: str | None, request: ModelRequest, policy: NetworkPolicy, exchange: Exchange
    ) -> RawReply:
        from core.llm.replies import reply_of  # noqa: PLC0415  (see above)

        door, base_url = await _way(connection, policy)
        dispatcher, clients = self._open()
        arguments = self.arguments(connection, request)
        if door:
            arguments |= {"client": clients.client(door, base_url, key, policy)}
        call = _prepared if door else _load().acompletion
        arguments |= {name: value for name, value in (("api_key", key or (door and NO_KEY)), ("base_url", base_url)) if value}
        response = await dispatcher.run(call(**arguments), _context(exchange))
        return reply_of(response, exchange.body, sent_prefill(arguments), key)

    def _open(self) -> tuple[Dispatcher, Clients]:
        from core.llm.clients import Clients  # noqa: PLC0415  (see above)
        from core.llm.dispatch import Dispatcher, closed  # noqa: PLC0415

        if self._closed:
            raise closed(sent=False)
        if self._dispatcher is None or self._clients is None:
            self._dispatcher, self._clients = Dispatcher(), Clients(_handler)
        return self._dispatcher, self._clients


async def _way(connection: Connection, policy: NetworkPolicy) -> tuple[Door | None, str | None]:
    """The kind of client and the base URL. Raises `CallFailure` where the policy allows no way, before anything is opened."""
    from core.llm.network import check  # noqa: PLC0415  (brings aiohttp)

    provider, _ = _catalogue().parts(connection.model)
    if not provider:
        raise CallFailure(FailureKind.NOT_FOUND, f"{connection.model} names no provider that LiteLLM knows, as openai/... does.")
    door, base_url = DOORS.get(provider), connection.base_url or BASE_URLS.get(provider)
    if policy.local_only and (door is None or base_url is None):
        sentence = f"The project is local-only: calls to {provider} cannot be held to this machine and the hosts on its list."
        raise CallFailure(FailureKind.LOCAL_ONLY, sentence)
    if policy.local_only and base_url:
        await check(base_url, policy)
    return door, base_url or (_default_base_url(connection.model) if door is Door.OPENAI else None)


@cache
def _warm() -> None:
    from core.llm import failures, replies  # noqa: F401, PLC0415  # pyright: ignore[reportUnusedImport]
    from core.llm.nowhere import call_nowhere  # noqa: PLC0415

    _load()
    call_nowhere(_prepared)
    gc.freeze()


@cache
def _load() -> Any:
    """LiteLLM, set up to keep to itself. No collection runs meanwhile: each would stall the main thread for a tenth of a second."""
    with _LOADING:
        os.environ.update(_ENVIRONMENT)
        collecting = gc.isenabled()
        gc.disable()
        try:
            import litellm  # noqa: PLC0415  (two seconds)
        finally:
            gc.freeze()  # what an import made stays: no collection needs to look at it again
            gc.enable() if collecting else None
        _quieten(cast("Any", litellm))
        return litellm


def _quieten(library: Any) -> None:
    """No request, response or key in a log or on the terminal; no cache, no callbacks, no retries, nothing fetched on the side."""
    warnings.filterwarnings("ignore", message=".*is using the `ReadOnly` qualifier", category=UserWarning)  # of its own modules
    library.set_verbose = False
    library.suppress_debug_info = True
    library.turn_off_message_logging = True
    library.telemetry = False
    library.drop_params = True
    library.cache = None
    library.num_retries = 0
    library.disable_hf_tokenizer_download = True
    library.module_level_client = _NoSideCalls()
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class _NoSideCalls:
    """In the place of the client with which LiteLLM asks servers about models, without the connection's policy and key.

    It would block, and for Ollama it goes to localhost whatever the base URL is. Where it fails, LiteLLM goes on without.
    """

    def get(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise RuntimeError("no calls on the side")

    post = get


async def _prepared(**arguments: Any) -> Any:
    """`litellm.acompletion` without its detour over a worker thread and its book-keeping: half the time of a call.

    The worker thread would also drop what it prepared when a call is cancelled at the wrong moment.
    """
    from litellm.litellm_core_utils.rules import Rules  # noqa: PLC0415  (see `_load`)
    from litellm.utils import function_setup  # noqa: PLC0415

    log, arguments = cast("Any", function_setup)("acompletion", Rules(), now(), litellm_call_id="", **arguments)
    own = {
        "acompletion": True,
        "litellm_logging_obj": log,
        "_skip_responses_api_bridge": True,
    }  # the bridge has clients of its own
    response = _load().completion(**arguments, **own)
    return await response if asyncio.iscoroutine(response) else response


@cache
def _catalogue() -> Catalogue:
    return Catalogue(_load())


@cache
def _owned() -> frozenset[str]:
    from litellm.types.utils import all_litellm_params  # noqa: PLC0415  (see `_load`)

    return frozenset(all_litellm_params)


def _handler(transport: Transport) -> Any:
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler  # noqa: PLC0415  (see `_load`)

    return AsyncHTTPHandler(transport=transport, follow_redirects=False, timeout=86_400.0)


def _default_base_url(model: str) -> str | None:
    _, _, _, base_url = _load().get_llm_provider(model)
    return base_url


def _context(exchange: Exchange) -> Context:
    """The call's own context: its exchange, and the mark by which LiteLLM neither logs nor bills it."""
    from litellm._internal_context import is_internal_call  # noqa: PLC0415  (see `_load`)

    from core.llm.transport import EXCHANGE  # noqa: PLC0415

    context = copy_context()
    context.run(EXCHANGE.set, exchange)
    context.run(is_internal_call.set, True)
    return context
