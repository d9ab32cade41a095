"""Whether a model's name may stand for another model tomorrow.

Three rules. A name that says `latest` moves. A model that a local server keeps moves when its tag is `latest` or missing. A name
without a date or number of a release moves when its provider also publishes the same name with one, as LiteLLM's table shows
(`gpt-4o` beside `gpt-4o-2024-08-06`): then the bare name is the alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LATEST = re.compile(r"(^|[-:@])latest$")
#: -2024-08-06, -20250929, @20250929, -2411, -001, -09-2025: a release
_RELEASE = re.compile(r"[-@](\d{4}-\d{2}-\d{2}|\d{8}|\d{6}|\d{4}|\d{3}|\d{2}-\d{4})$")
_TAGGED = frozenset({"ollama", "ollama_chat"})


def moving_alias(provider: str, name: str, published: Iterable[str]) -> str:
    """One sentence when the name moves, else "". `published`: names that the provider publishes, without its own prefix."""
    if _LATEST.search(name):
        return f"{name} stands for whatever is newest: its answers may change without notice; name a version instead."
    if provider in _TAGGED:
        return (
            ""
            if ":" in name
            else f"{name} has no tag, so it stands for the tag latest, which changes with the next pull; name a tag."
        )
    if _RELEASE.search(name):
        return ""
    releases = sorted(other for other in published if other.startswith(name) and _RELEASE.fullmatch(other[len(name) :]))
    if not releases:
        return ""
    return f"{name} stands for one of several releases, and the provider may move it; name one of them, such as {releases[-1]}."
