"""When two items say the same: an example must not hold the answer to the item that it is shown for."""

from __future__ import annotations

import re
import unicodedata

from core.encode import Vector

#: from this cosine on two texts count as one; of short texts also from this share of equal characters on (Levenshtein, in percent)
SAME_COSINE = 0.97
SAME_RATIO = 95.0
SHORT = 400

#: white space, controls and punctuation of ASCII, Latin-1, the general, the Arabic, the Devanagari and the CJK blocks; currencies and
#: signs of mathematics count
_APART = re.compile(
    r"[\s\x00-#%-*,-/:;?@\[-\]_{}\x7f-\xa1\xa7\xab\xad\xb6\xb7\xbb\xbf\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufeff]+"
)


def normal(text: str) -> str:
    """`text` without case, width, white space and punctuation; a text of nothing else stays as it is but for white space around."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _APART.sub("", folded) or folded.strip()


def same_text(one: str, other: str) -> bool:
    """Whether two normal forms are equal or, where both are short, nearly so."""
    if one == other:
        return True
    if max(len(one), len(other)) > SHORT:
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415  (takes a moment to load)

    return fuzz.ratio(one, other, score_cutoff=SAME_RATIO) > 0.0


def same_meaning(one: Vector | None, other: Vector | None) -> bool:
    """Whether two vectors of length one (or zero) point the same way. Vectors of different encoders never do."""
    if one is None or other is None or len(one) != len(other):
        return False
    return float(one @ other) >= SAME_COSINE
