"""The card of a dataset: a README.md with a YAML header in the convention of the hub (huggingface.co/docs/hub/datasets-cards)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import yaml

from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.export.card_words import EXCLUDED, LOSSES, PROVENANCE, counted, plain, share, table
from core.export.manifest import Manifest

#: among the figures of a manifest: how a dataset for the hub is laid out (`hub_figure`), and what is known of its bias
HUB, REVIEW = "hub", "review"
_LABELS_SHOWN = 100
#: sizes in the words of the hub, by the number of records below which they hold
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_LARGEST = "10M<n<100M"
_LONG_LINE = 1 << 30


def card_of(manifest: Manifest) -> str:
    """The card of the dataset that this manifest describes. It tells nothing of its files, so that they can hold it.

    What stands in an object comes in an order of its own: a manifest that was kept has lost the one it was made in.
    """
    sections = (
        ("What it is", _what(manifest)),
        ("Who decided", _who(manifest)),
        ("Guidelines", _guidelines(manifest)),
        ("Agreement and known bias", _bias(manifest)),
        ("What was left out", _left_out(manifest)),
        ("Splits", _splits(manifest)),
        ("Personal data", _personal(manifest)),
        ("Cut it again", _again(manifest)),
    )
    parts = [f"---\n{_header(manifest)}---", f"# {plain(manifest.get('project'))}"]
    for title, lines in sections:
        parts += [f"## {title}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def hub_figure(files: Sequence[JsonValue], features: Sequence[JsonValue], sizes: Sequence[JsonValue]) -> JsonValue:
    """What the header says of a dataset with files for the hub: `{"split", "path"}` each, the columns, `{"name", "num_examples"}`."""
    return {"data_files": list(files), "features": list(features), "splits": list(sizes)}


# --- the header ---


def _header(manifest: Manifest) -> str:
    held: dict[str, Any] = {"license": str(_option(manifest, "licence") or "unknown")}
    languages = [one.strip() for one in str(_option(manifest, "language") or "").split(",") if one.strip()]
    if languages:
        held["language"] = languages
    held |= {
        "pretty_name": " ".join(str(manifest.get("project")).split()),
        "task_categories": [_category(_task(manifest))],
        "size_categories": [_size(_number(manifest.get("records")))],
        "tags": ["countersign", "human-feedback"],
    }
    hub = _object(_object(manifest.get("figures")).get(HUB))
    if hub:
        held["dataset_info"] = {name: _ordered(hub.get(name)) for name in ("features", "splits")}
        held["configs"] = [{"config_name": "default", "data_files": _ordered(hub.get("data_files"))}]
    return yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=_LONG_LINE)


def _ordered(value: Any) -> Any:
    """Names first, then numbers as numbers."""
    if isinstance(value, list):
        return [_ordered(one) for one in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    held = cast("dict[str, Any]", value)
    keys = sorted(held, key=lambda key: (key not in ("name", "split"), int(key) if key.isdecimal() else 0, key))
    return {key: _ordered(held[key]) for key in keys}


def _category(task: Task) -> str:
    """What the hub calls the task, by the parts that its answers have."""
    parts = kind_of(task.kind).neutral(None)
    named = (
        (parts.spans, "token-classification"),
        (parts.text, "text-generation"),
        (parts.ranking, "reinforcement-learning"),
        (parts.labels, "text-classification"),
    )
    return next((name for part, name in named if part is not None), "other")


def _size(records: int) -> str:
    return next((name for below, name in _SIZES if records < below), _LARGEST)


# --- the sections ---


def _what(manifest: Manifest) -> Iterator[str]:
    task = _task(manifest)
    purpose, layout, release = (plain(manifest.get(name)) for name in ("purpose", "layout", "release"))
    yield (
        f"{_number(manifest.get('records')):,} records for the purpose **{purpose}** in the format {layout}, "
        f"cut on {plain(str(manifest.get('created_at'))[:10])} with Countersign {release}. "
        f"The answers are of the kind **{plain(task.kind)}**."
    )
    if task.options.instruction:
        yield f"\nAsked was: {plain(task.options.instruction)}"
    shown = task.labels[:_LABELS_SHOWN]
    if shown:
        yield ""
        yield from table(("label", "what it means"), [(one.name, one.description) for one in shown])
    if len(task.labels) > len(shown):
        yield f"\nand {len(task.labels) - len(shown):,} more labels."
    if task.fields:
        yield ""
        yield from table(("field", "type", "what it holds"), [(one.name, one.type.value, one.description) for one in task.fields])
    sources = _object(manifest.get("sources"))
    if sources:
        yield ""
        yield from table(("source of the items", "records"), [(name or "unnamed", f"{n:,}") for name, n in _by_count(sources)])


def _who(manifest: Manifest) -> Iterator[str]:
    if manifest.get("provenance"):
        yield from counted(manifest.get("provenance"), PROVENANCE, ("how the label came about", "records", "that is"))
        yield "\nLabels that were decided with a suggestion in view are no judge of the model that made it."
    else:
        yield "It holds no labels."


def _guidelines(manifest: Manifest) -> Iterator[str]:
    held = _object(manifest.get("guidelines"))
    numbered = sorted((int(name.removeprefix("v")), n) for name, n in held.items())
    told = ", ".join(f"version {number} ({n:,} records)" for number, n in numbered)
    yield f"Decided under {told}." if told else "No record was decided under written guidelines of this project."


def _bias(manifest: Manifest) -> Iterator[str]:
    figures = _object(_object(manifest.get("figures")).get(REVIEW))
    told = [line for line in (_people(figures), _assisted(figures), _anchoring(figures)) if line]
    notes = manifest.get("notes")
    told += [plain(note) for note in notes] if isinstance(notes, list) else []
    yield from (
        f"- {line}" for line in told or ["Nothing is known: no two people judged one item, and no suggestion was in view."]
    )


def _people(figures: dict[str, Any]) -> str:
    held = _object(figures.get("people"))
    if not held:
        return ""
    return (
        f"Several people judged {held['items']:,} items of the project; on {share(held['share'])} of them they all say the same "
        f"(mean agreement of two answers: {float(held['agreement']):.2f}, where 1 is the same answer)."
    )


def _assisted(figures: dict[str, Any]) -> str:
    held = _object(figures.get("assisted"))
    return f"Of {held['items']:,} suggestions in view {share(held['share'])} were accepted as they were." if held else ""


def _anchoring(figures: dict[str, Any]) -> str:
    """The effect of seeing a suggestion first: the difference between two fair samples of one project."""
    blind, control = _object(figures.get("blind")), _object(figures.get("control"))
    if not blind or not control:
        return ""
    lean = 100 * (float(control["share"]) - float(blind["share"]))
    return (
        f"Anchoring: whoever answered first gave the model's answer in {share(blind['share'])} of {blind['items']:,} blind items; whoever "
        f"saw it first, in {share(control['share'])} of {control['items']:,} control items: {lean:+.1f} points by seeing it."
    )


def _left_out(manifest: Manifest) -> Iterator[str]:
    head = ("reason", "items", "that is")
    yield from counted(manifest.get("excluded"), EXCLUDED, head) if manifest.get("excluded") else ("No item was left out.",)
    if manifest.get("losses"):
        yield "\nWhat the format could not hold:\n"
        yield from counted(manifest.get("losses"), LOSSES, ("loss", "how often", "that is"))


def _splits(manifest: Manifest) -> Iterator[str]:
    splits, recipe = _object(manifest.get("splits")), _object(manifest.get("recipe"))
    if not splits:
        yield "It is not split."
        return
    names = [str(one[0]) for one in cast("list[list[Any]]", recipe.get("split") or [])]
    yield from table(("split", "records"), [(name, f"{splits.get(name, 0):,}") for name in names])
    how = "by time, the oldest first" if recipe.get("by_time") else f"by label, with the seed {recipe.get('seed')}"
    group = f"; what has the same {plain(recipe['group'])} stays together" if recipe.get("group") else ""
    yield f"\nParted {how}; near-duplicates stay on one side{group}."
    leaks = [(name, n) for name, n in _by_count(_object(_object(manifest.get("split")).get("leakage"))) if n]
    told = ", ".join(f"{n:,} items by {plain(name.replace('_', ' '))}" for name, n in leaks)
    yield f"\nLeakage between splits: {told or 'none was found'}."


def _personal(manifest: Manifest) -> Iterator[str]:
    yield (
        "The texts are those that were imported: nothing was masked, and nobody has checked them for names, addresses or other "
        "personal data. Reviewers stand under the names that they gave themselves. Whoever passes this on answers for both."
    )
    if _option(manifest, "licence") in (None, "unknown"):
        yield "\nThe licence of the texts was not named."


def _again(manifest: Manifest) -> Iterator[str]:
    yield f"From the workspace that it was cut from:\n\n    countersign dataset recut {plain(manifest.get('dataset'))} --out PATH\n"
    yield f"SHA-256 over its canonical rows: `{plain(manifest.get('sha256'))}`"


# --- what a manifest holds ---


def _task(manifest: Manifest) -> Task:
    return Task.from_json(manifest.get("task"))


def _option(manifest: Manifest, name: str) -> JsonValue:
    return _object(_object(manifest.get("recipe")).get("options")).get(name)


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _by_count(counts: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
