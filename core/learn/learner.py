"""The learner of one project: proposes a label from the first item on and learns from every decision.

Three sources, each measured on banking77 (see `tests/benchmarks/bench_suggester.py`):
- prototypes (Snell et al., 2017, arXiv 1703.05175): the mean vector of a label's examples, its own text weighing as two;
- a memory: a kernel vote of the single examples (Nadaraya, 1964; Watson, 1964) with an exponential kernel of the cosine;
- a linear model, fitted now and then in the background.
The memory votes always, together with either the prototypes or the linear model: whichever has foreseen more of the decisions
that came after the fit (prequential evaluation; Dawid, 1984). No clock, no storage: the same steps give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.encode.encoder import Vector, rounded
from core.learn.examples import Examples, Snapshot
from core.learn.fits import Fits, OnFit
from core.learn.labels import telling_texts
from core.learn.linear import Fit, TrainingSet, most_rows
from core.learn.uncertainty import Sureness

Step = tuple[int, Vector, int]
Scores = NDArray[np.float64]

RANKED = 9
NAME_WEIGHT = 2.0
#: The memory votes with this many of the latest examples.
MEMORY = 5_000
_SHARPNESS = 30.0  # of the kernel: exp(30 (cosine - 1))
# Weights of the sources, chosen on banking77 for log-loss: they make the raw score nearly a probability by itself.
_PROTOTYPE_SCALE, _MEMORY_BESIDE_PROTOTYPES = 10.0, 0.5
_LINEAR_SCALE, _MEMORY_BESIDE_LINEAR = 0.8, 0.4
#: The contest between prototypes and linear model looks at this many decisions, and needs at least so many.
_CONTEST, _LEAST_CONTEST = 100, 40
# Below these a suggestion would be a guess (measured in the benchmark): cosine to the nearest evidence, and raw score.
_LEAST_COSINE = 0.12
_LEAST_RAW = 0.2
_ABOVE_UNIFORM = 1.2


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the learner proposes for one vector.

    `labels` are label indices, best first, at most nine; `scores` their raw scores, 0 to 1. `step` counts the steps learnt from,
    `fit_step` is the step of the linear model in use (0: none). `rationale` and `count`: see `core.review.cards.Rationale`.
    """

    labels: tuple[int, ...]
    scores: tuple[float, ...]
    step: int
    fit_step: int
    no_idea: bool
    rationale: str
    count: int

    @property
    def raw(self) -> float:
        """The raw score of the first label; 0 when there is none."""
        return self.scores[0] if self.scores else 0.0


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How a vector compares with what is known: cosines to the prototypes, the memory's log votes, the nearest cosine."""

    cosines: Scores
    votes: Scores
    nearest: float


