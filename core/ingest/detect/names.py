"""What columns are called: the words that tell what one is for, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

TEXT = (
    *("text", "content", "message", "utterance", "sentence", "question", "query", "body", "review", "summary", "claim"),
    *("instruction", "prompt", "input", "user_input", "comment", "tweet", "abstract", "column_data", "title"),
)
ID = ("id", "item_id", "external_id", "uuid", "guid", "key", "row_id", "doc_id", "document_id", "item")
GOLD = ("gold", "gold_label", "gold_labels", "gold_answer", "truth", "ground_truth", "expected", "expected_output", "reference")
LABEL = (
    *("label", "labels", "category", "intent", "class", "target", "tag", "topic", "sentiment", "annotation", "answer"),
    *("spans", "entities", "cats", "column_label", "ner_tags", "categories", "tags"),
)
#: beside the text: what it is about, what came before it
PART = (
    *("document", "doc", "context", "source", "article", "passage", "transcript", "question", "prompt", "instruction", "input"),
    *(
        "user_input",
        "query",
        "history",
        "previous_turn",
        "previous_system_turn",
        "previous",
        "retrieved_contexts",
        "data",
        "response",
    ),
)
#: the two halves of something that was asked and what came back
ASKED = ("prompt", "question", "instruction", "input", "query", "user_input")
REPLIED = ("response", "answer", "output", "completion", "reply", "generation", "prediction")
#: what says something of the answer, or who wrote a candidate, and so would give it away beneath the text
TELLING = re.compile(
    r"(^|_)(explanation|rationale|reason|error_type|edit_types?|edit_type|justification|is_accepted|verdict)s?($|_)"
    r"|^(annotator|rater|judge|worker|vote)s?(_?\d+)?$|^model_pair$"
)

_GOLD_LIKE = re.compile(r"^(gold|human|expert|true)(_|$)|(^|_)(majority|gold|truth)$|^human")
_LABEL_LIKE = re.compile(
    r"^(labels?|category|class|intent|preferred|preference|winner|choice|vote)(_|\d|$)|_(labels?|intent|category|preference)$"
)
#: a name that belongs to a model, or to what a model gave
_MODEL = re.compile(
    r"^(llm|model|pred|predicted|prediction|suggest(ed|ion)?|auto|judge|baseline)s?(_|\d|$)"
    r"|(gpt|claude|gemini|gemma|llama|mistral|mixtral|falcon|flan|openchat|zephyr|qwen|deepseek|phi|command_r|pandalm|haiku|sonnet|opus)"
    r"|(^|_)o[134](_mini)?($|_)|_(verdict|prediction|pred|suggestion|suggested)$|(^|_)\d+b$"
)
_NO_ANSWER = re.compile(
    r"(^|_)(name|version|pair|id|score|confidence|prob|probability|reason|rationale|raw|explanation|time|cost|tokens?)$"
)


def plain(name: str) -> str:
    """A column's name in lower case, anything but letters and digits as `_`; of a path its last step."""
    last = re.split(r"\.|\]\.?", name.strip())
    step = next((part for part in reversed(last) if part), name)
    return re.sub(r"[^\w]+", "_", step.lower()).strip("_")


def named(columns: Iterable[str], names: Sequence[str]) -> str | None:
    """The column with the most telling name of `names`, in the order of `names`; the shallowest, then the first of several."""
    found: dict[str, str] = {}
    for column in sorted(columns, key=lambda name: name.count(".")):
        found.setdefault(plain(column), column)
    return next((found[name] for name in names if name in found), None)


def is_gold_like(name: str) -> bool:
    """Whether the name says that people settled it."""
    return plain(name) in GOLD or bool(_GOLD_LIKE.search(plain(name)))


def is_label_like(name: str) -> bool:
    """Whether the name is one of an answer."""
    return plain(name) in LABEL or bool(_LABEL_LIKE.search(plain(name)))


def is_model_like(name: str) -> bool:
    """Whether the name is one of a model's answer."""
    return bool(_MODEL.search(plain(name))) and not _NO_ANSWER.search(plain(name))


def is_telling(name: str) -> bool:
    """Whether such a column says something of the answer."""
    return bool(TELLING.search(plain(name)))


def stem(name: str) -> str:
    """What stands before the role in the name of a model's column: `gpt35` of `gpt35_verdict`."""
    cut = re.sub(r"_(verdict|prediction|pred|label|answer|suggestion|choice)$", "", plain(name))
    return re.sub(r"^(llm|model|pred|prediction|suggested|predicted)_(?=.)", "", cut)
