"""What calls of a project may do, by command: it is set in part, shown whole, and holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.core.cli.conftest import Cli

LIMITS = ("project", "limits", "P")


def project(cli: Cli) -> None:
    cli.told("project", "create", "P", "--labels", "a,b")


def test_without_an_option_the_limits_are_shown(cli: Cli) -> None:
    project(cli)
    assert cli.told(*LIMITS).splitlines() == [
        "P: calls go to any host.",
        "Taken out before sending: nothing.",
        "Today (UTC): 0 calls, $0.00.",
    ]
    spent = {"calls": 0, "money": 0.0, "reserved": 0.0}
    free: dict[str, Any] = {
        "project": "P",
        "local_only": False,
        "hosts": [],
        "money_per_day": None,
        "calls_per_day": None,
        "redact": [],
    }
    assert cli.json(*LIMITS) == {**free, "spent_today": spent}


def test_each_option_changes_its_own_limit_alone(cli: Cli) -> None:
    project(cli)
    words = "--local-only --host gpu.example --host 10.0.0.7 --budget-per-day 2.50 --calls-per-day 900 --redact Email,phone,email"
    first = cli.json(*LIMITS, *words.split())
    wanted = {"local_only": True, "hosts": ["gpu.example", "10.0.0.7"], "money_per_day": 2.5, "calls_per_day": 900}
    wanted["redact"] = ["email", "phone"]
    assert {name: first[name] for name in wanted} == wanted
    assert cli.json(*LIMITS) == first
    assert cli.told(*LIMITS).splitlines() == [
        "P: calls go to this machine, gpu.example, 10.0.0.7 alone.",
        "Taken out before sending: email, phone.",
        "Today (UTC): 0 of 900 calls, $0.00 of $2.50.",
    ]
    assert cli.json(*LIMITS, "--not-local-only") == {**first, "local_only": False}
    assert cli.json(*LIMITS, "--host", "none")["hosts"] == []
    assert cli.json(*LIMITS, "--redact", "none")["redact"] == []
    freed = cli.json(*LIMITS, "--no-budget")
    assert (freed["money_per_day"], freed["calls_per_day"]) == (None, None)
    both = cli.json(*LIMITS, "--no-budget", "--calls-per-day", "0")
    assert (both["money_per_day"], both["calls_per_day"]) == (None, 0)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--budget-per-day -1", "--budget-per-day takes an amount of 0 or more."),
        ("--budget-per-day nan", "--budget-per-day takes an amount of 0 or more."),
        ("--budget-per-day inf", "--budget-per-day takes an amount of 0 or more."),
        ("--calls-per-day -1", "Invalid value for '--calls-per-day'"),
        ("--redact email,names", "Nothing called 'names' can be redacted. Known: email, iban, card, phone."),
    ],
)
def test_what_is_no_limit_is_refused_and_the_others_stay(cli: Cli, words: str, says: str) -> None:
    project(cli)
    before = cli.json(*LIMITS, "--budget-per-day", "1", "--redact", "iban")
    assert says in cli.refused(*LIMITS, *words.split())
    assert cli.json(*LIMITS) == before
    assert "no project called" in cli.refused("project", "limits", "Nowhere")
