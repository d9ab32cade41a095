"""The prompts that come with the program, one file for each kind of task in `resources/prompts`.

A file holds messages: a line `=== ROLE ===` begins one, what follows is its Jinja2 template. People write such files too, for
`prompt add --template`.
"""

from __future__ import annotations

import re
from pathlib import Path

from core.errors import UserError
from core.prompts.content import TemplateMessage

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "prompts"
_HEAD = re.compile(r"^=== (system|user|assistant) ===[ \t]*\n", re.MULTILINE)


#: what the reasons go through before the answer, by kind of task
STEPS: dict[str, tuple[str, ...]] = {
    "choice": (
        "What the item is about, in a few words.",
        "Which labels come near.",
        "What tells the best one from the next best.",
    ),
    "choices": ("What the item is about, in a few words.", "Each label that may apply, and what in the item speaks for it."),
    "text": ("What is asked for.", "What of the item has to be in the answer."),
    "fields": ("Where in the item each value stands.", "Which fields the item says nothing about."),
    "spans": ("Each passage that may be meant, to the letter.", "Which label each has, and why."),
    "preference": ("What is wrong with the first.", "What is wrong with the second.", "Which fault weighs more."),
}


def default_steps(kind: str) -> tuple[str, ...]:
    """The steps that reasons go through in tasks of this kind; none for a kind that is not known."""
    return STEPS.get(kind, ())


def default_messages(kind: str) -> tuple[TemplateMessage, ...]:
    """The default prompt for tasks of `kind`. Raises `UserError` when there is none."""
    known = sorted(path.stem for path in FOLDER.glob("*.jinja"))
    if kind not in known:
        raise UserError(
            "prompt.no_default", f"There is no default prompt for {kind!r}.", todo=f"There is one for: {', '.join(known)}."
        )
    return messages_of((FOLDER / f"{kind}.jinja").read_text(encoding="utf-8"))


def messages_of(text: str) -> tuple[TemplateMessage, ...]:
    """The messages in a template file; see the module. A file without such a line is one user message.

    Raises `UserError` when it is empty, when text stands before its first message, or when a message has no text.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    before, *parts = _HEAD.split(text if text.endswith("\n") else text + "\n")
    messages = [TemplateMessage(role, body.strip("\n")) for role, body in zip(parts[::2], parts[1::2], strict=True)]
    if not parts and before.strip():
        return (TemplateMessage("user", before.strip("\n")),)
    if before.strip() or not all(message.template.strip() for message in messages) or not messages:
        todo = "Begin each message with a line like === user ===, and write something under it."
        raise UserError(
            "prompt.no_messages", "The template file has text outside its messages, or a message without text.", todo=todo
        )
    return tuple(messages)


def file_of(messages: tuple[TemplateMessage, ...]) -> str:
    """The template file that `messages_of` reads back as `messages`."""
    return "\n\n".join(f"=== {message.role} ===\n{message.template.strip(chr(10))}" for message in messages) + "\n"
