"""Actions of the other screens and of the window."""

from __future__ import annotations

from desktop.actions.action import DIGITS, Action, Group, Scope, only
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
    Action("items_open", QT_TR_NOOP("Review the item"), QT_TR_NOOP("review it"), ("Return",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_pick", QT_TR_NOOP("Pick the item, or leave it"), QT_TR_NOOP("pick"), ("Space",), Group.ITEMS, only(Scope.ITEMS)
    ),
    Action("items_pick_all", QT_TR_NOOP("Pick all that match"), QT_TR_NOOP("all"), ("Ctrl+A",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_search", QT_TR_NOOP("Search the texts"), QT_TR_NOOP("search"), ("/", ":", "Ctrl+F"), Group.ITEMS, only(Scope.ITEMS)
    ),
    Action("items_bulk", QT_TR_NOOP("Bulk action"), QT_TR_NOOP("bulk"), ("B",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_undo", QT_TR_NOOP("Undo the last bulk action"), QT_TR_NOOP("undo"), ("Ctrl+Z",), Group.ITEMS, only(Scope.ITEMS)
    ),
    Action("items_past", QT_TR_NOOP("Bulk actions so far"), QT_TR_NOOP("past actions"), ("P",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_history", QT_TR_NOOP("The item's history"), QT_TR_NOOP("history"), ("H",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_facets", QT_TR_NOOP("To the facets, and back"), QT_TR_NOOP("filter"), ("F",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_details", QT_TR_NOOP("Show or hide the marked item"), QT_TR_NOOP("details"), ("D",), Group.ITEMS, only(Scope.ITEMS)
    ),
    Action("items_sort", QT_TR_NOOP("Sort by the next column"), QT_TR_NOOP("sort"), ("O",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_turn", QT_TR_NOOP("Turn the sort round"), QT_TR_NOOP("turn"), ("Shift+O",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_queue", QT_TR_NOOP("Show the queue with this digit"), QT_TR_NOOP("queue"), DIGITS, Group.ITEMS, only(Scope.ITEMS)
    ),
    Action(
        "items_queue_next", QT_TR_NOOP("Show the next queue"), QT_TR_NOOP("next queue"), ("Q",), Group.ITEMS, only(Scope.ITEMS)
    ),
    Action(
        "items_queue_prev",
        QT_TR_NOOP("Show the queue before"),
        QT_TR_NOOP("queue before"),
        ("Shift+Q",),
        Group.ITEMS,
        only(Scope.ITEMS),
    ),
    Action("items_queues", QT_TR_NOOP("Find a queue"), QT_TR_NOOP("queues"), ("G",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_manage", QT_TR_NOOP("Manage the queues"), QT_TR_NOOP("manage"), ("M",), Group.ITEMS, only(Scope.ITEMS)),
    Action(
        "items_save",
        QT_TR_NOOP("Save the filter as a queue"),
        QT_TR_NOOP("save as a queue"),
        ("Ctrl+S",),
        Group.ITEMS,
        only(Scope.ITEMS),
    ),
    Action("items_review", QT_TR_NOOP("Review this queue"), QT_TR_NOOP("review queue"), ("R",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_read", QT_TR_NOOP("Read the items anew"), QT_TR_NOOP("anew"), ("F5",), Group.ITEMS, only(Scope.ITEMS)),
    Action("items_back", QT_TR_NOOP("Back to the table"), QT_TR_NOOP("back"), ("Esc",), Group.ITEMS, only(Scope.ITEMS)),
    Action("palette", QT_TR_NOOP("All commands"), QT_TR_NOOP("all commands"), ("Ctrl+K",), Group.APP, only(Scope.GLOBAL)),
    Action("cheat_sheet", QT_TR_NOOP("All keys"), QT_TR_NOOP("keys"), ("?",), Group.APP, only(Scope.GLOBAL)),
    Action("go_help", QT_TR_NOOP("Help on this screen"), QT_TR_NOOP("help"), ("F1",), Group.APP, only(Scope.GLOBAL)),
    Action("go_review", QT_TR_NOOP("Go to Review"), QT_TR_NOOP("review"), ("Ctrl+1",), Group.APP, only(Scope.GLOBAL)),
    Action("go_export", QT_TR_NOOP("Go to Export"), QT_TR_NOOP("export"), ("Ctrl+2",), Group.APP, only(Scope.GLOBAL)),
    Action("go_items", QT_TR_NOOP("Go to Items"), QT_TR_NOOP("items"), ("Ctrl+I",), Group.APP, only(Scope.GLOBAL)),
    Action("go_prompts", QT_TR_NOOP("Go to Prompts"), QT_TR_NOOP("prompts"), ("Ctrl+P",), Group.APP, only(Scope.GLOBAL)),
    Action("go_calls", QT_TR_NOOP("Go to Calls"), QT_TR_NOOP("calls"), ("Ctrl+L",), Group.APP, only(Scope.GLOBAL)),
    Action("go_projects", QT_TR_NOOP("Go to Projects"), QT_TR_NOOP("projects"), ("Ctrl+O",), Group.APP, only(Scope.GLOBAL)),
    Action(
        "go_project",
        QT_TR_NOOP("Project settings"),
        QT_TR_NOOP("project settings"),
        ("Ctrl+Shift+P",),
        Group.APP,
        only(Scope.GLOBAL),
    ),
    Action("go_new_project", QT_TR_NOOP("New project"), QT_TR_NOOP("new project"), ("Ctrl+N",), Group.APP, only(Scope.GLOBAL)),
    Action("go_settings", QT_TR_NOOP("Go to Settings"), QT_TR_NOOP("settings"), ("Ctrl+,",), Group.APP, only(Scope.GLOBAL)),
    Action("go_quit", QT_TR_NOOP("Quit"), QT_TR_NOOP("quit"), ("Ctrl+Q",), Group.APP, only(Scope.GLOBAL)),
)
