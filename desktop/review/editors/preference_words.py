"""A ranking in the numbers of the screen, which are not those of the item: the sides are shuffled."""

from __future__ import annotations

from core.domain.content import Content, Form, Part
from core.domain.json import Answer
from core.domain.kinds.preference import is_all_bad, ranking_of
from core.review.cards import Card
from desktop.i18n import tr

_FIRST = 400  # characters of a candidate that a row may show


def names_on(card: Card) -> tuple[str, ...]:
    """The candidates as answers call them, in the order of the screen."""
    return card.presented or card.content.candidate_names


def order_text(answer: Answer, names: tuple[str, ...]) -> str:
    """An answer in words or signs, with the numbers of the screen: `2 is better`, `2 > 1 = 3`."""
    if is_all_bad(answer):
        return tr("All are bad")
    groups = ranking_of(answer) or []
    if len(groups) == 1:
        return tr("A tie") if len(groups[0]) == len(names) else _group(groups[0], names)
    if len(names) == 2:
        return tr("{number} is better", number=_group(groups[0], names))
    return " > ".join(_group(group, names) for group in groups)


def called(number: int) -> str:
    """What a candidate is called: its number on the screen, for the name of its part may tell who wrote it."""
    return tr("Candidate {n}", n=number)


def renumbered(names: tuple[str, ...]) -> str:
    """How a model that saw the item's own order numbers the candidates, for reading its reason; empty where that is the same."""
    if names == tuple(sorted(names)):
        return ""
    pairs = [tr("its {name} is {n} here", name=name, n=number) for number, name in enumerate(names, 1)]
    return tr("The model numbers them otherwise: {pairs}.", pairs=", ".join(sorted(pairs)))


def first_words(content: Content, name: str) -> str:
    """How a candidate begins, on one line; a megabyte is not looked through."""
    part = _part(content, name)
    if part is None:
        return ""
    if part.form is Form.IMAGE:
        return tr("An image")
    text = part.value if isinstance(part.value, str) else part.text
    return " ".join(text[: 4 * _FIRST].split())[:_FIRST] or tr("It is empty.")


def _group(group: list[str], names: tuple[str, ...]) -> str:
    return " = ".join(sorted(str(names.index(name) + 1) if name in names else name for name in group))


def _part(content: Content, name: str) -> Part | None:
    place = int(name) - 1 if name.isdecimal() else -1
    return content.candidates[place] if 0 <= place < len(content.candidates) else None
