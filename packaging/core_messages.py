"""Finds the sentences that core can say, and those of errors in desktop, so that none of them stays without a translation.

    python packaging/core_messages.py        prints them by code, as TOML

A sentence is a literal or an f-string that begins like one and ends like one; docstrings, SQL and the command line (which
speaks English) are none. What stands in the call that makes an error is filed under the error's code, the rest under `common`.
The values of an f-string become places: `{path!r}` is `{path}`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = "common"
PARTS = ("core", "desktop/actions", "desktop/operations")
#: parts of core that never speak to a reader of the window: the command line, and what goes into prompts and exported files
APART = (
    *("core/cli/", "core/rehearse.py", "core/prompts/defaults.py", "core/prompts/wording.py"),
    *("core/export/card", "core/export/bias.py", "core/export/bundling.py", "core/export/report_text.py"),
    *("core/export/manifest.py", "core/export/reporting.py", "core/export/formats/prompt_bundle.py"),
)

_SENTENCE = re.compile(r"^[A-Z\"“{].*[.!?:…]$", re.DOTALL)
_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+$")
_NOT_OURS = frozenset({"ValueError", "TypeError", "KeyError", "BugError", "RuntimeError", "AssertionError"})

Messages = dict[str, set[str]]


def core_messages(root: Path = ROOT) -> Messages:
    """The sentences of core by code."""
    found: Messages = {}
    paths = [path for part in PARTS for path in (root / part).rglob("*.py")]
    for path in sorted(paths):
        if path.relative_to(root).as_posix().startswith(APART):
            continue
        for code, text in sentences(ast.parse(path.read_text("utf-8"))):
            found.setdefault(code, set()).add(text)
    return found


def sentences(tree: ast.AST, code: str = COMMON) -> Iterator[tuple[str, str]]:
    """(code, sentence) for each sentence below `tree`."""
    for node in ast.iter_child_nodes(tree):
        if _is_apart(node):
            continue
        text = template(node)
        if text is not None:
            if _SENTENCE.match(text) and " " in text and not _is_sql(text):
                yield code, text
            continue
        yield from sentences(node, _code(node) or code)


def template(node: ast.AST) -> str | None:
    """The text of a literal or an f-string, its values as places; None for what is neither."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    names: list[str] = []
    parts = [str(part.value) if isinstance(part, ast.Constant) else _place(part, names) for part in node.values]
    return "".join(parts)


def _place(node: ast.expr, names: list[str]) -> str:
    value = node.value if isinstance(node, ast.FormattedValue) else node
    while isinstance(value, ast.Call) and len(value.args) == 1:
        value = value.args[0]
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else "value"
    name = name.strip("_").lower()
    names.append(name)
    count = names.count(name)
    return f"{{{name}{count if count > 1 else ''}}}"


def _code(node: ast.AST) -> str | None:
    """The code of the error that a call makes, when it stands in the call."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    first = node.args[0]
    if name == "Cancelled":  # its code is always the same, and no argument
        return "cancelled"
    code = first.value if isinstance(first, ast.Constant) else None
    return code if name.endswith("Error") and isinstance(code, str) and _CODE.match(code) else None


def _is_apart(node: ast.AST) -> bool:
    """Docstrings, what Qt's translations have, and what is raised for programmers."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"tr", "QT_TR_NOOP"}:
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    raised = node.exc if isinstance(node, ast.Raise) else None
    return isinstance(raised, ast.Call) and isinstance(raised.func, ast.Name) and raised.func.id in _NOT_OURS


def _is_sql(text: str) -> bool:
    return text.split(maxsplit=1)[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE"}


def main() -> None:
    """Print the sentences, ready to be translated."""
    for code, texts in sorted(core_messages().items()):
        print(f'["{code}"]')
        for text in sorted(texts):
            print(f'{_quoted(text)} = ""')
        print()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    main()
