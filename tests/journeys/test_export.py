"""Labels out, by keys alone: purpose first, a format, what is left out, the file; the datasets so far."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.domain.task import Label, Task
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.workspace import Workspace
from desktop.screens.export.page import ExportPage
from tests.unit.core.ingest.test_importing import files_no_larger_than

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Space
DECIDED = 4


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are suggested: a home of one's own."""
    folder = tmp_path / "person" / "Documents"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "person" / ".config"))
    return folder


@pytest.fixture
def labelled(home: Path, tmp_path: Path) -> Path:
    """A workspace with one project whose items came with labels; two of them begin like formulas."""
    return labelled_workspace(home, tmp_path, ["=SUM(A1:A9), please", "my card", "+44 call me", "my pin"])


def labelled_workspace(home: Path, folder: Path, texts: list[str]) -> Path:
    path, source = home / "default.countersign", folder / "labelled.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text", "label"), *((f"n{at}", text, "card") for at, text in enumerate(texts))])
    with Workspace(path) as workspace:
        project = workspace.create_project("Cards", Task("choice", (Label("card"), Label("pin"))), order="imported")
        with workspace.importing(project, open_table(source), Mapping("text", "id", "label")) as importing:
            importing.run()
    return path


def to_export(person: Person) -> ExportPage:
    """Go to the screen, and wait for what it shows at first."""
    person.press(Qt.Key.Key_2, held=CONTROL)
    page = person.window.pages.get("export")
    assert isinstance(page, ExportPage)
    person.until(lambda: page.preview.plan is not None and page.choices.purposes.has_focus)
    return page


def planned(person: Person, page: ExportPage, *keys: Qt.Key | str) -> None:
    """Press keys that ask for something else, and wait for what it would be."""
    person.press(*keys)
    assert page.planning.busy
    person.until(lambda: not page.planning.busy)


def chosen(page: ExportPage, name: str) -> list[Qt.Key]:
    """The keys from the format that is chosen to the one called `name`."""
    live = [row.way.name for row in page.choices.formats.rows if row.isEnabled()]
    return [DOWN] * (live.index(name) - live.index(page.choices.formats.name))


def written(person: Person, page: ExportPage, *keys: Qt.Key) -> Path:
    """Press the keys that write, and wait until it is there."""
    person.press(*keys)
    person.until(lambda: bool(page.outcome.text))
    assert page.outcome.report is not None
    return page.outcome.report.path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_purpose_format_enter_writes_a_dataset(sit_down: Callable[..., Person], few: Path, documents: Path) -> None:
    person = sit_down(few)
    decided = [person.decide("1") for _ in range(DECIDED)]
    page = to_export(person)
    planned(person, page, "5")
    assert page.choices.formats.has_focus
    plan = page.preview.plan
    assert plan is not None
    assert (plan.records, plan.excluded) == (DECIDED, {"open": 200 - DECIDED})
    assert f"{200 - DECIDED} not decided yet" in page.preview.reasons.text
    assert page.preview.records.records.rowCount() == DECIDED
    planned(person, page, *chosen(page, "jsonl"))
    assert page.place.path.text() == str(documents / "Five labels exchange.jsonl")
    path = written(person, page, ENTER)
    assert path == documents / "Five labels exchange.jsonl"
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == DECIDED
    assert {json.loads(line)["text"] for line in lines} == {card.content.text for card in decided}
    assert page.outcome.folder.hasFocus()
    assert f"{DECIDED} records" in page.outcome.text


def test_enter_on_a_purpose_goes_on_to_its_formats(sit_down: Callable[..., Person], labelled: Path) -> None:
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    person.press(DOWN, DOWN, ENTER)
    assert page.choices.purpose.value == "fine-tune"
    assert page.choices.formats.has_focus
    assert not page.outcome.busy
    asleep = [row for row in page.choices.formats.rows if not row.isEnabled()]
    assert all(row.accessibleDescription() for row in asleep)


def test_the_blind_sample_stays_apart_and_is_said_to(sit_down: Callable[..., Person], few: Path) -> None:
    person = sit_down(few)
    while True:
        card = person.until_item()
        blind = card.phase.value == "blind"
        person.decide("1")
        if blind:
            break
    page = to_export(person)
    planned(person, page, "2")
    assert page.preview.plan is not None
    if page.choices.format is not None and page.choices.format.lossless:
        assert page.preview.plan.excluded["blind_sample"] >= 1
        assert "stays apart" in page.preview.reasons.text


