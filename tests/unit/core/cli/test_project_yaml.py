"""`countersign project create` for every kind, and a project as one YAML file."""

from __future__ import annotations

from tests.unit.core.cli.conftest import Cli

TASK = """name: Tickets
kind: spans
instruction: What is meant?
labels:
- name: person
  description: somebody
  colour: blue
- place
options:
  overlapping: true
guidelines: |
  # How

  Well.
order: random
seed: 7
import:
  text: question
  suggestions:
  - column: gpt
    suggester: gpt
queues:
- name: Mine
  filter:
    flagged: true
  order: imported
"""


def test_what_show_prints_create_reads(cli: Cli) -> None:
    path = cli.folder / "task.yaml"
    path.write_text(TASK, encoding="utf-8")
    assert cli.json("project", "create", "--from", path) == {"project": "Tickets", "labels": 2}
    printed = cli.told("project", "show", "Tickets", "--yaml")
    assert printed == TASK
    path.write_text(printed, encoding="utf-8")
    cli.json("project", "create", "Again", "--from", path)
    assert cli.told("project", "show", "Again", "--yaml") == TASK.replace("name: Tickets", "name: Again", 1)
    assert cli.json("project", "show", "Again")["yaml"] == TASK.replace("name: Tickets", "name: Again", 1)


def test_the_mapping_of_a_project_serves_its_imports(cli: Cli) -> None:
    (cli.folder / "task.yaml").write_text("name: P\nlabels: [a, b]\nimport: {text: question}\n", encoding="utf-8")
    (cli.folder / "rows.csv").write_text("question,x\nwhy?,1\n", encoding="utf-8")
    cli.json("project", "create", "--from", cli.folder / "task.yaml")
    assert cli.json("import", cli.folder / "rows.csv", "--project", "P")["added"] == 1


def test_every_kind_from_the_command_line(cli: Cli) -> None:
    for words in (
        ("A", "--labels", "a,b"),
        ("B", "--kind", "choices", "--labels", "a"),
        ("C", "--kind", "text", "--option", "max_length=500", "--option", "instruction=Answer the mail."),
        ("D", "--kind", "fields", "--field", "city!", "--field", "stars:integer", "--field", "size:enum:small|large"),
        ("E", "--kind", "spans", "--labels", "x", "--option", "severities=minor,major", "--option", "comments=yes"),
        ("F", "--kind", "preference"),
    ):
        cli.json("project", "create", *words)
    fields = cli.json("project", "show", "D")["task"]["fields"]
    assert [(one["name"], one["type"], one["choices"], one["required"]) for one in fields] == [
        ("city", "string", [], True),
        ("stars", "integer", [], False),
        ("size", "enum", ["small", "large"], False),
    ]
    assert cli.json("project", "show", "E")["task"]["options"] == {"severities": ["minor", "major"], "comments": True}
    assert "A: choice, order uncertain." in cli.told("project", "show", "A")


def test_what_cannot_be_is_refused_and_makes_nothing(cli: Cli) -> None:
    path = cli.folder / "task.yaml"
    path.write_text("name: P\nlabels: [a, a]\n", encoding="utf-8")
    assert cli.refused("project", "create", "--from", path).startswith("countersign: Line 2 of task.yaml")
    path.write_text("labels: [a, b]\n", encoding="utf-8")
    assert "no name" in cli.refused("project", "create", "--from", path)
    for words in (
        ("P", "--from", path, "--labels", "c,d"),
        ("P", "--kind", "poem"),
        ("P", "--kind", "fields"),
        ("P", "--kind", "fields", "--field", "a:colour"),
        ("P", "--labels", "a,b", "--option", "colour=red"),
        ("P", "--labels", "a,b", "--option", "preset=maybe"),
        ("P", "--labels", "a,b", "--order", "alphabet"),
    ):
        assert cli.refused("project", "create", *words)
    assert not cli.workspace.exists()
