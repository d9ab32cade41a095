"""Refusals, recognised by how they begin: English, Chinese, Spanish, Japanese, Arabic.

Conservative: an apology alone is no refusal, since a draft for a customer may well apologise; the sentence has to say that the
writer, a model or "I", cannot do what was asked. Only the beginning is read, and long texts are never refusals.
"""

from __future__ import annotations

import re

from core.prompts.guards.guard import Flag, Given

CODE = "refusal"
MAX_LENGTH = 1_500  # characters; a refusal is short
HEAD = 240  # characters in which it says so
_APOLOGY = (
    r"(?:i['\u2019]?m (?:very |really |so )?sorry|i am (?:very |really |so )?sorry|sorry|i apologi[sz]e|apologies|unfortunately)"
)
_CANNOT = (
    r"(?:i (?:can['\u2019]?t|cannot|can not|won['\u2019]?t(?: be able to)?|will not|am unable to|am not able to|must decline to)"
    r"|i['\u2019]m (?:unable|not able) to)"
)
_TASK = (
    r"(?:assist|help (?:you )?with (?:that|this|your request)|comply|fulfil+"
    r"|provide (?:that|this|an answer|a response)|answer (?:that|this)"
    r"|engage|participate|continue (?:with )?this|generate (?:that|this)|create (?:that|this)|respond to (?:that|this)"
    r"|categori[sz]e|classify|label|understand|process|determine|identify|do that|do this|discuss)"
)
_PATTERNS = (
    rf"(?:{_APOLOGY}[,.;:]?\s+(?:but\s+)?)?{_CANNOT}\s+{_TASK}\b",
    rf"as an? (?:ai|artificial intelligence|large language model|language model)\b.{{0,60}}?\b{_CANNOT}\b",
    r"i must (?:respectfully )?decline\b",
    r"(?:this|that|your) request (?:violates|goes against)\b",
    r"(?:很?抱歉|对不起|對不起|非常抱歉)[\uff0c,。\uff01!]?\s*(?:但)?(?:作为.{0,12}[\uff0c,])?\s*我?(?:无法|無法|不能)(?:回答|提供|协助|協助|帮助|幫助|满足|滿足|处理|處理|完成|分类|分類|判断|判斷|继续|繼續)",
    r"(?:作为|作為)(?:一个|一個|一名)?(?:AI|人工智能|人工智慧|语言模型|語言模型).{0,20}(?:无法|無法|不能)",
    r"我(?:无法|無法|不能)(?:回答|协助|協助|满足|滿足|帮助|幫助)(?:你|您|这|這|该|該|此)",
    r"(?:lo siento|lo lamento|disculpa|disculpe)[,.]?\s+(?:pero\s+)?no (?:puedo|me es posible) "
    r"(?:ayudar|asistir|proporcionar|responder|cumplir|realizar|clasificar|continuar)",
    r"no puedo (?:ayudar(?:te|le)?|asistir(?:te|le)?) con (?:eso|esto|esa|ese|su|tu)\b",
    r"como (?:modelo de lenguaje|(?:una )?(?:ia|inteligencia artificial))\b.{0,40}\bno puedo\b",
    r"(?:申し訳(?:ありません|ございません)(?:が)?|すみません(?:が)?|ごめんなさい)[、,。]?.{0,40}"
    r"(?:お答え|お手伝い|対応|回答|提供|ご協力|支援)(?:は|を|することが|することは|することも)?(?:でき(?:ません|かねます)|いたしかねます|致しかねます)",
    r"(?:AI|人工知能|言語モデル)(?:として|である|なので|のため).{0,30}(?:できません|できかねます)",
    r"(?:أنا آسف|آسف|عذراً|عذرًا|عذرا|أعتذر|للأسف)[،,.]?\s*(?:لكن|ولكن|ولكنني|لكنني)?\s*(?:أنا\s+)?"
    r"(?:لا أستطيع|لا يمكنني|لن أتمكن من|غير قادر على)",
    r"(?:لا يمكنني|لا أستطيع) (?:المساعدة|مساعدتك|تقديم|الإجابة|تلبية)",
    r"(?:بصفتي|كوني) (?:نموذج|ذكاء).{0,40}(?:لا أستطيع|لا يمكنني)",
)
_REFUSAL = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE | re.DOTALL)


def refuses(text: str) -> bool:
    """Whether `text` declines to do what was asked. For a reply that holds no valid answer: one that does is no refusal."""
    text = text.strip(" \t\r\n\"'*_`")
    return bool(text) and len(text) <= MAX_LENGTH and _REFUSAL.search(text[:HEAD]) is not None and _starts(text[:HEAD])


def _starts(head: str) -> bool:
    """Whether the refusal stands in the first two sentences; later it may be quoted."""
    found = _REFUSAL.search(head)
    return found is not None and len(re.findall(r"[.!?。\uff01\uff1f]\s", head[: found.start()])) <= 1


def flag(given: Given) -> Flag | None:
    """A flag when a drafted answer is itself a refusal."""
    refused = given.drafted and isinstance(given.answer, str) and refuses(given.answer)
    return Flag(CODE, "The answer declines to do what was asked.") if refused else None
