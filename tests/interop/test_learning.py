"""A model trained from our table of labels is the model trained from the original: nothing of a label or a text is lost on the way.

banking77 (PolyAI, CC BY 4.0): 9,803 questions with 77 intents and the test file of 3,080, where they are at hand; else the sample of 400 in
tests/data, parted by place.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.domain.task import Label, Task
from core.domain.uses import Purpose
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("COUNTERSIGN_DATA", ROOT / ".." / "shared" / "data"))
SAMPLE = ROOT / "tests" / "data" / "banking77_sample.csv"


def banking77() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The training and the test rows: id, text and label."""
    whole = [SHARED / f"intent_banking77_{part}.csv" for part in ("train", "test")]
    if all(path.is_file() for path in whole):
        train, test = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in whole)
        return train, test
    sample = pd.read_csv(SAMPLE, dtype=str, keep_default_na=False)
    return sample[sample.index % 4 > 0], sample[sample.index % 4 == 0]


def accuracy(train: pd.DataFrame, test: pd.DataFrame) -> float:
    """Share of the test rows that a linear model on TF-IDF gets right."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    words: Any = TfidfVectorizer(sublinear_tf=True)
    model: Any = LinearSVC(random_state=0)
    model.fit(words.fit_transform(train["text"]), train["label"])
    return float((model.predict(words.transform(test["text"])) == test["label"]).mean())


@pytest.fixture
def imported(workspace: Workspace, tmp_path: Path) -> tuple[ProjectInfo, pd.DataFrame, pd.DataFrame]:
    """A project into which the training rows came with their labels, these rows, and those of the test."""
    train, test = banking77()
    path = tmp_path / "train.csv"
    train.to_csv(path, index=False)
    task = Task("choice", tuple(Label(name) for name in sorted(set(train["label"]))))
    project = workspace.create_project("banking77", task)
    with workspace.importing(project, open_table(path), Mapping("text", "id", "label")) as work:
        assert work.run().added == len(train)
    return project, train, test


def test_a_model_learns_the_same_from_our_parquet_as_from_the_original(
    workspace: Workspace, tmp_path: Path, imported: tuple[ProjectInfo, pd.DataFrame, pd.DataFrame]
) -> None:
    project, train, test = imported
    report = exported(workspace, project, "parquet", tmp_path / "all.parquet", purpose=Purpose.EXCHANGE)
    ours = pd.read_parquet(report.path)
    assert list(ours["text"]) == list(train["text"])
    original = accuracy(train, test)
    assert original > (0.85 if len(test) > 1_000 else 0.3)
    assert accuracy(ours, test) == original


def test_a_classifiers_dataset_lacks_the_blind_sample_and_hardly_any_accuracy(
    workspace: Workspace, tmp_path: Path, imported: tuple[ProjectInfo, pd.DataFrame, pd.DataFrame]
) -> None:
    project, train, test = imported
    report = exported(workspace, project, "parquet", tmp_path / "train.parquet", purpose=Purpose.CLASSIFIER)
    assert report.records + report.excluded["blind_sample"] == len(train)
    assert 0 < report.excluded["blind_sample"] / len(train) < 0.1
    some = max(0.01, 5 / len(test))  # of the small sample, a few items are more than a point
    assert abs(accuracy(pd.read_parquet(report.path), test) - accuracy(train, test)) <= some


def test_the_hub_folder_and_fasttexts_lines_hold_the_same_labels(
    workspace: Workspace, tmp_path: Path, imported: tuple[ProjectInfo, pd.DataFrame, pd.DataFrame]
) -> None:
    project, train, _ = imported
    folder = exported(workspace, project, "hf", tmp_path / "hub", purpose=Purpose.EXCHANGE).path
    frame = pd.read_parquet(folder / "data" / "train-00000-of-00001.parquet")
    names = sorted(set(train["label"]))
    assert [names[place] for place in frame["label"]] == list(train["label"])
    lines = exported(workspace, project, "fasttext", tmp_path / "lines.txt", purpose=Purpose.EXCHANGE).path.read_text("utf-8")
    assert [line.split(" ", 1)[0].removeprefix("__label__") for line in lines.split("\n")[:-1]] == list(train["label"])
    shutil.rmtree(folder)
