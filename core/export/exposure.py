"""Which suggesters an evaluation set is for, and on which items one of them was in view: those cannot evaluate it.

A prompt is all of its versions, however they were made from one another, whatever model answered for them, and all that the model says that
it is pinned to. A model is every suggester that asks it, also in the place of another that was out of order, and an import under its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from core.errors import UserError
from core.storage.prompts import SUGGESTER
from core.storage.sql import fetch, from_json, to_json

_VERSIONS = """SELECT v.seq, v.number, v.hash, v.parent_seq, v.suggester_seq, v.content, v.connection FROM prompt_version v
WHERE v.project_seq = :p ORDER BY v.number"""
_SUGGESTERS = "SELECT seq, kind, name, version FROM suggester WHERE project_seq = :p"
_REVEALED = """SELECT DISTINCT e.item_seq FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value
JOIN suggestion s ON s.seq = e.suggestion_seq
WHERE e.seq <= :upto AND e.kind = 'revealed' AND s.suggester_seq IN (SELECT value FROM json_each(:by))"""
_TAKEN = """SELECT d.seq FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value JOIN suggestion s ON s.seq = d.suggestion_seq
WHERE s.suggester_seq IN (SELECT value FROM json_each(:by))"""
_VERSION = re.compile(r"v?(\d+)", re.IGNORECASE)


class _Version(NamedTuple):
    """A prompt version: who suggests by it, what it was made from, what it says."""

    seq: int
    number: int
    hash: str
    parent: int | None
    suggester: int
    content: str
    connection: str

    @property
    def as_stand_in(self) -> str:
        """How the version of a suggester begins that answers for this one by another model (core/suggest/prompted.py)."""
        return f"{self.hash}/{self.connection}+"

    @property
    def model(self) -> str:
        """The model that it is pinned to."""
        held = from_json(self.content)
        return str(held.get("model") or "") if isinstance(held, dict) else ""


class _Suggester(NamedTuple):
    """Whoever suggests."""

    seq: int
    kind: str
    name: str
    version: str


def suggesters_of(connection: Connection, project_seq: int, asked: str) -> frozenset[int]:
    """The numbers of the suggesters that `asked` means: `v3`, `3`, the hash of a version, or the name of a model.

    Raises `UserError` when there is no such version or model in the project.
    """
    versions = [_Version(*row) for row in fetch(connection, _VERSIONS, p=project_seq)]
    suggesters = [_Suggester(*row) for row in fetch(connection, _SUGGESTERS, p=project_seq)]
    named = _version_named(versions, asked.strip())
    if named is not None:
        family = {one.seq: one for one in _family(versions, named)}
        ours = {one.suggester for one in family.values()} | {one.seq for one in suggesters if _stands_in(one, family.values())}
        return frozenset(ours | _asking(versions, suggesters, named.model))
    found = _asking(versions, suggesters, asked.strip())
    found |= {one.seq for one in suggesters if one.kind == asked.strip() != SUGGESTER}
    if not found:
        raise _unknown(versions, [one.name for one in suggesters if one.kind != SUGGESTER], asked)
    return frozenset(found)


def _asking(versions: Sequence[_Version], suggesters: Sequence[_Suggester], model: str) -> set[int]:
    """Who asks a model, and what came with the data under its name."""
    found = {one.suggester for one in versions if _same_model(one.model, model)}
    for one in suggesters:
        names = [one.version.removeprefix(v.as_stand_in) for v in versions if _stands_in(one, [v])]
        names += [one.name] if one.kind != SUGGESTER else []
        found |= {one.seq for name in names if _same_model(name, model)}
    return found


def _stands_in(suggester: _Suggester, versions: Iterable[_Version]) -> bool:
    """Whether it is one of these versions answered by another model, since their own was out of order."""
    return any(suggester.version.startswith(one.as_stand_in) for one in versions)


def _version_named(versions: Sequence[_Version], asked: str) -> _Version | None:
    number = _VERSION.fullmatch(asked)
    return next((one for one in versions if one.hash == asked or (number and one.number == int(number.group(1)))), None)


def _same_model(model: str, asked: str) -> bool:
    """A model may be called without its provider: `gpt-x` for `openai/gpt-x`. With two providers it is the same one all the same."""
    return model.rpartition("/")[2] == asked.rpartition("/")[2]


def _family(versions: Sequence[_Version], one: _Version) -> list[_Version]:
    """All versions that go back to the same beginnings as `one`."""
    roots = {version.seq: version.seq for version in versions}
    for version in versions:  # a parent has a lower number than what was made from it
        if version.parent in roots:
            roots[version.seq] = roots[version.parent]
    return [version for version in versions if roots[version.seq] == roots[one.seq]]


def names_to_ask(connection: Connection, project_seq: int) -> list[str]:
    """What `suggesters_of` understands in this project: versions of prompts, their models, other suggesters."""
    versions = [_Version(*row) for row in fetch(connection, _VERSIONS, p=project_seq)]
    return _known(versions, [str(row.name) for row in fetch(connection, _SUGGESTERS, p=project_seq)])


def _known(versions: Sequence[_Version], names: Iterable[str]) -> list[str]:
    every = (*(f"v{one.number}" for one in versions), *(one.model for one in versions), *names)
    return list(dict.fromkeys(every))


def _unknown(versions: Sequence[_Version], names: Iterable[str], asked: str) -> UserError:
    known = _known(versions, names)
    what = f"No prompt version and no model of this project is called {asked[:80]!r}."
    return UserError(
        "export.for_unknown", what, kept="Nothing was written.", todo=f"Known: {', '.join(known[:20]) or 'none yet'}."
    )


def seen_on(connection: Connection, item_seqs: Sequence[int], suggesters: frozenset[int], upto: int) -> set[int]:
    """Which of these items had a suggestion by one of `suggesters` in view, up to this event."""
    held = {"seqs": to_json(list(item_seqs)), "by": to_json(list(suggesters))}
    return {int(row[0]) for row in fetch(connection, _REVEALED, **held, upto=upto)}


def taken_from(connection: Connection, decision_seqs: Sequence[int], suggesters: frozenset[int]) -> set[int]:
    """Which of these decisions took over a suggestion of one of `suggesters`: also in bulk, where nothing was in view."""
    held = {"seqs": to_json(list(decision_seqs)), "by": to_json(list(suggesters))}
    return {int(row[0]) for row in fetch(connection, _TAKEN, **held)}
