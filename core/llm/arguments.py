"""A request in the words of LiteLLM."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from core.domain.json import JsonValue
from core.llm.images import content_of
from core.llm.types import Connection, ModelRequest

#: our own switches among a connection's parameters; they are never sent
SCHEMA_SWITCH, PREFILL_SWITCH, VISION_SWITCH = "json_schema", "prefill", "vision"

#: LiteLLM's own, but a connection to Azure says it
_NEEDED = frozenset({"api_version"})
#: what would steer a call elsewhere or change its form, beside what LiteLLM lists as its own
_STEERING = frozenset(
    {
        "model", "messages", "stream", "stream_options", "n", "timeout", "api_base", "base_url", "api_key", "api_version",
        "organization", "client", "extra_headers", "headers", "max_tokens", "max_completion_tokens", "functions",
        "function_call", "tools", "tool_choice", "modalities", "audio", "prediction", "response_format", "logprobs",
        "top_logprobs", "drop_params", "additional_drop_params", "allowed_openai_params", "deployment_id",
        "web_search_options", "include_server_side_tool_invocations", "callbacks", "success_callback", "failure_callback",
        "user_api_key", "proxy", "mock_delay", "mock_tool_calls", "disable_fallbacks", "input_cost_per_token",
        "output_cost_per_token", "organization_id", "aws_region_name",
    }
)  # fmt: skip


def arguments_of(
    connection: Connection, request: ModelRequest, *, schema: bool, prefill: bool, owned: Container[str]
) -> dict[str, Any]:
    """What `acompletion` gets. `schema`, `prefill`: whether the provider can; a schema goes before a prefill, as no provider takes both.

    `owned`: names of LiteLLM's own switches, none of which comes from a connection or a prompt.
    """
    with_schema = schema and request.schema is not None
    begins = request.prefill.rstrip() if prefill and not with_schema and request.prefill else ""
    made: dict[str, Any] = params_of(connection, request, owned)
    made |= {"model": connection.model, "messages": _messages(request, begins), "max_tokens": request.max_tokens}
    made |= {"max_retries": 0, "num_retries": 0, "drop_params": True, "caching": False, "timeout": connection.timeout_s}
    if with_schema:
        made["response_format"] = _response_format(request.schema)
    if request.logprobs:
        made["logprobs"] = True
    return made


def params_of(connection: Connection, request: ModelRequest, owned: Container[str]) -> dict[str, JsonValue]:
    """The connection's parameters and, over them, the request's: of both only what speaks to the model."""
    both = connection.params | request.params
    return {name: value for name, value in both.items() if name in _NEEDED or not _is_ours(name, owned)}


def _is_ours(name: str, owned: Container[str]) -> bool:
    return name in {SCHEMA_SWITCH, PREFILL_SWITCH, VISION_SWITCH} or name in _STEERING or name in owned or name.startswith("_")


def sent_prefill(made: dict[str, Any]) -> str:
    """How the reply of a call with these arguments has been begun, "" if it has not."""
    last: dict[str, Any] = made["messages"][-1]
    return str(last["content"]) if last.get("prefix") else ""


def _messages(request: ModelRequest, begins: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"role": one.role, "content": content_of(one.content, one.images)} for one in request.messages]
    return [*made, {"role": "assistant", "content": begins, "prefix": True}] if begins else made


def _response_format(schema: JsonValue) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}}
