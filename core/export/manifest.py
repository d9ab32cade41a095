"""What is written beside a dataset: how it was made, from what, what it holds, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from core import clock
from core.about import version
from core.domain.json import JsonValue
from core.domain.signals import SIGNAL_TABLE_VERSION
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export.bias import note_bias
from core.export.cut import Cut
from core.export.output import WrittenFile
from core.storage.sql import fetch

FORMAT = "countersign-dataset/1"
#: the leaders of the figures that a reader of the manifest looks for first
Manifest = dict[str, JsonValue]

_SOURCES = """SELECT r.seq, coalesce(s.name, r.file_name) AS name FROM import_run r LEFT JOIN item_source s ON s.seq = r.source_seq
WHERE r.project_seq = :p"""


def manifest_of(cut: Cut, number: int, files: Sequence[WrittenFile]) -> Manifest:
    """The manifest of a dataset that was just written. It names files without their folders."""
    note_bias(cut)
    return {
        "format": FORMAT,
        "dataset": cut.id,
        "number": number,
        "workspace": cut.workspace_id,
        "project": cut.project.name,
        "created_at": clock.iso(cut.created_us),
        "release": version(),
        "purpose": cut.recipe.purpose.value,
        "layout": cut.recipe.format,
        "recipe": cut.recipe.to_json(),
        "task": cut.task.to_json(),
        "position": cut.position.to_json(),
        "signal_table_version": SIGNAL_TABLE_VERSION,
        "guidelines": {f"v{one}": n for one, n in sorted(cut.guidelines.items())},
        "records": cut.records,
        "splits": {name: cut.by_split[name] for name in cut.splits.names},
        "split": cut.splits.to_json(),
        "provenance": _sorted(cut.provenance),
        "excluded": _sorted(cut.excluded),
        "losses": _sorted(cut.losses),
        "unresolved": list[JsonValue](cut.unresolved),
        "sources": _sources(cut.connection, cut.project.seq, cut.imports),
        "figures": dict(cut.figures),
        "notes": list[JsonValue](notes_of(cut)),
        "sha256": cut.digest.hexdigest(),
        "files": [{"name": one.path.name, "bytes": one.size, "sha256": one.sha256} for one in files],
    }


def notes_of(cut: Cut) -> list[str]:
    """What a reader should know, a sentence each, in English."""
    told: list[str] = []
    policy, taken = cut.policy, cut.policy.provenance
    if policy.asked:
        told.append(f"Provenances were asked for by name: {', '.join(sorted(taken))}.")
    if cut.recipe.purpose is Purpose.EVALUATE and taken - {Provenance.BLIND}:
        told.append("It holds labels that were not given blind; labels given with a suggestion in view lean towards it.")
    if cut.recipe.purpose is Purpose.EVALUATE and not policy.suggesters and taken - {Provenance.BLIND}:
        told.append("No model was named, so labels may have been given with the model to be evaluated in view.")
    if (
        cut.recipe.purpose is not Purpose.EVALUATE
        and policy.asked
        and Provenance.BLIND in taken
        and cut.provenance[Provenance.BLIND]
    ):
        told.append("It holds items of the blind sample: what learns from it cannot be evaluated on them any more.")
    leaks = {name: n for name, n in cut.splits.leaks.items() if n}
    if leaks:
        told.append(f"Splits leak: {', '.join(f'{n} items by {name}' for name, n in sorted(leaks.items()))}.")
    return told


def _sorted(counts: Mapping[str, int]) -> dict[str, JsonValue]:
    return {name: n for name, n in sorted(counts.items()) if n}


def _sources(connection: Connection, project_seq: int, imports: Mapping[int, int]) -> dict[str, JsonValue]:
    """Records by the source of their items."""
    names = {int(row.seq): str(row.name) for row in fetch(connection, _SOURCES, p=project_seq)}
    found: dict[str, int] = {}
    for run, n in imports.items():
        name = names.get(run, "")
        found[name] = found.get(name, 0) + n
    return _sorted(found)
