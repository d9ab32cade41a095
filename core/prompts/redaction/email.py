"""E-mail addresses: RFC 5321, sections 4.1.2 and 4.5.3.1, without quoted local parts and address literals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.prompts.redaction.finder import Place

MAX_LOCAL = 64
MAX_DOMAIN = 255
#: letters of scripts with spaces: in Chinese or Japanese text an address may follow a word directly
_LETTERS = r"A-Za-z0-9\u00c0-\u052f"
_LOCAL = re.compile(rf"[{_LETTERS}_.!#$%&'*+/=?^`{{|}}~-]*")  # matched from the @ backwards
_DOMAIN = re.compile(
    rf"(?:[{_LETTERS}](?:[{_LETTERS}-]{{0,61}}[{_LETTERS}])?\.){{1,8}}(?!\d)[{_LETTERS}][{_LETTERS}-]{{0,61}}[{_LETTERS}]"
)
_EDGES = ".'`*|/={}"


def find(text: str, region: str | None) -> Iterator[Place]:
    """See `Finder`. Looks to both sides of each `@` as far as an address can reach, so its time is linear."""
    at = text.find("@")
    after = 0
    while at >= 0:
        place = _around(text, at, after)
        if place is not None:
            yield place
            after = place.end
        at = text.find("@", at + 1)


def _around(text: str, at: int, after: int) -> Place | None:
    local = _LOCAL.match(text[max(after, at - MAX_LOCAL) : at][::-1])
    name = local[0][::-1].lstrip(_EDGES) if local else ""
    domain = _DOMAIN.match(text[at + 1 : at + 1 + MAX_DOMAIN])
    if not name or name.endswith(".") or domain is None:
        return None
    return Place(at - len(name), at + 1 + domain.end())
