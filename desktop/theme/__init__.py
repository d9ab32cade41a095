"""The look of the app: tokens read from `resources/theme`, a palette, one stylesheet, and the theme that applies them."""

from __future__ import annotations

from desktop.theme.theme import TEXT_SIZES, ReadingWidth, Scheme, Theme
from desktop.theme.tokens import TEXT_PAIRS, Tokens, contrast, load_tokens

__all__ = ["TEXT_PAIRS", "TEXT_SIZES", "ReadingWidth", "Scheme", "Theme", "Tokens", "contrast", "load_tokens"]
