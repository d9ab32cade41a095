"""Lines of controls: columns beside the text, suggestions, fields."""

from __future__ import annotations

import pytest

from core.domain.content import Form
from core.domain.task import Field, FieldType
from core.ingest.mapping import PartColumn, SuggestionColumn
from desktop.screens.new_project.column_lines import PartLine, SuggestionLine
from desktop.screens.new_project.field_lines import FieldLine
from desktop.screens.new_project.lines import Lines
from desktop.theme import Theme

COLUMNS = ("text", "document", "gpt", "score")


@pytest.mark.parametrize(
    "part", [PartColumn("document"), PartColumn("document", Form.IMAGE, name="picture"), PartColumn("gpt", candidate=True)]
)
def test_a_part_comes_back_as_it_was(theme: Theme, part: PartColumn) -> None:
    line = PartLine(COLUMNS)
    line.show_part(part)
    assert line.value() == part


def test_what_a_suggestion_has_no_control_for_stays_while_its_column_does(theme: Theme) -> None:
    line = SuggestionLine(COLUMNS)
    one = SuggestionColumn("gpt", "gpt-4o", "score", reason="document", many=True)
    line.show_suggestion(one)
    assert line.value() == one
    line.column.setCurrentIndex(0)
    assert line.value() == SuggestionColumn("text", "gpt-4o", "score")


@pytest.mark.parametrize(
    "field",
    [
        Field("name"),
        Field("kind", FieldType.ENUM, "what it is", ("a", "b"), required=True),
        Field("tags", FieldType.LIST, choices=("x", "y")),
        Field("day", FieldType.DATE, "when"),
    ],
)
def test_a_field_comes_back_as_it_was(theme: Theme, field: Field) -> None:
    line = FieldLine(theme)
    line.show_field(field)
    assert line.value() == field


def test_in_a_checklist_every_field_is_yes_or_no(theme: Theme) -> None:
    line = FieldLine(theme)
    line.show_field(Field("polite", FieldType.STRING, "says please"), checklist=True)
    assert line.value() == Field("polite", FieldType.BOOLEAN, "says please")
    assert line.kind.isHidden()


def test_lines_are_added_and_taken_away(theme: Theme) -> None:
    lines = Lines(lambda: FieldLine(theme), "Add a field")
    told: list[bool] = []
    lines.edited.connect(lambda: told.append(True))
    lines.more.click()
    lines.more.click()
    lines.lines[0].name.setText("first")
    lines.lines[1].name.setText("second")
    lines.lines[0].remove.click()
    assert [line.value().name for line in lines.lines] == ["second"]
    assert len(told) == 3
