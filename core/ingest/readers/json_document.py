"""A JSON file that is one object: the records are the objects of the list in it, or the object is one itself.

Other tools wrap what they export: `{"data": [...]}`, `{"observations": [...]}`, `{"helpfulness": [...]}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers.base import Probe, Table
from core.ingest.readers.json_values import as_record
from core.ingest.readers.jsonl import numbered
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream

#: the longest file of this kind, in bytes: it is read in one piece
MAX_DOCUMENT = 256 << 20
#: lists by these names come before others
_LISTS = ("observations", "data", "items", "records", "rows", "examples", "results", "traces")
#: an object with these holds lists that belong to it: it is a record itself
_ONE = (frozenset({"data", "annotations"}), frozenset({"data", "predictions"}), frozenset({"resourceSpans"}))


@dataclass
class DocumentTable(RecordTable):
    """A JSON file that is one object. Lines are the numbers of the records in it."""

    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """See `RecordTable.found`."""
        text = "".join(stream.blocks()).strip()
        whole = numbered(text.encode("utf-8", "surrogatepass"), 1, doubtful=True)
        if not isinstance(whole, tuple):
            yield whole
            return
        for number, member in enumerate(records_in(whole[1]), start=1):
            record = as_record(member, number)
            yield (number, record) if isinstance(record, dict) else record


def records_in(value: dict[str, JsonValue]) -> list[JsonValue]:
    """The records that an object holds; none where there is no list of objects, or more than one that could be meant."""
    if any(names <= value.keys() for names in _ONE):
        return [value]
    lists = {name: held for name, held in value.items() if isinstance(held, list) and held and isinstance(held[0], dict)}
    named = next((lists[name] for name in _LISTS if name in lists), None)
    return named or (next(iter(lists.values())) if len(lists) == 1 else [])


def open_document(file: Probe, encoding: str) -> Table:
    """The file as a table. Raises `UserError` (`import.not_a_list`) when it holds no list of objects, `import.too_large`."""
    if file.size > MAX_DOCUMENT:
        raise UserError(
            "import.too_large", f"“{file.path.name}” is one JSON object of more than 256 MB.", todo="Save it as JSONL."
        )
    table = DocumentTable(file.path, "json", [], file.size, encoding)
    try:
        table.find_columns(file)
    except UserError as error:
        todo = "Save it as a list or as JSONL."
        raise UserError("import.not_a_list", f"“{file.path.name}” is not a list of JSON objects.", todo=todo) from error
    return table
