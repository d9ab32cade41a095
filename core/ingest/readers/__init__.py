"""The readers of files, each in its own module and found through one table. To add a format is to add a module and a line."""

from __future__ import annotations

from core.ingest.readers import csv, json, jsonl, parquet
from core.ingest.readers.base import Reader

READERS: dict[str, Reader] = {reader.name: reader for reader in (csv.READER, jsonl.READER, json.READER, parquet.READER)}
