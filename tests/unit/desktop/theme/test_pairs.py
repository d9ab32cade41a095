"""The list of pairs is the whole of what is painted: stylesheets, the palette, and the tokens that painting code asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from core.domain.task import COLOURS
from desktop.screens import look
from desktop.theme import Theme, stylesheet
from desktop.theme.palette import build_palette
from desktop.theme.tokens import SEEN_PAIRS, TEXT_PAIRS, contrast, label_pairs, load_tokens

ROOT = Path(__file__).resolve().parents[4] / "desktop"
THEMES = ("light", "dark")
#: what stands beneath something or beside it, and is neither read nor needed to tell a state
_QUIET = frozenset(
    {"border", "keycap_edge", "track", "raised", "surface", "window", "hover", "keycap", "selection", "accent_soft"}
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"(?:^|[;\s])(color|background|selection-color|selection-background-color|border): [^;$]*\$\{?(\w+)")
_ASKED = re.compile(r'colour\(\s*"(\w+)"|"(\w+)" if [^)]*? else "(\w+)"\s*\)')
_ROLE = QPalette.ColorRole


def _rules() -> list[tuple[str, dict[str, str]]]:
    sheets = stylesheet._SHEET.template + look._SHEET.template  # pyright: ignore[reportPrivateUsage]
    return [(name.strip(), dict(_TOKEN.findall(body))) for name, body in _RULE.findall(sheets)]


def test_every_rule_of_the_stylesheets_is_among_the_pairs() -> None:
    rules = [(name, rule) for name, rule in _rules() if ":disabled" not in name]
    read = {(rule["color"], rule["background"]) for _, rule in rules if {"color", "background"} <= rule.keys()}
    marked = {(r["selection-color"], r["selection-background-color"]) for _, r in rules if "selection-color" in r}
    assert read | marked <= {*TEXT_PAIRS}
    assert len(read) >= 4
    edges = {rule["border"] for name, rule in rules if ":focus" in name and "border" in rule}
    assert edges <= {"focus", "on_accent", "surface"}


@pytest.mark.parametrize("name", THEMES)
def test_what_is_disabled_is_exempt_and_can_be_read_all_the_same(name: str) -> None:
    colours = load_tokens(name).colours
    disabled = [rule for selector, rule in _rules() if ":disabled" in selector]
    grounds = {rule.get("background", "surface") for rule in disabled}
    assert disabled
    assert all(contrast(colours[rule["color"]], colours[ground]) >= 4.5 for rule in disabled for ground in grounds)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (_ROLE.WindowText, _ROLE.Window),
        (_ROLE.Text, _ROLE.Base),
        (_ROLE.Text, _ROLE.AlternateBase),
        (_ROLE.ButtonText, _ROLE.Button),
        (_ROLE.PlaceholderText, _ROLE.Base),
        (_ROLE.HighlightedText, _ROLE.Highlight),
        (_ROLE.Link, _ROLE.Base),
        (_ROLE.LinkVisited, _ROLE.Window),
        (_ROLE.BrightText, _ROLE.Accent),
        (_ROLE.ToolTipText, _ROLE.ToolTipBase),
    ],
)
def test_the_palette_can_be_read(qapp: QApplication, name: str, ink: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = build_palette(load_tokens(name))
    assert contrast(palette.color(ink).name(), palette.color(ground).name()) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("colour", COLOURS)
def test_labels_can_be_read_wherever_they_are_painted(name: str, colour: str) -> None:
    colours = load_tokens(name).colours
    faint = [pair for pair in label_pairs(colour) if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert faint == []


def test_no_painting_code_asks_for_a_colour_that_is_in_no_pair() -> None:
    asked = {
        token for path in ROOT.rglob("*.py") for found in _ASKED.findall(path.read_text("utf-8")) for token in found if token
    }
    known = {token for pair in (*TEXT_PAIRS, *SEEN_PAIRS) for token in pair} | _QUIET
    known |= {token for colour in COLOURS for pair in label_pairs(colour) for token in pair}
    tokens = set(load_tokens("light").colours)
    assert (asked & tokens) - known == set()
    assert {"muted", "changed_soft", "label_amber"} <= asked


def test_every_token_is_in_a_pair_or_quiet(theme: Theme) -> None:
    known = {token for pair in (*TEXT_PAIRS, *SEEN_PAIRS) for token in pair} | _QUIET
    known |= {token for colour in COLOURS for pair in label_pairs(colour) for token in pair}
    assert set(theme.tokens.colours) == known
