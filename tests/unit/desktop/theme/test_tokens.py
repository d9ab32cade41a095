from __future__ import annotations

import pytest

from core.errors import BugError
from desktop.theme.tokens import SEEN_PAIRS, TEXT_PAIRS, contrast, load_tokens

THEMES = ("light", "dark")


def test_contrast_follows_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(name: str, text: str, ground: str) -> None:
    colours = load_tokens(name).colours
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), SEEN_PAIRS)
def test_focus_and_field_borders_can_be_seen(name: str, edge: str, ground: str) -> None:
    colours = load_tokens(name).colours
    assert contrast(colours[edge], colours[ground]) >= 3.0


def test_both_themes_share_their_scales_and_names() -> None:
    light, dark = (load_tokens(name) for name in THEMES)
    assert set(light.colours) == set(dark.colours)
    assert (light.spacing, dict(light.type), dict(light.radii)) == (dark.spacing, dict(dark.type), dict(dark.radii))
    assert light.spacing == (4, 8, 12, 16, 24, 32)


def test_a_theme_that_is_not_there_is_a_bug() -> None:
    with pytest.raises((BugError, FileNotFoundError)):
        load_tokens("sepia")
