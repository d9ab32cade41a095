"""The codes of core/export in words: why items are left out, and what a format cannot hold. Each stands after its count."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import QT_TR_NOOP, tr

#: core/export/policy.py, and those of the formats
REASONS: Mapping[str, str] = {
    "open": QT_TR_NOOP("not decided yet"),
    "skipped": QT_TR_NOOP("skipped"),
    "rejected": QT_TR_NOOP("rejected: no label was right"),
    "retired": QT_TR_NOOP("retired"),
    "erased": QT_TR_NOOP("erased"),
    "filter": QT_TR_NOOP("not among the items that were chosen"),
    "source_terms": QT_TR_NOOP("their source does not allow this purpose"),
    "retention": QT_TR_NOOP("the time that their source may be kept is over"),
    "blind_sample": QT_TR_NOOP("of the blind sample, which stays apart to evaluate with"),
    "provenance": QT_TR_NOOP("their labels came about in another way than is ticked"),
    "seen": QT_TR_NOOP("the model to evaluate was in view, or may have given the label"),
    "unresolved": QT_TR_NOOP("people disagree, and nobody has settled it"),
    "no_prompt": QT_TR_NOOP("no prompt was sent for them"),
    "prompt_erased": QT_TR_NOOP("the prompt that was sent is erased"),
    "no_signal": QT_TR_NOOP("what was done with them says nothing of a suggestion"),
    "no_suggestion": QT_TR_NOOP("nothing was suggested"),
    "trivial": QT_TR_NOOP("changed in next to nothing: case and spaces"),
    "trivial_edit": QT_TR_NOOP("changed in next to nothing: case and spaces"),
    "not_chosen": QT_TR_NOOP("not chosen: others cover the labels and the mistakes better"),
    "too_long": QT_TR_NOOP("too long"),
    "image": QT_TR_NOOP("they hold a picture, which this format cannot"),
    "no_reply": QT_TR_NOOP("what the model replied is not on record"),
    "replaced": QT_TR_NOOP("their text was replaced since"),
}

LOSSES: Mapping[str, str] = {
    "marked_cells": QT_TR_NOOP("cells get an apostrophe, so that no spreadsheet runs them"),
    "text_cut": QT_TR_NOOP("texts are cut: they are too long for a cell"),
    "too_long_left_out": QT_TR_NOOP("texts are left out: they are too long for a cell"),
    "renamed_labels": QT_TR_NOOP("answers name labels as they were called then"),
    "unknown_labels": QT_TR_NOOP("labels that the task does not know any more"),
    "label_marks_escaped": QT_TR_NOOP("labels are written otherwise, as the format needs it"),
    "labels_escaped": QT_TR_NOOP("labels are written otherwise, as the format needs it"),
    "label_config_names": QT_TR_NOOP("names of labels that the labeling config cannot hold"),
    "without_label": QT_TR_NOOP("lines have no label"),
    "line_breaks_folded": QT_TR_NOOP("line breaks become spaces"),
    "leading_space": QT_TR_NOOP("texts lose the space at their beginning"),
    "spacing": QT_TR_NOOP("texts lose spaces between their words"),
    "tokens_split": QT_TR_NOOP("words are split where a passage begins or ends in them"),
    "misaligned_spans": QT_TR_NOOP("passages do not begin and end with words"),
    "overlapping_spans": QT_TR_NOOP("passages overlap"),
    "empty_spans": QT_TR_NOOP("passages are empty"),
    "span_notes": QT_TR_NOOP("severities and comments of passages"),
    "images": QT_TR_NOOP("pictures"),
    "rationale": QT_TR_NOOP("reasons in a model's words"),
    "rationales": QT_TR_NOOP("reasons in a model's words"),
    "suggestions": QT_TR_NOOP("suggestions"),
    "failed_suggestions": QT_TR_NOOP("suggestions that gave no answer"),
    "more_suggestions": QT_TR_NOOP("suggestions beside the last one"),
    "all_bad": QT_TR_NOOP("answers that all candidates are bad"),
    "rankings": QT_TR_NOOP("rankings of more than two"),
    "annotation_status": QT_TR_NOOP("whether an item was rejected or answered with nothing"),
    "annotators": QT_TR_NOOP("names of reviewers"),
    "item_ids": QT_TR_NOOP("ids of items"),
    "provenance": QT_TR_NOOP("how the labels came about, and by whom"),
    "times": QT_TR_NOOP("times of answers"),
    "unpaired": QT_TR_NOOP("judgements have no other side to be paired with"),
    "neither_good_nor_bad": QT_TR_NOOP("answers were judged both good and bad"),
}


def reason(code: str) -> str:
    """Why items are left out; an unknown code is read as words."""
    return tr(REASONS[code]) if code in REASONS else code.replace("_", " ")


def loss(code: str) -> str:
    """What a format cannot hold; an unknown code is read as words."""
    return tr(LOSSES[code]) if code in LOSSES else code.replace("_", " ")
