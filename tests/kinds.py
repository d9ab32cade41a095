"""Projects of every kind, filled without a file, for tests of what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from core import clock
from core.domain.content import Content, Part
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Field, FieldType, Label, Options, Preset, Task
from core.ids import uuid7_bytes
from core.storage import projects
from core.storage.intake import Intake, Target
from core.storage.items import NewItem, NewSuggested
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sql import fetch_value, insert_one, to_json
from core.workspace import Workspace

#: nothing is blind, so that each item comes with its suggestion
SEEN = Shares(0.0, 0.0)

FEELINGS = tuple(map(Label, ("joy", "anger", "surprise", "neutral")))
PLACES = (Label("person"), Label("place"))
INVOICE = (
    Field("name"),
    Field("total", FieldType.NUMBER),
    Field("day", FieldType.DATE),
    Field("paid", FieldType.BOOLEAN),
    Field("currency", FieldType.ENUM, choices=("EUR", "USD")),
)
CRITERIA = tuple(Field(name, FieldType.BOOLEAN, required=True) for name in ("polite", "correct", "complete"))

TASKS: dict[str, Task] = {
    "choice": Task("choice", FEELINGS),
    "yes_no": Task("choice", (Label("yes"), Label("no")), options=Options(preset=Preset.YES_NO)),
    "choices": Task("choices", FEELINGS),
    "text": Task("text", options=Options(instruction="Write a reply.")),
    "fields": Task("fields", fields=INVOICE),
    "checklist": Task("fields", fields=CRITERIA, options=Options(preset=Preset.CHECKLIST)),
    "spans": Task("spans", PLACES),
    "preference": Task("preference"),
}
TEXT = "Ada met Bob in Paris on 2026-11-21 and paid 12.50 EUR."
PARTS = (Part("response 1", "The first answer.", candidate=True), Part("response 2", "The second one.", candidate=True))

#: for each task: what a model suggests, and what is right
ANSWERS: dict[str, tuple[Answer, Answer]] = {
    "choice": ("joy", "anger"),
    "yes_no": ("yes", "no"),
    "choices": (["joy"], ["joy", "surprise"]),
    "text": ("Dear Ada, your card is on its way.", "Dear Ada, your card was sent on Monday to Berlin."),
    "fields": (
        {"name": "Ada", "total": 12.5, "day": "2026-11-21", "paid": True, "currency": "EUR"},
        {"name": "Bob", "total": 12.5, "day": None, "paid": True, "currency": "EUR"},
    ),
    "checklist": (
        {"polite": True, "correct": True, "complete": False},
        {"polite": True, "correct": False, "complete": False},
    ),
    "spans": (
        [{"start": 0, "end": 3, "label": "person"}, {"start": 15, "end": 20, "label": "person"}],
        [{"start": 0, "end": 3, "label": "person"}, {"start": 15, "end": 20, "label": "place"}],
    ),
    "preference": ({"ranking": [["1"], ["2"]]}, {"ranking": [["2"], ["1"]]}),
}


def item(name: str, number: int, *, suggested: bool = True) -> NewItem:
    """An item of this task, with a model's suggestion unless told otherwise, and its gold."""
    first, right = ANSWERS[name]
    parts = Content("", parts=PARTS).parts_json() if name == "preference" else None
    came = (NewSuggested("model-x", first, 0.75, "Because."),) if suggested else ()
    return NewItem(f"{TEXT} ({number})", f"n{number}", None, None, right, parts, came)


def put_items(workspace: Workspace, project: ProjectInfo, items: Sequence[NewItem], shares: Shares = SEEN) -> None:
    """Write items as an import does."""

    def begin(connection: Connection) -> int:
        last = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM item"))
        mapping = to_json({"text": "text", "parts": [1] if any(one.parts is not None for one in items) else []})
        values = {"id": uuid7_bytes(), "project_seq": project.seq, "file_name": "made.jsonl", "mapping": mapping}
        return insert_one(
            connection, "import_run", {**values, "created_us": clock.now_us(), "first_seq": last + 1, "done_seq": last}
        )

    run_seq = workspace.writer.submit(begin).result()
    with workspace.read.connect() as connection:
        hash_key = bytes(fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1"))
    apart = kind_of(project.task.kind).apart(project.task)
    Intake(workspace.writer, Target(project.seq, run_seq, hash_key, shares, apart=apart)).write(items)


def project_of(workspace: Workspace, name: str, n: int = 6, *, suggested: bool = True, shares: Shares = SEEN) -> ProjectInfo:
    """A project with `n` items of the task called `name` in `TASKS`; it needs no encoder's files."""
    project = workspace.create_project(name, TASKS[name], "# Guidelines", order="imported")
    workspace.writer.submit(lambda c: projects.set_encoder(c, project.seq, "characters/1")).result()
    put_items(workspace, project, [item(name, number, suggested=suggested) for number in range(n)], shares)
    return workspace.project(name)
