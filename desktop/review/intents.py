"""What a person wants on the review screen, as the view tells it to the controller."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.json import Answer


class IntentKind(StrEnum):
    """What is wanted; in brackets what `Intent.value` holds, where it holds something."""

    ACCEPT = "accept"
    CHOOSE = "choose"  # an answer
    REJECT = "reject"  # a value of `core.domain.vocabulary.Reason`
    SKIP = "skip"
    ANOTHER = "another"
    UNDO = "undo"
    REDO = "redo"
    FLAG = "flag"  # toggles
    COMMENT = "comment"  # the text, not empty
    THUMB_UP = "thumb_up"  # toggles
    THUMB_DOWN = "thumb_down"  # toggles
    KEEP_MINE = "keep_mine"
    TAKE_MODELS = "take_models"
    NEXT_PASS = "next_pass"  # noqa: S105 - on a finished queue: the skipped items once more
    REOPEN = "reopen"  # a decision's id
    CANDIDATE_PREV = "candidate_prev"
    CANDIDATE_NEXT = "candidate_next"
    TIMELINE = "timeline"
    SIMILAR = "similar"
    QUEUE_NEXT = "queue_next"
    QUEUE_PREV = "queue_prev"
    GROUP = "group"  # toggles
    ADD_LABEL = "add_label"  # {"name", "description"}
    GUIDELINES = "guidelines"  # `open` or `closed`: the view has already done it


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. It was made on `item_id`: what is meant for one item never lands on another."""

    kind: IntentKind
    value: Answer = ""
    item_id: str = ""


#: Actions (`desktop.actions`) that are an intent and nothing else.
PLAIN = {
    "accept": IntentKind.ACCEPT,
    "skip": IntentKind.SKIP,
    "another": IntentKind.ANOTHER,
    "undo": IntentKind.UNDO,
    "redo": IntentKind.REDO,
    "flag": IntentKind.FLAG,
    "thumb_up": IntentKind.THUMB_UP,
    "thumb_down": IntentKind.THUMB_DOWN,
    "keep_mine": IntentKind.KEEP_MINE,
    "take_models": IntentKind.TAKE_MODELS,
    "candidate_prev": IntentKind.CANDIDATE_PREV,
    "candidate_next": IntentKind.CANDIDATE_NEXT,
    "timeline": IntentKind.TIMELINE,
    "similar": IntentKind.SIMILAR,
    "queue_next": IntentKind.QUEUE_NEXT,
    "queue_prev": IntentKind.QUEUE_PREV,
    "group": IntentKind.GROUP,
}
