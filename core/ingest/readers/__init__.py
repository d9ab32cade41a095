"""The readers of files and folders, each in its own module and found through one table. To add a format is to add a module and a line."""

from __future__ import annotations

from core.ingest.readers import conll, csv, hf_dataset, json, jsonl, lines, parquet, text_folder, xlsx
from core.ingest.readers.base import FolderReader, Reader

READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (csv.READER, jsonl.READER, json.READER, parquet.READER, xlsx.READER, conll.READER, lines.LINES, lines.LABELLED)
}

#: asked in this order: a dataset may hold a text file, too
FOLDERS: dict[str, FolderReader] = {reader.name: reader for reader in (hf_dataset.READER, text_folder.READER)}
