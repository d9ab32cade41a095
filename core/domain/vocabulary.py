"""The closed vocabularies of the ledger, as product.md defines them. The values are what the tables hold."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What one reviewer did with one item."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ANSWERED = "answered"
    REJECTED = "rejected"
    SKIPPED = "skipped"


#: decided = accepted + corrected + answered + rejected (product.md, Figures)
DECIDED = frozenset({Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.ANSWERED, Verdict.REJECTED})


class Provenance(StrEnum):
    """How the answer of a label came about."""

    BLIND = "blind"
    ASSISTED = "assisted"
    UNASSISTED = "unassisted"
    BULK = "bulk"
    GROUPED = "grouped"
    AUTO = "auto"
    IMPORTED = "imported"


class Sample(StrEnum):
    """The standing sample that an item belongs to, by a keyed hash of its identity."""

    NONE = "none"
    BLIND = "blind"
    CONTROL = "control"


class Status(StrEnum):
    """The derived state of an item. Deferred is not one: a skipped item waits for a later pass."""

    OPEN = "open"
    SKIPPED = "skipped"
    DECIDED = "decided"
    ERASED = "erased"
    RETIRED = "retired"  # taken out of every queue, with what was decided of it


class EventKind(StrEnum):
    """One kind of line in the append-only ledger."""

    SHOWN = "shown"
    REVEALED = "revealed"
    EDITED = "edited"
    DECIDED = "decided"
    REGENERATED = "regenerated"
    UNDONE = "undone"
    REDONE = "redone"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    COMMENTED = "commented"
    THUMB_UP = "thumb_up"
    THUMB_DOWN = "thumb_down"
    THUMB_CLEARED = "thumb_cleared"
    REQUEUED = "requeued"
    UPDATED = "updated"
    ERASED = "erased"
    PROJECT_CREATED = "project_created"
    PROJECT_RENAMED = "project_renamed"
    PROJECT_ARCHIVED = "project_archived"
    PROJECT_UNARCHIVED = "project_unarchived"
    PROJECT_DELETED = "project_deleted"
    IMPORTED = "imported"
    PROMPT_SAVED = "prompt_saved"
    PROMPT_ACTIVATED = "prompt_activated"
    LIMITS_SET = "limits_set"
    RETIRED = "retired"
    RESTORED = "restored"
    BULK_DONE = "bulk_done"
    ACTION_UNDONE = "action_undone"
    LABELS_CHANGED = "labels_changed"
    GUIDELINES_CHANGED = "guidelines_changed"
    TASK_CHANGED = "task_changed"
    QUEUES_CHANGED = "queues_changed"


class Reason(StrEnum):
    """Why a reviewer rejected: the chips that `X` opens, in the order of their digits."""

    NO_LABEL_FITS = "no_label_fits"
    SEVERAL_FIT = "several_fit"
    UNREADABLE = "unreadable"
    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"
    OTHER = "other"
