"""Writing one sheet as XLSX, row by row, with memory that does not grow and bytes that depend on nothing but the rows and one instant.

Office Open XML, ECMA-376 part 1 (SpreadsheetML) and part 2 (packages). Texts are typed texts in their cell (`inlineStr`), so no cell is a
formula whatever it begins with. What XML 1.0 cannot hold is written as `_xHHHH_` (22.9.2.19, ST_Xstring), and a text that looks so itself
with its underscore as `_x005F_`. A library that keeps all texts in one table, as spreadsheets do, needs memory for all of them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from core import clock
from core.errors import UserError

#: rows of a sheet, and characters of a cell (UTF-16 code units), as Excel holds them (its specifications and limits)
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
#: numbers beyond are not held to the digit by a double
_EXACT = 2**53
PLAIN, QUOTED = 0, 1

_ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4})")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FILES = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="labels" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    # The second form of a cell is what an apostrophe typed before it gives in Excel: a text, also after it was edited.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dc:creator>Countersign</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>'
)
_SHEET = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_SHEET_END = "</sheetData></worksheet>"


class SheetWriter:
    """Takes rows of cells: texts, numbers, true and false; None and empty texts give no cell."""

    def __init__(self, stream: IO[bytes], columns: int) -> None:
        self._stream, self._done = stream, 0
        self._letters = [_letters(place) for place in range(1, columns + 1)]

    def write(self, rows: Iterable[Sequence[tuple[Any, int]]]) -> None:
        """Write rows of (value, form of the cell: `PLAIN` or `QUOTED`)."""
        made: list[str] = []
        for row in rows:
            self._done += 1
            at = self._done
            cells = (_cell(f"{name}{at}", *cell) for name, cell in zip(self._letters, row, strict=True))
            made.append(f'<row r="{at}">{"".join(cells)}</row>')
        self._stream.write("".join(made).encode())


@contextmanager
def sheet_writer(path: Path, columns: int, created_us: int, *, huge: bool) -> Generator[SheetWriter]:
    """The one sheet of a new file. `huge`: its XML may pass 2 GB, which takes the longer form of the archive.

    Raises `UserError` (`export.too_large`) when it passes 2 GB all the same.
    """
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            at = clock.iso(created_us)[:19] + "Z"
            for name, text in {**_FILES, "docProps/core.xml": _CORE.format(at=at)}.items():
                archive.writestr(_entry(name, created_us), _HEAD + text)
            with archive.open(_entry("xl/worksheets/sheet1.xml", created_us), "w", force_zip64=huge) as stream:
                stream.write((_HEAD + _SHEET).encode())
                yield SheetWriter(stream, columns)
                stream.write(_SHEET_END.encode())
    except (zipfile.LargeZipFile, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "zip64" not in str(error).lower():
            raise
        what = "The sheet is larger than a spreadsheet can be."
        raise UserError("export.too_large", what, kept="Nothing was written.", todo="Export it as CSV or Parquet.") from error


def _entry(name: str, created_us: int) -> zipfile.ZipInfo:
    """An entry that says the same on every machine. Archives begin with 1980."""
    when = clock.from_us(created_us)
    entry = zipfile.ZipInfo(name, (max(when.year, 1980), when.month, when.day, when.hour, when.minute, when.second))
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _letters(place: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _cell(at: str, value: Any, form: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float) and abs(value) <= _EXACT:
        return f'<c r="{at}"><v>{value!r}</v></c>'
    style = f' s="{form}"' if form else ""
    return f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{escaped(str(value))}</t></is></c>'


def escaped(text: str) -> str:
    """A text as XML holds it."""
    return _ODD.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _NAMED.get(sign) or f"_x{ord(sign):04X}_"


def fits(text: str) -> bool:
    """Whether a cell holds the whole text."""
    return len(text) <= MOST_CHARACTERS // 2 or len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


def cut_text(text: str) -> str:
    """As much of a text as a cell holds; no character is cut in half."""
    return text.encode("utf-16-le")[: 2 * MOST_CHARACTERS].decode("utf-16-le", errors="ignore")
