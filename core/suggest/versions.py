"""Prompt versions with their content read, as suggesters, screens and commands use them."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from core.prompts.content import PromptContent
from core.storage.prompts import StoredVersion


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """A prompt version as screens and commands show it. `parent`: the number of the version that it was made from."""

    seq: int
    number: int
    hash: str
    content: PromptContent
    connection: str
    parent: int | None
    suggester_seq: int
    note: str
    created_us: int
    live: bool

    @property
    def shown(self) -> str:
        """What a person calls it: `v3`."""
        return f"v{self.number}"


def version_of(stored: StoredVersion) -> PromptVersion:
    """The version with its content read."""
    content = PromptContent.from_json(orjson.loads(stored.content))
    return PromptVersion(
        stored.seq,
        stored.number,
        stored.hash,
        content,
        stored.connection,
        stored.parent,
        stored.suggester_seq,
        stored.note,
        stored.created_us,
        stored.live,
    )
