"""What a purpose takes: the blind sample never teaches, an evaluation takes blind answers alone, and other wishes are put on record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import orjson
import pytest

from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, fill, rows_of
from tests.unit.core.export.mixed import review


@pytest.fixture
def reviewed(workspace: Workspace) -> ProjectInfo:
    project = fill(workspace, 400)
    review(workspace, project, 390, seed=5)
    return project


def sources_in(path: Path) -> Counter[str]:
    return Counter(row["label_source"] for row in map(orjson.loads, path.read_bytes().splitlines()))


def ids_in(path: Path) -> set[str]:
    return {row["item_id"] for row in map(orjson.loads, path.read_bytes().splitlines())}


@pytest.mark.parametrize("purpose", [Purpose.CLASSIFIER, Purpose.PROMPT, Purpose.FINE_TUNE])
def test_the_blind_sample_never_teaches(workspace: Workspace, reviewed: ProjectInfo, tmp_path: Path, purpose: Purpose) -> None:
    report = exported(workspace, reviewed, "jsonl", tmp_path / "a.jsonl", purpose=purpose)
    blind = {
        row[0]
        for row in rows_of(
            workspace, "SELECT c.external_id FROM item i JOIN item_content c ON c.item_seq = i.seq WHERE i.sample = 'blind'"
        )
    }
    assert report.excluded["blind_sample"] > 0
    assert report.records > 50
    assert not ids_in(tmp_path / "a.jsonl") & blind
    assert "blind" not in sources_in(tmp_path / "a.jsonl")


def test_an_evaluation_takes_every_blind_answer_also_where_the_mind_was_changed(
    workspace: Workspace, reviewed: ProjectInfo, tmp_path: Path
) -> None:
    report = exported(workspace, reviewed, "jsonl", tmp_path / "a.jsonl", purpose=Purpose.EVALUATE)
    given = rows_of(
        workspace,
        """SELECT c.external_id, d.answer FROM item_state s JOIN decision d ON d.seq = s.blind_decision_seq
        JOIN item_content c ON c.item_seq = s.item_seq WHERE d.verdict <> 'rejected'""",
    )
    found = {row["item_id"]: row["label"] for row in map(orjson.loads, (tmp_path / "a.jsonl").read_bytes().splitlines())}
    assert found == {item: orjson.loads(answer) for item, answer in given}
    assert report.records == len(given) > 3
    changed = rows_of(workspace, "SELECT count(*) FROM item_state WHERE blind_decision_seq <> decision_seq")[0][0]
    assert changed > 0
    assert sources_in(tmp_path / "a.jsonl") == {"blind": len(given)}


def test_other_labels_for_an_evaluation_are_there_on_request_and_the_manifest_says_so(
    workspace: Workspace, reviewed: ProjectInfo, tmp_path: Path
) -> None:
    wanted = (Provenance.BLIND, Provenance.ASSISTED)
    report = exported(workspace, reviewed, "jsonl", tmp_path / "a.jsonl", purpose=Purpose.EVALUATE, provenance=wanted)
    assert set(sources_in(tmp_path / "a.jsonl")) == {"blind", "assisted"}
    assert any("not given blind" in note for note in report.notes)
    assert any("No model was named" in note for note in report.notes)


def test_blind_labels_that_teach_on_request_are_put_on_record(
    workspace: Workspace, reviewed: ProjectInfo, tmp_path: Path
) -> None:
    report = exported(
        workspace, reviewed, "jsonl", tmp_path / "a.jsonl", purpose=Purpose.CLASSIFIER, provenance=tuple(Provenance)
    )
    assert sources_in(tmp_path / "a.jsonl")["blind"] > 0
    assert any("blind sample" in note for note in report.notes)


def test_labels_of_a_suggester_that_was_in_view_cannot_evaluate_it(
    workspace: Workspace, reviewed: ProjectInfo, tmp_path: Path
) -> None:
    wanted = tuple(Provenance)
    report = exported(
        workspace, reviewed, "jsonl", tmp_path / "a.jsonl", purpose=Purpose.EVALUATE, provenance=wanted, model="built-in"
    )
    found = ids_in(tmp_path / "a.jsonl")
    seen = rows_of(
        workspace,
        """SELECT DISTINCT c.external_id FROM event e JOIN suggestion s ON s.seq = e.suggestion_seq JOIN suggester g
        ON g.seq = s.suggester_seq JOIN item_content c ON c.item_seq = e.item_seq JOIN item_state t ON t.item_seq = e.item_seq
        WHERE e.kind = 'revealed' AND g.name = 'built-in' AND t.blind_decision_seq IS NULL""",
    )
    assert report.excluded["seen"] > 20
    assert not found & {row[0] for row in seen}
    assert sources_in(tmp_path / "a.jsonl")["blind"] > 0
