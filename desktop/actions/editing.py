"""Actions of the editors: each row names the kinds of answer whose editor knows it."""

from __future__ import annotations

from desktop.actions.action import DIGITS, OPEN, Action, Group, Scope, only
from desktop.i18n import QT_TR_NOOP

_UNAIDED = only(Scope.UNAIDED, Scope.BLIND)
_LABELS = frozenset({"choice", "choices", "spans"})
_SPANS = frozenset({"spans"})
_RECORD = frozenset({"fields"})
_DRAFT = frozenset({"text"})
_TYPED = frozenset({"text", "fields", "spans"})
_PREFERENCE = frozenset({"preference"})


def _edit(name: str, title: str, hint: str, keys: tuple[str, ...], kinds: frozenset[str], *, repeats: bool = False) -> Action:
    """An action that changes the draft of an answer and decides nothing."""
    return Action(name, title, hint, keys, Group.EDIT, OPEN, repeats=repeats, kinds=kinds)


EDITING: tuple[Action, ...] = (
    Action(
        "submit",
        QT_TR_NOOP("Submit the answer"),
        QT_TR_NOOP("submit"),
        ("Return", "Space"),
        Group.DECIDE,
        _UNAIDED,
        decides=True,
        kinds=frozenset({"choices", "text", "fields", "spans", "preference"}),
    ),
    Action("yes", QT_TR_NOOP("Yes"), QT_TR_NOOP("yes"), ("Y",), Group.DECIDE, OPEN, decides=True, kinds=frozenset({"choice"})),
    Action("no", QT_TR_NOOP("No"), QT_TR_NOOP("no"), ("N",), Group.DECIDE, OPEN, decides=True, kinds=frozenset({"choice"})),
    _edit("tree_up", QT_TR_NOOP("Up one step of the path"), QT_TR_NOOP("up"), ("Left",), frozenset({"choice"})),
    _edit("tree_more", QT_TR_NOOP("The next steps of this level"), QT_TR_NOOP("more"), ("Right",), frozenset({"choice"})),
    _edit("toggle", QT_TR_NOOP("Tick or untick the label"), QT_TR_NOOP("tick"), DIGITS, frozenset({"choices"})),
    Action(
        "none",
        QT_TR_NOOP("Nothing fits: an empty answer"),
        QT_TR_NOOP("none"),
        ("0",),
        Group.DECIDE,
        OPEN,
        decides=True,
        kinds=frozenset({"choices", "spans", "fields"}),
    ),
    _edit("label_span", QT_TR_NOOP("Give the passage this label"), QT_TR_NOOP("label"), DIGITS, _SPANS),
    _edit("word_next", QT_TR_NOOP("To the next word"), QT_TR_NOOP("next word"), ("Right",), _SPANS, repeats=True),
    _edit("word_prev", QT_TR_NOOP("To the previous word"), QT_TR_NOOP("previous word"), ("Left",), _SPANS, repeats=True),
    _edit("line_next", QT_TR_NOOP("To the next line"), QT_TR_NOOP("next line"), ("Down",), _SPANS, repeats=True),
    _edit("line_prev", QT_TR_NOOP("To the previous line"), QT_TR_NOOP("previous line"), ("Up",), _SPANS, repeats=True),
    _edit("extend_next", QT_TR_NOOP("Extend to the right"), QT_TR_NOOP("extend"), ("Shift+Right",), _SPANS, repeats=True),
    _edit("extend_prev", QT_TR_NOOP("Extend to the left"), QT_TR_NOOP("extend left"), ("Shift+Left",), _SPANS, repeats=True),
    _edit(
        "start_next",
        QT_TR_NOOP("Move the beginning to the right"),
        QT_TR_NOOP("begin later"),
        ("Alt+Shift+Right",),
        _SPANS,
        repeats=True,
    ),
    _edit(
        "start_prev",
        QT_TR_NOOP("Move the beginning to the left"),
        QT_TR_NOOP("begin earlier"),
        ("Alt+Shift+Left",),
        _SPANS,
        repeats=True,
    ),
    _edit("span_next", QT_TR_NOOP("To the next passage"), QT_TR_NOOP("next passage"), ("N",), _SPANS),
    _edit("span_prev", QT_TR_NOOP("To the previous passage"), QT_TR_NOOP("previous passage"), ("P",), _SPANS),
    _edit("span_drop", QT_TR_NOOP("Drop the passage"), QT_TR_NOOP("drop"), ("D",), _SPANS),
    _edit("span_undo", QT_TR_NOOP("Take the last edit of the passages back"), QT_TR_NOOP("take back"), ("U",), _SPANS),
    _edit("snap", QT_TR_NOOP("Move by words, sentences or characters"), QT_TR_NOOP("snap"), ("W",), _SPANS),
    _edit("severity", QT_TR_NOOP("The next severity"), QT_TR_NOOP("severity"), ("V",), _SPANS),
    _edit("pick", QT_TR_NOOP("This candidate comes next"), QT_TR_NOOP("pick"), DIGITS, _PREFERENCE),
    _edit("rank_equal", QT_TR_NOOP("As good as the one picked before"), QT_TR_NOOP("as good"), ("Up",), _PREFERENCE),
    _edit("rank_back", QT_TR_NOOP("Take the last pick back"), QT_TR_NOOP("take back"), ("Left",), _PREFERENCE),
    Action(
        "tie",
        QT_TR_NOOP("Those that are left are equal"),
        QT_TR_NOOP("tie"),
        ("T",),
        Group.DECIDE,
        OPEN,
        decides=True,
        kinds=_PREFERENCE,
    ),
    Action(
        "all_bad",
        QT_TR_NOOP("All candidates are bad"),
        QT_TR_NOOP("all bad"),
        ("X",),
        Group.DECIDE,
        OPEN,
        decides=True,
        kinds=_PREFERENCE,
    ),
    Action(
        "reject_item",
        QT_TR_NOOP("Reject, with a reason"),
        QT_TR_NOOP("reject"),
        ("Shift+X",),
        Group.DECIDE,
        OPEN,
        kinds=_PREFERENCE,
    ),
    _edit("criterion", QT_TR_NOOP("Yes or no to this criterion, or go to this field"), QT_TR_NOOP("field"), DIGITS, _RECORD),
    _edit("rest_yes", QT_TR_NOOP("Yes to every criterion that is left"), QT_TR_NOOP("rest yes"), ("Y",), _RECORD),
    _edit(
        "original",
        QT_TR_NOOP("Back to the suggestion as it was"),
        QT_TR_NOOP("original"),
        ("O",),
        frozenset({"choices", *_TYPED}),
    ),
    _edit("label_add", QT_TR_NOOP("Add a label"), QT_TR_NOOP("add a label"), ("A",), _LABELS),
    Action(
        "edit_submit",
        QT_TR_NOOP("Submit the answer from inside a field"),
        QT_TR_NOOP("submit"),
        ("Ctrl+Return",),
        Group.EDIT,
        only(Scope.EDITING),
        decides=True,
        fixed=True,
        kinds=_TYPED,
    ),
    Action(
        "edit_original",
        QT_TR_NOOP("Back to the suggestion, from inside a field"),
        QT_TR_NOOP("original"),
        ("Ctrl+R",),
        Group.EDIT,
        only(Scope.EDITING),
        fixed=True,
        kinds=_DRAFT | _RECORD,
    ),
    Action(
        "edit_next",
        QT_TR_NOOP("To the next field"),
        QT_TR_NOOP("next field"),
        ("Tab",),
        Group.EDIT,
        only(Scope.EDITING),
        fixed=True,
        kinds=_RECORD,
    ),
    Action(
        "edit_leave",
        QT_TR_NOOP("Leave the field"),
        QT_TR_NOOP("leave"),
        ("Esc",),
        Group.EDIT,
        only(Scope.EDITING),
        fixed=True,
        kinds=_TYPED,
    ),
)
