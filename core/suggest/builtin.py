"""The built-in suggester of one project: local, private, learning from each decision.

It wires the learner (core/learn) to the ledger: replays what was decided before, learns what is decided now, keeps the
vectors and the fitted models. Its state is a function of the ledger alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.encode import Vector, choose_encoder, load_encoder
from core.errors import UserError
from core.ids import content_id
from core.learn import Calibration, Learner, Prediction, SetLearner
from core.storage import projects
from core.storage.ledger import NewSuggestion
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch, run
from core.storage.writer import Writer
from core.suggest.history import teaching_lines
from core.suggest.teaching import LabelStep, ScoreStep, Taught, Teaching, TeachingStep
from core.suggest.vectors import Vectors

KIND = "builtin"
NAME = "built-in"
#: the learner has one label at least; where there are none it is never asked
_NO_LABEL = ("-", "")
_SAMPLE_TEXTS = "SELECT c.text FROM item_content c JOIN item i ON i.seq = c.item_seq WHERE i.project_seq = :p LIMIT 200"
_FITS = "SELECT k, blob FROM learner_fit WHERE project_seq = :p AND encoder = :e ORDER BY k"
_KEEP_FIT = """INSERT INTO learner_fit (project_seq, k, encoder, blob) VALUES (:p, :k, :e, :b)
ON CONFLICT (project_seq, k, encoder) DO UPDATE SET blob = excluded.blob"""
_DROP_FITS = """DELETE FROM learner_fit WHERE project_seq = :p AND k NOT IN
(SELECT k FROM learner_fit WHERE project_seq = :p ORDER BY k DESC LIMIT 3)"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A prediction as the ledger and the screen want it. `chances` are calibrated, or None before fifty decisions."""

    prediction: Prediction
    names: tuple[Answer, ...]
    chances: tuple[float, ...] | None
    likely: bool


