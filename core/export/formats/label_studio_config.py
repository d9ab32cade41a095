"""The labeling config (XML) that fits the tasks of an export: what Label Studio shows, and the controls of the answers.

https://labelstud.io/tags. Names of controls are those of `label_studio_results`; a field is a control under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as Xml

from core.domain.exchange import ALL_BAD
from core.domain.kinds.preference import MOST
from core.domain.task import Field, FieldType, Task
from core.export.formats.label_studio_results import (
    ANSWER,
    CANDIDATES,
    COMMENT,
    LABEL,
    PAIR,
    PREFERENCE,
    RANKING,
    SEVERITY,
    TRUTH,
    field_control,
    free_name,
    text_object,
)

BESIDE = "beside"
#: what XML 1.0 (2.2, Characters) has no place for
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def config_of(task: Task, *, beside: bool, ranked: bool) -> str:
    """The labeling config. `beside`: items have parts; `ranked`: an answer needs the ranker (see `Results`)."""
    view = Xml.Element("View")
    if task.options.instruction:
        _add(view, "Header", value=task.options.instruction)
    if beside:
        _add(view, "Text", name=free_name(BESIDE, task), value=f"${BESIDE}")
    _add(view, "Text", name=text_object(task), value="$text")
    _CONTROLS[task.kind](view, task)
    if ranked:
        _ranker(view)
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode") + "\n"


def unheld(task: Task) -> int:
    """How many names of labels, choices and fields XML cannot hold to the letter; they have U+FFFD in the config."""
    names = [*task.names, *task.options.severities]
    names += [name for one in task.fields for name in (one.name, *one.choices)]
    return sum(bool(_NO_XML.search(name)) for name in names)


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, tag, {name: _NO_XML.sub("\ufffd", value) for name, value in attributes.items()})


def _named(parent: Xml.Element, tag: str, names: Sequence[str]) -> None:
    for name in names:
        _add(parent, tag, value=name)


def _choice(view: Xml.Element, task: Task) -> None:
    _named(_add(view, "Choices", name=LABEL, toName=text_object(task), choice="single"), "Choice", task.names)


def _choices(view: Xml.Element, task: Task) -> None:
    _named(_add(view, "Choices", name=LABEL, toName=text_object(task), choice="multiple"), "Choice", task.names)


def _text(view: Xml.Element, task: Task) -> None:
    _add(view, "TextArea", name=ANSWER, toName=text_object(task), editable="true", maxSubmissions="1")


def _spans(view: Xml.Element, task: Task) -> None:
    text = text_object(task)
    _named(_add(view, "Labels", name=LABEL, toName=text), "Label", task.names)
    if task.options.severities:
        told = _add(view, "Choices", name=SEVERITY, toName=text, choice="single", perRegion="true")
        _named(told, "Choice", task.options.severities)
    if task.options.comments:
        _add(view, "TextArea", name=COMMENT, toName=text, perRegion="true", editable="true")


def _fields(view: Xml.Element, task: Task) -> None:
    for one in task.fields:
        _add(view, "Header", value=one.name)
        _OF_FIELD[field_control(one)[0]](view, one, text_object(task))


def _field_text(view: Xml.Element, field: Field, to: str) -> None:
    most = {} if field.type is FieldType.LIST else {"maxSubmissions": "1"}
    _add(view, "TextArea", name=field.name, toName=to, editable="true", **most)


def _field_choices(view: Xml.Element, field: Field, to: str) -> None:
    how = "multiple" if field.type is FieldType.LIST else "single"
    _named(_add(view, "Choices", name=field.name, toName=to, choice=how), "Choice", field.choices or tuple(TRUTH.values()))


def _field_number(view: Xml.Element, field: Field, to: str) -> None:
    _add(view, "Number", name=field.name, toName=to)


def _field_date(view: Xml.Element, field: Field, to: str) -> None:
    _add(view, "DateTime", name=field.name, toName=to, only="date", format="%Y-%m-%d")


_OF_FIELD: dict[str, Callable[[Xml.Element, Field, str], None]] = {
    "textarea": _field_text,
    "choices": _field_choices,
    "number": _field_number,
    "datetime": _field_date,
}


def _preference(view: Xml.Element, task: Task) -> None:
    for name in PAIR:
        _add(view, "Text", name=name, value=f"${name}")
    _add(view, "Pairwise", name=PREFERENCE, toName=",".join(PAIR))


def _ranker(view: Xml.Element) -> None:
    _add(view, "List", name=CANDIDATES, value=f"${CANDIDATES}")
    ranker = _add(view, "Ranker", name=RANKING, toName=CANDIDATES)
    for name in (*(str(place) for place in range(1, MOST + 1)), ALL_BAD):
        _add(ranker, "Bucket", name=name, title=name)


_CONTROLS: dict[str, Callable[[Xml.Element, Task], None]] = {
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "spans": _spans,
    "fields": _fields,
    "preference": _preference,
}
