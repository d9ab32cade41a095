"""Checking the templates of a prompt before it is saved: each refusal names the message and the line.

Two looks at every template. The first reads it: syntax, unknown variables, fields that the known ones do not have, and any way to a
column that holds gold or labels. The second runs it on a made-up item, with everything there and with nothing there, whose metadata
tells when such a column is asked for. Metadata given to templates never holds these columns; both looks come on top of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from typing_extensions import override

from core.domain.task import Label, Task
from core.errors import UserError
from core.prompts.content import InputFormat, TemplateMessage
from core.prompts.render import (
    ENVIRONMENT,
    TEXT_METHODS,
    VARIABLES,
    ItemText,
    TooMuch,
    compiled,
    line_of,
    prompt_error,
    prompt_values,
    run,
)

ROLES = ("system", "user", "assistant")
#: No item has these for a template, whatever its columns are called.
GOLD_NAMES = frozenset({"gold", "label"})

_NO_GOLD = "{!r} holds known answers, which are never in a prompt."


def check(
    messages: Sequence[TemplateMessage], *, gold_columns: frozenset[str], kind: str, columns: frozenset[str] | None = None
) -> None:
    """Raise `UserError` (`prompt.template`, with role and line) unless these messages can be sent.

    `gold_columns`: the columns that hold gold or labels; `kind`: of the project's task; `columns`: the metadata that items have, where
    that is known: then others are refused as well.
    """
    _check_roles(messages)
    hidden = gold_columns | GOLD_NAMES
    for message in messages:
        _Reader(message.role, hidden, columns).read(message.template)
    trials = [(message, _Trial(message, hidden, kind)) for message in messages]
    for _, trial in trials:
        trial.run(full=True)
        trial.run(full=False)
    if not any(trial.shows_item() for _, trial in trials):
        raise prompt_error("user", 1, "no message shows the item; write {{ input }} or {{ text }}.")


def _check_roles(messages: Sequence[TemplateMessage]) -> None:
    for message in messages:
        if message.role not in ROLES:
            raise prompt_error(message.role, 1, f"there is no such role; known are {', '.join(ROLES)}.")
    if not any(message.role == "user" for message in messages):
        raise prompt_error("user", 1, "there is none, and models answer a user.")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is known of a value. `fields`: those of a record; `each`: of a list's elements; `secret`: it is made of metadata."""

    word: str = ""
    fields: Mapping[str, _Shape] | None = None
    each: _Shape | None = None
    methods: frozenset[str] = frozenset()
    secret: bool = False
    const: Any = None


def _record(word: str, **fields: _Shape) -> _Shape:
    return _Shape(word, fields, methods=frozenset(("get", "items", "keys", "values")))


def _list(word: str, each: _Shape) -> _Shape:
    return _Shape(word, {}, each)


_ANY, _TEXT = _Shape(), _Shape("a text", {}, methods=TEXT_METHODS)
_LABELS = _list("the list of labels", _record("a label", name=_TEXT, description=_TEXT))
_KNOWN: dict[str, _Shape] = {
    "task": _record("the task", kind=_TEXT, labels=_LABELS),
    "labels": _LABELS,
    "examples": _list("the list of examples", _record("an example", input=_TEXT, output=_TEXT, rationale=_TEXT)),
    "metadata": _Shape("metadata", secret=True),
    "earlier": _list("the list of earlier answers", _TEXT),
    **dict.fromkeys(("guidelines", "contract", "input", "text"), _TEXT),
}
#: filters that give the list that they were given, in another order or less of it; and those that give one element
_SAME = frozenset(("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d"))
_ONE = frozenset(("first", "last", "min", "max"))


