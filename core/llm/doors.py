"""Which client LiteLLM takes from us for which provider. Tried one by one against a server (`tests/unit/core/llm/test_doors.py`).

LiteLLM quietly makes a client of its own where it is given the wrong one. So where nothing may leave this machine, only providers that
stand here are called; the others make their own way out (boto3, Google's libraries), which we do not control.
"""

from __future__ import annotations

from enum import StrEnum


class Door(StrEnum):
    """The kind of client a provider takes."""

    OPENAI = "openai"  # an `openai.AsyncOpenAI`
    HANDLER = "handler"  # LiteLLM's `AsyncHTTPHandler`


_OPENAI = (
    "openai custom_openai ai21 ai21_chat aiml baseten cerebras chutes codestral dashscope deepinfra docker_model_runner empower"
    " featherless_ai friendliai galadriel github helicone hyperbolic inception lambda_ai litellm_proxy llamafile lm_studio meta_llama"
    " modelscope moonshot morph nebius novita nscale nvidia_nim perplexity publicai sambanova scaleway v0 vercel_ai_gateway volcengine"
    " wandb xinference zai"
)
_HANDLER = (
    "anthropic azure_ai cometapi compactifai databricks deepseek fireworks_ai gemini groq hosted_vllm lemonade minimax mistral ollama"
    " ollama_chat openrouter ovhcloud together_ai xai"
)

DOORS: dict[str, Door] = {
    **dict.fromkeys(_OPENAI.split(), Door.OPENAI),
    **dict.fromkeys(_HANDLER.split(), Door.HANDLER),
}

#: stands for a key where a library insists on one; our transport takes it out again
NO_KEY = "none"
#: where calls go without a base URL; LiteLLM would ask the environment, which nobody has shown to the lead
BASE_URLS = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "mistral": "https://api.mistral.ai/v1",
    "ollama": "http://localhost:11434",
    "ollama_chat": "http://localhost:11434",
}
