"""The whole table."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.actions.action import Action, Scope
from desktop.actions.app import APP
from desktop.actions.editing import EDITING
from desktop.actions.export import EXPORT
from desktop.actions.help import HELP
from desktop.actions.review import REVIEW
from desktop.i18n import tr

ACTIONS: tuple[Action, ...] = (*REVIEW, *EDITING, *EXPORT, *HELP, *APP)
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

#: Scopes in which the keys of `Scope.GLOBAL` that carry no modifier are asleep, because a text field has the focus.
TEXT_SCOPES = frozenset({Scope.SEARCH, Scope.COMMENT, Scope.EDITING, Scope.FINDING})


def title_of(action: Action) -> str:
    """The action's title in the reader's language."""
    return tr(action.title)


def hint_of(action: Action) -> str:
    """The action's one or two words for the key bar, in the reader's language."""
    return tr(action.hint)
