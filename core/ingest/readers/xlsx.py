"""Spreadsheets (XLSX, ECMA-376) through openpyxl, row by row. openpyxl is imported when the first such file is opened.

The header is the first row that is not empty, titles above it apart. Dates and times become ISO 8601 text, numbers stay numbers, what is
formatted as text stays text; of a formula its last value counts. Every cell of a merged range says what its first one says. Characters
that XML cannot hold stand as `_xHHHH_` (ECMA-376, 22.9.2.19, ST_Xstring), an underscore before such a thing as `_x005F_`.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from typing_extensions import override

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.readers.base import BATCH_ROWS, BadRow, Batch, Choice, Probe, Reader, Table, unique_names
from core.ingest.readers.files import reading
from core.ingest.readers.json_values import fault

ZIP_MAGIC = b"PK\x03\x04"
_BOOK = "xl/workbook.xml"
#: a spreadsheet that unpacks to more is made to fill the disk
_MOST_UNPACKED = 4 << 30
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_PIECE = 1 << 20
#: rows among which the header is looked for
_LOOK_AT = 30

#: a merged range: first and last column, first and last row, from 1
Range = tuple[int, int, int, int]


@dataclass
class XlsxTable(Table):
    """One sheet of a spreadsheet. `header_row` is the row of the names; `first_column` leaves out empty columns before them."""

    sheet: str = ""
    header_row: int = 1
    first_column: int = 0
    merged: list[Range] = field(default_factory=list[Range])

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`. `bytes_read` is the file's size times the share of rows read; lines are rows of the sheet."""
        with _sheet(self.path, self.sheet) as sheet:
            total = max(int(sheet.max_row or 1), 1)
            batch = self._empty()
            for number, row in _merged(_rows(sheet), self.merged):
                if number <= self.header_row:
                    continue
                self._take(batch, number, row)
                if len(batch.rows) + len(batch.bad) >= size:
                    batch.bytes_read = min(self.size_bytes, self.size_bytes * number // total)
                    yield batch
                    batch = self._empty()
            batch.bytes_read = self.size_bytes
            if batch.rows or batch.bad:
                yield batch

    def _empty(self) -> Batch:
        return Batch(self.columns, [], [], [], 0)

    def _take(self, batch: Batch, number: int, row: Sequence[JsonValue]) -> None:
        """Add a row; empty ones are passed over."""
        cells = list(row[self.first_column : self.first_column + len(self.columns)])
        if all(cell is None or cell == "" for cell in row):
            return
        cells += [None] * (len(self.columns) - len(cells))
        beyond = any(cell is not None for cell in row[self.first_column + len(self.columns) :])
        wrong = BadRow(number, "It has cells beyond the header.", "row.width") if beyond else fault(cells, number)
        if wrong is not None:
            batch.bad.append(wrong)
        else:
            cast("list[Sequence[JsonValue]]", batch.rows).append(cells)
            cast("list[int]", batch.lines).append(number)


def is_xlsx(file: Probe) -> bool:
    """Whether this is a zip archive with a workbook in it."""
    if not file.head.startswith(ZIP_MAGIC):
        return False
    try:
        with zipfile.ZipFile(file.path) as archive:
            return _BOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False


def sheets_of(path: Path) -> list[str]:
    """The names of the sheets with cells. Raises `UserError` (`import.damaged`)."""
    with _book(path) as book:
        return [str(sheet.title) for sheet in book.worksheets]


def _rows(sheet: Any) -> Iterator[list[JsonValue]]:
    return ([_as_json(value) for value in row] for row in sheet.iter_rows(values_only=True))


def _merged(rows: Iterator[list[JsonValue]], ranges: list[Range]) -> Iterator[tuple[int, list[JsonValue]]]:
    """The rows with their numbers, merged ranges filled with what their first cell says."""
    said: dict[Range, JsonValue] = {}
    for number, row in enumerate(rows, start=1):
        for one in ranges:
            left, right, top, bottom = one
            if top <= number <= bottom and left <= len(row):
                value = row[left - 1] if number == top else said.get(one)
                said[one] = value
                for column in range(left, min(right, len(row)) + 1):
                    row[column - 1] = value
        yield number, row


def _as_json(value: object) -> JsonValue:
    if isinstance(value, str):
        return unescaped(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1 << 53 else value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value.total_seconds()) if isinstance(value, timedelta) else str(value)


def unescaped(text: str) -> str:
    """A text with the characters that its escapes stand for; halves of a pair that belong together are put together."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if found != text else text


def _load(stream: IO[bytes]) -> Any:
    """The workbook. openpyxl takes a part of an escape out of texts that stand in the common table, and leaves the rest."""
    from openpyxl.cell.text import Text  # noqa: PLC0415
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS  # noqa: PLC0415
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415

    class Loader(ExcelReader):
        """Keeps texts as they stand."""

        @override
        def read_strings(self) -> None:
            found = cast("Any", self).package.find(SHARED_STRINGS)
            if found is None:
                return
            with cast("Any", self).archive.open(found.PartName[1:]) as source:
                nodes = (node for _, node in iterparse(source) if node.tag == f"{{{SHEET_MAIN_NS}}}si")
                self.shared_strings = [_text_of(Text, node) for node in nodes]

    loader: Any = Loader(stream, read_only=True, keep_vba=False, data_only=True, keep_links=False)
    loader.read()
    return loader.wb


def _text_of(kind: Any, node: Any) -> str:
    text = str(kind.from_tree(node).content)
    node.clear()
    return text


@contextmanager
def _book(path: Path) -> Generator[Any]:
    """The workbook, open for reading. Raises `UserError` (`import.damaged`) when it is none."""
    with reading(path), path.open("rb") as stream:
        try:
            _refuse_bomb(path)
            warnings.filterwarnings("ignore", module="openpyxl")  # of what it does not know about the looks of cells
            book = _load(stream)
            yield book
            book.close()
        except OSError as error:
            if error.errno is not None:
                raise  # the disk's fault, not the file's
            raise _damaged(path) from error
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, EOFError) as error:
            raise _damaged(path) from error


def _damaged(path: Path) -> UserError:
    return UserError("import.damaged", f"“{path.name}” is no whole spreadsheet.", todo="Open it and save it again as XLSX.")


def _refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        raise UserError("import.too_large", f"“{path.name}” unpacks to more than 4 GB.", todo="Export it as CSV.")


@contextmanager
def _sheet(path: Path, name: str) -> Generator[Any]:
    with _book(path) as book:
        sheet = next((one for one in book.worksheets if not name or one.title == name), None)
        if sheet is None and not name:
            raise _damaged(path)
        if sheet is None:
            there = ", ".join(one.title for one in book.worksheets)
            raise UserError("import.no_sheet", f"There is no sheet {name!r} in “{path.name}”.", todo=f"There are: {there}.")
        # What a sheet says of its size may be wrong; without it every row comes as wide as it is.
        most = sheet.max_row
        sheet.reset_dimensions()
        sheet._max_row = most
        yield sheet


def _ranges(path: Path, name: str) -> list[Range]:
    """The merged ranges of a sheet, which openpyxl leaves out when it reads row by row."""
    from openpyxl.utils import column_index_from_string as index  # noqa: PLC0415

    with _book(path) as book:
        sheet = next(one for one in book.worksheets if not name or one.title == name)
        inside = str(sheet._worksheet_path).lstrip("/")
    found: list[Range] = []
    with zipfile.ZipFile(path) as archive, archive.open(inside) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            text = rest + piece
            found += [(index(m[1].decode()), index(m[3].decode()), int(m[2]), int(m[4])) for m in _MERGED.finditer(text)]
            rest = text[text.rfind(b"<") :]
    return list(dict.fromkeys(found))


def open_xlsx(file: Probe, choice: Choice) -> Table:
    """The named sheet, or the first one, as a table. Raises `UserError`: `import.damaged`, `import.no_sheet`, `import.empty`."""
    with _sheet(file.path, choice.sheet or "") as sheet:
        title = str(sheet.title)
        merged = _ranges(file.path, title)
        header = _header(islice(_merged(_rows(sheet), merged), _LOOK_AT))
    if header is None:
        raise UserError("import.empty", f"The sheet {title!r} of “{file.path.name}” is empty.")
    names = _names(header[1])
    first = next(place for place, one in enumerate(names) if one)
    last = max(place for place, one in enumerate(names) if one)
    columns = unique_names(names[first : last + 1])
    return XlsxTable(
        file.path,
        "xlsx",
        columns,
        file.size,
        sheet=title,
        header_row=header[0],
        first_column=first,
        merged=merged,
    )


def _header(rows: Iterator[tuple[int, list[JsonValue]]]) -> tuple[int, list[JsonValue]] | None:
    """The first row that is more than half as wide as the widest: a title above the table is none."""
    filled = [(number, row, len(set(filter(None, _names(row))))) for number, row in rows]
    widest = max((width for *_, width in filled), default=0)
    return next(((number, row) for number, row, width in filled if 2 * width > widest), None)


def _names(row: Sequence[JsonValue]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]


READER = Reader("xlsx", "XLSX", (".xlsx", ".xlsm"), open_xlsx)
