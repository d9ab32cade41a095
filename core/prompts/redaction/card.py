"""Numbers of payment cards: prefix and length of a network, and the check digit of Luhn (ISO/IEC 7812-1, annex B; `stdnum.luhn`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.prompts.redaction.finder import Place

_RUN = re.compile(r"(?<![A-Za-z0-9_+])(?<!\d[.,-])\d(?:[ -]?\d){12,18}(?![ -]?\d)(?![A-Za-z_])")
#: first and last prefix of a network -> the lengths of its numbers
NETWORKS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14,)),  # Diners Club
    ("36", "36", (14,)),
    ("38", "39", (14,)),
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "659", (16, 19)),
    ("3528", "3589", (16, 17, 18, 19)),  # JCB
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("50", "50", (13, 14, 15, 16, 17, 18, 19)),  # Maestro
    ("56", "58", (13, 14, 15, 16, 17, 18, 19)),
    ("2200", "2204", (16,)),  # Mir
)


def find(text: str, region: str | None) -> Iterator[Place]:
    """See `Finder`."""
    for run in _RUN.finditer(text):
        digits = "".join(str(int(digit)) for digit in re.sub(r"[ -]", "", run[0]))  # of any script
        if _network(digits) and _luhn(digits):
            yield Place(run.start(), run.end())


def _network(digits: str) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in NETWORKS)


def _luhn(digits: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415

    return bool(luhn.is_valid(digits))
