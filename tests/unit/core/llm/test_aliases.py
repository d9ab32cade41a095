"""Which names may stand for another model tomorrow."""

from __future__ import annotations

import pytest

from core.llm.aliases import moving_alias

PUBLISHED = ("gpt-4o", "gpt-4o-2024-05-13", "gpt-4o-2024-11-20", "gpt-4o-mini", "claude-x-4", "claude-x-4-20250929", "solo-chat")


@pytest.mark.parametrize("name", ["gpt-latest", "mistral-large-latest", "latest", "llama3:latest"])
def test_a_name_that_says_latest_moves(name: str) -> None:
    assert "newest" in moving_alias("openai", name, ())


@pytest.mark.parametrize(
    ("name", "moves"), [("llama3", True), ("llama3:latest", True), ("llama3:8b", False), ("qwen3:0.6b", False)]
)
def test_a_local_model_moves_without_a_tag(name: str, *, moves: bool) -> None:
    assert bool(moving_alias("ollama_chat", name, ())) is moves


def test_a_bare_name_moves_where_releases_of_it_are_published_and_the_newest_is_offered() -> None:
    assert "gpt-4o-2024-11-20" in moving_alias("openai", "gpt-4o", PUBLISHED)
    assert "claude-x-4-20250929" in moving_alias("anthropic", "claude-x-4", PUBLISHED)


@pytest.mark.parametrize(
    "name", ["gpt-4o-2024-05-13", "claude-x-4-20250929", "gemini-2.0-flash-001", "mistral-large-2411", "gpt-4o-mini", "solo-chat"]
)
def test_a_release_and_a_name_without_releases_stay(name: str) -> None:
    assert moving_alias("openai", name, PUBLISHED) == ""
