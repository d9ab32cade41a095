"""Markdown that shows other people's text as it is: no text can end what it stands in, and none becomes a link, an image or HTML.

Everything foreign stands in code spans and code blocks, in which Markdown reads nothing (CommonMark 0.31, 6.1 and 4.5).
"""

from __future__ import annotations

import re

_TICKS = re.compile(r"`+")
_SPACE = re.compile(r"\s+")
#: controls but line feed and tab, marks that change the direction of what follows, and lone surrogates
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]")


def code(text: str, most: int = 0) -> str:
    """A code span: on one line, at most `most` characters (0: all). An empty text is `(empty)`, in plain words."""
    line = shortened(_SPACE.sub(" ", _seen(text)).strip(), most)
    if not line:
        return "(empty)"
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(line)), default=0))
    edge = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{ticks}{edge}{line}{edge}{ticks}"


def block(text: str, most: int = 0, indent: str = "") -> str:
    """A fenced code block that the text cannot end, each line behind `indent`; a tilde fence, as backticks may stand in the text."""
    lines = shortened(_seen(text).strip("\n"), most).split("\n")
    fence = "~" * max(3, 1 + max((len(line) - len(line.lstrip(" ~")) for line in lines), default=0))
    return "\n".join(f"{indent}{line}".rstrip() if not line else f"{indent}{line}" for line in [fence, *lines, fence])


def shortened(text: str, most: int) -> str:
    """The beginning of a text with how much is left out; 0: all of it."""
    if not most or len(text) <= most:
        return text
    return f"{text[:most].rstrip()} … [{len(text) - most:,} more characters]"


def _seen(text: str) -> str:
    """The text with what cannot be seen written out, by its code point."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", unified)