def test_asking_for_more_than_the_purpose_takes_is_warned_of(sit_down: Callable[..., Person], labelled: Path) -> None:
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    planned(person, page, "4")
    assert page.preview.plan is not None
    assert page.preview.plan.records == 0
    assert "in another way" in page.preview.reasons.text
    person.press(ENTER)
    assert "the preview says why" in page.notice.text
    person.press("m")
    person.tab_to("Came with the data")
    planned(person, page, SPACE)
    assert "lean" in page.choices.warning.text()
    assert page.preview.plan.records > 0
    assert "not given blind" in page.preview.reasons.text


def test_cells_that_a_spreadsheet_would_run_are_marked_and_kept_asleep(sit_down: Callable[..., Person], labelled: Path) -> None:
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    planned(person, page, "5")
    assert page.preview.records.records.risky == {(0, 1), (2, 1)}
    assert page.preview.risk.isVisible()
    plain = written(person, page, ENTER)
    assert [row["text"][:1] for row in rows_of(plain)] == ["=", "m", "+", "m"]
    page.choices.formats.take_focus()
    person.tab_to("Safe mode")
    planned(person, page, SPACE)
    assert page.preview.records.records.risky == frozenset()
    page.outcome.hide()
    person.press(ENTER, held=CONTROL)
    person.until(lambda: bool(page.outcome.text))
    assert page.outcome.report is not None
    safe = page.outcome.report.path
    assert safe != plain  # a suggested name is never that of a file that is there
    assert [row["text"][:2] for row in rows_of(safe)] == ["'=", "my", "'+", "my"]
    assert "cells get an apostrophe" in page.outcome.text


