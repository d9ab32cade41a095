"""What other tools mean by their records, each in its own module and found through one table.

A reader gives rows; a format turns them into rows of ours (a text, an answer, suggestions) and says which column is what.
"""

from __future__ import annotations

from core.errors import UserError
from core.ingest.formats import argilla, countersign, doccano, label_studio, langfuse, litellm_log, opentelemetry, prodigy, tokens
from core.ingest.formats.base import Format, FormatTable
from core.ingest.readers.base import Table

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        countersign.FORMAT,
        label_studio.FORMAT,
        label_studio.SHORT,
        prodigy.FORMAT,
        argilla.FORMAT,
        doccano.FORMAT,
        opentelemetry.FORMAT,
        langfuse.FORMAT,
        litellm_log.FORMAT,
        tokens.FORMAT,
    )
}
#: the formats of production traces
TRACES = tuple(one.name for one in (opentelemetry.FORMAT, langfuse.FORMAT, litellm_log.FORMAT))
PLAIN = "plain"
_LOOK_AT = 200


def formatted(table: Table, name: str | None = None) -> Table:
    """The table as the format by this name reads it, or the one that recognises it; as it is when none does, or for `plain`.

    Raises `UserError` (`import.format_unknown`) when there is no such format.
    """
    if name == PLAIN:
        return table
    if name is not None and name not in FORMATS:
        known = ", ".join((*FORMATS, PLAIN))
        raise UserError("import.format_unknown", f"There is no format named {name[:40]!r}.", todo=f"Known: {known}.")
    rows = table.preview(_LOOK_AT)
    found = FORMATS[name] if name is not None else next((one for one in FORMATS.values() if rows and one.recognises(rows)), None)
    return table if found is None else FormatTable.over(table, found, rows)
