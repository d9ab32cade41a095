"""The page of keys: made of the table of actions, in the reader's language and with the user's own keys."""

from __future__ import annotations

from desktop.actions import ACTIONS, Action, Group, Keymap, title_of
from desktop.i18n import tr
from desktop.screens.project.ways import WAYS
from desktop.widgets.cheat_sheet import shown_keys


def keys_page(keymap: Keymap) -> str:
    """The page as Markdown: a heading for each group of actions, and a row for each of its actions."""
    intro = tr("Every key as it is set now. Other keys can be set under Settings; `?` shows these at a glance.")
    title = tr("Keys")
    return "\n\n".join([f"# {title}", intro, *(_group(group, keymap) for group in Group)]) + "\n"


def _group(group: Group, keymap: Keymap) -> str:
    columns = tr("Keys"), tr("What it does"), tr("Of which kinds")
    head = f"| {' | '.join(columns)} |\n|---|---|---|"
    rows = [_row(action, keymap) for action in ACTIONS if action.group is group]
    return "\n".join([f"## {tr(group.value)}", "", head, *rows])


def _row(action: Action, keymap: Keymap) -> str:
    keys = " ".join(_code(key) for key in shown_keys(keymap.keys(action.id))) or "-"
    return f"| {keys} | {_cell(title_of(action))} | {_cell(_kinds(action))} |"


def _kinds(action: Action) -> str:
    return ", ".join(tr(way.title) for way in WAYS if way.kind in action.kinds and not way.preset)


def _code(key: str) -> str:
    """A key between backticks; the backtick itself needs two of them around it, a bar a backslash."""
    shown = key.replace("|", "\\|")
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")
