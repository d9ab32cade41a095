"""Telephone numbers, by Google's libphonenumber (`phonenumbers`): with a country's prefix, or at home in the region that is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.prompts.redaction.finder import Place

#: a run of digits and what stands between them; the library looks into these alone, since it is slow
_RUN = re.compile(r"(?<![A-Za-z0-9_])[+\uff0b(]{0,2}\d(?:[ ().\u00a0/\u2010-\u2015-]{0,3}\d){5,40}(?![A-Za-z0-9_])")


def find(text: str, region: str | None) -> Iterator[Place]:
    """See `Finder`."""
    from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415

    for run in _RUN.finditer(text):
        if region is None and run[0][0] not in "+\uff0b" and "+" not in run[0]:
            continue
        for match in PhoneNumberMatcher(run[0], region):
            yield Place(run.start() + match.start, run.start() + match.end)
