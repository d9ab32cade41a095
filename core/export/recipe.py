"""What a dataset is made of: the choices of whoever cuts it. A recipe is a value: it can be kept as JSON and told in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite
from typing import cast

from core.domain.filters import Filter
from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError

_SPLIT_NAME = re.compile(r"[A-Za-z0-9_]{1,40}")


class Disagreement(StrEnum):
    """Which answer counts where several people judged an item."""

    LATEST = "latest"  # the label that stands
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"  # where they agree, that; else what the adjudicator said
    ALL = "all"  # one record for each annotation


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """How items are parted. `shares`: (name, share) in order; `by_time`: the oldest go into the first split.

    `time_column`: a metadata column with ISO 8601 instants; empty: when it was decided. `group`: a metadata column whose values stay
    together; near-duplicates always do. `resplit`: assign anew what an earlier dataset assigned.
    """

    shares: tuple[tuple[str, float], ...] = ()
    by_time: bool = False
    time_column: str = ""
    group: str = ""
    resplit: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the splits, in order."""
        return tuple(name for name, _ in self.shares)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All choices of a dataset. `provenance` empty: what the purpose takes by default; `model`: the version or model to be evaluated.

    `options`: settings of the format (`Format.options`).
    """

    format: str
    purpose: Purpose = Purpose.EXCHANGE
    filter: Filter = field(default_factory=Filter)
    provenance: tuple[Provenance, ...] = ()
    model: str = ""
    disagreement: Disagreement = Disagreement.LATEST
    adjudicator: str = ""
    split: SplitPlan = field(default_factory=SplitPlan)
    seed: int = 0
    options: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    def to_json(self) -> dict[str, JsonValue]:
        """The recipe as the workspace and the manifest keep it."""
        return {
            "format": self.format,
            "purpose": self.purpose.value,
            "filter": self.filter.to_json(),
            "provenance": [one.value for one in self.provenance],
            "for": self.model,
            "disagreement": self.disagreement.value,
            "adjudicator": self.adjudicator,
            "split": [[name, share] for name, share in self.split.shares],  # in order, which keys of an object do not keep
            "by_time": self.split.by_time,
            "time_column": self.split.time_column,
            "group": self.split.group,
            "resplit": self.split.resplit,
            "seed": self.seed,
            "options": dict(self.options),
        }

    @staticmethod
    def from_json(value: JsonValue) -> Recipe:
        """The recipe that `to_json` wrote."""
        held = cast("dict[str, JsonValue]", value if isinstance(value, dict) else {})
        shares = cast("list[tuple[str, float]]", held.get("split") or [])
        split = SplitPlan(
            tuple((name, float(share)) for name, share in shares),
            bool(held.get("by_time")),
            str(held.get("time_column") or ""),
            str(held.get("group") or ""),
            bool(held.get("resplit")),
        )
        return Recipe(
            str(held.get("format") or ""),
            Purpose(str(held.get("purpose") or Purpose.EXCHANGE)),
            Filter.from_json(held.get("filter") or {}),
            tuple(Provenance(str(one)) for one in cast("list[str]", held.get("provenance") or [])),
            str(held.get("for") or ""),
            Disagreement(str(held.get("disagreement") or Disagreement.LATEST)),
            str(held.get("adjudicator") or ""),
            split,
            int(cast("int", held.get("seed") or 0)),
            cast("dict[str, JsonValue]", held.get("options") or {}),
        )

    def also(self, **changes: object) -> Recipe:
        """The recipe with these choices in place of its own."""
        return cast("Recipe", replace(self, **changes))  # pyright: ignore[reportArgumentType]


def splits_of(text: str) -> tuple[tuple[str, float], ...]:
    """The shares in `train=.8,test=.2`. Raises `UserError` for what is no share, for a name twice, and when they do not add up to 1."""
    shares: list[tuple[str, float]] = []
    for part in text.split(","):
        name, _, share = part.partition("=")
        shares.append((name.strip(), _share(share.strip(), part)))
    names = [name for name, _ in shares]
    if not all(_SPLIT_NAME.fullmatch(name) for name in names) or len(set(names)) < len(names):
        raise UserError("split.names", "Each split has a name of its own, of letters, digits and underscores.")
    if abs(sum(share for _, share in shares) - 1) > 1e-6:
        raise UserError("split.sum", "The shares of the splits do not add up to 1.", todo="As in: train=.8,test=.2")
    return tuple(shares)


def _share(text: str, part: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not (isfinite(share) and 0 < share <= 1):
        raise UserError("split.share", f"{part.strip()!r} is no split with its share.", todo="As in: train=.8,test=.2")
    return share
