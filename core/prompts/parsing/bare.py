"""A reply without JSON: a name on its own, quoted, in bold, numbered, after "Answer:", on the last or first line, or in a sentence.

A sentence counts when it names one label only and says that it is the answer: "This can be categorized under 'Travel'.", without a
"not". Several names are hedging, and hedging is a miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.prompts.parsing.names import Names
from core.prompts.parsing.said import without_confidence
from core.prompts.parsing.sentences import asserted

MAX_PROSE = 8_000  # characters of prose in which names are looked for; longer replies are no answers to a choice
MAX_SHORT = 80  # a line up to this length is taken for a name that is not on the list
_DECORATION = " \t\r*_`~\"'“”\u2018\u2019«»「」『』【】[]()<>{}#.。,\uff0c:\uff1a;\uff1b!\uff01|"
_BULLET = re.compile(r"\A\s{0,8}(?:[-*•\u2013>]|\(?\d{1,3}[.)、:])\s{1,4}")
_MARKED = re.compile(
    r"(?:(?:the |my |la |el )?(?:final |correct |best |predicted |chosen )?"
    r"(?:answer|label|category|class|classification|intent|topic|output|result|prediction"
    r"|respuesta|etiqueta|categor[ií]a|答案|最终答案|标签|標籤|类别|類別|分类|分類|回答|最終回答|ラベル|カテゴリー?|答え|الإجابة|الجواب|التصنيف|الفئة))"
    r"[*_`\"' ]{0,4}(?:is |es |是|は)?[*_`\"' ]{0,4}[:\uff1a]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[*_`\"'”\u2019」』\])]{0,4}\s{0,2}(?:\Z|[\n.,;:!(\[。\uff0c\uff1b\uff1a\uff01\uff08—\u2013]|- )")
_RECONSIDERS = re.compile(
    r"\b(?:wait|reconsider|actually|on second thought"
    r"|correction|(?:could|might|may) also|alternatively|let me (?:think|look|re-?))\b|不对|重新考虑",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:[,;|/、\uff0c\uff1b\n]|\bor\b|\band\b|或|和|および|または)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bare:
    """What stands in a reply. One of: `name` as the model wrote it; `several` names; `off`, something that is no name. Or nothing.

    `listed`: the several names make up a list with nothing in between, which answers some kinds of task; `before`: what comes before
    a marked answer, which is a rationale if one was asked for; `said`: the confidence that is stated.
    """

    name: str | None = None
    several: tuple[str, ...] = ()
    off: str | None = None
    before: str | None = None
    said: float | None = None
    listed: bool = False


def read_bare(text: str, names: Names) -> Bare:
    """What `text` says; the surest reading first."""
    lines, said = without_confidence([line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("```")])
    whole = "\n".join(lines)
    found = (
        _alone(whole, names)
        or _marked(lines, names)
        or _last_line(lines, names)
        or _first_line(lines, names)
        or _prose(whole, names)
    )
    return replace(found, said=said)


def _name(text: str, names: Names) -> str | None:
    """`text`, or what is in its decoration, if that is a name."""
    if len(text) > 400:
        return None
    inner = text.strip(_DECORATION)
    unlisted = _BULLET.sub("", text, count=1).strip()
    for form in (text.strip(), unlisted, inner, unlisted.strip(_DECORATION)):
        if form and names.find(form) == form:
            return form
    return next((form for form in (text.strip(), inner, unlisted.strip(_DECORATION)) if names.find(form) is not None), None)


def _alone(text: str, names: Names) -> Bare | None:
    name = _name(text, names)
    if name is not None:
        return Bare(name)
    listed = _listed(text, names)
    return Bare(several=listed, listed=True) if len(listed) > 1 else None


def _listed(text: str, names: Names) -> tuple[str, ...]:
    """The names in a bare list of names; empty when anything else stands between them."""
    if len(text) > MAX_PROSE:
        return ()
    parts = [part for part in _SEPARATOR.split(text) if part.strip(_DECORATION)]
    found = [_name(part, names) for part in parts]
    whole = [names.find(part) for part in found if part is not None]
    return tuple(dict.fromkeys(name for name in whole if name)) if len(whole) == len(parts) else ()


def _marked(lines: list[str], names: Names) -> Bare | None:
    """The last line that begins with "Answer:" or the like; its value may stand on the next line."""
    for at in range(len(lines) - 1, -1, -1):
        line = _BULLET.sub("", lines[at], count=1).lstrip(_DECORATION)
        mark = _MARKED.match(line[:60])
        if mark is None:
            continue
        value = line[mark.end() :].strip(" \t*_`") or (lines[at + 1] if at + 1 < len(lines) else "")
        found = _alone(value, names) or _leading(value, names)
        return replace(found, before="\n".join(lines[:at]).strip() or None)
    return None


def _leading(value: str, names: Names) -> Bare:
    """The name that a value begins with, before a full stop, a bracket or a dash; several names are several."""
    mentions = list(names.mentions(value[:MAX_PROSE]))
    if len({mention.name for mention in mentions}) > 1:
        return Bare(several=tuple(dict.fromkeys(mention.name for mention in mentions)))
    if mentions and not value[: mentions[0].start].strip(_DECORATION) and _ENDS.match(value, mentions[0].end):
        return Bare(value[mentions[0].start : mentions[0].end])
    return Bare(off=value.strip(_DECORATION))


def _last_line(lines: list[str], names: Names) -> Bare | None:
    name = _name(lines[-1], names) if len(lines) > 1 else None
    if name is None:
        return None
    others = [names.find(other) for line in lines[:-1] if (other := _name(line, names)) is not None]
    different = tuple(dict.fromkeys(other for other in (*others, names.find(name)) if other))
    return Bare(several=different) if len(different) > 1 else Bare(name, before="\n".join(lines[:-1]).strip())


def _first_line(lines: list[str], names: Names) -> Bare | None:
    """A name, then its reasons: unless they name another label or take the first one back."""
    name = _name(lines[0], names) if len(lines) > 1 else None
    if name is None:
        return None
    rest = "\n".join(lines[1:])[:MAX_PROSE]
    named = tuple(dict.fromkeys((str(names.find(name)), *(mention.name for mention in names.mentions(rest)))))
    if len(named) > 1:
        return Bare(several=named)
    return None if _RECONSIDERS.search(rest) else Bare(name)


def _prose(text: str, names: Names) -> Bare:
    if len(text) > MAX_PROSE:
        return Bare()
    mentions = list(names.mentions(text))
    named = tuple(dict.fromkeys(mention.name for mention in mentions))
    if len(named) > 1:
        return Bare(several=named)
    sure = next((mention for mention in mentions if asserted(text, mention)), None)
    if sure is not None and not _RECONSIDERS.search(text):
        return Bare(text[sure.start : sure.end])
    short = text.strip(_DECORATION)
    return Bare(off=short) if short and len(short) <= MAX_SHORT and "\n" not in short and short.count(" ") < 6 else Bare()
