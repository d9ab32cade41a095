"""The sections of a prompt: which text belongs to which, how many tokens each has, and which is heavy.

What a piece of a message belongs to follows from the place in the template that wrote it: `{{ guidelines }}` and all that stands
inside `{% if guidelines %}` are guidelines, all inside `{% for label in labels %}` is labels, the rest is instructions. So that
nothing has to be searched for in what was rendered, marks are put into the parsed template; they are told from text by identity,
and no item can bring one along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

INSTRUCTIONS = "instructions"
#: which section a variable of a template stands for
_SECTION_OF = {
    "labels": "labels",
    "guidelines": "guidelines",
    "examples": "examples",
    "input": "input",
    "text": "input",
    "metadata": "input",
    "contract": "contract",
    "earlier": "earlier",
}
SECTIONS = (INSTRUCTIONS, *dict.fromkeys(_SECTION_OF.values()))

#: Past this many tokens a prompt says what is heavy.
HEAVY_LIMIT = 2_000

_MARKS = {section: f"\0{section}" for section in SECTIONS}
_MARKED = {id(mark): section for section, mark in _MARKS.items()}
#: what a marked template has to be given
MARK_VALUES: dict[str, str] = {f"__mark_{section}": mark for section, mark in _MARKS.items()}


@dataclass(frozen=True, slots=True)
class Heavy:
    """A section's `tokens`, and its `share` (0 to 1) of the whole prompt."""

    section: str
    tokens: int
    share: float


def tokens(sections: Mapping[str, str], count: Callable[[str], int]) -> dict[str, int]:
    """Tokens by section, all sections in their fixed order. `sections`: the text of each; `count`: tokens of a text."""
    return {name: count(sections[name]) if sections.get(name) else 0 for name in SECTIONS}


def heavy(sections: Mapping[str, int], limit: int = HEAVY_LIMIT) -> tuple[Heavy, ...]:
    """What makes the prompt long, largest first; nothing while all sections together have no more than `limit` tokens."""
    total = sum(sections.values())
    if total <= limit:
        return ()
    ordered = sorted(sections.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Heavy(name, size, size / total) for name, size in ordered if size)


def divided(chunks: Iterable[str]) -> tuple[str, dict[str, str]]:
    """What a marked template wrote: the text without marks, and the text of each section that has any."""
    runs: list[tuple[str, list[str]]] = [(INSTRUCTIONS, [])]
    for chunk in chunks:
        marked = _MARKED.get(id(chunk))
        if marked is None:
            runs[-1][1].append(chunk)
        else:
            runs.append((marked, []))
    texts = [(section, "".join(run)) for section, run in runs if run]
    sections = dict.fromkeys((section for section, _ in texts), "")
    for section, text in texts:
        sections[section] += text
    return "".join(text for _, text in texts), sections


def mark_sections(tree: nodes.Template) -> None:
    """Put the marks into a parsed template, which must hold none of the nodes that write into a buffer (macros, set blocks)."""
    _Marker().visit(tree, INSTRUCTIONS)


class _Marker(NodeTransformer):
    """Goes through a template with the section that it is in."""

    def __init__(self) -> None:
        self._names = dict(_SECTION_OF)

    def section_of(self, node: nodes.Node) -> str | None:
        """The section that the first variable in an expression stands for."""
        if isinstance(node, nodes.Getattr) and node.attr in _SECTION_OF and _is_task(node.node):
            return _SECTION_OF[node.attr]
        if isinstance(node, nodes.Name):
            return self._names.get(node.name)
        return next((found for child in node.iter_child_nodes() if (found := self.section_of(child))), None)

    def visit_Output(self, node: nodes.Output, section: str) -> nodes.Node:  # noqa: N802  (Jinja's names)
        """Marks around each expression of another section."""
        marked: list[nodes.Expr] = []
        for child in node.nodes:
            own = self.section_of(child) or section
            marked += [child] if own == section else [_mark(own, child), child, _mark(section, child)]
        node.nodes = marked
        return node

    def visit_Assign(self, node: nodes.Assign, section: str) -> nodes.Node:  # noqa: N802
        """A name stands for what it is made of."""
        self._name(node.target, node.node, section)
        return node

    def visit_With(self, node: nodes.With, section: str) -> nodes.Node:  # noqa: N802
        """As with `set`."""
        for target, value in zip(node.targets, node.values, strict=True):
            self._name(target, value, section)
        node.body = self._all(node.body, section)
        return node

    def visit_For(self, node: nodes.For, section: str) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """A loop belongs to what it runs over."""
        own = self.section_of(node.iter) or section
        node.body, node.else_ = self._all(node.body, own), self._all(node.else_, own)
        return [node] if own == section else [_output(own, node), node, _output(section, node)]

    def visit_If(self, node: nodes.If, section: str) -> nodes.Node:  # noqa: N802
        """A branch belongs to what it depends on; what stands after `else` as well."""
        own = self.section_of(node.test) or section
        node.body, node.else_ = self._inside(node.body, own, section), self._inside(node.else_, own, section)
        node.elif_ = [found for branch in node.elif_ if isinstance(found := self.visit(branch, section), nodes.If)]
        return node

    def _name(self, target: nodes.Node, value: nodes.Node, section: str) -> None:
        if isinstance(target, nodes.Name):
            self._names[target.name] = self.section_of(value) or section

    def _inside(self, body: list[nodes.Node], own: str, section: str) -> list[nodes.Node]:
        marked = self._all(body, own)
        return marked if own == section or not body else [_output(own, body[0]), *marked, _output(section, body[0])]

    def _all(self, body: list[nodes.Node], section: str) -> list[nodes.Node]:
        return [new for node in body for new in self.visit_list(node, section)]


def _is_task(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "task"


def _mark(section: str, at: nodes.Node) -> nodes.Expr:
    return nodes.Name(f"__mark_{section}", "load", lineno=at.lineno)


def _output(section: str, at: nodes.Node) -> nodes.Node:
    return nodes.Output([_mark(section, at)], lineno=at.lineno)
