"""From the state of a session to the frozen read models that a screen paints."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.vocabulary import DECIDED, Provenance, Verdict
from core.review.cards import Card, HistoryEntry, Phase, Progress, WhyNow
from core.review.given import slots
from core.review.pace import Pace
from core.review.presenting import as_numbered, presented
from core.review.stage import OnScreen, Stage
from core.review.undo import PastDecision
from core.storage.projects import ProjectInfo
from core.storage.sql import to_json


def card_of(project: ProjectInfo, stage: Stage, counters: dict[str, int]) -> Card:
    """The card of what is on stage. A blind item's card holds nothing that comes from a model."""
    on = stage.on
    if on is None:
        empty = stage.phase is Phase.FINISHED and not counters.get("items")
        return Card(Phase.EMPTY if empty else stage.phase)
    item, marks = on.drawn.item, on.drawn.marks
    view = on.view
    return Card(
        phase=stage.phase,
        item_id=item.id.hex(),
        item_seq=item.seq,
        external_id=item.external_id or "",
        text=item.text,
        metadata=tuple((name, _shown(value)) for name, value in item.metadata.items()),
        sample=on.drawn.draw.sample,
        suggestion=view,
        content=item.content,
        own_answer=None if on.own is None or on.own.answer is None else kind_of(project.task.kind).text(on.own.answer),
        own_value=None if on.own is None else on.own.answer,
        own_reason="" if on.own is None else on.own.reason or "",
        slots=tuple(str(answer) for answer in slots(project, view)),
        presented=presented(item),
        group_size=0 if on.blind else on.drawn.group_size,
        grouped=on.grouped,
        why=WhyNow(on.why),
        failure=on.given.row.failure or "" if stage.phase is Phase.FAILED else "",
        model=model_of(on),
        model_failure=on.given.failed.row.failure or "" if on.given.failed is not None and not on.blind else "",
        flagged=marks.flagged,
        thumb=marks.thumb,
        comments=marks.comments,
    )


def model_of(on: OnScreen) -> str:
    """The live prompt that is asked, has answered or failed; nothing on a blind item, of which nothing is told."""
    if on.blind:
        return ""
    made = on.given.failed or on.given.made
    return made.suggester if made is not None else on.given.asked


def _shown(value: JsonValue) -> str:
    return value if isinstance(value, str) else "" if value is None else to_json(value)


def entry_of(kind: Kind, past: PastDecision) -> HistoryEntry:
    """A decision as the history strip shows it: candidates by the numbers that the reviewer saw."""
    text = past.reason or "" if past.verdict == Verdict.REJECTED else kind.text(as_numbered(past.item_id, past.answer))
    return HistoryEntry(past.id.hex(), str(past.item_seq), Verdict(past.verdict), Provenance(past.provenance), text)


def progress_of(counters: dict[str, int], pace: Pace, withheld: int = 0) -> Progress:
    """The counts of the top bar. `withheld`: open items that the terms of their source keep from being reviewed."""
    return Progress(
        total=counters.get("items", 0),
        decided=sum(counters.get(f"verdict:{verdict}", 0) for verdict in DECIDED),
        skipped=counters.get("status:skipped", 0),
        left=max(0, counters.get("status:open", 0) - withheld),
        session=pace.session,
        per_minute=pace.per_minute(),
    )
