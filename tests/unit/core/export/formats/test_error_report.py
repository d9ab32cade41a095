"""The error report: its text to the letter, its figures, and what never stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core import clock
from core.domain.kinds import kind_of
from core.errors import UserError
from core.export import CutReport
from core.insight.stats import project_stats
from core.storage.items import NewItem, NewSuggested
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.suggest.versions import PromptVersion
from core.workspace import Workspace
from tests.conftest import exported, rows_of, settle, value_of
from tests.fake_model.server import Behaviour, FakeModel
from tests.kinds import ANSWERS, SEEN, TASKS, TEXT, put_items
from tests.llm import Lab, reply
from tests.unit.core.export.judged import judged


def cut(workspace: Workspace, project: ProjectInfo, folder: Path, **options: Any) -> CutReport:
    return exported(workspace, project, "error_report", folder / "errors.md", options=options)


def figures(report: CutReport) -> dict[str, Any]:
    return cast("dict[str, Any]", report.figures["error_report"])


def test_the_report_to_the_letter(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aaccr", comment="I would <b>ask</b>")
    report = cut(workspace, project, tmp_path, items=1)
    with workspace.read.connect() as connection:
        created = connection.exec_driver_sql("SELECT created_us FROM dataset").scalar_one()
    assert report.path.read_text("utf-8") == EXPECTED.format(cut=clock.iso(created), text=TEXT)
    assert figures(report) == {
        "version": "all",
        "judged": 5,
        "accepted": 2,
        "corrected": 2,
        "rejected": 1,
        "acceptance": 0.4,
        "asked_for_another": 0,
        "worst": [{"mistake": "taken_for: joy -> anger", "n": 2, "acceptance_if_right": 0.8}],
    }


EXPECTED = """# Errors in `choice`

- Of: all suggestions, whoever made them.
- Task: choice. Signal table: version 2. Cut: {cut}.
- Of each item the last judgement that counts. The blind sample is left out: it stays fit to evaluate what comes next.

## Acceptance

| accepted | corrected | rejected | acceptance |
|---:|---:|---:|---:|
| 2 | 2 | 1 | 40.0 % |

Acceptance = accepted / (accepted + corrected + rejected), of decisions made with the suggestion in view. People lean towards what \
they are shown, so it is higher than the share that is right.

## Corrected: what was taken for what

### 1. `joy` where it is `anger`: 2

If these 2 had been right: acceptance from 40.0 % to 80.0 %.

- `n2`, suggested by `model-x`

  ~~~
  {text} (2)
  ~~~

  - suggested: `joy`
  - rationale: `Because.`
  - answer: `anger`
  - comment: `I would <b>ask</b>`

## Rejected, by reason

### `unreadable`: 1

If this one had been right: acceptance from 40.0 % to 60.0 %.

- `n4`, suggested by `model-x`

  ~~~
  {text} (4)
  ~~~

  - suggested: `joy`
  - rationale: `Because.`

