"""Numbers and dates as people write them: which of them stand where in a text, and what a whole text means.

Offsets are Unicode code points, half-open. What can be read in two ways has two readings: `1,234` is 1234 or 1.234,
`03/04/2026` is in March or in April.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from typing import Generic, TypeVar

Value = TypeVar("Value")

_GAPS = "'\u2019\u00a0\u202f "
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,])(?:\d{{1,3}}(?:[{_GAPS}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)")
_SIGNS = {"-": -1, "\u2212": -1}

_UP_TO_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = {word: at for at, word in enumerate(_UP_TO_TWENTY)} | _TENS | {"hundred": 100, "thousand": 1000}
_WORD_NUMBER = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_HAN_SIGNS = "零一二三四五六七八九"
_HAN = {sign: at for at, sign in enumerate(_HAN_SIGNS)} | {"\u3007": 0, "两": 2}
_HAN_NUMBER = re.compile("[零\u3007一二两三四五六七八九]?十[一二三四五六七八九]?|[零\u3007一二两三四五六七八九]")

# English, German, French, Spanish; the first three letters stand for the rest where a language shortens.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sep sept septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s?[-/.年]\s?(?P<month>\d{{1,2}})\s?[-/.月]\s?(?P<day>\d{{1,2}})(?!\d)日?",
        r"(?<!\d)(?<!\d[-/.])(?P<one>\d{1,2})[-/.]\s?(?P<two>\d{1,2})[-/.]\s?(?P<year>\d{4}|\d{2})(?!\d)(?![-/.]\d)",
        rf"(?<!\d){_DAY}\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
    )
)


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """One place of a text and all that may be meant there."""

    start: int
    end: int
    readings: frozenset[Value]


def numbers_in(text: str) -> Iterator[Found[Decimal]]:
    """Every number in digits, as an English word or in Chinese signs; with a sign where it stands alone before the digits."""
    for match in _NUMBER.finditer(text):
        start, readings = match.start(), _number_readings(match.group())
        sign = _SIGNS.get(text[start - 1 : start], 1) if not text[max(0, start - 2) : start - 1].strip() else 1
        if sign < 0:
            start, readings = start - 1, frozenset(-one for one in readings)
        if text[match.end() : match.end() + 2].lstrip(" \u00a0\u202f")[:1] in ("%", "\uff05"):
            readings |= {one / 100 for one in readings}
        if readings:
            yield Found(start, match.end(), readings)
    for match in _WORD_NUMBER.finditer(text):
        yield Found(*match.span(), frozenset({Decimal(_WORDS[match.group().casefold()])}))
    for match in _HAN_NUMBER.finditer(text):
        yield Found(*match.span(), frozenset({Decimal(_han(match.group()))}))


def dates_in(text: str) -> Iterator[Found[date]]:
    """Every date with day, month and year: ISO, with slashes or points, with a month's name, in Chinese."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            readings = frozenset(one for one in _date_readings(match) if one is not None)
            if readings:
                yield Found(*match.span(), readings)


def number_hints(value: Decimal) -> Iterator[str]:
    """Patterns for small letters, one of which is found wherever `numbers_in` reads `value`: they tell where it pays to read."""
    size = abs(value)
    for one in (size, size * 100):
        yield rf"[{_GAPS}.,]?".join(format(one.to_integral_value(ROUND_DOWN), "f"))
    yield from (word for word, number in _WORDS.items() if number == size)
    if size == size.to_integral_value() and size < 100:
        yield from _spelled_han(int(size))


def date_hints(day: date) -> Iterator[str]:
    """Patterns one of which is found wherever `dates_in` reads `day`: its year."""
    yield str(day.year)
    yield rf"[-/.]\s?{day.year % 100:02d}(?!\d)"


def number_meant(text: str) -> Decimal | None:
    """The number that a text is, all of it; a comma before three digits groups them. None where it is none."""
    whole = [found for found in numbers_in(text.strip()) if (found.start, found.end) == (0, len(text.strip()))]
    return max(whole[0].readings, key=abs) if whole else None


def date_meant(text: str) -> date | None:
    """The date that a text is, all of it; None where it is none, or may be two."""
    whole = [found for found in dates_in(text.strip()) if (found.start, found.end) == (0, len(text.strip()))]
    readings = {one for found in whole for one in found.readings}
    return readings.pop() if len(readings) == 1 else None


def _number_readings(digits: str) -> frozenset[Decimal]:
    plain = "".join(sign for sign in digits if sign not in _GAPS)
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        group, point = (",", ".") if plain.rindex(".") > plain.rindex(",") else (".", ",")
        return _decimals(plain.replace(group, "").replace(point, "."))
    mark = "." if points else ","
    if points + commas == 0:
        return _decimals(plain)
    grouped = all(len(part) == 3 for part in plain.split(mark)[1:]) and 0 < len(plain.split(mark)[0]) <= 3
    readings = _decimals(plain.replace(mark, "")) if grouped else frozenset[Decimal]()
    return readings | _decimals(plain.replace(mark, ".")) if points + commas == 1 else readings


def _decimals(text: str) -> frozenset[Decimal]:
    try:
        return frozenset({Decimal(text)})
    except InvalidOperation:
        return frozenset()


def _han(signs: str) -> int:
    before, ten, after = signs.partition("十")
    if not ten:
        return _HAN[signs]
    return 10 * _HAN.get(before, 1) + _HAN.get(after, 0)


def _spelled_han(number: int) -> Iterator[str]:
    tens, ones = divmod(number, 10)
    if tens:
        yield ("" if tens == 1 else _HAN_SIGNS[tens]) + "十" + (_HAN_SIGNS[ones] if ones else "")
    else:
        yield from (sign for sign, at in _HAN.items() if at == ones)


def _date_readings(match: re.Match[str]) -> tuple[date | None, ...]:
    held = match.groupdict()
    year = int(held["year"])
    year += 0 if len(held["year"]) == 4 else 2000 if year < 70 else 1900
    if "one" in held:
        one, two = int(held["one"]), int(held["two"])
        return (_date(year, one, two), _date(year, two, one))
    named = held["month"].casefold()
    return (_date(year, _MONTHS[named] if named in _MONTHS else int(named), int(held["day"])),)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
