"""What a screen reader is given: the accessible tree beneath a widget, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QListView, QWidget

Role = QAccessible.Role
#: roles that say nothing of what a control is
_NOTHING = frozenset({Role.NoRole, Role.Client, Role.Window, Role.Whitespace})
_CONTROLS = frozenset(
    {
        *(Role.Button, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.SpinBox, Role.EditableText, Role.Slider, Role.Link),
        *(Role.List, Role.Table, Role.Tree, Role.ButtonMenu, Role.ButtonDropDown),
    }
)
_BUTTONS = frozenset({Role.Button, Role.CheckBox, Role.RadioButton, Role.Link, Role.ButtonMenu, Role.ListItem, Role.PageTab})
#: what is read by itself, not through a widget of its own
_READ_BY_QT = frozenset({Role.List, Role.Table, Role.Tree, Role.ComboBox, Role.SpinBox, Role.ScrollBar, Role.EditableText})
_RAW = re.compile(r"<p|\{\w*\}|&(?=\w)|(?<=\()&")
_ROWS = 3  # of a list or a table that are looked at


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that a screen reader comes to."""

    role: Role
    name: str
    description: str
    focusable: bool
    widget: QObject | None
    path: str

    @property
    def is_control(self) -> bool:
        """Whether something is done with it."""
        return self.focusable or self.role in _CONTROLS


def nodes(top: QWidget) -> list[list[Node]]:
    """Everything that is in sight beneath `top`, children of one parent together."""
    one = _interface(top)
    return [[_node(one, "")], *_families(one, type(top).__name__)]


def _interface(one: QObject) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(one)
    assert found is not None, f"{one} is not there for a screen reader"
    return found


def _families(one: QAccessibleInterface, path: str) -> Iterator[list[Node]]:
    children = [one.child(at) for at in range(one.childCount())]
    seen = [child for child in children if not child.state().invisible and _in_sight(child)]
    family = [_node(child, path) for child in seen]
    if family:
        yield family
    for child, node in zip(seen, family, strict=True):
        if node.role not in _READ_BY_QT:
            yield from _families(child, f"{path} / {type(node.widget).__name__}")


def _in_sight(one: QAccessibleInterface) -> bool:
    widget = one.object()
    return not isinstance(widget, QWidget) or widget.isVisible()


def _node(one: QAccessibleInterface, path: str) -> Node:
    state = one.state()
    widget = one.object()
    told = [one.text(text) for text in (QAccessible.Text.Name, QAccessible.Text.Description)]
    return Node(one.role(), told[0], told[1], bool(state.focusable and not state.disabled), widget, path)


def unfit(families: Sequence[Sequence[Node]]) -> list[str]:
    """What a screen reader could not say, in words."""
    found: list[str] = []
    for family in families:
        found += [f"{_where(node)}: no name" for node in family if node.is_control and not node.name.strip()]
        found += [
            f"{_where(node)}: {node.name!r} {node.description!r} is raw"
            for node in family
            if _RAW.search(node.name + node.description)
        ]
        found += [f"{_where(node)}: role {node.role.name}" for node in family if _wrong_role(node)]
        found += _repeated(family)
    return found


def _wrong_role(node: Node) -> bool:
    if isinstance(node.widget, QAbstractButton):
        return node.role not in _BUTTONS
    if isinstance(node.widget, QAbstractItemView):
        return node.role not in (Role.List, Role.Table, Role.Tree)
    return node.focusable and node.role in _NOTHING and not isinstance(node.widget, QAbstractScrollArea)


def _repeated(family: Sequence[Node]) -> list[str]:
    controls = [node for node in family if node.is_control and node.name]
    told = [(node.role, node.name, node.description) for node in controls]
    return [
        f"{_where(node)}: {node.name!r} is said twice" for node, one in zip(controls, told, strict=True) if told.count(one) > 1
    ]


def _where(node: Node) -> str:
    return f"{node.path} / {type(node.widget).__name__} {node.name[:30]!r} ({node.role.name})"


def cells(view: QAbstractItemView) -> list[str]:
    """What is read of the first rows of a list or a table, cell by cell."""
    one = _interface(view)
    wide = 1 if isinstance(view, QListView) else view.model().columnCount()
    count = min(one.childCount(), _ROWS * wide)
    return [one.child(at).text(QAccessible.Text.Name) for at in range(count)]