"""


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_kind_has_its_report_and_cut_again_it_is_the_same(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "accasr")
    report = cut(workspace, project, tmp_path)
    text = report.path.read_text("utf-8")
    assert "acceptance from 40.0 % to 60.0 %" in text  # of the one that was rejected
    told = kind_of(TASKS[name].kind).text(ANSWERS[name][1])
    assert f"### 1. {HEADS.get(name, '')}" in text, told
    with workspace.read.connect() as connection:
        assert figures(report)["acceptance"] == project_stats(connection, project.seq).acceptance_rate
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "again.md")
    assert again.again is True
    assert again.path.read_bytes() == report.path.read_bytes()


HEADS = {
    "choices": "`surprise` was missed: 2",
    "fields": "`day` has a value where the item says nothing: 2",
    "checklist": "`correct = yes` where it is `correct = no`: 2",
    "spans": "`person` where it is `place`: 2",
    "preference": "`1 > 2` where it is `2 > 1`: 2",
    "text": "up to half of the text changed: 2",
}


def test_a_mistake_with_company_is_worth_nothing_alone(workspace: Workspace, tmp_path: Path) -> None:
    report = cut(workspace, judged(workspace, "fields", "acc"), tmp_path)
    text = report.path.read_text("utf-8")
    assert "had been right" not in text
    assert "Mended alone it changes nothing: acceptance stays at 33.3 %, as more is wrong with each." in text
    assert {one["acceptance_if_right"] for one in figures(report)["worst"]} == {0.3333}


def test_asked_for_another_is_counted(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("two", TASKS["choice"], order="imported")
    came = (NewSuggested("model-x", "joy", 0.6), NewSuggested("model-y", "anger", 0.3))
    put_items(workspace, project, [NewItem(f"{TEXT} {n}", f"n{n}", suggested=came) for n in range(2)], SEEN)
    session = settle(workspace.session(workspace.project("two"), "Ada"))
    session.painted()
    session.another().finish()
    settle(session)
    session.painted()
    session.accept().finish()
    session.close()
    report = cut(workspace, project, tmp_path)
    refused = value_of(
        workspace, "SELECT s.answer FROM event e JOIN suggestion s ON s.seq = e.suggestion_seq WHERE e.kind = 'regenerated'"
    )
    assert figures(report)["asked_for_another"] == 1
    assert report.records == 2
    text = report.path.read_text("utf-8")
    assert "1 times a reviewer asked for another suggestion than the one in view." in text
    assert f"- `{str(refused).strip(chr(34))}`: 1" in text


def test_undone_decisions_do_not_count(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aac")
    session = settle(workspace.session(project, "Ada Lovelace"))
    session.undo().finish()
    settle(session)
    session.painted()
    session.accept().finish()
    session.close()
    report = cut(workspace, project, tmp_path)
    assert (figures(report)["judged"], figures(report)["corrected"], figures(report)["acceptance"]) == (3, 0, 1.0)


def test_blind_items_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "cccc", shares=Shares(1.0, 0.0))
    assert {sample for (sample,) in rows_of(workspace, "SELECT sample FROM item")} == {"blind"}
    report = cut(workspace, project, tmp_path)
    assert (report.records, figures(report)["judged"]) == (0, 0)
    assert "Nothing was judged yet." in report.path.read_text("utf-8")


HOSTILE = """</li></ul><script>alert(1)</script>
~~~
# A head of my own
![x](http://example.com/x.png) [click](javascript:alert(1)) `code` ``` | a | b |
<img src=x onerror=alert(1)>"""


def test_no_text_breaks_out_of_its_place(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.create_project("a `b` <i>", TASKS["text"], order="imported")
    came = (NewSuggested("<b>model</b>", HOSTILE, 0.5, HOSTILE),)
    put_items(workspace, project, [NewItem(HOSTILE, "<u>id</u>", {"<s>": HOSTILE, "`": "x"}, suggested=came)], SEEN)
    session = settle(workspace.session(workspace.project(project.name), "Ada"))
    session.painted()
    session.comment(HOSTILE).finish()
    session.choose("Something else. " * 9 + HOSTILE).finish()
    session.close()
    report = cut(workspace, project, tmp_path)
    tokens = list(flat(MarkdownIt("commonmark", {"html": True}).enable("table").parse(report.path.read_text("utf-8"))))
    assert not [one.type for one in tokens if one.type.startswith(("html", "image", "link"))]
    heads = [inline.content for one, inline in pairwise(tokens) if one.type == "heading_open"]
    assert len(heads) == 4  # the title, Acceptance, Corrected, the one way to be wrong
    assert not [one for one in heads if "my own" in one]
    assert HOSTILE in "".join(one.content for one in tokens if one.type == "fence")


def flat(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from flat(one.children or [])


def test_of_several_mistakes_those_alone_count(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choices", "ac")  # joy, where it is joy and surprise
    session = settle(workspace.session(project, "Ada Lovelace"))
    session.open_item(value_of(workspace, "SELECT min(seq) FROM item")).finish()
    settle(session)
    session.painted()
    session.choose(["surprise"]).finish()  # too much, and missing
    session.close()
    report = cut(workspace, project, tmp_path)
    text = report.path.read_text("utf-8")
    assert "### 1. `surprise` was missed: 2" in text
    assert "If this one had been right: acceptance from 0.0 % to 50.0 %. 1 more would stay corrected" in text


# --- prompt versions ---


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


def reviewed(lab: Lab, version: PromptVersion, right: str, n: int) -> None:
    """Suggest by this version, live, and answer the next `n` items with `right`."""
    lab.suggest(version)
    lab.workspace.models.activate(lab.project, version.number)
    lab.project = lab.workspace.project(lab.project.name)
    session = lab.session()
    for _ in range(n):
        session.painted()
        session.choose(right).finish()
        settle(session)
    session.close()


def test_of_the_live_prompt_or_the_one_that_is_asked_for(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    lab = Lab(workspace, fake)
    lab.sample("none", *lab.add(*(f"{n} thing" for n in range(8))))
    first = lab.prompt()
    reviewed(lab, first, "red", 3)
    second = lab.prompt(max_tokens=400)
    reviewed(lab, second, "blue", 2)
    report = cut(workspace, lab.project, tmp_path)
    assert (figures(report)["version"], figures(report)["judged"], figures(report)["corrected"]) == ("v2", 2, 2)
    assert f"prompt version v2 on `openai/fake`, live (`{second.hash}`)" in report.path.read_text("utf-8")
    older = cut(workspace, lab.project, tmp_path, version="v1")
    assert (figures(older)["judged"], figures(older)["acceptance"]) == (3, 1.0)
    every = cut(workspace, lab.project, tmp_path, version="all")
    assert (figures(every)["judged"], figures(every)["acceptance"]) == (5, 0.6)
    with pytest.raises(UserError) as error:
        cut(workspace, lab.project, tmp_path, version="v9")
    assert error.value.code == "prompt.unknown"
    assert re.search(r"v1, v2", error.value.todo)


def test_which_prompt_was_live_is_that_of_the_position(workspace: Workspace, fake: FakeModel, tmp_path: Path) -> None:
    lab = Lab(workspace, fake)
    lab.sample("none", *lab.add(*(f"{n} thing" for n in range(4))))
    reviewed(lab, lab.prompt(), "red", 2)
    report = cut(workspace, lab.project, tmp_path)
    before = report.path.read_bytes()
    second = lab.prompt(max_tokens=400)
    reviewed(lab, second, "blue", 1)
    again = workspace.datasets(lab.project).recut(str(report.number), tmp_path / "again.md")
    assert again.again is True
    assert again.path.read_bytes() == before


@pytest.mark.parametrize("options", [{"items": "three"}, {"confusions": -1}])
def test_settings_that_cannot_be_are_refused(workspace: Workspace, tmp_path: Path, options: dict[str, Any]) -> None:
    project = judged(workspace, "choice", "a")
    with pytest.raises(UserError) as error:
        cut(workspace, project, tmp_path, **options)
    assert error.value.code == "export.option"
