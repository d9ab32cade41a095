"""The one table of actions: menus, the palette, the key bar and the cheat sheet all come from it.

Keys are written as `strokes`: Qt's portable names (`Ctrl+Z`, `Return`, `PgDown`), letters in capitals, symbols as the character
that is typed, whatever it takes to type it (`/` is `/` on every layout: Shift+7 on QWERTZ, Shift+: on AZERTY).
`desktop.widgets.keys` turns an event into strokes. What is hard to type has an alternative:

| action | first | otherwise |
|---|---|---|
| search | `/` | `:` (unshifted on AZERTY), `Ctrl+F` |
| candidates | `[` `]` | `,` `.` (AltGr layouts) |
| thumbs | `+` `-` | `=`, `Ctrl+Up`, `Ctrl+Down` (on AZERTY `-` sits on the 6) |
| digits | the digit | the key in its place in the unshifted row, the keypad |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QKeySequence

from core.errors import UserError
from desktop.i18n import QT_TR_NOOP, tr


class Scope(StrEnum):
    """A state of the review screen, or another screen, in which keys mean something."""

    REVIEW = "review"  # an item with a suggestion
    UNAIDED = "unaided"  # an item without one: no idea, or a failure
    BLIND = "blind"
    SECOND_OPINION = "second_opinion"
    REASONS = "reasons"  # the reason chips are open
    SEARCH = "search"  # the label search has the focus
    COMMENT = "comment"  # the comment box has the focus
    IDLE = "idle"  # nothing to decide: empty, loading, finished
    PROMPTS = "prompts"  # the screen of prompts
    CALLS = "calls"  # the screen of calls
    GLOBAL = "global"  # wherever no text field has the focus


class Group(StrEnum):
    """Headings of the cheat sheet; the value is the English heading."""

    DECIDE = QT_TR_NOOP("Decide")
    REMARK = QT_TR_NOOP("Remark")
    READ = QT_TR_NOOP("Read")
    SEARCH = QT_TR_NOOP("Find a label")
    REASONS = QT_TR_NOOP("Reject with a reason")
    PROMPTS = QT_TR_NOOP("Prompts and calls")
    APP = QT_TR_NOOP("App")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. `title` and `hint` are English; translate them with `title_of` and `hint_of`.

    `decides`: a held key never does it, and it acts only on what has been painted long enough. `repeats`: a held key goes on.
    `fixed`: a widget of Qt answers the key, so it cannot be remapped. Of several equal actions (`choose`, `reason`) the
    position of the key among `keys` says which.
    """

    id: str
    title: str
    hint: str
    keys: tuple[str, ...]
    group: Group
    scopes: frozenset[Scope]
    decides: bool = False
    repeats: bool = False
    fixed: bool = False


_OPEN = frozenset({Scope.REVIEW, Scope.UNAIDED, Scope.BLIND})
_ITEM = _OPEN | {Scope.SECOND_OPINION}
_MAIN = _ITEM | {Scope.IDLE}
_DIGITS = tuple("123456789")


def _only(*scopes: Scope) -> frozenset[Scope]:
    return frozenset(scopes)