class _Reader:
    """Reads one template."""

    def __init__(self, role: str, hidden: frozenset[str], columns: frozenset[str] | None) -> None:
        self._role, self._hidden, self._columns = role, hidden, columns

    def read(self, source: str) -> None:
        """Raise `UserError` for the first thing that is wrong."""
        try:
            compiled(source)
            # A tree of its own: Jinja's look for undeclared names folds constants in place, and then they cannot be read any more.
            undeclared = meta.find_undeclared_variables(ENVIRONMENT.parse(source))
            tree = ENVIRONMENT.parse(source)
        except TemplateSyntaxError as error:
            raise prompt_error(self._role, error.lineno, error.message or "it cannot be read.") from None
        except (SyntaxError, RecursionError, MemoryError):
            raise prompt_error(self._role, 1, "it is nested too deeply.") from None
        self._check_names(tree, undeclared - {*VARIABLES, *ENVIRONMENT.globals})
        self._block(tree.body, dict(_KNOWN))

    def _check_names(self, tree: nodes.Template, unknown: set[str]) -> None:
        for name in tree.find_all(nodes.Name):
            if name.name in unknown or name.name == "self":  # which Jinja declares without being asked
                known = f"there is no variable {name.name!r}; known are {', '.join(VARIABLES)}."
                raise self._error(name, _NO_GOLD.format(name.name) if name.name in self._hidden else known)

    def _error(self, node: nodes.Node, what: str) -> UserError:
        return prompt_error(self._role, node.lineno, what)

    def _block(self, body: Sequence[nodes.Node], scope: dict[str, _Shape]) -> None:
        for node in body:
            match node:
                case nodes.For():
                    self._loop(node, scope)
                case nodes.If():
                    self._branches(node, scope)
                case nodes.Assign():
                    _bind(scope, node.target, self._whole(node.node, scope))
                case nodes.With():
                    self._with(node, scope)
                case _:
                    self._expressions(node, scope)

    def _expressions(self, node: nodes.Node, scope: dict[str, _Shape]) -> None:
        for child in node.iter_child_nodes():
            self._whole(child, scope)

    def _loop(self, node: nodes.For, scope: dict[str, _Shape]) -> None:
        over = self._whole(node.iter, scope)
        inner = dict(scope)
        _bind(inner, node.target, replace(over.each or _ANY, secret=over.secret))
        if node.test is not None:
            self._whole(node.test, inner)
        self._block(node.body, inner)
        self._block(node.else_, dict(scope))

    def _branches(self, node: nodes.If, scope: dict[str, _Shape]) -> None:
        self._whole(node.test, scope)
        for body in (node.body, node.elif_, node.else_):
            self._block(body, scope)

    def _with(self, node: nodes.With, scope: dict[str, _Shape]) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            _bind(inner, target, self._whole(value, scope))
        self._block(node.body, inner)

    def _whole(self, node: nodes.Node, scope: dict[str, _Shape]) -> _Shape:
        """The shape of a whole expression; one that is made of metadata must not name a hidden column anywhere."""
        shape = self._shape(node, scope)
        if shape.secret:
            for part in [node, *node.find_all(nodes.Expr)]:
                name = _constant(part, scope)
                if isinstance(name, str) and name in self._hidden:
                    raise self._error(part, _NO_GOLD.format(name))
        return shape

    def _shape(self, node: nodes.Node, scope: dict[str, _Shape]) -> _Shape:
        match node:
            case nodes.Name():
                return scope.get(node.name, _ANY)
            case nodes.Const():
                return _Shape(const=node.value)
            case nodes.Getattr():
                return self._member(node, self._shape(node.node, scope), node.attr)
            case nodes.Getitem():
                self._shape(node.arg, scope)
                return self._member(node, self._shape(node.node, scope), _constant(node.arg, scope))
            case nodes.Filter(node=nodes.Expr() as inner):
                return self._filtered(node, self._shape(inner, scope), scope)
            case _:
                return self._other(node, scope)

    def _other(self, node: nodes.Node, scope: dict[str, _Shape]) -> _Shape:
        parts = [self._shape(child, scope) for child in node.iter_child_nodes()]
        return _Shape(secret=any(part.secret for part in parts), const=_constant(node, scope))

    def _filtered(self, node: nodes.Filter, shape: _Shape, scope: dict[str, _Shape]) -> _Shape:
        rest = [self._shape(child, scope) for child in (*node.args, *node.kwargs)]
        if node.name == "attr" and node.args:
            return self._member(node, shape, _constant(node.args[0], scope))
        found = shape if node.name in _SAME else (shape.each or _ANY) if node.name in _ONE else _ANY
        return replace(found, secret=shape.secret or any(one.secret for one in rest))

    def _member(self, node: nodes.Node, shape: _Shape, name: Any) -> _Shape:
        """What `shape` has under this name or at this place. Raises `UserError` when it can have nothing there."""
        if not isinstance(name, str):
            return replace(shape.each or _ANY, secret=shape.secret)
        if name.startswith("_"):
            raise self._error(node, f"{name!r} is not open to templates.")
        if shape.secret:
            return self._column(node, name)
        if shape.fields is None or name in shape.fields:
            return _ANY if shape.fields is None else shape.fields[name]
        if name in GOLD_NAMES:
            raise self._error(node, _NO_GOLD.format(name))
        if name not in shape.methods:
            raise self._error(node, f"{shape.word} has no {name!r}; it has {', '.join(shape.fields) or 'no fields'}.")
        return _ANY

    def _column(self, node: nodes.Node, name: str) -> _Shape:
        if name in self._hidden:
            raise self._error(node, _NO_GOLD.format(name))
        direct = (
            isinstance(node, nodes.Getattr | nodes.Getitem) and isinstance(node.node, nodes.Name) and node.node.name == "metadata"
        )
        if direct and self._columns is not None and name not in self._columns | {"get", "items", "keys", "values"}:
            raise self._error(node, f"no item has the metadata {name!r}; known are {', '.join(sorted(self._columns)) or 'none'}.")
        return _Shape(secret=True)


