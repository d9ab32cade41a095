"""Whether a sentence says that a label is the answer: English, Spanish, Chinese, Japanese and Arabic cues, and no negation.

The words were found by reading raw answers in five languages (SIB-200, GPT-3.5 and GPT-4). They err towards a miss, which costs a
corrective retry; a wrong answer costs a person's attention.
"""

from __future__ import annotations

import re

from core.prompts.parsing.names import Mention

REACH = 160  # characters on each side that are looked at
_SENTENCE = re.compile(r"[.!?。\uff01\uff1f\n](?:\s|\Z)|[。\uff01\uff1f\n]")
_QUOTES = "\"'“”\u2018\u2019«»「」『』`*"
_NOT = re.compile(
    r"\b(?:not|neither|nor|never|cannot|without|unable|unsure|unclear|instead of|rather than|other than"
    r"|except|tampoco|ningun[ao]?|sin)\b"
    r"|n['\u2019]t\b|\bno\b|不|没|沒|無|无|ない|ません|ليس|\bل\u0627\b|\bلم\b|\bغير\b",
    re.IGNORECASE,
)
#: a label that is only held out as a possibility; "can be" is how models say "is"
_HEDGED = re.compile(
    r"\b(?:also|potentially|possibly|alternatively|maybe|perhaps|might|may|could(?! be (?:categor|classif|label)))\b"
    r"|也许|可能",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,\uff0c;\uff1b]|\b(?:as|because|since|due to|given|although|but|which|that)\b|因为|porque", re.IGNORECASE)
_CUE = re.compile(
    r"(?:\b(?:is|be|are|as|under|into|regarding|about|concerning|related to|relates to|relate to|belongs to|pertains to|pertaining to"
    r"|category|topic|label|class|intent|answer|choose|pick|select|es|sobre|como|trata de|relacionad[oa]s? con|categor[ií]a|etiqueta)\b"
    r"|属于|屬於|归为|歸為|类别|類別|标签|標籤|分类|分類|关于|關於|选择|選擇|答案|是|为|為|は|カテゴリーは?|عن|حول|فئة|تصنيف|إلى)"
    r"[\s:\uff1a是为「“\"'*]{0,6}"
    r"(?:(?:the|a|an|more|most|mainly|mostly|primarily|likely|best|of|category|categories|topic|field|area|class|label|intent|domain"
    r"|subject|la|el|de|categor[ií]a|related|to|would|be|is)\s{1,2}){0,6}[\s:\uff1a\"'“\u2018«「『*`]{0,6}\Z",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"[\"'”\u2019»」』*`)\]]{0,4}\s{0,2}(?:\Z|[.,;:!(\n。\uff0c\uff1b\uff1a\uff01\uff08—\u2013]|- "
    r"|(?:as|because|since|for|due|given|with|but|news|category|class|label|topic|intent|section|field|domain|industry|related)\b"
    r"|类|類|新闻|新聞|话题|主题|に|です|の|カテゴリ|的)",
    re.IGNORECASE,
)


def asserted(text: str, mention: Mention) -> bool:
    """Whether the sentence around `mention` says that it is the answer; see the module."""
    before = _SENTENCE.split(text[max(0, mention.start - REACH) : mention.start])[-1]
    after = _SENTENCE.split(text[mention.end : mention.end + REACH])[0]
    if _NOT.search(before) or _HEDGED.search(before) or _NOT.search(_CLAUSE.split(after)[0]):
        return False
    quoted = before[-1:] in _QUOTES and after[:1] in _QUOTES and bool(before[-1:]) and bool(after[:1])
    if quoted and _CUE.search(before):
        return True
    return bool(_CUE.search(before)) and bool(_FOLLOWS.match(after))
