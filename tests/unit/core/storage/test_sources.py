"""Sources of items: by name, with terms of which the newest hold, and what may not be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import iso, now_us
from core.domain.uses import ALL_USES, Use
from core.errors import UserError
from core.ingest.importing import Origin
from core.storage import sources
from core.storage.projects import ProjectInfo
from core.storage.sources import RETENTION, TERMS, Span, Terms, TermsChange
from core.workspace import Workspace
from tests.conftest import checked, fill, rows_of, value_of
from tests.sources import bring

DAY = 86_400_000_000


def lines(name: str, n: int) -> list[str]:
    return [f"{name} {number}" for number in range(n)]


def change(workspace: Workspace, project: ProjectInfo, name: str, wanted: TermsChange) -> Terms:
    return workspace.writer.submit(
        lambda c: sources.change_terms(c, project.seq, sources.find_source(c, project.seq, name), wanted)
    ).result()


def forbidden(workspace: Workspace, project: ProjectInfo, use: Use | None, at_us: int) -> dict[int, str]:
    with workspace.read.connect() as connection:
        return sources.forbidden_runs(connection, project.seq, use, at_us)


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """Items of two files: the second twice."""
    made = fill(workspace, 0)
    for name, n in (("a.csv", 3), ("b.csv", 2), ("b.csv", 5)):
        bring(workspace, made, name, lines(name, n))
    return made


def test_every_import_has_a_source_that_is_the_file_unless_one_is_named(workspace: Workspace, project: ProjectInfo) -> None:
    bring(workspace, project, "c.csv", lines("c.csv", 4), Origin("  a partner "))
    with workspace.read.connect() as connection:
        found = sources.list_sources(connection, project.seq)
    assert [(one.name, one.items, one.terms) for one in found] == [
        ("a.csv", 3, Terms()),
        ("b.csv", 5, Terms()),
        ("a partner", 4, Terms()),
    ]
    assert value_of(workspace, "SELECT count(*) FROM import_run WHERE source_seq IS NULL") == 0
    for use in (*Use, None):
        assert forbidden(workspace, project, use, now_us()) == {}
    assert checked(workspace).clean


def test_the_newest_terms_hold_and_the_older_stay_on_record(workspace: Workspace, project: ProjectInfo) -> None:
    change(workspace, project, "b.csv", TermsChange(uses=(Use.SHARING, Use.REVIEW)))
    assert forbidden(workspace, project, Use.REVIEW, now_us()) == {}
    assert forbidden(workspace, project, Use.TRAINING, now_us()) == {2: TERMS, 3: TERMS}
    assert change(workspace, project, "b.csv", TermsChange(uses=ALL_USES)) == Terms()
    assert forbidden(workspace, project, Use.TRAINING, now_us()) == {}
    assert rows_of(workspace, "SELECT uses FROM source_terms ORDER BY seq") == [
        ('["review","sharing"]',),
        ('["review","examples","evaluation","training","sharing"]',),
    ]


def test_terms_that_are_the_same_are_not_written_again(workspace: Workspace, project: ProjectInfo) -> None:
    for uses in ((Use.REVIEW, Use.TRAINING), (Use.TRAINING, Use.REVIEW)):
        change(workspace, project, "a.csv", TermsChange(uses=uses))
    change(workspace, project, "b.csv", TermsChange())
    assert value_of(workspace, "SELECT count(*) FROM source_terms") == 1


def test_once_the_date_has_passed_every_use_is_over(workspace: Workspace, project: ProjectInfo) -> None:
    end = now_us() + DAY
    change(workspace, project, "a.csv", TermsChange((Use.REVIEW,), end))
    assert forbidden(workspace, project, None, end - 1) == {}
    assert forbidden(workspace, project, Use.EXAMPLES, end - 1) == {1: TERMS}
    for use in (*Use, None):
        assert forbidden(workspace, project, use, end) == {1: RETENTION}
    assert change(workspace, project, "a.csv", TermsChange(no_end=True)) == Terms((Use.REVIEW,))
    assert forbidden(workspace, project, None, end) == {}


def test_the_same_as_ranges_of_numbers_and_for_one_item(workspace: Workspace, project: ProjectInfo) -> None:
    change(workspace, project, "b.csv", TermsChange(uses=()))
    with workspace.read.connect() as connection:
        spans = sources.forbidden_spans(connection, project.seq, Use.REVIEW, now_us())
        assert spans == [Span(4, 5, TERMS), Span(6, 10, TERMS)]  # two of its rows were known
        all_of = [row[0] for row in rows_of(workspace, "SELECT seq FROM item")]
        against = {seq for seq in all_of if sources.against_item(connection, seq, Use.REVIEW, now_us())}
        allowed = {row[0] for row in rows_of(workspace, f"SELECT seq FROM item WHERE 1 {sources.outside('seq', spans)}")}
        barred = {row[0] for row in rows_of(workspace, f"SELECT seq FROM item WHERE {sources.within('seq', spans)}")}
    assert (allowed, barred, against) == ({1, 2, 3}, {4, 5, 8, 9, 10}, {4, 5, 8, 9, 10})


def test_an_import_sets_terms_before_its_first_item_is_in(workspace: Workspace, project: ProjectInfo) -> None:
    bring(workspace, project, "c.csv", lines("c.csv", 2), Origin("c", TermsChange((Use.REVIEW,), 5)))
    assert forbidden(workspace, project, Use.REVIEW, 4) == {}
    assert forbidden(workspace, project, Use.SHARING, 4) == {4: TERMS}
    assert forbidden(workspace, project, Use.REVIEW, 5) == {4: RETENTION}


def test_an_item_belongs_to_the_source_that_first_brought_it(workspace: Workspace, project: ProjectInfo) -> None:
    bring(workspace, project, "a.csv", lines("a.csv", 3), Origin("somebody else", TermsChange(uses=())))
    assert forbidden(workspace, project, Use.REVIEW, now_us()) == {4: TERMS}
    with workspace.read.connect() as connection:
        assert sources.forbidden_spans(connection, project.seq, Use.REVIEW, now_us()) == []
        assert sources.list_sources(connection, project.seq)[-1].items == 0


def test_sources_of_other_projects_are_others(workspace: Workspace, project: ProjectInfo) -> None:
    other = fill(workspace, 0, name="Other")
    bring(workspace, other, "a.csv", lines("a.csv", 3))
    change(workspace, other, "a.csv", TermsChange(uses=()))
    assert forbidden(workspace, project, Use.REVIEW, now_us()) == {}
    assert forbidden(workspace, other, Use.REVIEW, now_us()) == {4: TERMS}


@pytest.mark.parametrize("name", ["   ", "two\nlines", "x" * 201])
def test_a_name_is_one_line(workspace: Workspace, project: ProjectInfo, name: str) -> None:
    with pytest.raises(UserError) as told:
        bring(workspace, project, "c.csv", lines("c.csv", 1), Origin(name))
    assert told.value.code == "source.bad_name"
    assert value_of(workspace, "SELECT count(*) FROM item_source") == 2


def test_an_unknown_source_is_told_with_those_that_are_known(workspace: Workspace, project: ProjectInfo) -> None:
    with pytest.raises(UserError) as told:
        change(workspace, project, "z.csv", TermsChange(uses=()))
    assert told.value.code == "source.unknown"
    assert "a.csv, b.csv" in told.value.todo


@given(st.dates())
def test_a_day_ends_where_the_next_begins(day: object) -> None:
    if str(day) == "9999-12-31":
        return
    end = sources.end_of_day(f" {day} ")
    assert sources.last_day(end) == str(day)
    assert (end % DAY, sources.last_day(end - DAY + 1)) == (0, str(day))


def test_a_day_is_one_of_utc() -> None:
    assert iso(sources.end_of_day("2027-12-31")) == "2028-01-01T00:00:00.000000Z"
    for wrong in ("", "2027-02-30", "31.12.2027", "9999-12-31", "tomorrow"):
        with pytest.raises(UserError) as told:
            sources.end_of_day(wrong)
        assert told.value.code == "source.bad_date"