class Learner:
    """See the module. To be used from one thread; only fits run elsewhere, on a copy.

    `encode` is used for the texts of labels only. Without an `executor`, a fit is made when it is first needed. `on_fit(k, blob)`
    is called on the executor's thread when the fit of step k is made; keep the latest two and give them to `restore_fit`.
    """

    def __init__(
        self,
        label_names: Sequence[str],
        label_descriptions: Sequence[str],
        encode: Callable[[str], Vector],
        executor: Executor | None = None,
        on_fit: OnFit | None = None,
    ) -> None:
        self._encode: Callable[[str], Vector] = encode
        self._labels: list[tuple[str, str]] = list(zip(label_names, label_descriptions, strict=True))
        self._texts: list[str] = telling_texts(self._labels)
        self._names: NDArray[np.float32] = np.stack([self._name_vector(text) for text in self._texts])
        self._telling: NDArray[np.bool_] = _telling(self._names)
        self._examples: Examples = Examples(*self._names.shape)
        self._prototypes: NDArray[np.float32] = np.zeros_like(self._names)
        self._refresh(range(len(self._names)))
        self._fits: Fits = Fits(executor, on_fit, self._names.shape[1])
        self._fit_hits: dict[int, bool] = {}  # step of an example -> whether the fit in use foresees it
        self._fit_in_use: int = 0
        self.step: int = 0

    @property
    def ready(self) -> bool:
        """Whether `predict` would answer at once; False while the linear model that is due is still being fitted."""
        return self._fits.ready(self.step)

    @property
    def awaited(self) -> Future[Fit] | None:
        """What `predict` would wait for, if anything."""
        return self._fits.awaited(self.step)

    @property
    def label_count(self) -> int:
        """How many labels there are."""
        return len(self._names)

    def add_label(self, name: str, description: str = "") -> int:
        """Adds a label at the end and returns its index. The linear model learns of it with its next fit."""
        self._labels.append((name, description))
        before, self._texts = [*self._texts, ""], telling_texts(self._labels)
        empty = np.zeros((1, self._names.shape[1]), np.float32)
        self._names, self._prototypes = np.vstack([self._names, empty]), np.vstack([self._prototypes, empty])
        self._examples.add_label()
        # The new name can also show that an older one tells nothing ("label 1", once there is "label 2").
        changed = [label for label, text in enumerate(self._texts) if text != before[label]]
        for label in changed:
            self._names[label] = self._name_vector(self._texts[label])
        self._telling = _telling(self._names)
        self._refresh(changed)
        return self.label_count - 1

    def learn(self, label: int, vector: Vector, sign: int = +1) -> None:
        """One step: learns that `vector` has `label`; `sign=-1` unlearns it (of equal examples the latest). Never waits."""
        self._take(label, rounded(vector), sign)
        self._fits.start()

    def replay(self, steps: Iterable[Step]) -> None:
        """Takes all the steps of a history. Fits that later steps supersede are not made; those restored are not made again."""
        for label, vector, sign in steps:
            self._take(label, rounded(vector), sign)
        self._fits.start()

    def restore_fit(self, step: int, blob: bytes) -> bool:
        """Gives back a fit that `on_fit` handed out, before `replay`. False when it does not suit, and it will be made again."""
        return self._fits.restore(step, blob)

    def predict(self, vector: Vector) -> Prediction:
        """What the learner proposes for `vector`. Waits for the linear model when it is due and not made yet (see `ready`)."""
        vector = rounded(vector)
        fit_step, fit = self._fits.serve(self.step)
        evidence = self._compare(vector)
        if fit is None or not self._trusts(fit_step, fit):
            return self._propose(self._beside_prototypes(evidence), evidence, 0, None)
        linear = fit.log_chances(vector)
        return self._propose(
            self._beside_linear(evidence, fit, linear), evidence, fit_step, int(fit.labels[int(np.argmax(linear))])
        )

    def sureness(self) -> Sureness:
        """A copy of what answers now, for scoring many vectors elsewhere. Waits as `predict` does."""
        fit_step, fit = self._fits.serve(self.step)
        if fit is not None and self._trusts(fit_step, fit):
            return Sureness(self.step, fit.weights, fit.bias, 1.0)
        return Sureness(self.step, self._prototypes.copy(), np.zeros(self.label_count, np.float32), _PROTOTYPE_SCALE)

    def _name_vector(self, text: str) -> Vector:
        """The vector of a label's text; all zeros for one that tells nothing."""
        vector = rounded(self._encode(text))
        return vector if text else np.zeros_like(vector)

    def _take(self, label: int, vector: Vector, sign: int) -> None:
        """One step, with the fit that falls due lined up but not started."""
        if not 0 <= label < self.label_count:
            raise IndexError("There is no such label.")
        self.step += 1
        if sign > 0:
            hit = int(np.argmax(self._cosines(vector))) == label
            changed = self._examples.append(label, vector, self.step, hit=hit)
        else:
            changed = self._examples.remove(label, vector)
        self._refresh(changed)
        self._fits.advance(self.step, self._training_set)

    def _refresh(self, labels: Iterable[int]) -> None:
        """Normalises the prototypes of `labels` anew."""
        for label in labels:
            total = self._examples.sums[label] + NAME_WEIGHT * self._names[label].astype(np.float64)
            norm = float(np.sqrt(np.square(total).sum()))
            self._prototypes[label] = total / norm if norm else 0.0

    def _training_set(self) -> TrainingSet:
        telling = np.flatnonzero(self._telling).astype(np.int32)
        names = Snapshot(self._names[telling], telling)
        return TrainingSet(self._examples.snapshot(most_rows(*self._names.shape)), names, NAME_WEIGHT)

    def _cosines(self, vector: Vector) -> NDArray[np.float32]:
        # einsum, not BLAS: see `Fit.log_chances`.
        return np.einsum("ij,j->i", self._prototypes, vector)

    def _compare(self, vector: Vector) -> _Evidence:
        known = self._examples
        rows = slice(max(known.start, known.size - MEMORY), known.size)
        near = np.einsum("ij,j->i", known.vectors[rows], vector)
        of_names = np.einsum("ij,j->i", self._names, vector).astype(np.float64)
        votes = np.bincount(known.labels[rows], np.exp(_SHARPNESS * (near.astype(np.float64) - 1.0)), self.label_count).astype(
            np.float64
        )
        votes += np.where(self._telling, NAME_WEIGHT * np.exp(_SHARPNESS * (of_names - 1.0)), 0.0)
        cosines = self._cosines(vector).astype(np.float64)
        nearest = max(float(cosines.max()), float(near.max(initial=0.0)))
        with np.errstate(divide="ignore"):
            return _Evidence(cosines, np.log(votes), nearest)

    def _beside_prototypes(self, evidence: _Evidence) -> Scores:
        return _PROTOTYPE_SCALE * evidence.cosines + _MEMORY_BESIDE_PROTOTYPES * evidence.votes

    def _beside_linear(self, evidence: _Evidence, fit: Fit, linear: Scores) -> Scores:
        # Labels that the fit does not know yet stand where the prototypes put them.
        log_chances = np.log(np.maximum(_softmax(self._beside_prototypes(evidence)), 1e-12))
        log_chances[fit.labels] = linear
        return _LINEAR_SCALE * log_chances + _MEMORY_BESIDE_LINEAR * evidence.votes

    def _trusts(self, fit_step: int, fit: Fit) -> bool:
        """Whether the linear model foresaw at least as many of the latest decisions since its fit as the prototypes did."""
        if fit_step != self._fit_in_use:
            self._fit_in_use, self._fit_hits = fit_step, {}
        known = self._examples
        rows = range(max(known.start, known.size - _CONTEST), known.size)
        since = [row for row in rows if int(known.steps[row]) > fit_step]
        return len(since) >= _LEAST_CONTEST and sum(self._foresees(fit, row) for row in since) >= int(known.hits[since].sum())

    def _foresees(self, fit: Fit, row: int) -> bool:
        step = int(self._examples.steps[row])
        if step not in self._fit_hits:
            self._fit_hits[step] = fit.best(self._examples.vectors[row]) == int(self._examples.labels[row])
        return self._fit_hits[step]

    def _propose(self, scores: Scores, evidence: _Evidence, fit_step: int, linear_best: int | None) -> Prediction:
        shares = _softmax(scores) * (1.0 - self._unseen_mass())
        order = np.argsort(-shares, kind="stable")[:RANKED]
        top = int(order[0])
        rationale, count = self._rationale(top, evidence, linear_best)
        sure = max(_LEAST_RAW, _ABOVE_UNIFORM / self.label_count)
        no_idea = evidence.nearest < _LEAST_COSINE or float(shares[top]) < sure
        return Prediction(
            tuple(int(label) for label in order),
            tuple(float(shares[label]) for label in order),
            self.step,
            fit_step,
            no_idea,
            rationale,
            count,
        )

    def _unseen_mass(self) -> float:
        """The chance that the item has a label of which nothing is known, neither a telling name nor an example.

        Good's estimate (1953, Biometrika 40), the share of examples whose label was seen once, times the share of those labels.
        """
        without = np.count_nonzero(~self._telling & (self._examples.counts == 0))
        if not without:
            return 0.0
        once = np.count_nonzero(self._examples.counts == 1)
        novel = once / self._examples.count if self._examples.count else 1.0
        return novel * float(without) / self.label_count

    def _rationale(self, top: int, evidence: _Evidence, linear_best: int | None) -> tuple[str, int]:
        count = int(self._examples.counts[top])
        alike = int(np.argmax(self._beside_prototypes(evidence))) == top
        if linear_best == top:
            return ("examples_and_model", count) if alike and count else ("model", 0)
        return ("examples", count) if count else ("label_name", 0)


def _telling(names: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which labels say something by their text: those whose vector is not zero."""
    return np.count_nonzero(names, axis=1) > 0


def _softmax(scores: Scores) -> Scores:
    """Scores as shares that sum to 1; all equal when there is no evidence at all."""
    greatest = scores.max()
    if not np.isfinite(greatest):
        return np.full(len(scores), 1.0 / len(scores))
    powers = np.exp(scores - greatest)
    return powers / powers.sum()
