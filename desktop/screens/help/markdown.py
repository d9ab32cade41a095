"""What the help needs to know of its Markdown: headings with their fragments, and the plain text under each.

Fragments are those of GitHub: lower case, white space as hyphens, other signs dropped, a number behind what is there already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$")
_FENCE = re.compile(r"^(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$", re.MULTILINE)
_SIGNS = re.compile(r"(?<!\\)[*`]|^\s{0,3}(?:#{1,6} |[-*] |> )", re.MULTILINE)
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_WIDE = "[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
#: a line break between two Chinese signs is the writer's, and no space for the reader
_BREAK = re.compile(rf"(?<={_WIDE})\n[ \t]*(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (`level` 1 to 6) and the plain text beneath it, up to the next heading of any level."""

    heading: str
    level: int
    slug: str
    text: str


def sections_of(markdown: str) -> Iterator[Section]:
    """The sections of a page. What stands before the first heading belongs to none."""
    heading, level, lines, taken = "", 0, list[str](), dict[str, int]()
    fenced = False
    for line in markdown.splitlines():
        fenced ^= bool(_FENCE.match(line))
        found = None if fenced else _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        if level:
            yield _section(heading, level, lines, taken)
        heading, level, lines = plain(found[2]), len(found[1]), []
    if level:
        yield _section(heading, level, lines, taken)


def slug(heading: str) -> str:
    """The fragment of a heading, before it is numbered."""
    return _NOT_IN_SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def plain(markdown: str) -> str:
    """Markdown as it reads, on one line: without signs, links as their words, the cells of a row side by side."""
    text = _RULE.sub("", _LINK.sub(r"\1", markdown))
    text = _SIGNS.sub("", text).replace("\\|", "\0").replace("|", " ").replace("\0", "|")
    return " ".join(text.split())


def joined(markdown: str) -> str:
    """Lines of Chinese that were broken by whoever wrote them, joined again."""
    return _BREAK.sub("", markdown)


def _section(heading: str, level: int, lines: list[str], taken: dict[str, int]) -> Section:
    name = slug(heading)
    number = taken.get(name, 0)
    taken[name] = number + 1
    return Section(heading, level, f"{name}-{number}" if number else name, plain("\n".join(lines)))
