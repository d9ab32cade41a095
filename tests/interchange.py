"""Items of every kind with nasty texts, labels and ids, as hypothesis draws them; putting them into a project, and reading it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import orjson
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from core import clock
from core.domain.content import Content, Form, Part, plain_text
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.domain.spans import Span, spans_answer
from core.domain.task import Field, FieldType, Label, Options, Task
from core.ids import uuid7_bytes
from core.storage.intake import Intake, Target
from core.storage.items import NewAnnotation, NewItem, NewSuggested, walk_items
from core.storage.projects import ProjectInfo
from core.storage.sources import source_seq
from core.storage.sql import fetch_value, insert_one, to_json
from core.workspace import Workspace
from tests.conftest import rows_of
from tests.kinds import SEEN
from tests.nasty import nasty_texts

STATUSES = ("submitted", "rejected", "ignored", "cancelled")

ODD = (
    "😀 Ulm 😀 Bonn 👩‍👩‍👧",
    '{"a": 1,  "b": [2]}',
    '["abc"]',
    "[1, 2",
    "an old Mac's\rline\r\nand two\n",
    " blanks at both ends ",
    "null",
    "NaN",
    "007",
    "\u202eשלום עולם\u202c مرحبا",
    "\ufeff\u2028\u0085e\u0301\u00a0",
    "<b>&amp;\"'</b>]]>",
    "$text",
    "\\n \\u0041",
    "\U0010ffff \ufffe \x07",
)
NAMES = (
    '["a"]', "{}", "a|b", "a, b", "a; b", "all bad", "tie", "(none)", "true", "null", "1", "$text", "a.suggestion", "a.responses",
    '<&">\'', "text", "id", "label", "answer", "退款/物流", "שלום", "👩‍👩‍👧 e\u0301", "NA", "\ufffe", "it's", "meta", "beside", "A, B",
)  # fmt: skip

_NASTY = tuple(one for one in nasty_texts() if len(one) <= 2_000)
_SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
#: what an import takes for a text: not blank
TEXTS = st.one_of(st.sampled_from((*ODD, *_NASTY)), st.text(_SIGNS, min_size=1, max_size=40)).filter(
    lambda one: bool(one.strip())
)
IDS = st.one_of(st.sampled_from((*ODD, *_NASTY)), st.text(_SIGNS, min_size=1, max_size=12))
_KEYS = st.one_of(st.sampled_from(NAMES), st.text(_SIGNS, max_size=6))
_SCALARS = st.one_of(st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), TEXTS)
_JSON = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=2), st.dictionaries(_KEYS, _SCALARS, max_size=2))
METADATA: Any = st.one_of(st.none(), st.dictionaries(_KEYS, _JSON, min_size=1, max_size=3))
_RECORDS = st.dictionaries(st.sampled_from(("a", "b c", "text", "")), _SCALARS, min_size=1, max_size=3)
_TURNS = st.fixed_dictionaries({"role": st.sampled_from(("user", "assistant", "tool")), "content": TEXTS})
_CHATS = st.lists(_TURNS, min_size=1, max_size=3)

SEVERE = Task(
    "spans",
    (Label("error"), Label(NAMES[0])),
    options=Options(overlapping=True, severities=("minor", "a, b"), comments=True),
)
_FIELDS = (
    Field("text"),
    Field('a "quoted", <name>', FieldType.NUMBER),
    Field("a.responses", FieldType.INTEGER),
    Field("day", FieldType.DATE),
    Field("label", FieldType.BOOLEAN),
    Field("退款", FieldType.ENUM, choices=NAMES[:8]),
    Field("tags", FieldType.LIST),
    Field("chosen", FieldType.LIST, choices=NAMES[:8]),
)
TASKS: dict[str, Task] = {
    "choice": Task("choice", tuple(map(Label, NAMES))),
    "choices": Task("choices", tuple(map(Label, NAMES))),
    "text": Task("text", options=Options(instruction='Say "why" & <how>.')),
    "fields": Task("fields", fields=_FIELDS),
    "spans": Task("spans", tuple(map(Label, NAMES[:6]))),
    "severe spans": SEVERE,
    "preference": Task("preference"),
}


@st.composite
def contents(draw: st.DrawFn, candidates: int) -> Content:
    """What an item says: a text, a chat or a record, with parts beside it and so many candidates."""
    form = draw(st.sampled_from((Form.TEXT, Form.TEXT, Form.CHAT, Form.RECORD)))
    value = cast("JsonValue", draw({Form.TEXT: TEXTS, Form.CHAT: _CHATS, Form.RECORD: _RECORDS}[form]))
    text = plain_text(value, form)
    forms = st.sampled_from((Form.TEXT, Form.MARKDOWN, Form.CHAT, Form.RECORD))
    parts = [_part(draw, f"{draw(_KEYS)} {number}", draw(forms)) for number in range(draw(st.sampled_from((0, 0, 1, 2))))]
    ranked = [Part(f"model {number}", draw(TEXTS), candidate=True) for number in range(candidates)]
    name = draw(st.sampled_from(("", "", "question")))
    return Content(text, name, form, None if form is Form.TEXT else value, (*parts, *ranked))


def _part(draw: st.DrawFn, name: str, form: Form) -> Part:
    kinds = {Form.TEXT: TEXTS, Form.MARKDOWN: TEXTS, Form.CHAT: _CHATS, Form.RECORD: _RECORDS}
    return Part(name, cast("JsonValue", draw(kinds[form])), form)


def answers(task: Task, content: Content) -> st.SearchStrategy[Answer]:
    """Valid answers to a task on this content, in canonical order."""
    kind = kind_of(task.kind)
    made = cast("st.SearchStrategy[Answer]", _ANSWERS[task.kind](task, content))
    return made.map(lambda one: kind.settle(one, task, content)).filter(lambda one: not kind.problem(one, task, content))


def _choice(task: Task, content: Content) -> Any:
    return st.sampled_from(task.names)


def _choices(task: Task, content: Content) -> Any:
    return st.lists(st.sampled_from(task.names), max_size=4, unique=True)


def _text(task: Task, content: Content) -> Any:
    return TEXTS


def _fields(task: Task, content: Content) -> Any:
    return st.fixed_dictionaries({one.name: st.one_of(st.none(), _OF_FIELD[one.type](one)) for one in task.fields})


def _list(field: Field) -> Any:
    return st.lists(st.sampled_from(field.choices) if field.choices else TEXTS, min_size=1, max_size=3, unique=True)


def _chosen(field: Field) -> Any:
    return st.sampled_from(field.choices)


def _constant(strategy: Any) -> Any:
    def same(field: Field) -> Any:
        return strategy

    return same


_WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
_OF_FIELD: dict[FieldType, Any] = {
    FieldType.STRING: _constant(TEXTS),
    FieldType.NUMBER: _constant(st.one_of(_WHOLE, st.floats(allow_nan=False, allow_infinity=False))),
    FieldType.INTEGER: _constant(_WHOLE),
    FieldType.DATE: _constant(st.dates().map(lambda one: one.isoformat())),
    FieldType.BOOLEAN: _constant(st.booleans()),
    FieldType.ENUM: _chosen,
    FieldType.LIST: _list,
}


@st.composite
def _spans(draw: st.DrawFn, task: Task, content: Content) -> Answer:
    length, found = len(content.text), list[Span]()
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, length))
        severity = draw(st.sampled_from(task.options.severities)) if task.options.severities else ""
        comment = draw(st.one_of(st.just(""), TEXTS.map(str.strip))) if task.options.comments else ""
        span = Span(start, end, draw(st.sampled_from(task.names)), severity, comment)
        apart = not any(span.overlaps(one) for one in found)
        if apart or (task.options.overlapping and span.key not in {one.key for one in found}):
            found.append(span)
    return spans_answer(found)


@st.composite
def _preference(draw: st.DrawFn, task: Task, content: Content) -> Answer:
    if draw(st.integers(0, 5)) == 0:
        return {"all_bad": True}
    places = {name: draw(st.integers(0, 3)) for name in content.candidate_names}
    groups = [sorted(name for name, place in places.items() if place == at) for at in sorted(set(places.values()))]
    return cast("Answer", {"ranking": groups})


_ANSWERS: dict[str, Any] = {
    "choice": _choice, "choices": _choices, "text": _text, "fields": _fields, "spans": _spans, "preference": _preference,
}  # fmt: skip

_WHO = st.one_of(st.sampled_from(("Ada", "ada@example.com", "7", "")), TEXTS.map(lambda one: one.strip()[:20].strip()))
_MODELS = st.one_of(st.sampled_from(("gpt-x", "model@2", "7")), TEXTS.map(lambda one: one.strip()))
_INSTANTS = st.one_of(st.none(), st.integers(946_684_800_000_000, 4_102_444_800_000_000), st.just(1_700_000_000_000_000))


@st.composite
def items(draw: st.DrawFn, task: Task) -> NewItem:
    """A labelled item with suggestions of several models and annotations of several people."""
    content = draw(contents(draw(st.integers(2, 4)) if task.kind == "preference" else 0))
    given = answers(task, content)
    models = draw(st.lists(_MODELS, max_size=2, unique=True))
    scores = st.one_of(st.none(), st.floats(0, 1))
    suggested = tuple(
        NewSuggested(name[:200], draw(st.one_of(given, given, st.none())), draw(scores), draw(st.sampled_from(("", "Because."))))
        for name in models
    )
    people = draw(st.lists(_WHO, max_size=3, unique=True))
    annotated = tuple(_annotation(draw, who, given) for who in people)
    parts = content.parts_json()
    return NewItem(content.text, draw(IDS), draw(METADATA), draw(given), None, parts, suggested, annotated)


def _annotation(draw: st.DrawFn, who: str, given: st.SearchStrategy[Answer]) -> NewAnnotation:
    status = draw(st.sampled_from(("submitted", *STATUSES)))
    answer = draw(given) if status == "submitted" else draw(st.one_of(st.none(), given))
    return NewAnnotation(who, answer, status, draw(st.one_of(st.none(), st.integers(0, 10_000_000))), draw(_INSTANTS))


@st.composite
def several(draw: st.DrawFn, task: Task) -> list[NewItem]:
    """Some items, each with an id of its own."""
    return list({one.external_id: one for one in draw(st.lists(items(task), min_size=1, max_size=6))}.values())


# --- into a project and out of it ---


def filled(workspace: Workspace, name: str, task: Task, given: Sequence[NewItem]) -> ProjectInfo:
    """A project with these items, as an import brings them."""
    project = workspace.create_project(name, task, order="imported")

    def begin(connection: Connection) -> tuple[int, int]:
        source = source_seq(connection, project.seq, "made")
        last = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM item"))
        mapping = to_json({"text": "text", "parts": [1], "metadata": [1]})
        values = {"id": uuid7_bytes(), "project_seq": project.seq, "file_name": "made.jsonl", "mapping": mapping}
        span = {"first_seq": last + 1, "done_seq": last, "source_seq": source, "created_us": clock.now_us()}
        return insert_one(connection, "import_run", {**values, **span}), source

    run_seq, source = workspace.writer.submit(begin).result()
    with workspace.read.connect() as connection:
        hash_key = bytes(fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1"))
    apart = kind_of(task.kind).apart(task)
    target = Target(project.seq, run_seq, hash_key, SEEN, apart=apart, source_seq=source, said_elsewhere=True)
    Intake(workspace.writer, target).write(given)
    return workspace.project(name)


@dataclass(frozen=True, slots=True)
class Held:
    """What is to come back of an item."""

    id: str
    text: str
    parts: JsonValue
    metadata: JsonValue
    label: Answer
    suggested: frozenset[tuple[str, bytes, float | None]]
    annotated: tuple[NewAnnotation, ...]


def canonical(value: Any) -> bytes:
    """A JSON value as bytes that are equal where the values are, numbers to the letter."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def by_text(annotation: NewAnnotation) -> bytes:
    """What annotations are sorted by."""
    return canonical(list(annotation))


