"""The words of a card: what codes mean, and texts of a project as Markdown that shows them and does nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from core.domain.json import JsonValue

_SIGNS = re.compile(r"([\\`*_\[\]|~#$])")
#: controls, and marks that change the direction of what follows
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

PROVENANCE = {
    "blind": "answered before anything of a model was shown",
    "assisted": "decided with a suggestion in view",
    "unassisted": "decided by a person; there was no suggestion: mostly hard items",
    "bulk": "set by a bulk action, not looked at one by one",
    "grouped": "decided together with a near-duplicate, not looked at itself",
    "auto": "by a certified suggester, without a person",
    "imported": "came with the data or from another tool",
}
EXCLUDED = {
    "open": "not decided yet",
    "skipped": "skipped: the reviewer was not sure",
    "rejected": "rejected: no right answer exists, or the item is bad",
    "retired": "taken out of the project",
    "erased": "erased",
    "source_terms": "its source does not allow this use",
    "retention": "its source's time of retention is over",
    "blind_sample": "belongs to the blind sample, which is kept for evaluation",
    "provenance": "its label came about in a way that is not taken here",
    "seen": "the model to be evaluated was in view, or may have given the label",
    "unresolved": "people disagree, and nobody has settled it",
    "filter": "not among the items that were chosen",
}
LOSSES = {
    "item_ids": "records without their id",
    "provenance": "records without how the label came about",
    "parts": "records whose parts beside the text are left out",
    "metadata": "records whose metadata is left out",
    "text_cut": "cells cut at 32,767 characters",
    "too_long_left_out": "cells left empty, since half of them would be of no use",
    "marked_cells": "cells with an apostrophe before them, so that no spreadsheet runs them",
    "line_breaks_folded": "texts whose line breaks became spaces",
    "leading_space": "texts whose white space at the beginning is not held",
    "label_marks_escaped": "texts with a backslash before words that would be taken for labels",
    "without_label": "records without any label",
    "spacing": "texts whose white space is not what it was",
    "tokens_split": "tokens split where a passage begins or ends inside one",
    "misaligned_spans": "passages that do not begin and end with a token",
    "overlapping_spans": "passages that overlap another one and are not held",
    "empty_spans": "passages of white space alone, which are not held",
    "span_notes": "passages whose severity or comment is not held",
    "labels_escaped": "records with percent-encoded labels",
    "unknown_labels": "records with a label that the task does not have any more",
}


def plain(text: object) -> str:
    """A text in one line, with what Markdown or HTML would take for its own escaped."""
    line = _UNSEEN.sub("", " ".join(str(text).split()))
    return _SIGNS.sub(r"\\\1", html.escape(line, quote=False))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Lines of a table; cells are escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return [*lines, *(f"| {' | '.join(plain(cell) for cell in row)} |" for row in rows)]


def counted(counts: JsonValue, words: Mapping[str, str], head: Sequence[str]) -> list[str]:
    """A table of counts with what their codes mean, the greatest first."""
    held = counts if isinstance(counts, dict) else {}
    found = sorted(((name, int(str(n))) for name, n in held.items()), key=lambda one: (-one[1], one[0]))
    return table(head, [(name, f"{n:,}", words.get(name, name.replace("_", " "))) for name, n in found])


def share(value: object) -> str:
    """A share as a percentage."""
    return f"{float(str(value)):.1%}"
