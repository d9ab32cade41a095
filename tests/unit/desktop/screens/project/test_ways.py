"""The list of kinds, the form of their options, and lists that are written in one field."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.kinds import KINDS
from core.domain.task import Options, Preset, Task
from core.errors import UserError
from desktop.screens.project.listed import listed
from desktop.screens.project.options_form import OptionsForm
from desktop.screens.project.ways import WAYS, Way, way_of
from desktop.theme import Theme


@pytest.fixture
def form(theme: Theme) -> OptionsForm:
    return OptionsForm(theme)


def test_every_kind_can_be_asked_for_and_no_other() -> None:
    assert {way.kind for way in WAYS} == set(KINDS)
    assert len({way.title for way in WAYS}) == len(WAYS)


def test_a_task_is_asked_in_its_own_way() -> None:
    assert way_of(Task("choice", options=Options(preset=Preset.YES_NO))).title == "Yes or no"
    assert way_of(Task("choice")).title == "One label"
    assert way_of(Task("fields", options=Options(preset=Preset.CHECKLIST))).title == "Checklist"


@pytest.mark.parametrize("way", WAYS, ids=[way.title for way in WAYS])
def test_options_come_back_as_they_were(form: OptionsForm, way: Way) -> None:
    found = way
    given: dict[str, Any] = {
        "separator": " > ",
        "overlapping": True,
        "severities": ("minor", "major"),
        "comments": True,
        "max_length": 80,
    }
    held = {name: value for name, value in given.items() if name in found.options}
    options = Options(preset=found.preset, instruction="What is it?", **held)
    form.offer(found, options)
    assert form.options() == options
    shown = {name for name in given if not getattr(form, name).isHidden()}
    assert shown == set(found.options)


def test_a_length_is_a_number(form: OptionsForm) -> None:
    form.offer(way_of(Task("text")), Options())
    form.max_length.setText("many")
    with pytest.raises(UserError) as refused:
        form.options()
    assert refused.value.code == "options.max_length"


def test_lists_are_written_with_commas_of_any_language() -> None:
    assert listed("low, high; low\uff0c 中\u3001大") == ("low", "high", "中", "大")
    assert listed(" , ") == ()
