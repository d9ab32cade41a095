"""Names and texts in formats of lines and words: white space in names is percent-encoded, line breaks in texts are folded."""

from __future__ import annotations

import re
from urllib.parse import quote

#: white space by Unicode, and by the readers of fastText and Python; the sign of the escape itself
_SPACE = re.compile(r"[\s\x1c-\x1f\x85%]")
#: what some reader takes for the end of a line
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def one_word(name: str) -> str:
    """A name without white space: that, and `%`, as percent-encoded UTF-8 (RFC 3986, 2.1); `urllib.parse.unquote` gives the name back."""
    return _SPACE.sub(lambda match: quote(match[0], safe=""), name)


def one_line(text: str) -> tuple[str, bool]:
    """The text with each line break as a space, and whether there was one."""
    folded, breaks = _BREAK.subn(" ", text)
    return folded, bool(breaks)
