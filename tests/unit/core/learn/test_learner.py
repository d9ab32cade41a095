"""The learner: learns at once, forgets exactly, answers the same whatever the machine's speed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.encode import load_encoder, rounded
from core.learn import Learner, Prediction, Step
from core.learn.fits import FIRST_FIT, fit_after, served_from
from core.learn.linear import Fit

DIM, LABELS = 24, 4
_RANDOM = np.random.default_rng(7)
_CENTRES = _RANDOM.normal(size=(LABELS, DIM))
NAMES = ["card lost", "refund wanted", "exchange rate", "account closed"]
CHARACTERS = load_encoder("characters/1")


def unit(vector: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def example(label: int, random: np.random.Generator) -> NDArray[np.float32]:
    return unit(_CENTRES[label] + random.normal(scale=1.2, size=DIM))


def encode(text: str) -> NDArray[np.float32]:
    """The names' vectors: each a little like the centre of its label."""
    if text not in NAMES:
        return np.zeros(DIM, np.float32)
    place = NAMES.index(text)
    return unit(_CENTRES[place] + 2 * np.random.default_rng(place).normal(size=DIM))


def history(count: int, seed: int, undo: float = 0.1) -> list[Step]:
    random = np.random.default_rng(seed)
    steps: list[Step] = []
    standing: list[tuple[int, NDArray[np.float32]]] = []
    while len(steps) < count:
        if standing and random.random() < undo:
            label, vector = standing.pop(int(random.integers(len(standing))))
            steps.append((label, vector, -1))
        else:
            label = int(random.integers(LABELS))
            standing.append((label, example(label, random)))
            steps.append((*standing[-1], +1))
    return steps


PROBES = [example(label, np.random.default_rng(100 + label)) for label in range(LABELS)]


def answers(learner: Learner) -> list[Prediction]:
    return [learner.predict(probe) for probe in PROBES]


def new(executor: Executor | None = None, on_fit: Callable[[int, bytes], None] | None = None) -> Learner:
    return Learner(NAMES, [""] * LABELS, encode, executor, on_fit)


def lived(steps: Iterable[Step], executor: Executor | None = None) -> tuple[Learner, list[list[Prediction]]]:
    """A learner that took the steps one by one, and what it answered after every 20th."""
    learner, seen = new(executor), list[list[Prediction]]()
    for step, (label, vector, sign) in enumerate(steps):
        learner.learn(label, vector, sign)
        if step % 20 == 0:
            seen.append(answers(learner))
    return learner, seen