ACTIONS: tuple[Action, ...] = (
    Action(
        "accept",
        QT_TR_NOOP("Accept the suggestion"),
        QT_TR_NOOP("accept"),
        ("Return", "Space"),
        Group.DECIDE,
        _only(Scope.REVIEW),
        decides=True,
    ),
    Action(
        "keep_mine",
        QT_TR_NOOP("Keep my answer"),
        QT_TR_NOOP("keep mine"),
        ("Return", "Space"),
        Group.DECIDE,
        _only(Scope.SECOND_OPINION),
        decides=True,
    ),
    Action(
        "take_models",
        QT_TR_NOOP("Take the model's answer"),
        QT_TR_NOOP("take the model's"),
        ("M",),
        Group.DECIDE,
        _only(Scope.SECOND_OPINION),
        decides=True,
    ),
    Action(
        "choose", QT_TR_NOOP("Choose the label with this digit"), QT_TR_NOOP("choose"), _DIGITS, Group.DECIDE, _OPEN, decides=True
    ),
    Action("search", QT_TR_NOOP("Find a label"), QT_TR_NOOP("find a label"), ("/", ":", "Ctrl+F"), Group.DECIDE, _OPEN),
    Action("edit", QT_TR_NOOP("Edit the answer"), QT_TR_NOOP("edit"), ("E",), Group.DECIDE, _OPEN),
    Action("reject", QT_TR_NOOP("Reject, with a reason"), QT_TR_NOOP("reject"), ("X",), Group.DECIDE, _OPEN),
    Action("skip", QT_TR_NOOP("Skip for now"), QT_TR_NOOP("skip"), ("S",), Group.DECIDE, _OPEN, decides=True),
    Action(
        "another",
        QT_TR_NOOP("Ask for another suggestion"),
        QT_TR_NOOP("another"),
        ("R",),
        Group.DECIDE,
        _only(Scope.REVIEW),
        decides=True,
    ),
    Action("undo", QT_TR_NOOP("Undo"), QT_TR_NOOP("undo"), ("Z", "Ctrl+Z"), Group.DECIDE, _MAIN),
    Action("redo", QT_TR_NOOP("Redo"), QT_TR_NOOP("redo"), ("Shift+Z", "Ctrl+Shift+Z", "Ctrl+Y"), Group.DECIDE, _MAIN),
    Action("flag", QT_TR_NOOP("Flag the item"), QT_TR_NOOP("flag"), ("F",), Group.REMARK, _ITEM),
    Action("comment", QT_TR_NOOP("Write a comment"), QT_TR_NOOP("comment"), ("C",), Group.REMARK, _ITEM),
    Action(
        "thumb_up", QT_TR_NOOP("Good suggestion"), QT_TR_NOOP("good"), ("+", "=", "Ctrl+Up"), Group.REMARK, _only(Scope.REVIEW)
    ),
    Action("thumb_down", QT_TR_NOOP("Bad suggestion"), QT_TR_NOOP("bad"), ("-", "Ctrl+Down"), Group.REMARK, _only(Scope.REVIEW)),
    Action(
        "comment_submit",
        QT_TR_NOOP("Save the comment"),
        QT_TR_NOOP("save"),
        ("Ctrl+Return",),
        Group.REMARK,
        _only(Scope.COMMENT),
        fixed=True,
    ),
    Action(
        "comment_leave",
        QT_TR_NOOP("Leave the comment"),
        QT_TR_NOOP("leave"),
        ("Esc",),
        Group.REMARK,
        _only(Scope.COMMENT),
        fixed=True,
    ),
    Action("guidelines", QT_TR_NOOP("Show or hide the guidelines"), QT_TR_NOOP("guidelines"), ("G",), Group.READ, _MAIN),
    Action(
        "timeline",
        QT_TR_NOOP("Show the item's history"),
        QT_TR_NOOP("history"),
        ("H",),
        Group.READ,
        _only(Scope.REVIEW, Scope.UNAIDED, Scope.SECOND_OPINION),
    ),
    Action(
        "candidate_prev", QT_TR_NOOP("Previous candidate"), QT_TR_NOOP("previous"), ("[", ","), Group.READ, _only(Scope.REVIEW)
    ),
    Action("candidate_next", QT_TR_NOOP("Next candidate"), QT_TR_NOOP("next"), ("]", "."), Group.READ, _only(Scope.REVIEW)),
    Action(
        "scroll_down", QT_TR_NOOP("Scroll the item down"), QT_TR_NOOP("down"), ("J", "PgDown"), Group.READ, _ITEM, repeats=True
    ),
    Action("scroll_up", QT_TR_NOOP("Scroll the item up"), QT_TR_NOOP("up"), ("K", "PgUp"), Group.READ, _ITEM, repeats=True),
    Action(
        "search_choose",
        QT_TR_NOOP("Choose the marked label"),
        QT_TR_NOOP("choose"),
        ("Return",),
        Group.SEARCH,
        _only(Scope.SEARCH),
        decides=True,
        fixed=True,
    ),
    Action(
        "search_move",
        QT_TR_NOOP("Move the mark"),
        QT_TR_NOOP("move"),
        ("Up", "Down"),
        Group.SEARCH,
        _only(Scope.SEARCH),
        repeats=True,
        fixed=True,
    ),
    Action(
        "search_leave",
        QT_TR_NOOP("Leave the search"),
        QT_TR_NOOP("leave the search"),
        ("Esc",),
        Group.SEARCH,
        _only(Scope.SEARCH),
        fixed=True,
    ),
    Action(
        "reason",
        QT_TR_NOOP("Reject for the reason with this digit"),
        QT_TR_NOOP("reason"),
        tuple("123456"),
        Group.REASONS,
        _only(Scope.REASONS),
        decides=True,
    ),
    Action(
        "reason_marked",
        QT_TR_NOOP("Reject for the marked reason"),
        QT_TR_NOOP("reject"),
        ("Return",),
        Group.REASONS,
        _only(Scope.REASONS),
        decides=True,
    ),
    Action(
        "reason_move",
        QT_TR_NOOP("Move the mark"),
        QT_TR_NOOP("move"),
        ("Up", "Down"),
        Group.REASONS,
        _only(Scope.REASONS),
        repeats=True,
        fixed=True,
    ),
    Action(
        "reason_leave",
        QT_TR_NOOP("Take the rejection back"),
        QT_TR_NOOP("back"),
        ("Esc",),
        Group.REASONS,
        _only(Scope.REASONS),
        fixed=True,
    ),
    Action(
        "prompt_save",
        QT_TR_NOOP("Save the prompt as a new version"),
        QT_TR_NOOP("save"),
        ("Ctrl+S",),
        Group.PROMPTS,
        _only(Scope.PROMPTS),
    ),
    Action(
        "prompt_try",
        QT_TR_NOOP("Try the prompt on the item"),
        QT_TR_NOOP("try"),
        ("Ctrl+Return",),
        Group.PROMPTS,
        _only(Scope.PROMPTS),
    ),
    Action(
        "prompt_new", QT_TR_NOOP("Write a new prompt"), QT_TR_NOOP("new"), ("Ctrl+Shift+N",), Group.PROMPTS, _only(Scope.PROMPTS)
    ),
    Action("call_repeat", QT_TR_NOOP("Repeat the call"), QT_TR_NOOP("repeat"), ("Ctrl+R",), Group.PROMPTS, _only(Scope.CALLS)),
    Action("calls_read", QT_TR_NOOP("Read the calls anew"), QT_TR_NOOP("anew"), ("F5",), Group.PROMPTS, _only(Scope.CALLS)),
    Action("palette", QT_TR_NOOP("All commands"), QT_TR_NOOP("all commands"), ("Ctrl+K",), Group.APP, _only(Scope.GLOBAL)),
    Action("cheat_sheet", QT_TR_NOOP("All keys"), QT_TR_NOOP("keys"), ("?", "F1"), Group.APP, _only(Scope.GLOBAL)),
    Action("go_review", QT_TR_NOOP("Go to Review"), QT_TR_NOOP("review"), ("Ctrl+1",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_export", QT_TR_NOOP("Go to Export"), QT_TR_NOOP("export"), ("Ctrl+2",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_prompts", QT_TR_NOOP("Go to Prompts"), QT_TR_NOOP("prompts"), ("Ctrl+P",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_calls", QT_TR_NOOP("Go to Calls"), QT_TR_NOOP("calls"), ("Ctrl+L",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_projects", QT_TR_NOOP("Go to Projects"), QT_TR_NOOP("projects"), ("Ctrl+O",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_new_project", QT_TR_NOOP("New project"), QT_TR_NOOP("new project"), ("Ctrl+N",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_settings", QT_TR_NOOP("Go to Settings"), QT_TR_NOOP("settings"), ("Ctrl+,",), Group.APP, _only(Scope.GLOBAL)),
    Action("go_quit", QT_TR_NOOP("Quit"), QT_TR_NOOP("quit"), ("Ctrl+Q",), Group.APP, _only(Scope.GLOBAL)),
)
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

#: Scopes in which the keys of `Scope.GLOBAL` that carry no modifier are asleep, because a text field has the focus.
TEXT_SCOPES = frozenset({Scope.SEARCH, Scope.COMMENT})


def title_of(action: Action) -> str:
    """The action's title in the reader's language."""
    return tr(action.title)


def hint_of(action: Action) -> str:
    """The action's one or two words for the key bar, in the reader's language."""
    return tr(action.hint)


class Keymap:
    """Which keys do what: the table's defaults, with the user's own keys in their place."""

    def __init__(self, overrides: Mapping[str, list[str]] | None = None) -> None:
        """Take `overrides` (action id to keys). Raises `UserError` on an unknown action, a bad key, or a clash."""
        own = {name: _checked(name, keys) for name, keys in (overrides or {}).items()}
        self._keys: dict[str, tuple[str, ...]] = {action.id: own.get(action.id, action.keys) for action in ACTIONS}
        self._refuse_clashes()
        self._index: dict[Scope, dict[str, tuple[Action, int]]] = {scope: self._of(scope) for scope in Scope}

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The strokes of an action, first choice first."""
        return self._keys[action_id]

    def find(self, scope: Scope, strokes: tuple[str, ...]) -> tuple[Action, int] | None:
        """What the first bound one of `strokes` does in `scope`, with its position among the action's keys; or None."""
        for stroke in strokes:
            found = self._index[scope].get(stroke)
            if found is None and (scope not in TEXT_SCOPES or stroke.startswith("Ctrl+")):
                found = self._index[Scope.GLOBAL].get(stroke)
            if found is not None:
                return found
        return None

    def _of(self, scope: Scope) -> dict[str, tuple[Action, int]]:
        live = (action for action in ACTIONS if scope in action.scopes)
        return {stroke: (action, at) for action in live for at, stroke in enumerate(self._keys[action.id])}

    def _refuse_clashes(self) -> None:
        for at, action in enumerate(ACTIONS):
            for other in ACTIONS[:at]:
                shared = set(self._keys[action.id]) & set(self._keys[other.id])
                if shared and _meet(action, other):
                    _refuse(sorted(shared)[0], other, action)


def _meet(one: Action, other: Action) -> bool:
    together = one.scopes | other.scopes
    return bool(one.scopes & other.scopes) or (Scope.GLOBAL in together and not together <= TEXT_SCOPES | {Scope.GLOBAL})


def _refuse(stroke: str, one: Action, other: Action) -> None:
    raise UserError(
        "keys.clash",
        f"The key {stroke} would do both “{one.title}” and “{other.title}”.",
        kept="The keys stay as they were.",
        todo="Give one of the two another key.",
    )


def _checked(action_id: str, keys: list[str]) -> tuple[str, ...]:
    action = BY_ID.get(action_id)
    if action is None or action.fixed:
        raise UserError("keys.unknown_action", f"There is no action {action_id!r} whose keys can be changed.")
    strokes = tuple(_stroke(key) for key in keys)
    if len(set(strokes)) < len(strokes):
        raise UserError("keys.repeated", f"“{action.title}” has the same key twice.")
    return strokes


def _stroke(key: str) -> str:
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    stroke = sequence.toString(QKeySequence.SequenceFormat.PortableText).replace("Enter", "Return")
    if sequence.count() != 1 or not stroke:
        raise UserError("keys.unreadable", f"{key!r} is not the name of one key.")
    if stroke.rpartition("+")[2] in {"Backspace", "Del"}:
        raise UserError("keys.reserved", "Backspace and Delete never decide anything.", todo="Choose another key.")
    return stroke