def expected(item: NewItem) -> Held:
    """An item as a format without limits would bring it back; a failed suggestion is none."""
    suggested = frozenset((one.suggester, canonical(one.answer), one.score) for one in item.suggested if one.answer is not None)
    return Held(str(item.external_id), item.text, item.parts, item.metadata or {}, item.label, suggested, item.annotated)


_SUGGESTED = """SELECT s.item_seq, g.name, coalesce((SELECT t.body -> '$.answer' FROM answer_text t WHERE t.id = s.id), s.answer), s.raw
FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq WHERE s.project_seq = :p AND s.answer IS NOT NULL"""
_ANNOTATED = """SELECT a.item_seq, a.annotator, coalesce((SELECT t.body -> '$.answer' FROM answer_text t WHERE t.id = a.id), a.answer),
a.status, a.lead_ms, a.given_us FROM annotation a WHERE a.project_seq = :p"""


def found(workspace: Workspace, project: ProjectInfo) -> list[Held]:
    """What a project holds, item by item, read without the program's own exporters."""
    suggested, annotated = (rows_of(workspace, sql, p=project.seq) for sql in (_SUGGESTED, _ANNOTATED))
    held: list[Held] = []
    with workspace.read.connect() as connection:
        stored = [one for batch in walk_items(connection, project.seq) for one in batch]
    for one in stored:
        mine = frozenset((row[1], canonical(orjson.loads(row[2])), row[3]) for row in suggested if row[0] == one.seq)
        said = (row for row in annotated if row[0] == one.seq)
        people = [NewAnnotation(row[1], None if row[2] is None else orjson.loads(row[2]), *row[3:]) for row in said]
        told = (str(one.external_id), one.text, one.parts, one.metadata, one.label, mine)
        held.append(Held(*told, tuple(people)))
    return held


def plain(held: Held) -> tuple[Any, ...]:
    """What can be compared, with numbers to the letter and annotations in any order."""
    annotated = tuple(sorted(map(by_text, held.annotated)))
    told = (canonical(one) for one in (held.parts, held.metadata, held.label))
    return (held.id, held.text, *told, held.suggested, annotated)


def without_bare(held: Held, item: NewItem) -> Held:
    """The same without the annotation that the label was taken from, where nothing but that answer is left of it.

    It is the one that told nothing else to begin with, else the last that says the same; `held.annotated` has the item's order.
    """
    bare = by_text(NewAnnotation("", item.label, "submitted"))
    same = [at for at, one in enumerate(item.annotated) if one.status == "submitted" and one.answer == item.label]
    taken = next((at for at in same if by_text(item.annotated[at]) == bare), same[-1] if same else -1)
    left = NewAnnotation("", held.label, "submitted")
    kept = tuple(one for at, one in enumerate(held.annotated) if at != taken or by_text(one) != by_text(left))
    return replace(held, annotated=kept)
