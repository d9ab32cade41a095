"""DocBin files as spaCy reads them: categories, entities, groups of spans, and what stands beside them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from core.domain.task import Label, Options, Task
from core.errors import UserError
from core.export import SplitPlan
from core.workspace import Workspace
from tests.conftest import fill
from tests.kinds import project_of
from tests.nasty import can_be_label, nasty_texts
from tests.unit.core.export.formats import test_conll as passages
from tests.unit.core.export.formats.test_fasttext import project_with
from tests.unit.core.export.mixed import review
from tests.whole import exported

spacy: Any = importlib.import_module("spacy")
tokens: Any = importlib.import_module("spacy.tokens")


def documents(path: Path, language: str = "xx") -> list[Any]:
    """The documents of a file, with the vocabulary of a new pipeline, as training reads them."""
    return list(tokens.DocBin().from_disk(path).get_docs(spacy.blank(language).vocab))


def test_a_label_is_a_category(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 90, order="random")
    review(workspace, project, 120)
    plan = SplitPlan((("train", 0.7), ("dev", 0.3)))
    report = exported(workspace, project, "spacy", tmp_path / "out.spacy", split=plan)
    found = {name: documents(tmp_path / f"out.{name}.spacy") for name in ("train", "dev")}
    assert {name: len(held) for name, held in found.items()} == report.splits
    rows = {one["item_id"]: one for one in _rows(workspace, project, tmp_path, plan)}
    for name, held in found.items():
        for document in held:
            row = rows.pop(document.user_data["item_id"])
            assert document.text == row["text"]
            assert document.cats == {one: float(one == row["label"]) for one in project.task.names}
            assert document.user_data["split"] == name
            assert document.user_data["label_source"] == row["label_source"]
    assert rows == {}


def _rows(workspace: Workspace, project: Any, folder: Path, plan: SplitPlan) -> list[dict[str, Any]]:
    import orjson

    report = exported(workspace, project, "jsonl", folder / "same.jsonl", split=plan)
    return [orjson.loads(line) for line in report.path.read_bytes().splitlines()]


def test_sets_of_labels_and_every_text_come_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    texts = [text for text in nasty_texts() if len(text) < 2_000]
    names = [text for text in texts if can_be_label(text)][:20]
    rows: list[tuple[str, object]] = [(text, [names[n % 20], names[(n + 3) % 20]][: n % 3]) for n, text in enumerate(texts)]
    project = project_with(workspace, tmp_path, Task("choices", tuple(map(Label, names))), rows)
    report = exported(workspace, project, "spacy", tmp_path / "out.spacy")
    assert report.losses == {}
    found = documents(report.path)
    assert [document.text for document in found] == texts
    for document, (_, labels) in zip(found, rows, strict=True):
        given: Any = labels
        assert {name for name, value in document.cats.items() if value} == set(given)


def test_passages_are_entities_and_those_inside_a_token_are_widened(workspace: Workspace, tmp_path: Path) -> None:
    text = "Ada Lovelace met foobar in New York."
    project = workspace.create_project("Names", Task("spans", (Label("person"), Label("place"))))
    wanted = [
        {"start": 0, "end": 12, "label": "person"},
        {"start": 17, "end": 20, "label": "person"},
        {"start": 20, "end": 23, "label": "place"},
        {"start": 27, "end": 35, "label": "place"},
    ]
    _import(workspace, project, tmp_path, [{"i": "1", "t": text, "l": wanted}, {"i": "2", "t": "nobody", "l": []}])
    report = exported(workspace, project, "spacy", tmp_path / "out.spacy", options={"language": "en"})
    first, second = documents(report.path, "en")
    assert [(one.text, one.label_) for one in first.ents] == [
        ("Ada Lovelace", "person"),
        ("foobar", "person"),
        ("New York", "place"),
    ]
    assert list(first.user_data["spans"]) == wanted
    assert report.losses == {"misaligned_spans": 2, "overlapping_spans": 1}
    assert second.ents == ()
    assert second.has_annotation("ENT_IOB")  # nothing there, which is not the same as not known


def test_passages_that_may_overlap_are_a_group_of_spans(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[str, str, list[passages.Passage]]] = [
        ("1", "Ada Lovelace ran", [(0, 3, "person"), (0, 12, "person"), (3, 4, "person")])
    ]
    report = exported(workspace, passages.project_with(workspace, tmp_path, rows), "spacy", tmp_path / "out.spacy")
    (document,) = documents(report.path)
    assert [(one.start_char, one.end_char, one.label_) for one in document.spans["sc"]] == [(0, 3, "person"), (0, 12, "person")]
    assert document.ents == ()
    assert report.losses == {"empty_spans": 1}
    assert len(document.user_data["spans"]) == 3


def test_severities_and_comments_stand_beside(workspace: Workspace, tmp_path: Path) -> None:
    task = Task("spans", (Label("wrong"),), options=Options(severities=("low", "high"), comments=True))
    project = workspace.create_project("Errors", task)
    wanted = [{"start": 0, "end": 3, "label": "wrong", "severity": "high", "comment": "it says so"}]
    _import(workspace, project, tmp_path, [{"i": "1", "t": "Ada ran", "l": wanted}])
    (document,) = documents(exported(workspace, project, "spacy", tmp_path / "out.spacy").path)
    assert list(document.user_data["spans"]) == wanted


def test_spacy_trains_on_it(workspace: Workspace, tmp_path: Path) -> None:
    """A text categorizer learns from the file through the reader that `spacy train` uses, and knows what it was shown."""
    rows: list[tuple[str, object]] = [
        (f"{'good fine great' if n % 2 else 'bad awful poor'} {n}", ("no", "yes")[n % 2]) for n in range(40)
    ]
    project = project_with(workspace, tmp_path, Task("choice", (Label("no"), Label("yes"))), rows)
    path = exported(workspace, project, "spacy", tmp_path / "out.spacy").path
    language: Any = spacy.blank("xx")
    corpus: Any = importlib.import_module("spacy.training").Corpus(path)
    examples = list(corpus(language))
    pipe = language.add_pipe(
        "textcat",
        config={
            "model": {
                "@architectures": "spacy.TextCatBOW.v3",
                "exclusive_classes": True,
                "ngram_size": 1,
                "no_output_layer": False,
                "length": 262144,
            }
        },
    )
    optimizer = language.initialize(lambda: examples)
    for _ in range(12):
        language.update(examples, sgd=optimizer)
    assert set(pipe.labels) == {"no", "yes"}
    assert language("great").cats["yes"] > 0.5 > language("awful").cats["yes"]


def test_the_same_dataset_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 60)
    review(workspace, project, 80)
    report = exported(workspace, project, "spacy", tmp_path / "out.spacy")
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "again.spacy")
    assert again.path.read_bytes() == report.path.read_bytes()


def test_a_language_that_spacy_does_not_know_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 3)
    with pytest.raises(UserError) as caught:
        exported(workspace, project, "spacy", tmp_path / "out.spacy", options={"language": "qq"})
    assert caught.value.code == "export.language"
    assert not (tmp_path / "out.spacy").exists()


def test_without_spacy_the_user_is_told_how_to_get_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = fill(workspace, 3)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UserError) as caught:
        exported(workspace, project, "spacy", tmp_path / "out.spacy")
    assert caught.value.code == "export.no_spacy"
    assert "pip install spacy" in caught.value.todo


@pytest.mark.parametrize("name", ["text", "fields", "preference"])
def test_other_kinds_are_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as caught:
        exported(workspace, project_of(workspace, name, 2), "spacy", tmp_path / "out.spacy")
    assert caught.value.code == "export.kind"


def _import(workspace: Workspace, project: Any, folder: Path, rows: list[dict[str, Any]]) -> None:
    import orjson

    from core.ingest.mapping import Mapping
    from core.ingest.table import open_table

    path = folder / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in rows))
    with workspace.importing(project, open_table(path, form="plain"), Mapping("t", "i", "l")) as work:
        assert work.run().rejected == 0
