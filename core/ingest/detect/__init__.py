"""Detection: what a file seems to hold, from the names of its columns and its first rows."""

from __future__ import annotations

from core.ingest.detect.complete import complete, detect_table
from core.ingest.detect.detected import Detected
from core.ingest.detect.detecting import MOST_METADATA, detect

__all__ = ["MOST_METADATA", "Detected", "complete", "detect", "detect_table"]
