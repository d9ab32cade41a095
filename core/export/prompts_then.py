"""The prompt versions of a project as they stood at the position of a cut: which there were, which one was live, who suggests by them."""

from __future__ import annotations

import re
from dataclasses import replace

from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.export.cut import Cut
from core.storage import prompts
from core.storage.sql import fetch, from_json
from core.suggest.prompt_rows import suggester_seqs
from core.suggest.versions import PromptVersion, version_of

_EVENTS = f"""SELECT kind, data FROM event WHERE project_seq + 0 = :p AND seq <= :upto
AND kind IN ('{EventKind.PROMPT_SAVED}', '{EventKind.PROMPT_ACTIVATED}') ORDER BY seq"""  # noqa: S608 (our own words)
_NUMBER = re.compile(r"v?(\d+)", re.IGNORECASE)


def versions_then(cut: Cut) -> list[PromptVersion]:
    """All versions that there were, oldest first; `live` says which one was live then."""
    saved: set[int] = set()
    live: int | None = None
    for row in fetch(cut.connection, _EVENTS, p=cut.project.seq, upto=cut.position.event):
        data = from_json(row.data)
        told = data if isinstance(data, dict) else {}
        number = told.get("version" if row.kind == EventKind.PROMPT_SAVED else "to")
        if row.kind == EventKind.PROMPT_ACTIVATED:
            live = number if isinstance(number, int) else None
        elif isinstance(number, int):
            saved.add(number)
    stored = prompts.list_versions(cut.connection, cut.project.seq)
    return [replace(version_of(one), live=one.number == live) for one in stored if one.number in saved]


def version_then(cut: Cut, asked: str) -> PromptVersion | None:
    """The version called `v3`, `3` or by its hash; with nothing asked the one that was live, or None.

    Raises `UserError` when there is no such version.
    """
    versions, wanted = versions_then(cut), asked.strip()
    if not wanted:
        return next((one for one in versions if one.live), None)
    number = _NUMBER.fullmatch(wanted)
    found = next((one for one in versions if one.hash == wanted or (number and one.number == int(number[1]))), None)
    if found is None:
        known = ", ".join(one.shown for one in versions) or "none yet"
        what = f"There is no prompt version called {wanted[:80]!r}."
        raise UserError("prompt.unknown", what, kept="Nothing was written.", todo=f"Known: {known}.")
    return found


def suggesters_by(cut: Cut, version: PromptVersion) -> frozenset[int]:
    """The numbers under which the suggestions of a version stand: its own, and those of its fallbacks."""
    return frozenset(suggester_seqs(cut.connection, cut.project.seq, version))
