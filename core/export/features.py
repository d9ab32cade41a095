"""The columns of a Hugging Face dataset, as its Parquet files and the header of its card tell them.

`datasets`, Features: in the schema of a Parquet file as JSON under the key `huggingface` (`Features.to_dict`), in the card as a list under
`dataset_info: features` (`Features._to_yaml_list`). A label is a `ClassLabel`, a set of labels a list of them, passages a list of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from core.domain.json import JsonValue
from core.domain.kinds import Kind
from core.domain.task import Task
from core.export.cut import Cut
from core.export.formats.parquet import table_schema

LABEL = "label"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the labels of a task stand in the column: one number, a list of numbers, a list of passages, or else a cell of text.

    `names`: what the numbers stand for, retired labels too.
    """

    one: bool = False
    several: bool = False
    passages: bool = False
    names: tuple[str, ...] = ()
    severities: bool = False
    comments: bool = False

    @staticmethod
    def of(kind: Kind, task: Task) -> Shape:
        """The shape of a task's labels."""
        one, several = bool(kind.classes(task)), bool(kind.several(task))
        names = tuple(label.name for label in task.labels) if one or several else ()
        passages = kind.neutral(None).spans is not None
        return Shape(one, several, passages, names, bool(task.options.severities), task.options.comments)

    @property
    def of_passage(self) -> dict[str, str]:
        """The types of what a passage holds, by name."""
        held = {"start": "int64", "end": "int64", "label": "string"}
        held |= {"severity": "string"} if self.severities else {}
        return held | ({"comment": "string"} if self.comments else {})


def arrow_schema(cut: Cut, shape: Shape, arrow: Any) -> Any:
    """The schema of a Parquet file: the table of labels, its label in this shape; 0/1 columns of a set are left to the list."""
    plain = table_schema(cut.sheet, arrow)
    own = cut.sheet.own if shape.several else ()
    fields = [_arrow_field(field, shape, arrow) for field in plain if field.name not in own]
    schema = arrow.schema(fields)
    told = {"info": {"features": features_json(schema, shape)}}
    return schema.with_metadata({"huggingface": orjson.dumps(told)})


def _arrow_field(field: Any, shape: Shape, arrow: Any) -> Any:
    if field.name != LABEL:
        return field
    passage = arrow.struct([(name, getattr(arrow, kind)()) for name, kind in shape.of_passage.items()])
    types = ((shape.one, arrow.int64()), (shape.several, arrow.list_(arrow.int64())), (shape.passages, arrow.list_(passage)))
    return arrow.field(LABEL, next((kind for holds, kind in types if holds), arrow.string()))


def features_json(schema: Any, shape: Shape) -> JsonValue:
    """The features as the schema of a file holds them."""
    names: list[JsonValue] = list(shape.names)
    label: JsonValue = {"names": names, "_type": "ClassLabel"}
    if shape.several:
        label = {"feature": label, "_type": "Sequence"}
    if shape.passages:
        label = [{name: {"dtype": kind, "_type": "Value"} for name, kind in shape.of_passage.items()}]
    found: dict[str, JsonValue] = {field.name: {"dtype": _dtype(field), "_type": "Value"} for field in schema}
    return {**found, LABEL: label} if shape.names or shape.passages else found


def features_yaml(columns: Sequence[tuple[str, str]], shape: Shape) -> list[JsonValue]:
    """The features as the card lists them; `columns`: name and type of every column."""
    return [_yaml_feature(name, kind, shape) for name, kind in columns]


def _yaml_feature(name: str, kind: str, shape: Shape) -> JsonValue:
    classes: JsonValue = {"class_label": {"names": {str(place): one for place, one in enumerate(shape.names)}}}
    passage: list[JsonValue] = [{"name": one, "dtype": of} for one, of in shape.of_passage.items()]
    if name == LABEL and shape.one:
        return {"name": name, "dtype": classes}
    if name == LABEL and shape.several:
        return {"name": name, "sequence": classes}
    return {"name": name, "list": passage} if name == LABEL and shape.passages else {"name": name, "dtype": kind}


def _dtype(field: Any) -> str:
    """Arrow's name for a type as `datasets` has it."""
    return {"double": "float64"}.get(str(field.type), str(field.type))


def columns_of(schema: Any) -> list[tuple[str, str]]:
    """Name and type of every column."""
    return [(field.name, _dtype(field)) for field in schema]


def label_cell(kind: Kind, answer: Any, shape: Shape, places: dict[str, int]) -> tuple[Any, bool]:
    """An answer in the shape of its column, and whether a label of it is none of the task's any more (-1, or left out of a set)."""
    found = kind.neutral(answer)
    if shape.one:
        place = places.get((found.labels or ("",))[0], -1)
        return place, place < 0
    if shape.several:
        known = [places[name] for name in found.labels or () if name in places]
        return known, len(known) < len(found.labels or ())
    if shape.passages:
        return [{name: getattr(one, name) for name in shape.of_passage} for one in found.spans or ()], False
    return kind.cell(answer), False
