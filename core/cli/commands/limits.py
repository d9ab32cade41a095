"""`countersign project limits`: where calls of a project may go, what they may cost, what is taken out before they are sent."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.outcome import dollars
from core.cli.state import open_workspace, show
from core.cli.values import amount

if TYPE_CHECKING:
    from core.storage.limits import Limits, Spent

#: what stands for an empty list
_NONE = "none"


def limits(
    name: Annotated[str, typer.Argument(help="The project's name.")],
    local_only: Annotated[
        bool | None, typer.Option("--local-only/--not-local-only", help="Calls go to this machine and the hosts alone.")
    ] = None,
    host: Annotated[list[str] | None, typer.Option(help="A private host; more than once for several; none: no host.")] = None,
    budget_per_day: Annotated[float | None, typer.Option(help="US dollars a day (UTC).")] = None,
    calls_per_day: Annotated[int | None, typer.Option(min=0, help="Calls a day (UTC).")] = None,
    no_budget: Annotated[bool, typer.Option("--no-budget", help="No limit to money and calls a day.")] = False,
    redact: Annotated[str | None, typer.Option(help="What is taken out: email,phone,iban,card; none: nothing.")] = None,
) -> None:
    """Set what calls of a project may do. Without an option it shows that, and what was spent today."""
    given: dict[str, Any] = {"local_only": local_only, "calls_per_day": calls_per_day}
    given |= {"money_per_day": amount(budget_per_day, "--budget-per-day"), "redact": _kinds(redact)}
    given["hosts"] = None if host is None else tuple(one.strip() for one in host if one.strip() not in ("", _NONE))
    wanted = {field: value for field, value in given.items() if value is not None}
    with open_workspace() as workspace:
        project = workspace.project(name)
        before = workspace.models.limits(project)
        free = replace(before, money_per_day=None, calls_per_day=None) if no_budget else before
        now = replace(free, **wanted)
        if now != before:
            workspace.models.set_limits(project, now)
        spent = workspace.models.spent_today(project)
    show({"project": project.name, **asdict(now), "spent_today": asdict(spent)}, _told(project.name, now, spent))


def _kinds(text: str | None) -> tuple[str, ...] | None:
    """The kinds to redact. Raises `UserError` when there is no such kind."""
    if text is None:
        return None
    from core.prompts.redaction import Redactor  # noqa: PLC0415

    kinds = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip().lower() not in ("", _NONE)))
    Redactor(kinds)
    return kinds


def _told(name: str, now: Limits, spent: Spent) -> str:
    near = f"this machine{''.join(f', {host}' for host in now.hosts)} alone"
    money = "" if now.money_per_day is None else f" of {dollars(now.money_per_day)}"
    calls = "" if now.calls_per_day is None else f" of {now.calls_per_day:,}"
    held = f", {dollars(spent.reserved)} held for calls under way" if spent.reserved else ""
    return (
        f"{name}: calls go to {near if now.local_only else 'any host'}.\n"
        f"Taken out before sending: {', '.join(now.redact) or 'nothing'}.\n"
        f"Today (UTC): {spent.calls:,}{calls} calls, {dollars(spent.money)}{money}{held}."
    )