class SlowExecutor(Executor):
    """Runs nothing before somebody asks for the result."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        class Lazy(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                if not self.done():
                    self.set_result(fn(*args, **kwargs))
                return super().result(timeout)

        return Lazy()


def test_before_any_decision_the_names_propose() -> None:
    learner = Learner(["card_arrival", "exchange_rate"], ["", ""], CHARACTERS.encode)
    prediction = learner.predict(CHARACTERS.encode("what is the exchange rate today"))
    assert prediction.labels == (1, 0)
    assert (prediction.rationale, prediction.count, prediction.step, prediction.fit_step) == ("label_name", 0, 0, 0)
    assert not prediction.no_idea


def test_one_decision_is_learnt_at_once() -> None:
    learner = Learner(["card_arrival", "exchange_rate"], ["", ""], CHARACTERS.encode)
    vector = CHARACTERS.encode("le taux de change")
    learner.learn(0, vector)
    prediction = learner.predict(vector)
    assert prediction.labels[0] == 0
    assert (prediction.rationale, prediction.count) == ("examples", 1)


def test_scores_are_shares_best_first_and_at_most_nine() -> None:
    names = [
        f"{word} label"
        for word in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "iota", "kappa", "lambda", "sigma", "omega"]
    ]
    prediction = Learner(names, [""] * len(names), CHARACTERS.encode).predict(CHARACTERS.encode("kappa"))
    assert len(prediction.labels) == len(set(prediction.labels)) == 9
    assert list(prediction.scores) == sorted(prediction.scores, reverse=True)
    assert prediction.raw == prediction.scores[0]
    assert 0 < sum(prediction.scores) <= 1 + 1e-9
    assert names[prediction.labels[0]] == "kappa label"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a", "b", "c"], "where is my card"),
        (["1", "2", "3"], "where is my card"),
        (["label 1", "label 2", "label 3"], "where is my card"),
        (["sports", "politics", "health"], "土耳其三面环海：西面是爱琴海"),
        (["sports", "politics", "health"], ""),
    ],
)
def test_it_says_when_it_cannot_know(names: list[str], text: str) -> None:
    assert Learner(names, [""] * 3, CHARACTERS.encode).predict(CHARACTERS.encode(text)).no_idea


def test_opaque_labels_are_learnt_from_examples() -> None:
    learner = Learner(["a", "b"], ["", ""], CHARACTERS.encode)
    for label, text in (
        (0, "where is my card"),
        (1, "close my account"),
        (0, "my card is not here"),
        (1, "the account, close it"),
    ):
        learner.learn(label, CHARACTERS.encode(text))
    prediction = learner.predict(CHARACTERS.encode("please close this account"))
    assert prediction.labels[0] == 1
    assert not prediction.no_idea


def test_a_label_added_later_is_proposed() -> None:
    learner = Learner(["card lost", "refund wanted"], ["", ""], CHARACTERS.encode)
    learner.learn(0, CHARACTERS.encode("my card is gone"))
    assert learner.add_label("exchange rate") == 2
    assert learner.predict(CHARACTERS.encode("what exchange rate do I get")).labels[0] == 2


def test_adding_labels_ends_where_starting_with_them_does() -> None:
    grown = Learner(["label 1", "refund"], ["", ""], CHARACTERS.encode)
    grown.add_label("label 2")
    whole = Learner(["label 1", "refund", "label 2"], ["", "", ""], CHARACTERS.encode)
    probe = CHARACTERS.encode("label 1 refund")
    assert grown.predict(probe) == whole.predict(probe)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(IndexError):
        new().learn(LABELS, PROBES[0])


@given(st.integers(0, 200), st.integers(1, 12), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_unlearning_restores_to_the_bit(count: int, undone: int, seed: int) -> None:
    learner, _ = lived(history(count, seed))
    before = answers(learner)
    for label, vector, _ in (extra := history(undone, seed + 50, undo=0)):
        learner.learn(label, vector)
    for label, vector, _ in reversed(extra):
        learner.learn(label, vector, -1)
    for old, now in zip(before, answers(learner), strict=True):
        if old.fit_step == now.fit_step:  # the schedule follows the step, which undo does not turn back
            assert (old.labels, old.scores, old.no_idea, old.count) == (now.labels, now.scores, now.no_idea, now.count)


@given(st.integers(100, 320), st.integers(0, 5))
@settings(max_examples=8, deadline=None)
def test_speed_does_not_change_answers(count: int, seed: int) -> None:
    steps = history(count, seed)
    with ThreadPoolExecutor(2) as fast:
        assert lived(steps, fast)[1] == lived(steps, SlowExecutor())[1] == lived(steps)[1]


@given(st.integers(0, 320), st.integers(0, 5))
@settings(max_examples=12, deadline=None)
def test_replaying_a_history_gives_what_living_it_gave(count: int, seed: int) -> None:
    steps = history(count, seed)
    learner, _ = lived(steps)
    again = new()
    again.replay(steps)
    assert answers(again) == answers(learner)


def test_the_linear_model_takes_over_where_it_is_better() -> None:
    learner, seen = lived(history(400, seed=3, undo=0))
    assert learner.predict(PROBES[0]).fit_step > 0
    assert {prediction.rationale for prediction in answers(learner)} <= {"examples_and_model", "model"}
    assert all(prediction.fit_step == 0 for batch in seen[:4] for prediction in batch)


def test_fits_come_back_after_a_restart_and_are_not_made_again() -> None:
    made, again = dict[int, bytes](), dict[int, bytes]()
    steps = history(300, seed=1)
    learner = new(on_fit=made.__setitem__)
    for label, vector, sign in steps:
        learner.learn(label, vector, sign)
        learner.predict(PROBES[0])
    restarted = new(on_fit=again.__setitem__)
    assert all(restarted.restore_fit(step, blob) for step, blob in made.items())
    restarted.replay(steps)
    assert answers(restarted) == answers(learner)
    assert made
    assert not again


def test_replay_makes_only_the_fits_that_are_still_needed() -> None:
    made: dict[int, bytes] = {}
    with ThreadPoolExecutor(1) as executor:
        learner = new(executor, made.__setitem__)
        learner.replay(history(1000, seed=2))
        answers(learner)
    assert 1 <= len(made) <= 2


def test_a_fit_of_another_encoder_is_refused() -> None:
    other = Fit(np.arange(2, dtype=np.int32), np.zeros((2, DIM + 1), np.float32), np.zeros(2, np.float32))
    assert not new().restore_fit(60, other.to_bytes())
    assert not new().restore_fit(60, b"")


def test_a_fit_is_stored_whole() -> None:
    fit = Fit(np.array([0, 3], np.int32), np.array([[1.5], [-2.25]], np.float32), np.array([0.5, 0.0], np.float32))
    back = Fit.from_bytes(fit.to_bytes(), 1)
    assert back is not None
    assert (back.labels.tolist(), back.weights.tolist(), back.bias.tolist()) == ([0, 3], [[1.5], [-2.25]], [0.5, 0.0])


def test_ready_tells_whether_predict_would_wait_and_learn_never_does() -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        executor.submit(gate.wait)  # the one worker is busy
        learner = new(executor)
        for label, vector, _ in history(served_from(FIRST_FIT), seed=4, undo=0):
            assert learner.ready
            learner.learn(label, vector)
        assert not learner.ready
        gate.set()
        learner.predict(PROBES[0])
        assert learner.ready


def test_the_schedule_never_overlaps() -> None:
    step = FIRST_FIT
    for _ in range(60):
        assert step < served_from(step) <= fit_after(step)
        step = fit_after(step)


def test_a_single_label_needs_no_linear_model() -> None:
    learner = Learner(["a", "b"], ["", ""], encode)
    for label, vector, _ in history(100, seed=6, undo=0):
        learner.learn(0 * label, vector)
    assert learner.predict(PROBES[0]).fit_step == 0


def test_a_stored_vector_teaches_what_a_fresh_one_does() -> None:
    fresh, stored = new(), new()
    for label, vector, _ in history(50, seed=8, undo=0):
        fresh.learn(label, vector)
        stored.learn(label, rounded(vector))
    assert answers(fresh) == answers(stored)


def test_a_thousand_labels_are_quick() -> None:
    names = [f"{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)} thing" for i in range(1000)]
    learner = Learner(names, [""] * 1000, CHARACTERS.encode)
    learner.replay([(i, CHARACTERS.encode(name), +1) for i, name in enumerate(names[:50])])
    vector = CHARACTERS.encode("abc thing")
    begun = time.perf_counter()
    for _ in range(20):
        learner.predict(vector)
    assert (time.perf_counter() - begun) / 20 < 0.02
