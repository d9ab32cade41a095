"""Suggesting by command: who does it, what it reports, how it goes on, and how it ends when it has to stop."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.cli.batch_bar import told as told_progress
from core.cli.outcome import dollars
from core.suggest.views import BatchProgress
from tests.fake_model.labels import first_answer
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.cli.conftest import COMMAND, Cli, assert_one_line, environment, in_process_of_its_own
from tests.unit.core.cli.test_model import serving

SUGGEST = ("suggest", "--project", "Colours")
REPORTED = ("asked", "answered", "cached", "failed", "tokens_in", "tokens_out", "cost", "seconds")


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with serving() as server:
        yield server


def connected(cli: Cli, fake: FakeModel, items: int = 6, *more: str) -> None:
    """A project with a live prompt."""
    cli.colours(items)
    price = ("--price-in", "1", "--price-out", "2")
    cli.told("model", "add", "fake", "--model", "openai/fake", "--base-url", fake.url, *price, *more)
    cli.told("prompt", "add", "--project", "Colours", "--model", "fake", "--activate")


def stopped(cli: Cli, *more: str) -> tuple[dict[str, Any], str]:
    """What a run reports that ends early, and why it says it does."""
    done = cli.run(*SUGGEST, "--json", *more)
    assert done.status == 1, done
    assert_one_line(done.err)
    return orjson.loads(done.out), done.err


def test_the_live_prompt_suggests_and_a_second_run_asks_nothing(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    first = cli.json(*SUGGEST, "--limit", "4")
    assert {name: first[name] for name in ("version", "asked", "answered", "suggested", "cached", "failed", "stopped")} == {
        "version": 1,
        "asked": 4,
        "answered": 4,
        "suggested": 4,
        "cached": 0,
        "failed": {},
        "stopped": "",
    }
    assert set(REPORTED) <= set(first)
    assert first["cost"] == pytest.approx((first["tokens_in"] + 2 * first["tokens_out"]) / 1e6)
    assert first["seconds"] > 0 < first["tokens_in"]
    assert cli.json(*SUGGEST)["asked"] == 2
    last = cli.json(*SUGGEST)
    assert (last["asked"], last["answered"], last["cost"], fake.requests) == (0, 0, 0.0, 6)


def test_it_says_in_words_what_came_of_it(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    fake.then(MOODS["unknown"])
    told = cli.told(*SUGGEST).splitlines()
    assert told[0] == "Suggested answers for 5 items by v1; 1 where the model does not know."
    assert re.fullmatch(r"6 calls, 0 from the cache, [\d,]+ tokens in, \d+ out, \$0\.00\d+, \d+\.\d s\.", told[1])


def test_another_version_or_the_built_in_suggester_can_be_asked_for(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    cli.told("prompt", "add", "--project", "Colours", "--model", "fake", "--rationale")
    assert cli.json(*SUGGEST, "--with", "v2", "--limit", "2")["version"] == 2
    assert fake.requests == 2
    built_in = cli.json(*SUGGEST, "--with", "builtin", "--limit", "3")
    assert (built_in["version"], built_in["answered"], built_in["suggested"]) == (None, 3, 3)
    assert [built_in[name] for name in ("asked", "cached", "failed", "tokens_in", "tokens_out", "cost")] == [0, 0, {}, 0, 0, 0]
    cli.told("prompt", "activate", "--project", "Colours", "builtin")
    assert cli.told(*SUGGEST) == "Suggested answers for 3 items.\n"
    assert fake.requests == 2
    assert "There is no prompt version v9" in cli.refused(*SUGGEST, "--with", "9")
    assert "'best' is no prompt version." in cli.refused(*SUGGEST, "--with", "best")


def test_the_cache_serves_what_was_asked_before(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    cli.told(*SUGGEST)
    cli.told("prompt", "add", "--project", "Colours", "--model", "fake", "--max-tokens", "512", "--shots", "8")
    again = cli.json(*SUGGEST, "--with", "2")
    assert (again["asked"], again["cached"], again["answered"], again["cost"]) == (0, 6, 6, 0.0)
    assert fake.requests == 6


def test_a_budget_stops_it_before_it_is_exceeded(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake, 12, "--in-flight", "1")
    report, why = stopped(cli, "--budget", "0.0022")
    assert report["stopped"] == "budget"
    assert 0 < report["answered"] < 12
    assert 0 < report["cost"] <= 0.0022
    assert report["asked"] == fake.requests == report["answered"]
    assert f"The suggestions for {report['answered']} items stay." in why
    assert "(budget)" in why
    assert stopped(cli, "--budget", "0")[0]["asked"] == 0
    assert cli.json(*SUGGEST)["answered"] == 12 - report["answered"]


def test_the_limits_of_a_day_hold_for_it(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    cli.told("project", "limits", "Colours", "--calls-per-day", "2")
    report, why = stopped(cli)
    assert (report["asked"], report["stopped"]) == (2, "budget")
    assert "countersign project limits" in why
    assert cli.json("project", "limits", "Colours")["spent_today"]["calls"] == 2


def test_a_local_only_project_sends_nothing_elsewhere(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake)
    cli.told("model", "add", "fake", "--base-url", "http://192.0.2.1/v1")
    cli.told("project", "limits", "Colours", "--local-only")
    report, why = stopped(cli)
    assert (report["asked"], report["answered"], report["stopped"]) == (0, 0, "local_only")
    assert "The project is local-only" in why


@pytest.mark.parametrize(("mood", "kind"), [("wrong_key", "auth"), ("unknown_model", "not_found")])
def test_what_every_call_would_meet_stops_it_at_once(cli: Cli, fake: FakeModel, mood: str, kind: str) -> None:
    connected(cli, fake, 30)
    fake.default = MOODS[mood]
    report, why = stopped(cli)
    assert (report["stopped"], report["answered"]) == (kind, 0)
    assert fake.requests < 15
    assert f"({kind})" in why
    assert "countersign model test says more." in why


def test_failures_of_single_items_are_counted_by_kind_and_do_not_stop_it(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake, 6, "--in-flight", "1")
    texts = [line.split(",")[1] for line in (cli.folder / "colours.csv").read_text(encoding="utf-8").splitlines()[1:]]

    def answer(body: dict[str, Any]) -> str:
        sent = str(body["messages"])
        if texts[1] in sent:
            return "no_such_label"
        return str(MOODS["refusal_text"].text) if texts[4] in sent else first_answer(body)

    fake.default = Behaviour(text=answer)
    report = cli.json(*SUGGEST)
    assert report["failed"] == {"invalid_answer": 1, "refusal": 1}
    assert (report["answered"], report["stopped"]) == (4, "")
    fake.default = Behaviour()
    assert cli.json(*SUGGEST)["answered"] == 2


def test_when_no_item_got_an_answer_that_is_no_success(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake, 2)
    fake.default = MOODS["refusal_field"]
    report, why = stopped(cli)
    assert (report["failed"], report["answered"]) == ({"refusal": 2}, 0)
    assert why == "countersign: No item got an answer: refusal. countersign calls shows what happened.\n"


@pytest.mark.parametrize("budget", ["nan", "inf", "-1", "much"])
def test_what_is_no_amount_is_refused(cli: Cli, budget: str) -> None:
    assert "--budget" in cli.refused(*SUGGEST, "--budget", budget)


@pytest.mark.parametrize(
    ("amount", "says"),
    [(0.0, "$0.00"), (1234.5, "$1,234.50"), (0.01, "$0.01"), (0.00042, "$0.00042"), (0.0000004, "less than $0.000001")],
)
def test_money_is_told_with_as_many_places_as_it_needs(amount: float, says: str) -> None:
    assert dollars(amount) == says


def test_progress_is_told_in_words() -> None:
    at = BatchProgress(done=1200, total=10_000, answered=1190, failed=10, cost=0.5, per_second=12.34, seconds_left=4000.0)
    assert told_progress(at) == "1,200 of 10,000 items, 12.3 a second, 10 failed, $0.50, 1:06:40 left"
    assert told_progress(replace(at, done=10_000, failed=0)) == "10,000 of 10,000 items, 12.3 a second, $0.50"
    assert told_progress(replace(at, seconds_left=65.0)).endswith(", 1:05 left")
    assert told_progress(replace(at, seconds_left=None)).endswith("$0.50")


# --- as the system sees it ---


def told(folder: Path, *words: str) -> str:
    done = in_process_of_its_own(folder, *words)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def prepared(folder: Path, url: str, items: int) -> None:
    (folder / "t.csv").write_text("id,text\n" + "".join(f"n{n},question {n} of many\n" for n in range(items)))
    told(folder, "project", "create", "P", "--labels", "a,b")
    told(folder, "import", "t.csv", "--project", "P", "--text", "text", "--id", "id")
    price = ("--price-in", "1", "--price-out", "2")
    told(folder, "model", "add", "fake", "--model", "openai/fake-1", "--base-url", url, "--in-flight", "2", *price)
    told(folder, "prompt", "add", "--project", "P", "--model", "fake", "--activate")


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_ctrl_c_ends_it_in_one_line_and_the_next_run_goes_on(cli: Cli, fake: FakeModel) -> None:
    connected(cli, fake, 30, "--in-flight", "2")
    fake.default = Behaviour(latency=0.2)
    pipe = subprocess.PIPE
    command = [*COMMAND, *SUGGEST, "--json"]
    with subprocess.Popen(command, env=environment(cli.folder), text=True, stdout=pipe, stderr=pipe) as process:
        fake.wait_for(6, timeout=60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    report = orjson.loads(out)
    assert (process.returncode, report["stopped"]) == (2, "cancelled")
    assert err == f"countersign: Suggesting was cancelled. The suggestions for {report['answered']} items stay.\n"
    assert 2 <= report["answered"] < 30
    fake.default = Behaviour()
    assert cli.json(*SUGGEST)["answered"] == 30 - report["answered"]


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_from_a_model_to_its_calls_in_processes_of_their_own(tmp_path: Path) -> None:
    import pty

    with FakeModel(default=Behaviour(latency=0.1)) as fake:
        prepared(tmp_path, fake.url, 12)
        assert told(tmp_path, "model", "test", "fake").startswith("fake-1 answered in")
        ours, theirs = pty.openpty()
        command = [*COMMAND, "suggest", "--project", "P"]
        with subprocess.Popen(
            command, env=environment(tmp_path, TERM="xterm", COLUMNS="120"), stdout=subprocess.PIPE, stderr=theirs
        ) as one:
            os.close(theirs)
            drawn = all_of(ours)
            assert one.stdout is not None
            out = one.stdout.read().decode()
        assert one.returncode == 0
        assert out.startswith("Suggested answers for 12 items by v1.\n12 calls, 0 from the cache, ")
        assert "of 12 items, " in drawn
        assert " a second, $0.00" in drawn
        assert told(tmp_path, "calls", "--project", "P").count("answered") == 12
        assert "(live): openai/fake-1 by fake; 12 suggested" in told(tmp_path, "prompt", "list", "--project", "P")
        assert told(tmp_path, "check").startswith("Clean: 12 items")


def all_of(descriptor: int) -> str:
    """All that is written to a terminal until the other side is closed, which Linux tells by an error."""
    parts: list[bytes] = []
    try:
        while part := os.read(descriptor, 10_000):
            parts.append(part)
    except OSError:
        pass
    os.close(descriptor)
    return b"".join(parts).decode()
