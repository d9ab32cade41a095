"""From a recipe to a cut that can be read: what is allowed, which items are meant, how they are parted."""

from __future__ import annotations

import hashlib
import threading
from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from sqlalchemy.engine import Connection
from typing_extensions import override

from core import clock
from core.domain.filters import Filter
from core.domain.json import JsonValue
from core.domain.uses import NEEDED_USE
from core.errors import Cancelled, UserError
from core.export.cut import Cut
from core.export.exposure import suggesters_of
from core.export.formats import format_of, formats_for
from core.export.policy import Policy
from core.export.position import Position, position_now
from core.export.recipe import Recipe
from core.export.record import Record
from core.export.splits.assigned import assigned
from core.export.splits.splitting import Splits, split_items
from core.export.splits.units import SplitItem
from core.ids import uuid7_bytes
from core.queues.counting import count
from core.queues.criteria import Scene
from core.queues.groups import find_groups
from core.queues.running import Desk
from core.queues.selecting import select
from core.storage.datasets import last_scheme
from core.storage.projects import ProjectInfo
from core.storage.sources import forbidden_runs
from core.storage.sql import fetch
from core.storage.writer import Writer

#: called with items looked at and items in all
Progress = Callable[[int, int], None]
_KEPT = "No file was written; one that was there before is as it was."
_NEAR = "SELECT item_seq, group_seq FROM near_duplicate WHERE project_seq = :p"


class CancelDesk(Desk):
    """A desk for work that another event stops. Raises `Cancelled`."""

    def __init__(self, cancel: threading.Event | None) -> None:
        super().__init__()
        self._cancel = cancel

    @override
    def require(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled("The export was cancelled.", kept=_KEPT)


def prepared(connection: Connection, project: ProjectInfo, recipe: Recipe) -> Cut:
    """A cut of the ledger as it is now. Raises `UserError` when the recipe asks for what cannot be."""
    _check(project, recipe)
    now, scene = clock.now_us(), Scene.of(connection, project)
    seqs = None if recipe.filter.empty else _selected(scene, recipe.filter)
    position = position_now(connection)
    cut = made(connection, project, recipe, position, now, uuid7_bytes().hex(), seqs)
    if seqs is not None:
        cut.excluded["filter"] = count(scene, Filter()) - len(seqs)
    return cut


def made(
    connection: Connection,
    project: ProjectInfo,
    recipe: Recipe,
    position: Position,
    created_us: int,
    dataset_id: str,
    seqs: array[int] | None,
) -> Cut:
    """A cut at a position. The terms of sources are those of now: what may not be used any more does not come back."""
    suggesters = suggesters_of(connection, project.seq, recipe.model) if recipe.model else frozenset[int]()
    forbidden = forbidden_runs(connection, project.seq, NEEDED_USE[recipe.purpose], clock.now_us())
    policy = Policy(recipe, forbidden, suggesters)
    return Cut(connection, project, project.task, recipe, position, policy, created_us, dataset_id, seqs=seqs)


def _check(project: ProjectInfo, recipe: Recipe) -> None:
    found = format_of(recipe.format)
    if recipe.purpose not in found.purposes:
        known = ", ".join(one.name for one in formats_for(recipe.purpose))
        what = f"The format {found.name} is not made for the purpose {recipe.purpose.value!r}."
        raise UserError("export.purpose", what, kept="Nothing was written.", todo=f"For it there are: {known}.")
    against = found.problem(project.task)
    if against:
        raise UserError("export.kind", against, kept="Nothing was written.", todo="Choose another format.")
    known_options = {one.name: one for one in found.options}
    strange = next((name for name in recipe.options if name not in known_options), None)
    if strange is not None:
        known = ", ".join(known_options) or "none"
        what = f"The format {found.name} has no setting {strange!r}."
        raise UserError("export.option", what, kept="Nothing was written.", todo=f"Known: {known}.")
    columns = [recipe.split.group, recipe.split.time_column]
    if any(columns) and not recipe.split.shares:
        raise UserError("split.nothing", "A group or a time was named, but no split.", todo="Say how: --split train=.8,test=.2")


def _selected(scene: Scene, wanted: Filter) -> array[int]:
    """The numbers of the items that match, ascending."""
    selection = select(wanted, scene, all_told=True)
    rows = fetch(scene.connection, selection.sql("i.seq"), **selection.params)
    return array("q", sorted(int(row[0]) for row in rows))


# --- splits ---


def join_alike(connection: Connection, project: ProjectInfo, writer: Writer, cancel: threading.Event | None) -> None:
    """Find the near-duplicates of items that were not looked at yet, since splits keep them on one side."""
    find_groups(Scene.of(connection, project), CancelDesk(cancel), writer)


def with_splits(cut: Cut) -> Cut:
    """The cut with its items parted, where the recipe asks for it. Goes through all of its records once."""
    if not cut.recipe.split.shares:
        return cut
    plan, project_seq = cut.recipe.split, cut.project.seq
    cuts = cast("list[str]", last_scheme(cut.connection, project_seq, "cuts") or []) if plan.by_time else []
    before = assigned(cut.connection, project_seq)
    return replace(cut, splits=split_items(_items(cut), plan, cut.recipe.seed, before, cuts))


def with_splits_of(cut: Cut, number: int) -> Cut:
    """The cut with the splits that its items had in the dataset with this number."""
    if not cut.recipe.split.shares:
        return cut
    of_item = assigned(cut.connection, cut.project.seq, number)
    groups = {one.seq: one.group for one in _items(cut) if one.group} if cut.recipe.split.group else {}
    return replace(cut, splits=Splits(cut.recipe.split.names, of_item, groups=groups))


def _items(cut: Cut) -> list[SplitItem]:
    near = {int(row[0]): int(row[1]) for row in fetch(cut.connection, _NEAR, p=cut.project.seq)}
    looking = replace(cut, excluded=cut.excluded.copy(), losses=cut.losses.copy(), unresolved=[])
    found: dict[int, SplitItem] = {}
    for records in format_of(cut.recipe.format).parted(looking):
        for record in records:
            found.setdefault(record.seq, _item(cut, record, near.get(record.seq, 0)))
    _require_columns(cut, found)
    return list(found.values())


def _item(cut: Cut, record: Record, near: int) -> SplitItem:
    plan = cut.recipe.split
    metadata = record.metadata_values if plan.group or plan.time_column else {}
    group = _text(metadata.get(plan.group)) if plan.group else ""
    at = _text(metadata.get(plan.time_column)) if plan.time_column else clock.iso(record.decided_us or 0)
    said = int.from_bytes(hashlib.blake2b(" ".join(record.text.casefold().split()).encode(), digest_size=8).digest())
    key = hashlib.blake2b(record.item_id.encode(), digest_size=16).digest()
    return SplitItem(record.seq, key, cut.kind.labels_in(record.answer), near, group or None, at, said)


def _require_columns(cut: Cut, items: dict[int, SplitItem]) -> None:
    """Raise `UserError` when a column that was named says nothing of any item."""
    plan = cut.recipe.split
    lacking = plan.group if plan.group and not any(one.group for one in items.values()) else ""
    lacking = lacking or (plan.time_column if plan.time_column and not any(one.at for one in items.values()) else "")
    if items and lacking:
        what = f"No item of this dataset has metadata called {lacking!r}."
        raise UserError("split.no_column", what, kept="Nothing was written.", todo="Name a column of the metadata.")


def _text(value: JsonValue) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)
