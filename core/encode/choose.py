"""The table of encoders, and which one a project gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from core.encode import characters, minilm
from core.encode.encoder import Encoder, readable
from core.encode.function_words import ENGLISH, OTHERS
from core.errors import UserError

#: Name -> loader. Nothing heavy is imported before a loader is called.
ENCODERS: dict[str, Callable[[], Encoder]] = {
    minilm.NAME: minilm.MiniLm,
    characters.NAME: characters.Characters,
}

_NON_LATIN_SHARE = 0.3
_SAMPLE = 500
_WORDS = re.compile(r"[^\W\d_]+")


def load_encoder(name: str) -> Encoder:
    """Loads the encoder called `name`. Raises `UserError` when there is none or its files are missing or damaged."""
    if name not in ENCODERS:
        raise UserError("encoder.unknown", f"There is no encoder called {name!r}.", todo="Update Countersign.")
    return ENCODERS[name]()


def choose_encoder(texts: Sequence[str]) -> str:
    """The name of the encoder for a project, from a sample of its texts (the first 500 are read).

    Characters when more than 0.3 of the letters are not Latin, when the function words of another language outnumber those of
    English, or when the files of the English encoder are missing.
    """
    sample = [readable(text) for text in texts[:_SAMPLE]]
    if not minilm.available() or _non_latin_share(sample) > _NON_LATIN_SHARE or not _reads_english(sample):
        return characters.NAME
    return minilm.NAME


def _non_latin_share(texts: Iterable[str]) -> float:
    """The share of letters outside the Latin blocks (up to U+024F, and U+1E00 to U+1EFF), 0 to 1."""
    letters = other = 0
    for text in texts:
        alphabetic = [ord(character) for character in text if character.isalpha()]
        letters += len(alphabetic)
        other += sum(code > 0x024F and not 0x1E00 <= code <= 0x1EFF for code in alphabetic)
    return other / letters if letters else 0.0


def _reads_english(texts: Iterable[str]) -> bool:
    """Whether no other language has more of its function words in `texts` than English has."""
    words = [word for text in texts for word in _WORDS.findall(text.lower())]
    english = sum(word in ENGLISH for word in words)
    return all(sum(word in others for word in words) <= english for others in OTHERS.values())
