"""Projects of every kind in which suggestions were accepted, corrected and rejected, for tests of what is made of that."""

from __future__ import annotations

from collections.abc import Sequence

from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.workspace import Workspace
from tests.conftest import settle
from tests.kinds import ANSWERS, SEEN, project_of

REVIEWER = "Ada Lovelace"


def judged(workspace: Workspace, name: str, deeds: str, *, shares: Shares = SEEN, comment: str = "") -> ProjectInfo:
    """A project of this task with an item for each deed: `a`ccepted, `c`orrected, `r`ejected, `s`kipped, `g`: asked for another first."""
    project = project_of(workspace, name, len(deeds), shares=shares)
    session = settle(workspace.session(project, REVIEWER))
    for deed in deeds:
        session.painted()
        if comment and deed == "c":
            session.comment(comment).finish()
        _do(session, name, deed)
        settle(session)
    session.close()
    workspace.writer.submit(lambda _: None).result()
    return project


def _do(session: ReviewSession, name: str, deed: str) -> None:
    if deed == "g":
        session.another().finish()
        settle(session)
        session.painted()
    right = ANSWERS[name][1]
    done = {"a": session.accept, "s": session.skip, "r": lambda: session.reject("unreadable")}
    done.get(deed, lambda: session.choose(right))().finish()


def numbers(deeds: Sequence[str], deed: str) -> list[str]:
    """The ids of the items with this deed."""
    return [f"n{at}" for at, one in enumerate(deeds) if one == deed]