class BuiltinSuggester:
    """See the module. To be used from one thread; `vectors` from any."""

    def __init__(self, read: Engine, writer: Writer, project: ProjectInfo, executor: Executor | None) -> None:
        self._project = project
        self._writer = writer
        self._encoder_name = project.encoder or encoder_of(read, writer, project)
        self.vectors = Vectors(read, writer, load_encoder(self._encoder_name))
        self.seq = _suggester_seq(writer, project, self._encoder_name)
        self._names = kind_of(project.task.kind).classes(project.task)
        self._places = {name: place for place, name in enumerate(self._names)}
        self._fits_of = _fits_of(self._encoder_name, self._names)
        self._several = kind_of(project.task.kind).several(project.task)
        self._sets = SetLearner(len(self._several), self.vectors.encoder.dim) if self._several else None
        self._teaching = Teaching()
        self.calibration = Calibration()
        self.learner = self._new_learner(project.task, executor)
        self._replay(read)

    @property
    def awaited(self) -> Future[Any] | None:
        """What `propose` would wait for, if anything: a linear model that is due and still being fitted."""
        return self.learner.awaited

    def propose(self, vector: Vector) -> Proposal | None:
        """What to propose for an item with this vector; None in tasks whose answers are not one label."""
        if self._sets is not None:
            return self._set_of(vector, self._sets)
        if not self._names:
            return None
        prediction = self.learner.predict(vector)
        names = tuple(self._names[place] for place in prediction.labels)
        chances = self.calibration.chances(prediction.scores) if prediction.scores else None
        return Proposal(prediction, names, chances, self.calibration.likely(prediction.raw))

    def _set_of(self, vector: Vector, sets: SetLearner) -> Proposal | None:
        """The set of labels that the nearest decided items have."""
        found = sets.predict(vector)
        if found is None:
            return None
        names: list[JsonValue] = [self._several[place] for place in found.labels]
        prediction = Prediction((0,), (found.share,), sets.step, 0, False, "examples", found.count)
        chances = self.calibration.chances(prediction.scores)
        return Proposal(prediction, (names,), chances, self.calibration.likely(found.share))

    def suggestion(self, item_seq: int, proposal: Proposal, rank: int = 0) -> NewSuggestion:
        """The ledger's row for a proposal; `rank` > 0 proposes the next best label in the place of the best."""
        prediction = proposal.prediction
        scores = prediction.scores
        nothing = prediction.no_idea or rank >= len(proposal.names)
        ranked = list(zip(proposal.names, scores, strict=True))
        chance = proposal.chances[rank] if proposal.chances and not nothing else None
        return NewSuggestion(
            self._project.seq,
            item_seq,
            self.seq,
            answer=None if nothing else proposal.names[rank],
            candidates=tuple(ranked[rank:] + ranked[:rank]),
            raw=scores[rank] if scores and rank < len(scores) else None,
            chance=chance,
            rationale={"code": prediction.rationale, "count": prediction.count} if rank == 0 else None,
            step=prediction.step,
            fit_step=prediction.fit_step,
            failure="no_idea" if nothing else None,
        )

    def proposed(self, item_seq: int, vector: Vector) -> NewSuggestion:
        """The ledger's row for what is proposed for an item, also when that is nothing."""
        proposal = self.propose(vector)
        if proposal is not None:
            return self.suggestion(item_seq, proposal)
        return NewSuggestion(self._project.seq, item_seq, self.seq, None, step=self.step, fit_step=0, failure="no_idea")

    @property
    def step(self) -> int:
        """How many steps were learnt from."""
        return self.learner.step if self._sets is None else self._sets.step

    def take(self, kind: str, decision: Taught) -> None:
        """Learn from one line of the ledger (decided, undone, redone)."""
        steps = list(self._teaching.take(kind, decision))
        seqs = {step.item_seq for step in steps if isinstance(step, LabelStep)}
        self._apply(steps, self.vectors.stored(sorted(seqs)) if seqs else {})

    def _apply(self, steps: Iterable[TeachingStep], vectors: dict[int, Vector]) -> None:
        for step in steps:
            match step:
                case ScoreStep():
                    self.calibration.observe(step.raw, step.accepted, step.sign)
                case LabelStep() if isinstance(step.answer, str) and step.answer in self._places:
                    self.learner.learn(self._places[str(step.answer)], self._vector(vectors, step.item_seq), step.sign)
                case LabelStep() if self._sets is not None and isinstance(step.answer, list):
                    known = [self._several.index(str(one)) for one in step.answer if one in self._several]
                    self._sets.learn(known, self._vector(vectors, step.item_seq), step.sign)
                case LabelStep():
                    # A label that the task does not have any more teaches nothing.
                    pass

    def _vector(self, vectors: dict[int, Vector], item_seq: int) -> Vector:
        """The vector of an item; all zeros for one that was erased: what it taught is forgotten, the step still counts."""
        found = vectors.get(item_seq)
        return found if found is not None else np.zeros(self.vectors.encoder.dim, np.float32)

    def _new_learner(self, task: Task, executor: Executor | None) -> Learner:
        labels = [(label.name, label.description) for label in task.offered if label.name in self._places] or [_NO_LABEL]
        names, descriptions = zip(*labels, strict=True)
        return Learner(names, descriptions, self.vectors.encode, executor, self._keep_fit)

    def _keep_fit(self, k: int, blob: bytes) -> None:
        """Called on the executor's thread when a linear model is ready."""

        def write(connection: Connection) -> None:
            run(connection, _KEEP_FIT, p=self._project.seq, k=k, e=self._fits_of, b=blob)
            run(connection, _DROP_FITS, p=self._project.seq)

        # A model that is not kept (the workspace is being closed) is fitted again at the next start.
        with suppress(UserError):
            self._writer.submit_bulk(write)

    def _replay(self, read: Engine) -> None:
        with read.connect() as connection:
            for row in fetch(connection, _FITS, p=self._project.seq, e=self._fits_of):
                self.learner.restore_fit(row.k, row.blob)
            steps = [step for line in teaching_lines(connection, self._project.seq) for step in self._teaching.take(*line)]
        self._replay_steps(steps)

    def _replay_steps(self, steps: Sequence[TeachingStep]) -> None:
        vectors = self.vectors.of(sorted({step.item_seq for step in steps if isinstance(step, LabelStep)}))
        known = [
            step for step in steps if isinstance(step, LabelStep) and isinstance(step.answer, str) and step.answer in self._places
        ]
        self.learner.replay((self._places[str(step.answer)], self._vector(vectors, step.item_seq), step.sign) for step in known)
        rest = [step for step in steps if isinstance(step, ScoreStep) or self._sets is not None]
        self._apply(rest, vectors)


def encoder_of(read: Engine, writer: Writer, project: ProjectInfo) -> str:
    """Choose the encoder from the first items, once for all."""
    with read.connect() as connection:
        texts = [str(row[0]) for row in fetch(connection, _SAMPLE_TEXTS, p=project.seq)]
    name = choose_encoder(texts + list(project.task.names))
    if texts:
        writer.submit(lambda connection: projects.set_encoder(connection, project.seq, name)).result()
    return name


def _fits_of(encoder: str, names: tuple[str, ...]) -> str:
    """What fits are kept under: they know labels by place, so one made for other labels, or in another order, must not come back."""
    return f"{encoder} {content_id(list(names))}"


def _suggester_seq(writer: Writer, project: ProjectInfo, encoder: str) -> int:
    return writer.submit(lambda connection: projects.suggester_seq(connection, project.seq, KIND, NAME, encoder)).result()
