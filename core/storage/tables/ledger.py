"""The ledger of the review, insert-only and held by triggers (triggers.py). It holds no item text."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class Suggester(SQLModel, table=True):
    """Whatever proposes answers: `kind` is `builtin`, `import`, `memory` or `prompt` (then `version` is the hash of the prompt version)."""

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq", index=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    version: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class Suggestion(SQLModel, table=True):
    """Ledger: one answer proposed by one suggester for one item, or the failure to give one (`answer` null, `failure` says why).

    `candidates` is a JSON list of `[answer, raw score]`, best first; `raw` is the suggester's own score in 0..1, `chance` the
    calibrated chance of being accepted or null; `step` and `fit_step` are the learner's k (core/learn). Of a model: `signals` are its
    raw signals (JSON), `call_seq` the call that gave it; the rationale in its own words stands in `free_text` under the same id.
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    suggester_seq: int = Field(sa_column=columns.ref("suggester.seq"))
    answer: str | None = Field(default=None, sa_column=Column(Text))
    candidates: str | None = Field(default=None, sa_column=Column(Text))
    raw: float | None = Field(default=None, sa_column=Column(Float))
    chance: float | None = Field(default=None, sa_column=Column(Float))
    rationale: str | None = Field(default=None, sa_column=Column(Text))
    step: int | None = Field(default=None, sa_column=Column(Integer))
    fit_step: int | None = Field(default=None, sa_column=Column(Integer))
    failure: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=columns.us())
    signals: str | None = Field(default=None, sa_column=Column(Text))
    call_seq: int | None = Field(default=None, sa_column=Column(BigInteger))


class Decision(SQLModel, table=True):
    """Ledger: what one reviewer did with one item.

    `revealed` is a JSON list of the ids of all suggestions revealed before the answer. `selection_prob`: for the blind and
    control samples the inclusion probability (the share); for a random order the propensity of this draw, one over the items
    it chose among; null for a deterministic order. `draw_no` counts the draws of the project (0: not drawn). `guideline_seq`: the version
    of the guidelines that it was made under; `action_seq`: the bulk action that it belongs to. `detail` is JSON without item text: what
    became of the parts of the suggestion, a small edit, the order in which candidates were shown (core/review/details.py).
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    reviewer_seq: int = Field(sa_column=columns.ref("reviewer.seq"))
    verdict: str = Field(sa_column=Column(Text, nullable=False))
    answer: str | None = Field(default=None, sa_column=Column(Text))
    text_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))
    provenance: str = Field(sa_column=Column(Text, nullable=False))
    suggestion_seq: int | None = Field(default=None, sa_column=columns.ref("suggestion.seq", nullable=True))
    revealed: str = Field(sa_column=Column(Text, nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    selection_prob: float | None = Field(default=None, sa_column=Column(Float))
    draw_no: int = Field(sa_column=Column(BigInteger, nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text))
    dwell_ms: int = Field(sa_column=Column(BigInteger, nullable=False))
    created_us: int = Field(sa_column=columns.us())
    guideline_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    action_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))


class Event(SQLModel, table=True):
    """Ledger: one line of what happened. `data` is a JSON object without item text."""

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int | None = Field(default=None, sa_column=columns.ref("item.seq", nullable=True))
    reviewer_seq: int | None = Field(default=None, sa_column=columns.ref("reviewer.seq", nullable=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    decision_seq: int | None = Field(default=None, sa_column=columns.ref("decision.seq", nullable=True))
    suggestion_seq: int | None = Field(default=None, sa_column=columns.ref("suggestion.seq", nullable=True))
    data: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=columns.us())
    action_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))


class BulkAction(SQLModel, table=True):
    """Ledger: one action on many items (`kind`: accept, label, requeue, retire, grouped), over which filter. Its lines carry its `seq`."""

    __tablename__ = "bulk_action"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq", index=True))
    reviewer_seq: int | None = Field(default=None, sa_column=columns.ref("reviewer.seq", nullable=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    filter: str = Field(sa_column=Column(Text, nullable=False))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=columns.us())


class GuidelineVersion(SQLModel, table=True):
    """Ledger: the guidelines of a project, version by version (`number` from 1). The newest is in force."""

    __tablename__ = "guideline_version"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    reviewer_seq: int | None = Field(default=None, sa_column=columns.ref("reviewer.seq", nullable=True))
    created_us: int = Field(sa_column=columns.us())


class LabelChange(SQLModel, table=True):
    """Ledger: a label was renamed to, or merged into, another (`change`: `renamed`, `merged`). Older answers follow.

    It holds for decisions with a number up to `before_decision` and suggestions up to `before_suggestion`: the name may be used anew.
    """

    __tablename__ = "label_change"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq", index=True))
    change: str = Field(sa_column=Column(Text, nullable=False))
    old: str = Field(sa_column=Column(Text, nullable=False))
    new: str = Field(sa_column=Column(Text, nullable=False))
    before_decision: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    before_suggestion: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    reviewer_seq: int | None = Field(default=None, sa_column=columns.ref("reviewer.seq", nullable=True))
    created_us: int = Field(sa_column=columns.us())
