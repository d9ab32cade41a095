"""What the calls of a project may do: where they may go, what they may cost, what is taken out of the text before it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch_value, from_json, run, to_json

#: billionths of a US dollar in a dollar: money is counted in whole numbers of these
NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one project. Money in US dollars, each day by UTC; None: no limit. `redact`: kinds (core/prompts/redaction).

    `local_only`: calls go to this machine and to `hosts` alone.
    """

    local_only: bool = False
    hosts: tuple[str, ...] = ()
    money_per_day: float | None = None
    calls_per_day: int | None = None
    redact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent on one day, in US dollars; `reserved` is held for calls that are under way."""

    calls: int = 0
    money: float = 0.0
    reserved: float = 0.0


def read_limits(connection: Connection, project_seq: int) -> Limits:
    """The limits of a project."""
    stored = from_json(fetch_value(connection, "SELECT model_limits FROM project WHERE seq = :p", p=project_seq))
    if not isinstance(stored, dict):
        return Limits()
    hosts, redact = stored.get("hosts"), stored.get("redact")
    money, calls = stored.get("money_per_day"), stored.get("calls_per_day")
    return Limits(
        local_only=bool(stored.get("local_only")),
        hosts=tuple(str(host) for host in hosts) if isinstance(hosts, list) else (),
        money_per_day=float(money) if isinstance(money, int | float) else None,
        calls_per_day=int(calls) if isinstance(calls, int | float) else None,
        redact=tuple(str(kind) for kind in redact) if isinstance(redact, list) else (),
    )


def write_limits(connection: Connection, project_seq: int, limits: Limits) -> None:
    """Set the limits of a project; the ledger notes them. Raises `UserError` when one of them is below zero."""
    if (limits.money_per_day or 0) < 0 or (limits.calls_per_day or 0) < 0:
        raise UserError("limits.negative", "A budget cannot be below zero.", kept="The limits are as they were.")
    values: dict[str, JsonValue] = {**asdict(limits), "hosts": list(limits.hosts), "redact": list(limits.redact)}
    run(connection, "UPDATE project SET model_limits = :l WHERE seq = :p", l=to_json(values), p=project_seq)
    add(connection, NewEvent(EventKind.LIMITS_SET, project_seq, data=values))
