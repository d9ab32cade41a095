"""What tests of examples share: projects whose items a reviewer has decided, in a real session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.domain.vocabulary import Sample
from core.encode import rounded, to_bytes
from core.encode.characters import NAME, Characters
from core.prompts.examples import Pool, Target
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.storage.sql import insert_rows
from core.workspace import Workspace
from tests.conftest import add_items, fill, rows_of, settle

ENCODER = Characters()


def decide(session: ReviewSession, answer_of: Callable[[str], str], most: int = 10_000) -> ReviewSession:
    """Answer items until none is left, or `most`; a second opinion leaves the first answer as it is."""
    while most and session.on is not None:
        session.painted()
        session.choose(answer_of(session.on.drawn.item.text)).finish()
        finish(session)
        most -= 1
    return session


def finish(session: ReviewSession) -> None:
    """Let a second opinion be, and wait for the next item."""
    if session.on is not None and session.on.own is not None:
        session.keep_mine().finish()
    settle(session)


def decided_project(workspace: Workspace, rows: Sequence[tuple[str, str]], name: str = "Colours") -> ProjectInfo:
    """A project in which every row (text, answer) was decided as it says."""
    project = fill(workspace, 0, name=name)
    add_items(workspace, project, rows)
    answers = dict(rows)
    decide(settle(workspace.session(project, "ann")), lambda text: answers[text])
    return project


def embed(workspace: Workspace) -> None:
    """Make all vectors that are missing."""
    missing = "SELECT item_seq, text FROM item_content WHERE item_seq NOT IN (SELECT item_seq FROM embedding)"
    rows = [(seq, NAME, to_bytes(ENCODER.encode(text))) for seq, text in rows_of(workspace, missing)]
    workspace.writer.submit(
        lambda connection: insert_rows(connection, "embedding", ("item_seq", "encoder", "vector"), list(rows))
    ).result()


def target(text: str, seq: int = 0, *, vector: bool = False) -> Target:
    """An item that examples are wanted for."""
    return Target(seq, text, rounded(ENCODER.encode(text)) if vector else None)


def texts_of(pool: Pool) -> set[str]:
    """The texts in the pool."""
    return {entry.example.input_text for entry in pool.entries.values()}


def of_sample(workspace: Workspace, sample: Sample) -> set[str]:
    """The texts of all items of a sample."""
    sql = "SELECT c.text FROM item i JOIN item_content c ON c.item_seq = i.seq WHERE i.sample = :s"
    return {text for (text,) in rows_of(workspace, sql, s=sample)}


def count_words(text: str) -> int:
    """Tokens, for tests: words."""
    return len(text.split())
