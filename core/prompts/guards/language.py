"""A draft in another language than asked for: the script first, then py3langid, and only when it is sure.

Code, addresses, placeholders and numbers are left out, and a text of few letters is never judged: names and greetings mislead.
The model is that of langid.py (Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol, cast

from core.prompts.guards.guard import Flag, Given, strings
from core.prompts.guards.scripts import foreign_script

CODE = "language"
SURE = 0.85  # no false alarm on 5,000 English, 400 Spanish and Arabic texts down to 0.7
MIN_LETTERS = 40  # of alphabets
MIN_IDEOGRAPHS = 8
MAX_READ = 4_000  # characters; more do not make it surer
#: words of ASCII only: Chinese and Japanese have no spaces, and a digit must not take the whole sentence along
_NOT_PROSE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://[!-~]+|[!-?A-~]+@[!-~]+|[!-~]*[0-9_{}=<>\\/][!-~]*", re.DOTALL)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
#: languages that the identifier mixes up; one in place of the other is no flag
_CLOSE = (
    {"no", "nb", "nn", "da", "sv"}, {"hr", "sr", "bs", "sl"}, {"id", "ms", "jv"}, {"es", "gl", "ca", "an"}, {"pt", "gl"},
    {"cs", "sk"}, {"ru", "uk", "be", "bg", "mk"}, {"af", "nl"}, {"fa", "ar", "ur"}, {"hi", "mr", "ne"}, {"zh", "ja"},
)  # fmt: skip


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    """The identifier with its model; loading takes a second, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # pyright: ignore[reportUnknownMemberType]  (it has no types)
    return cast("_Identifier", made)


def other_language(text: str, wanted: str) -> str | None:
    """The language (ISO 639-1) of `text` when that is surely not `wanted`, else None; `und` when only the script shows it."""
    prose = " ".join(_NOT_PROSE.sub(" ", text[:MAX_READ]).split())
    ideographs = sum(1 for _ in _IDEOGRAPH.finditer(prose))
    if ideographs < MIN_IDEOGRAPHS and sum(character.isalpha() for character in prose) < MIN_LETTERS:
        return None
    code = wanted.lower().split("-")[0]
    foreign = foreign_script(prose, code)
    if foreign is not None:
        return _guess(prose, code) or foreign if foreign == "und" else foreign
    return None if ideographs >= MIN_IDEOGRAPHS else _guess(prose, code)


def _guess(prose: str, wanted: str) -> str | None:
    found, probability = _identifier().classify(prose)
    if found == wanted or probability < SURE or any({found, wanted} <= close for close in _CLOSE):
        return None
    return found


def flag(given: Given) -> Flag | None:
    """A flag when a draft is in another language than the contract asks for."""
    wanted = given.contract.language
    if not given.drafted or wanted is None:
        return None
    found = other_language("\n".join(strings(given.answer)), wanted)
    return None if found is None else Flag(CODE, f'The answer is not in the language "{wanted}" (it looks like "{found}").')
