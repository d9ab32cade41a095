"""Actions of the other screens and of the window."""

from __future__ import annotations

from desktop.actions.action import Action, Group, Scope, only
from desktop.i18n import QT_TR_NOOP

APP: tuple[Action, ...] = (
    Action(
        "prompt_save",
        QT_TR_NOOP("Save the prompt as a new version"),
        QT_TR_NOOP("save"),
        ("Ctrl+S",),
        Group.PROMPTS,
        only(Scope.PROMPTS),
    ),
    Action(
        "prompt_try",
        QT_TR_NOOP("Try the prompt on the item"),
        QT_TR_NOOP("try"),
        ("Ctrl+Return",),
        Group.PROMPTS,
        only(Scope.PROMPTS),
    ),
    Action(
        "prompt_new", QT_TR_NOOP("Write a new prompt"), QT_TR_NOOP("new"), ("Ctrl+Shift+N",), Group.PROMPTS, only(Scope.PROMPTS)
    ),
    Action("call_repeat", QT_TR_NOOP("Repeat the call"), QT_TR_NOOP("repeat"), ("Ctrl+R",), Group.PROMPTS, only(Scope.CALLS)),
    Action("calls_read", QT_TR_NOOP("Read the calls anew"), QT_TR_NOOP("anew"), ("F5",), Group.PROMPTS, only(Scope.CALLS)),
    Action("palette", QT_TR_NOOP("All commands"), QT_TR_NOOP("all commands"), ("Ctrl+K",), Group.APP, only(Scope.GLOBAL)),
    Action("cheat_sheet", QT_TR_NOOP("All keys"), QT_TR_NOOP("keys"), ("?", "F1"), Group.APP, only(Scope.GLOBAL)),
    Action("go_review", QT_TR_NOOP("Go to Review"), QT_TR_NOOP("review"), ("Ctrl+1",), Group.APP, only(Scope.GLOBAL)),
    Action("go_export", QT_TR_NOOP("Go to Export"), QT_TR_NOOP("export"), ("Ctrl+2",), Group.APP, only(Scope.GLOBAL)),
    Action("go_items", QT_TR_NOOP("Go to Items"), QT_TR_NOOP("items"), ("Ctrl+I",), Group.APP, only(Scope.GLOBAL)),
    Action("go_prompts", QT_TR_NOOP("Go to Prompts"), QT_TR_NOOP("prompts"), ("Ctrl+P",), Group.APP, only(Scope.GLOBAL)),
    Action("go_calls", QT_TR_NOOP("Go to Calls"), QT_TR_NOOP("calls"), ("Ctrl+L",), Group.APP, only(Scope.GLOBAL)),
    Action("go_projects", QT_TR_NOOP("Go to Projects"), QT_TR_NOOP("projects"), ("Ctrl+O",), Group.APP, only(Scope.GLOBAL)),
    Action("go_new_project", QT_TR_NOOP("New project"), QT_TR_NOOP("new project"), ("Ctrl+N",), Group.APP, only(Scope.GLOBAL)),
    Action("go_settings", QT_TR_NOOP("Go to Settings"), QT_TR_NOOP("settings"), ("Ctrl+,",), Group.APP, only(Scope.GLOBAL)),
    Action("go_quit", QT_TR_NOOP("Quit"), QT_TR_NOOP("quit"), ("Ctrl+Q",), Group.APP, only(Scope.GLOBAL)),
)
