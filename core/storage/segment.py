"""Text as the full-text index reads it: Chinese, Japanese and Korean as single characters and pairs, all else as words."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

#: kana, Bopomofo, Hangul and its letters, Han with its extensions (Unicode 16.0 blocks)
_RUN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]+"
)
_WORD = re.compile(r"[^\W_]+")


def segment(text: str) -> str:
    """`text` in compatibility form (NFKC), each run of Chinese, Japanese or Korean replaced by its characters and its pairs.

    The tokenizer `unicode61` of FTS5 takes such a run for one word; as characters and pairs, words of one and of two characters
    are found, which trigrams do not do. Time and length are linear in the text.
    """
    return _RUN.sub(_apart, unicodedata.normalize("NFKC", text))


def share_of_runs(text: str) -> float:
    """How much of a text is Chinese, Japanese or Korean, 0 to 1."""
    return 0.0 if text.isascii() else sum(len(run.group()) for run in _RUN.finditer(text)) / len(text)


def words(text: str) -> list[str]:
    """The distinct words of a segmented text in the order in which they come, folded: what a query is made of."""
    return list(dict.fromkeys(_WORD.findall(text.casefold())))


def phrases(text: str) -> list[str]:
    """What must stand in a segmented text, each in just this order, for `text` to occur in it: what a search is made of.

    A run of Chinese, Japanese or Korean is its pairs, one after the other (a single character is itself); what stands between such
    runs is its words. Without letters and digits there is none.
    """
    plain = unicodedata.normalize("NFKC", text)
    ends = [0, *(end for run in _RUN.finditer(plain) for end in run.span()), len(plain)]
    parts = [plain[start:end] for start, end in pairwise(ends)]
    found = [_pairs(part) if _RUN.fullmatch(part) else part.strip() for part in parts]
    return [one for one in found if any(sign.isalnum() for sign in one)]


def _pairs(run: str) -> str:
    return " ".join(run[at : at + 2] for at in range(len(run) - 1)) or run


def _apart(run: re.Match[str]) -> str:
    found = run.group()
    pairs = [found[at : at + 2] for at in range(len(found) - 1)]
    return f" {' '.join((*found, *pairs))} "