def test_a_name_of_ones_own_stays_and_what_is_replaced_is_said(
    sit_down: Callable[..., Person], labelled: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("before", "utf-8")
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    person.press("5", "n", str(tmp_path / "mine.csv"))
    person.until(lambda: "replaced" in page.place.hint.text())
    page.choices.formats.take_focus()
    person.press(*chosen(page, "jsonl"))
    assert page.place.path.text() == str(tmp_path / "mine.jsonl")
    person.press(Qt.Key.Key_Up)
    person.until(lambda: "replaced" in page.place.hint.text())
    person.press("n")
    assert page.place.path.hasFocus()
    assert written(person, page, ENTER) == tmp_path / "mine.csv"  # Enter in the field exports
    assert len(rows_of(tmp_path / "mine.csv")) == 4


def test_an_export_can_be_stopped_and_leaves_the_old_file(sit_down: Callable[..., Person], home: Path, tmp_path: Path) -> None:
    path = labelled_workspace(home, tmp_path, [f"question {at}" for at in range(20_000)])
    out = tmp_path / "out.csv"
    out.write_text("before", "utf-8")
    person = sit_down(path)
    person.until_item()
    page = to_export(person)
    person.press("n", str(out), ENTER)
    assert page.outcome.busy
    assert page.outcome.work.isVisible()
    assert not page.place.go.isEnabled()
    person.press(ENTER)  # a second one waits for nobody: the keyboard goes to Cancel
    assert page.outcome.work.stop.hasFocus()
    person.press(ENTER)
    person.until(lambda: not page.outcome.busy)
    assert "cancelled" in page.notice.text
    assert out.read_text("utf-8") == "before"
    assert [one.name for one in tmp_path.glob("out*")] == ["out.csv"]
    page.choices.formats.take_focus()
    person.press(ENTER, ESCAPE)  # and by Esc
    person.until(lambda: not page.outcome.busy)
    assert out.read_text("utf-8") == "before"
    assert page.history.datasets == []


def test_a_full_disk_is_told_and_leaves_the_old_file(sit_down: Callable[..., Person], home: Path, tmp_path: Path) -> None:
    path = labelled_workspace(home, tmp_path, [f"question {at} " + "x" * 400 for at in range(2_000)])
    out = tmp_path / "out.csv"
    out.write_text("before", "utf-8")
    person = sit_down(path)
    person.until_item()
    page = to_export(person)
    told: list[str] = []
    page.writing.failed.connect(told.append)  # the notice may be about today's backup by then
    person.press("n", str(out))
    with files_no_larger_than(500_000):
        person.press(ENTER)
        person.until(lambda: not page.outcome.busy)
    assert len(told) == 1
    assert "is as it was" in told[0]
    assert out.read_text("utf-8") == "before"
    assert page.place.go.isEnabled()


def test_datasets_are_listed_compared_and_cut_again(sit_down: Callable[..., Person], few: Path, documents: Path) -> None:
    person = sit_down(few)
    person.decide("1")
    page = to_export(person)
    person.press("h")
    assert page.history.empty.isVisible()
    assert page.history.empty.button.hasFocus()
    person.press(ENTER)
    assert page.choices.purposes.has_focus
    planned(person, page, "5")
    first = written(person, page, ENTER)
    person.press(Qt.Key.Key_1, held=CONTROL)
    person.decide("2")
    page = to_export(person)
    page.outcome.hide()
    page.choices.formats.take_focus()
    second = written(person, page, ENTER)
    assert (first.name, second.name) == ("Five labels exchange.csv", "Five labels exchange 2.csv")
    person.press("h")
    person.until(lambda: len(page.history.datasets) == 2 and page.history.table.hasFocus())
    assert not page.outcome.isVisible()
    person.press("c")
    person.until(lambda: page.history.compared.words.text() == "1 added · 1 the same")
    assert page.history.compared.items.texts.rowCount() == 1
    person.press("y")
    assert QGuiApplication.clipboard().text() == page.history.datasets[0].sha256
    person.press(DOWN, "a")
    assert page.history.foot.place.path.hasFocus()
    assert not page.history.compared.isVisible()
    person.until(lambda: page.history.foot.place.path.text() == str(documents / "Five labels exchange 3.csv"))
    person.press(ENTER)
    person.until(lambda: bool(page.outcome.text))
    assert "the same as the first time" in page.outcome.text
    assert (documents / "Five labels exchange 3.csv").read_bytes() == first.read_bytes()
    page.history.table.setFocus()
    person.press(ESCAPE)
    assert page.choices.purposes.has_focus


def test_shares_that_cannot_be_are_told_in_the_place_of_the_preview(sit_down: Callable[..., Person], labelled: Path) -> None:
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    person.tab_to("Split")
    planned(person, page, DOWN)
    assert page.preview.plan is not None
    assert sum(page.preview.plan.splits.values()) == page.preview.plan.records
    planned(person, page, DOWN, DOWN)
    person.tab_to("Shares")
    person.press("train=.9")
    assert page.preview.problem.isVisible()
    assert not page.place.go.isEnabled()
    person.press(ENTER)
    assert not page.outcome.busy
    planned(person, page, ",test=.1")
    assert "train" in page.preview.splits.text()
    assert "test" in page.preview.splits.text()  # also where nothing falls into it


def test_without_labels_or_a_project_the_screen_says_so(sit_down: Callable[..., Person], home: Path) -> None:
    path = home / "default.countersign"
    with Workspace(path) as workspace:
        workspace.create_project("Nothing yet", Task("choice", (Label("card"), Label("pin"))))
    person = sit_down(path)
    person.until(lambda: person.window.desk.project is not None)
    page = to_export(person)
    assert page.preview.empty.isVisible()
    person.press("f", ENTER)
    assert not page.outcome.busy
    person.window.desk.project = None
    person.press(Qt.Key.Key_2, held=CONTROL)
    assert page.empty.isVisible()
    assert "No project" in page.empty.accessibleName()
    person.press("5", "h", ENTER)
    assert page.stack.currentWidget() is page.empty


def test_every_control_of_the_screen_has_a_name(sit_down: Callable[..., Person], labelled: Path) -> None:
    person = sit_down(labelled)
    person.until_item()
    page = to_export(person)
    person.press("4", "m")
    seen: list[str] = []
    for _ in range(80):
        person.press(Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        name = here.accessibleName() or str(here.property("text") or "")
        assert name, type(here).__name__
        if seen and name == seen[0]:
            break
        seen.append(name)
    names = [name.replace("&", "") for name in seen]
    order = [*names[names.index("Evaluate") :], *names[: names.index("Evaluate")]]  # from where one reads on
    assert order.index("Evaluate") < order.index("Items") < order.index("Split") < order.index("Safe") < order.index("File")
    assert {"Evaluate", "Items", "To evaluate", "Split", "Answered blind", "Disagreement", "File", "Export"} <= set(order)
    assert page.isVisible()


def test_every_format_of_every_purpose_shows_what_it_would_be_or_why_it_cannot(
    sit_down: Callable[..., Person], few: Path
) -> None:
    person = sit_down(few)
    for digit in ("1", "2", "1"):
        person.decide(digit)
    page = to_export(person)
    for digit in "123456":
        person.press(digit)
        for row in [one for one in page.choices.formats.rows if one.isEnabled()]:
            page.choices.formats.choose(row.way.name)
            person.until(lambda: not page.planning.busy)
            shown = page.preview.plan is not None
            assert shown or page.preview.problem.isVisible(), row.way.name
            if shown and page.preview.plan is not None:
                assert page.preview.plan.records or page.preview.plan.excluded, row.way.name
