"""The exceptions of Countersign.

    CountersignError
    ├── UserError        something in the user's world: a file, a disk, a name, a choice
    │   └── Cancelled    the user stopped long work
    └── BugError         something that cannot happen unless we are wrong

A `UserError` is told to the user in one sentence or three: what happened, what was kept, what to do. Its `code` is stable,
so that the interface can translate it; its text is English. Neither ever holds item text or a secret.
"""

from __future__ import annotations


class CountersignError(Exception):
    """The root of all errors that Countersign raises on purpose."""


class UserError(CountersignError):
    """An error of the user's environment, told plainly.

    `code` is a stable dotted name (`workspace.damaged`), `what` says what happened, `kept` what was kept, `todo` what to do.
    Each of the three texts is one sentence; `kept` and `todo` may be empty.
    """

    def __init__(self, code: str, what: str, *, kept: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.code: str = code
        self.what: str = what
        self.kept: str = kept
        self.todo: str = todo

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.todo) if part)


class Cancelled(UserError):
    """The user cancelled long work; `kept` says what of it stands."""

    def __init__(self, what: str = "Cancelled.", *, kept: str = "") -> None:
        super().__init__("cancelled", what, kept=kept)


class BugError(CountersignError):
    """A broken invariant of our own; the traceback goes to the log file."""
