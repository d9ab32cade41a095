"""When the linear model is fitted and from when on it answers: a function of the step alone, never of a machine's speed.

A fit is made on the training set as it stands at step k, in the background, and answers from step k + lag on. A machine that has
not finished by then waits; so every machine that saw the same steps gives the same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future

from core.learn.linear import Fit, TrainingSet, fit

FIRST_FIT = 60

OnFit = Callable[[int, bytes], None]


def fit_after(step: int) -> int:
    """The step of the fit that follows the one of `step`: 50 steps or 15 % later, whichever is more."""
    return max(step + 50, step * 115 // 100)


def served_from(step: int) -> int:
    """From which step on the fit of `step` answers: 20 steps or 10 % later, whichever is more; always before the next fit."""
    return step + max(20, step // 10)


class Fits:
    """The fits of one learner: the one that answers, and the one that is being made."""

    def __init__(self, executor: Executor | None, on_fit: OnFit | None, dim: int) -> None:
        self._executor: Executor | None = executor
        self._on_fit: OnFit | None = on_fit
        self._dim: int = dim
        self._due: int = FIRST_FIT
        self._restored: dict[int, Fit] = {}
        self._waiting: dict[int, TrainingSet] = {}
        self._running: dict[int, Future[Fit]] = {}
        self._done: dict[int, Fit] = {}

    def restore(self, step: int, blob: bytes) -> bool:
        """Gives back what `on_fit` was given, before the steps are replayed. False when it is of no use here."""
        restored = Fit.from_bytes(blob, self._dim)
        if restored is not None:
            self._restored[step] = restored
        return restored is not None

    def advance(self, step: int, training: Callable[[], TrainingSet]) -> None:
        """Called at every step, with the way to the training set: lines up the fit that is due and drops those now superseded."""
        if step == self._due:
            self._due = fit_after(step)
            self._line_up(step, training)
        target = self.target(step)
        for old in [known for known in self._known() if known < target]:
            self._drop(old)

    def start(self) -> None:
        """Hands the fits that are lined up to the executor; without one they are made when they are first needed."""
        if self._executor is not None:
            for step, training in list(self._waiting.items()):
                del self._waiting[step]
                self._running[step] = self._executor.submit(self._make, step, training)

    def target(self, step: int) -> int:
        """The step of the fit that answers at `step`; 0 when none does yet."""
        return max((known for known in self._known() if served_from(known) <= step), default=0)

    def ready(self, step: int) -> bool:
        """Whether `serve(step)` would return without waiting."""
        target = self.target(step)
        return target == 0 or target in self._done or (target in self._running and self._running[target].done())

    def awaited(self, step: int) -> Future[Fit] | None:
        """What `serve(step)` would wait for; None when it would not wait, or would have to make the fit itself."""
        target = self.target(step)
        return None if self.ready(step) else self._running.get(target)

    def serve(self, step: int) -> tuple[int, Fit | None]:
        """The fit that answers at `step` and the step it was made at; waits until it is made. (0, None) when there is none."""
        target = self.target(step)
        if target in self._running:
            self._done[target] = self._running.pop(target).result()
        elif target in self._waiting:
            self._done[target] = self._make(target, self._waiting.pop(target))
        return target, self._done.get(target)

    def _line_up(self, step: int, training: Callable[[], TrainingSet]) -> None:
        if step in self._restored:
            self._done[step] = self._restored.pop(step)
            return
        candidate = training()
        if candidate.label_count() >= 2:
            self._waiting[step] = candidate

    def _known(self) -> set[int]:
        return self._waiting.keys() | self._running.keys() | self._done.keys()

    def _drop(self, step: int) -> None:
        self._waiting.pop(step, None)
        self._done.pop(step, None)
        if step in self._running:
            self._running.pop(step).cancel()

    def _make(self, step: int, training: TrainingSet) -> Fit:
        made = fit(training)
        if self._on_fit is not None:
            self._on_fit(step, made.to_bytes())
        return made
