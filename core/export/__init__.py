"""Labels out: one file per format, found through `FORMATS`."""

from __future__ import annotations

from core.export.exporting import ExportReport, export_project, preview_rows
from core.export.formats import FORMATS, Format, format_of

__all__ = ["FORMATS", "ExportReport", "Format", "export_project", "format_of", "preview_rows"]
