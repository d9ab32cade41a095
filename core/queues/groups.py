"""Near-duplicates: finding groups in the background, and the members that an item is like.

Items whose plain text is the same are one; of the others, those that share a band are compared on their shingles, and joined when their
Jaccard similarity is at least .8. A group is what is joined, over any number of steps (union-find; Tarjan, 1975); what is decided
together with an item is only what is that like the item itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from core.queues.criteria import Scene
from core.queues.running import Desk
from core.storage import groups
from core.storage.writer import BulkPace, Writer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Seqs = npt.NDArray[np.int64]
    Bands = npt.NDArray[np.uint32]

#: from this Jaccard similarity on, texts say nearly the same
ALIKE = 0.8
#: items read, and pairs compared, at a time; members that are compared with an item
_BLOCK, _PAIRS, _MOST = 1_000, 500, 2_000


class Union:
    """Which places belong together. The lowest place stands for the others."""

    def __init__(self, n: int) -> None:
        self._over = list(range(n))

    def find(self, place: int) -> int:
        """The place that stands for this one; the way there is halved (Tarjan and van Leeuwen, 1984)."""
        over = self._over
        while over[place] != place:
            over[place] = over[over[place]]
            place = over[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Let two places belong together."""
        one, other = self.find(one), self.find(other)
        self._over[max(one, other)] = min(one, other)


def find_groups(scene: Scene, desk: Desk, writer: Writer) -> None:
    """Find the groups of a project anew, if there are items that were not looked at. Raises `Stopped`; it then starts over next time."""
    if groups.done_seq(scene.connection, scene.project_seq) >= scene.high:
        return
    writer.submit_bulk(groups.watch).result()
    seqs, keys, bands = _read(scene, desk)
    union = Union(len(seqs))
    first = _join_exact(union, keys)
    for band in range(bands.shape[1]):
        _join_alike(scene, desk, union, seqs, list(_candidates(union, bands[:, band], first)))
    _write(scene, desk, writer, [(int(seqs[place]), int(seqs[union.find(place)])) for place in range(len(seqs))])


def _read(scene: Scene, desk: Desk) -> tuple[Seqs, npt.NDArray[np.uint64], Bands]:
    """Numbers, hashes of the plain text and bands of all items: 80 bytes an item."""
    import numpy as np  # noqa: PLC0415

    from core.queues import minhash  # noqa: PLC0415

    seqs, keys, bands = list[int](), list[bytes](), [np.empty((0, minhash.BANDS), dtype=np.uint32)]
    after = scene.low - 1
    while block := groups.texts(scene.connection, scene.project_seq, after, scene.high, _BLOCK):
        desk.require()
        after = block[-1][0]
        plain = [minhash.plain(text) for _, text in block]
        seqs += [seq for seq, _ in block]
        keys += [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in plain]
        bands.append(minhash.bands(plain))
    return np.array(seqs, dtype=np.int64), np.frombuffer(b"".join(keys), dtype=np.uint64), np.concatenate(bands)


def _join_exact(union: Union, keys: npt.NDArray[np.uint64]) -> Seqs:
    """Join what is the same; returns the first place of each text, in order."""
    import numpy as np  # noqa: PLC0415

    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    for place, one in enumerate(first[which].tolist()):
        if place != one:
            union.join(one, place)
    return np.sort(first)


def _candidates(union: Union, band: npt.NDArray[np.uint32], first: Seqs) -> Iterator[tuple[int, int]]:
    """Pairs of places that share the band: each with the first and with the one before it, so that their number stays linear."""
    import numpy as np  # noqa: PLC0415

    values = band[first]
    order = np.argsort(values, kind="stable")
    same = np.flatnonzero(values[order][1:] == values[order][:-1]) + 1
    head, before = -1, -1
    for at in same.tolist():
        place, previous = int(first[order[at]]), int(first[order[at - 1]])
        head = head if at == before + 1 else previous
        before = at
        for other in {head, previous}:
            if union.find(other) != union.find(place):
                yield other, place


def _join_alike(scene: Scene, desk: Desk, union: Union, seqs: Seqs, pairs: Sequence[tuple[int, int]]) -> None:
    """Join the pairs that are alike on their shingles."""
    from core.queues import minhash  # noqa: PLC0415

    for start in range(0, len(pairs), _PAIRS):
        desk.require()
        part = [pair for pair in pairs[start : start + _PAIRS] if union.find(pair[0]) != union.find(pair[1])]
        texts = groups.some_texts(scene.connection, [int(seqs[place]) for place in {place for pair in part for place in pair}])
        held = {seq: minhash.shingles(minhash.plain(text)) for seq, text in texts.items()}
        for one, other in part:
            both = held.get(int(seqs[one])), held.get(int(seqs[other]))
            if both[0] is not None and both[1] is not None and minhash.jaccard(both[0], both[1]) >= ALIKE:
                union.join(one, other)


def _write(scene: Scene, desk: Desk, writer: Writer, found: list[tuple[int, int]]) -> None:
    """Put the groups of more than one item in the place of what was there."""
    more = {group for seq, group in found if seq != group}
    rows = [(seq, group) for seq, group in found if group in more]
    while writer.submit_bulk(lambda c: groups.drop_slice(c, scene.project_seq, 2_000)).result():
        desk.require()
    pace, start = BulkPace(rows=500, most=5_000), 0
    while start < len(rows):
        desk.require()
        part = rows[start : start + pace.rows]
        writer.submit_bulk(partial(_paced, pace, scene.project_seq, part)).result()
        start += len(part)
    writer.submit_bulk(lambda c: groups.set_done(c, scene.project_seq, scene.high)).result()


def _paced(pace: BulkPace, project_seq: int, part: Sequence[tuple[int, int]], connection: Connection) -> None:
    with pace:
        groups.add_slice(connection, project_seq, part)


def members(scene: Scene, item_seq: int) -> list[int]:
    """The items that say nearly the same as this one, itself first; only itself when there are none."""
    from core.queues import minhash  # noqa: PLC0415

    found = groups.members(scene.connection, scene.project_seq, item_seq, _MOST)
    texts = groups.some_texts(scene.connection, [*found, item_seq])
    if item_seq not in texts:
        return [item_seq]
    held = {seq: minhash.plain(text) for seq, text in texts.items()}
    own = minhash.shingles(held[item_seq])
    if scene.kind.bound:  # offsets and numbers of candidates say nothing of another text
        return [item_seq, *(seq for seq in found if seq != item_seq and texts.get(seq) == texts[item_seq])]
    alike = [seq for seq in found if seq in held and seq != item_seq and _alike(own, held[item_seq], held[seq])]
    return [item_seq, *alike]


def _alike(own: npt.NDArray[np.uint64], text: str, other: str) -> bool:
    from core.queues import minhash  # noqa: PLC0415

    return text == other or minhash.jaccard(own, minhash.shingles(other)) >= ALIKE