def _bind(scope: dict[str, _Shape], target: nodes.Node, shape: _Shape) -> None:
    """Give the names of a target their shape; several names at once are only known to be made of metadata, or not."""
    if isinstance(target, nodes.Name):
        scope[target.name] = shape
    else:
        scope.update((name.name, _Shape(secret=shape.secret)) for name in target.find_all(nodes.Name))


def _constant(node: nodes.Node, scope: Mapping[str, _Shape]) -> Any:
    """The value of an expression where it can be told by reading, else None."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, _ANY).const
    if isinstance(node, nodes.Concat):
        parts = [_constant(part, scope) for part in node.nodes]
        return None if None in parts else "".join(map(str, parts))
    try:
        return node.as_const() if isinstance(node, nodes.Expr) else None
    except Exception:  # Impossible, or whatever a filter does to constants
        return None


class _GoldAsked(Exception):
    """A template asked a made-up item for a hidden column."""


class _Metadata(dict[str, Any]):
    """Metadata of a made-up item: it has every column but the hidden ones, and tells when one of those is asked for."""

    def __init__(self, hidden: frozenset[str], columns: Mapping[str, Any]) -> None:
        super().__init__(columns)
        self._hidden = hidden

    def __missing__(self, name: str) -> _Sample:
        return _SAMPLE

    @override
    def __getitem__(self, name: str) -> Any:
        self._ask(name)
        return super().__getitem__(name)

    @override
    def __contains__(self, name: object) -> bool:
        self._ask(name)
        return True

    @override
    def get(self, name: str, default: Any = None) -> Any:
        return self[name]

    def _ask(self, name: object) -> None:
        if name in self._hidden:
            raise _GoldAsked(str(name))


class _Sample(str):
    """A value of an unknown column: a text that can be compared with numbers, and taken apart like a record."""

    __slots__ = ()

    @override
    def __getitem__(self, at: Any) -> Any:
        return self if isinstance(at, str) else super().__getitem__(at)

    def _true(self, other: Any) -> bool:
        return True

    __lt__ = __le__ = __gt__ = __ge__ = _true


_SAMPLE = _Sample("1")


class _Trial:
    """Runs one template on a made-up item."""

    def __init__(self, message: TemplateMessage, hidden: frozenset[str], kind: str) -> None:
        self._message, self._hidden, self._kind = message, hidden, kind
        self._names = {name.name for name in ENVIRONMENT.parse(message.template).find_all(nodes.Name)}

    def shows_item(self) -> bool:
        """Whether what is written depends on the item's text; where it hangs on metadata, whether the text is used at all."""
        used = bool(self._names & {"input", "text"})
        return used and ("metadata" in self._names or self.run(full=True) != self.run(full=True, text="another item"))

    def run(self, *, full: bool, text: str = "an item") -> str:
        """What the template writes. Raises `UserError` when it fails, unless that may be for the made-up metadata."""
        try:
            return run(compiled(self._message.template), self._values(full=full, text=text))[0]
        except _GoldAsked as error:
            raise self._error(error, _NO_GOLD.format(str(error))) from None
        except (TooMuch, UndefinedError, SecurityError) as error:
            raise self._error(error, f"{str(error).rstrip('.')}.") from None
        except Exception as error:  # whatever a template does
            if "metadata" not in self._names:
                raise self._error(error, f"{str(error).rstrip('.')} ({type(error).__name__}).") from None
            return ""

    def _error(self, error: Exception, what: str) -> UserError:
        return prompt_error(self._message.role, line_of(error), what)

    def _values(self, *, full: bool, text: str) -> dict[str, Any]:
        task = Task(self._kind, (Label("first", "what it means"), Label("second")))
        words = ("guidelines", "contract") if full else ("", "")
        values = prompt_values(task, words[0], ItemText(text), words[1], InputFormat.XML)
        values["metadata"] = _Metadata(self._hidden, {"column": _SAMPLE} if full else {})
        if full:
            values["examples"] = [{"input": "an input", "output": "first", "rationale": "a reason"}] * 2
            values["earlier"] = ["first", "second"]
        return values
