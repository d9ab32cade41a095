"""The built-in suggester on banking77: learning curve, time of a suggestion, calibration, when it has no idea.

Run by hand:

    python tests/benchmarks/bench_suggester.py [--encoder minilm-int8/1] [--orders 3] [--decisions 2000]

The reviewer is simulated: items of the training file come in random order, each is decided as the file says. The data folder is
that of COUNTERSIGN_DATA.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.encode import ENCODERS, Encoder, load_encoder, rounded
from core.learn import Calibration, Learner

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / "../shared/data"))
CHECKPOINTS = (0, 100, 300, 500, 1000, 2000)


@dataclass(frozen=True)
class Split:
    """Vectors float32[n, dim], labels int64[n]."""

    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]


@dataclass
class Run:
    """What one order of the items gave."""

    accuracy: dict[int, float] = field(default_factory=dict[int, float])
    error: dict[int, float] = field(default_factory=dict[int, float])
    linear: dict[int, bool] = field(default_factory=dict[int, bool])
    shown: list[tuple[float | None, bool]] = field(default_factory=list[tuple[float | None, bool]])
    predict_ms: list[float] = field(default_factory=list[float])
    learn_ms: list[float] = field(default_factory=list[float])
    waited: int = 0


def say(*parts: str) -> None:
    """One line of output."""
    sys.stdout.write(" ".join(parts) + "\n")
    sys.stdout.flush()


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(name: str, names: list[str], encoder: Encoder) -> Split:
    """One file of banking77, encoded."""
    records = rows(name)
    vectors = np.stack([rounded(encoder.encode(record["text"])) for record in records])
    return Split(vectors, np.array([names.index(record["label"]) for record in records]))


def examine(learner: Learner, calibration: Calibration, test: Split) -> list[tuple[float | None, bool]]:
    """For each test item the percentage that would be shown, and whether its label comes first."""
    pairs: list[tuple[float | None, bool]] = []
    for vector, label in zip(test.vectors, test.labels, strict=True):
        prediction = learner.predict(vector)
        pairs.append((calibration.chance(prediction.raw), prediction.labels[0] == label))
    return pairs


def simulate(learner: Learner, train: Split, test: Split, order: NDArray[np.int64]) -> Run:
    """Decides the training items in `order`, measuring at the checkpoints."""
    run, calibration = Run(), Calibration()
    for step, row in enumerate([*order.tolist(), None]):
        if step in CHECKPOINTS:
            pairs = examine(learner, calibration, test)
            run.accuracy[step] = sum(good for _, good in pairs) / len(pairs)
            run.error[step] = calibration_error(pairs)
            run.linear[step] = learner.predict(test.vectors[0]).fit_step > 0
        if row is not None:
            decide(learner, calibration, train.vectors[row], int(train.labels[row]), run)
    return run


def decide(learner: Learner, calibration: Calibration, vector: NDArray[np.float32], label: int, run: Run) -> None:
    """One decision: suggest, show a percentage, learn."""
    run.waited += not learner.ready
    begun = time.perf_counter()
    prediction = learner.predict(vector)
    between = time.perf_counter()
    learner.learn(label, vector)
    run.predict_ms.append(1000 * (between - begun))
    run.learn_ms.append(1000 * (time.perf_counter() - between))
    good = prediction.labels[0] == label
    run.shown.append((calibration.chance(prediction.raw), good))
    calibration.observe(prediction.raw, good)


def calibration_error(shown: list[tuple[float | None, bool]]) -> float:
    """Expected calibration error over ten equal bins of the shown chances (Guo et al., 2017, arXiv 1706.04599)."""
    pairs = [(chance, good) for chance, good in shown if chance is not None]
    chances, goods = np.array([chance for chance, _ in pairs]), np.array([good for _, good in pairs], np.float64)
    bins = np.minimum((chances * 10).astype(int), 9)
    gaps = [(bins == i).mean() * abs(chances[bins == i].mean() - goods[bins == i].mean()) for i in range(10) if (bins == i).any()]
    return float(sum(gaps))


def spread(values: list[float]) -> str:
    """Median, 99th percentile and greatest of some milliseconds."""
    return f"p50 {np.median(values):.2f} ms, p99 {np.quantile(values, 0.99):.2f} ms, max {max(values):.1f} ms"


def learning_curve(encoder: Encoder, orders: int, decisions: int) -> None:
    """Prints the curve, the times and the calibration error over some random orders."""
    names = sorted({record["label"] for record in rows("intent_banking77_test.csv")})
    train, test = (split(f"intent_banking77_{part}.csv", names, encoder) for part in ("train", "test"))
    runs: list[Run] = []
    with ThreadPoolExecutor(1) as executor:
        for seed in range(orders):
            order = np.random.default_rng(seed).permutation(len(train.labels))[:decisions]
            learner = Learner(names, [""] * len(names), encoder.encode, executor)
            runs.append(simulate(learner, train, test, order))
    for step in runs[0].accuracy:
        linear = sum(run.linear[step] for run in runs)
        mean = np.mean([run.accuracy[step] for run in runs])
        error = np.mean([run.error[step] for run in runs])
        said = f"calibration error {error:.3f}" if step else "no percentages yet"
        say(f"  {step:5} decisions: accuracy {mean:.3f}, {said} (linear model in {linear} of {orders})")
    for upto in (500, 2000):
        errors = [calibration_error(run.shown[:upto]) for run in runs]
        recent = [calibration_error(run.shown[upto // 2 : upto]) for run in runs]
        say(
            f"  calibration error while deciding the first {upto}: {np.mean(errors):.3f}, of the second half of them: {np.mean(recent):.3f}"
        )
    say("  predict:", spread([ms for run in runs for ms in run.predict_ms]), f"(waits begun: {sum(run.waited for run in runs)})")
    say("  learn:  ", spread([ms for run in runs for ms in run.learn_ms]))


def single_times(encoder: Encoder) -> None:
    """Prints how long one text takes to encode, short and of 400 characters."""
    texts = [record["text"] for record in rows("intent_banking77_test.csv")[:300]]
    long = [" ".join(texts[i : i + 12])[:400] for i in range(200)]
    for what, sample in (("as they are", texts), ("400 characters", long), ("one megabyte", ["word " * 200_000])):
        times: list[float] = []
        for text in sample:
            begun = time.perf_counter()
            encoder.encode(text)
            times.append(1000 * (time.perf_counter() - begun))
        say(f"  encode, {what}: {spread(times)}")


def many_labels(encoder: Encoder) -> None:
    """Prints the time of predict and learn with 1,000 labels and 5,000 examples."""
    random = np.random.default_rng(0)
    vectors = random.normal(size=(5_200, encoder.dim)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    learner = Learner([f"name {i}" for i in range(1000)], [""] * 1000, encoder.encode)
    learner.replay([(i % 1000, vector, +1) for i, vector in enumerate(vectors[:5000])])
    learner.predict(vectors[0])  # makes the fit
    say(f"  1,000 labels, predict: {spread(timed(learner.predict, vectors[5000:]))}")
    say(f"  1,000 labels, learn: {spread(timed(partial(learner.learn, 3), vectors[5000:]))}")


def timed(act: Callable[[NDArray[np.float32]], object], vectors: NDArray[np.float32]) -> list[float]:
    """Milliseconds of `act` on each vector."""
    times: list[float] = []
    for vector in vectors:
        begun = time.perf_counter()
        act(vector)
        times.append(1000 * (time.perf_counter() - begun))
    return times


def no_idea() -> None:
    """Prints how often there is a suggestion at the very start and after some decisions, and how often it is right."""
    bank, home, chinese = rows("intent_banking77_test.csv"), rows("hier_home_assistant_intents.csv"), rows("zh_topics_sib200.csv")
    scenes = {
        "English, banking77": ("minilm-int8/1", bank, "label", None),
        "English, banking77, labels 1..77": ("minilm-int8/1", bank, "label", "{}"),
        "English, banking77, labels 'label 1'..": ("minilm-int8/1", bank, "label", "label {}"),
        "English, home assistant": ("minilm-int8/1", home, "label_l1", None),
        "English, home assistant, labels a, b": ("minilm-int8/1", home, "label_l1", "abc"),
        "characters, banking77": ("characters/1", bank, "label", None),
        "characters, Chinese text, English labels": ("characters/1", chinese, "label", None),
    }
    for what, (encoder, records, column, pattern) in scenes.items():
        say(f"  {what}: {coverage(load_encoder(encoder), records, column, pattern)}")


def coverage(encoder: Encoder, records: list[dict[str, str]], column: str, pattern: str | None) -> str:
    """Share of items with a suggestion and its precision, after 0, 10, 30, 100 decisions."""
    kinds = sorted({record[column] for record in records})
    names = kinds if pattern is None else [chr(97 + i) if pattern == "abc" else pattern.format(i + 1) for i in range(len(kinds))]
    order: list[int] = np.random.default_rng(0).permutation(len(records)).tolist()
    learner, out, done = Learner(names, [""] * len(names), encoder.encode), list[str](), 0
    test = [(encoder.encode(records[i]["text"]), kinds.index(records[i][column])) for i in order[100:600]]
    for upto in (0, 10, 30, 100):
        for i in order[done:upto]:
            learner.learn(kinds.index(records[i][column]), encoder.encode(records[i]["text"]))
        done = upto
        found = [
            (prediction.labels[0] == label, prediction.no_idea)
            for vector, label in test
            for prediction in [learner.predict(vector)]
        ]
        said, unsaid = [good for good, none in found if not none], [good for good, none in found if none]
        right, kept_back = np.mean(said) if said else 0.0, np.mean(unsaid) if unsaid else 0.0
        out.append(f"{upto}: {len(said) / len(found):.0%} at {right:.2f}, kept back {kept_back:.2f}")
    return "; ".join(out)


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", choices=list(ENCODERS), action="append")
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--decisions", type=int, default=2000)
    options = parser.parse_args()
    for name in options.encoder or list(ENCODERS):
        say(name)
        encoder = load_encoder(name)
        single_times(encoder)
        learning_curve(encoder, options.orders, options.decisions)
        many_labels(encoder)
    say("suggestions before there is a calibration (share at precision; accuracy of what was kept back)")
    no_idea()


if __name__ == "__main__":
    main()
