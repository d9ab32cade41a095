from __future__ import annotations

import pytest

from core.domain.task import COLOURS
from desktop.theme.tokens import contrast, load_tokens


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("colour", COLOURS)
def test_every_label_colour_can_be_read_and_read_on(name: str, colour: str) -> None:
    colours = load_tokens(name).colours
    ink, ground = colours[f"label_{colour}"], colours[f"label_{colour}_soft"]
    assert contrast(colours["text"], ground) >= 4.5
    assert all(contrast(ink, other) >= 4.5 for other in (ground, colours["window"], colours["surface"]))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_no_two_label_colours_are_the_same(name: str) -> None:
    colours = load_tokens(name).colours
    assert len({colours[f"label_{colour}_soft"] for colour in COLOURS}) == len(COLOURS)
