"""Actions of the Help screen."""

from __future__ import annotations

from desktop.actions.action import Action, Group, Scope, only
from desktop.i18n import QT_TR_NOOP


def _act(name: str, title: str, hint: str, *keys: str) -> Action:
    return Action(name, title, hint, keys, Group.HELP, only(Scope.HELP))


HELP: tuple[Action, ...] = (
    _act("help_search", QT_TR_NOOP("Search the help"), QT_TR_NOOP("search"), "/", ":", "Ctrl+F"),
    _act("help_pages", QT_TR_NOOP("To the list of pages"), QT_TR_NOOP("pages"), "P"),
    _act("help_back", QT_TR_NOOP("Back to the page before"), QT_TR_NOOP("back"), "Alt+Left"),
    _act("help_forward", QT_TR_NOOP("Forward again"), QT_TR_NOOP("forward"), "Alt+Right"),
    _act("help_leave", QT_TR_NOOP("Leave the help"), QT_TR_NOOP("leave"), "Esc"),
)
