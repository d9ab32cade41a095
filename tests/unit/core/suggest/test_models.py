"""The door to models: connections, what is live, limits, closing in the middle, and that a key is nowhere afterwards."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from typing_extensions import override

from core.errors import UserError
from core.llm.types import KeySource
from core.storage.call_list import CallFilter
from core.storage.limits import Limits
from core.workspace import Workspace
from tests.conftest import checked, exported, fill, rows_of, settle
from tests.fake_model.moods import MOODS, mood
from tests.fake_model.server import Behaviour, FakeModel
from tests.llm import PATIENCE_S, Lab, decide, records, reply

KEY = "sk-test-Qx7-0123456789abcdefWXYZ"
ROOT = Path(__file__).parents[4]
#: as long as what no server would say by chance
PIECES = [KEY[at : at + 12] for at in range(len(KEY) - 11)]


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel(default=Behaviour(text=reply())) as server:
        yield server


@pytest.fixture
def lab(workspace: Workspace, fake: FakeModel) -> Lab:
    return Lab(workspace, fake, 12)


class Keychain(KeyringBackend):
    """A keychain in memory."""

    priority = 1  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  # keyring's own way, a classproperty

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def keychain() -> Iterator[Keychain]:
    before, made = keyring.get_keyring(), Keychain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


# --- connections ---


def test_a_key_goes_into_the_keychain_is_sent_and_goes_with_the_connection(lab: Lab, keychain: Keychain) -> None:
    saved = lab.models.save_connection(replace(lab.connection, key_source=KeySource.KEYCHAIN), KEY)
    assert list(keychain.kept.values()) == [KEY]
    assert saved.id in str(keychain.kept)
    lab.suggest(lab.prompt())
    assert {seen.headers["authorization"] for seen in lab.fake.seen} == {f"Bearer {KEY}"}
    lab.models.remove_connection("fake")
    assert keychain.kept == {}


def test_a_new_key_is_used_after_one_that_was_refused(lab: Lab, keychain: Keychain) -> None:
    connection = replace(lab.connection, key_source=KeySource.KEYCHAIN)
    lab.models.save_connection(connection, "sk-old")
    lab.fake.default = MOODS["wrong_key"]
    version = lab.prompt()
    lab.suggest(version, limit=1)
    lab.models.save_connection(connection, KEY)
    lab.fake.default = Behaviour(text=reply())
    lab.suggest(version, limit=1)
    assert [seen.headers["authorization"] for seen in lab.fake.seen][-1] == f"Bearer {KEY}"


def test_a_connection_that_is_needed_cannot_be_removed(lab: Lab) -> None:
    version = lab.prompt()
    lab.models.activate(lab.project, version.number)
    with pytest.raises(UserError) as told:
        lab.models.remove_connection("fake")
    assert (told.value.code, "v1" in told.value.what) == ("model.in_use", True)
    lab.models.activate(lab.project, None)
    lab.models.save_connection(replace(lab.connection, name="main", fallback="fake"))
    with pytest.raises(UserError) as told:
        lab.models.remove_connection("fake")
    assert "fallback" in told.value.what
    lab.models.remove_connection("main")
    lab.models.remove_connection("fake")
    assert lab.models.connections() == []


def test_calls_of_a_removed_connection_still_name_it_and_its_versions_cannot_suggest(lab: Lab) -> None:
    version = lab.prompt()
    lab.suggest(version, limit=1)
    lab.models.remove_connection("fake")
    assert [row.connection for row in lab.models.calls(lab.project)] == ["fake"]
    for act in (lambda: lab.suggest(version), lambda: lab.models.activate(lab.project, 1)):
        with pytest.raises(UserError) as told:
            act()
        assert told.value.code == "model.unknown"


def test_a_fallback_must_be_there(lab: Lab) -> None:
    with pytest.raises(UserError) as told:
        lab.models.save_connection(replace(lab.connection, fallback="gone"))
    assert told.value.code == "model.unknown"
    assert lab.models.connections() == [lab.connection]


def test_a_test_sends_one_tiny_request_and_says_what_is_wrong(lab: Lab) -> None:
    assert lab.models.test_connection("fake").result(PATIENCE_S).ok
    lab.fake.default = MOODS["wrong_key"]
    trial = lab.models.test_connection("fake").result(PATIENCE_S)
    assert (trial.ok, str(trial.kind), lab.fake.requests) == (False, "auth", 2)
    missing = replace(lab.connection, key_source=KeySource.ENVIRONMENT, key_env="NOT_SET_ANYWHERE")
    lab.models.save_connection(missing)
    trial = lab.models.test_connection("fake").result(PATIENCE_S)
    assert (trial.ok, "NOT_SET_ANYWHERE" in trial.sentence, lab.fake.requests) == (False, True, 2)


# --- what is live ---


def test_without_a_version_the_live_one_suggests_and_without_a_live_one_nothing_does(lab: Lab) -> None:
    with pytest.raises(UserError) as told:
        lab.models.suggest(lab.project, None)
    assert told.value.code == "prompt.none_live"
    first, second = lab.prompt(), lab.prompt(max_tokens=77)
    for version in (first, second, first):
        lab.models.activate(lab.project, version.number)
        live = lab.models.live(lab.project)
        assert live is not None
        assert (live.number, live.live) == (version.number, True)
    lab.models.suggest(lab.project, None, limit=3).result(PATIENCE_S)
    assert {row[4] for row in lab.suggestions()} == {"openai/fake @ v1"}
    lab.models.activate(lab.project, None)
    assert lab.models.live(lab.project) is None


def test_figures_count_what_became_of_each_versions_suggestions(lab: Lab) -> None:
    lab.sample("none", *(row[0] for row in rows_of(lab.workspace, "SELECT seq FROM item")))
    version = lab.prompt()
    lab.suggest(version)
    lab.suggest(lab.prompt(max_tokens=77), limit=2)
    lab.models.activate(lab.project, version.number)
    session = lab.session()
    for answer in ("red", "blue", "red"):
        on = session.on
        assert on is not None
        decide(session, {on.drawn.item.text: answer})
    session.close()
    found = lab.models.figures(lab.project)
    assert (found[1].suggested, found[1].judged, found[1].accepted) == (12, 3, 2)
    assert (found[2].suggested, found[2].judged, found[2].accepted) == (2, 0, 0)


def test_limits_hold_from_the_next_call_on_and_the_day_is_counted_meanwhile(lab: Lab) -> None:
    lab.fake.default = Behaviour(text=reply(), latency=0.5)
    future = lab.start(lab.prompt(), limit=4)
    lab.fake.wait_for(4)
    held = lab.models.spent_today(lab.project)
    assert (held.calls, held.money) == (4, 0.0)
    assert held.reserved > 0
    future.result(PATIENCE_S)
    after = lab.models.spent_today(lab.project)
    assert (after.calls, after.reserved) == (4, 0.0)
    assert 0 < after.money < held.reserved
    lab.models.set_limits(lab.project, Limits(calls_per_day=4))
    assert lab.models.suggest(lab.project, 1).result(PATIENCE_S).stopped == "budget"
    assert lab.fake.requests == 4


# --- closing ---

_OPEN_AGAIN = "import sys; from pathlib import Path; from core.workspace import Workspace; Workspace(Path(sys.argv[1])).close()"


def test_closing_with_fifty_in_flight_is_quick_and_leaves_no_call_open(workspace: Workspace) -> None:
    with FakeModel(default=MOODS["slow"]) as fake:
        lab = Lab(workspace, fake, 80, in_flight=50)
        future = lab.start(lab.prompt())
        fake.wait_for(50)
        started = time.perf_counter()
        workspace.close()
        assert time.perf_counter() - started < 3.0
        assert future.cancelled() or isinstance(future.exception(), CancelledError | Exception)
        fake.wait_for_idle()
        sent = fake.requests
    subprocess.run((sys.executable, "-c", _OPEN_AGAIN, str(workspace.path)), cwd=ROOT, check=True)
    with Workspace(workspace.path) as opened:
        made = records(opened)
        assert {one.outcome for one in made} <= {"cancelled", "interrupted"}
        charged = [one for one in made if one.cost]
        assert {one.cost - one.reserved for one in charged} == {0}
        assert len(charged) == sent == 50, "only what was sent is charged for"
        assert checked(opened).clean


# --- the key ---


@pytest.mark.parametrize(
    ("source", "moods"),
    [
        (KeySource.ENVIRONMENT, [name for name in MOODS if name != "slow"]),
        (KeySource.KEYCHAIN, ["key_echo", "server_error", "ok"]),
    ],
)
def test_after_every_failure_the_key_is_in_no_file_log_export_or_exception(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keychain: Keychain, source: KeySource, moods: list[str]
) -> None:
    monkeypatch.setenv("SHOP_MODEL_KEY", KEY)
    monkeypatch.setattr("core.llm.backoff.BASE_S", 0.01)
    monkeypatch.setattr("core.suggest.prompt_batch.BATCH_ATTEMPTS", 1)
    log = logging.FileHandler(tmp_path / "all.log", encoding="utf-8")
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    told: list[str] = []
    try:
        for number, name in enumerate(moods):
            told += failures(lab, name, number, source)
    finally:
        root.removeHandler(log)
        root.setLevel(level)
        log.close()
    assert {seen.headers["authorization"] for seen in lab.fake.seen if seen.method == "POST"} == {f"Bearer {KEY}"}
    outcomes = {row.outcome for row in lab.models.calls(lab.project, CallFilter(failed=True), limit=500)}
    every = {"auth", "server", "timeout", "bad_json", "refused_connection", "refusal", "rate_limited", "empty", "invalid_answer"}
    assert (every if len(moods) > 3 else {"auth", "server"}) <= outcomes
    for name in ("ledger", "jsonl", "csv"):
        exported(lab.workspace, lab.project, name, tmp_path / f"out.{name}")
    paths = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {"shop.countersign", "shop.countersign-wal", "all.log", "out.ledger"} <= {path.name for path in paths}
    for path in paths:
        held = path.read_bytes()
        assert not [piece for piece in PIECES if piece.encode() in held], path.name
    assert not [piece for piece in PIECES if piece in "\n".join(told)]


def failures(lab: Lab, name: str, number: int, source: KeySource) -> list[str]:
    """Runs a connection into one mood in each way that there is; returns all that was told of it."""
    lab.fake.default = mood(name, Behaviour(text=reply()))
    connection = replace(
        lab.connection, name=name, timeout_s=1.0, key_source=source, key_env="SHOP_MODEL_KEY", params={"seed": number}
    )
    lab.models.save_connection(connection, KEY)
    content = lab.models.default_content(lab.project, lab.connection)
    version = lab.models.save_prompt(lab.project, content, name)
    said: list[Any] = [lab.models.suggest(lab.project, version.number, limit=1).result(PATIENCE_S)]
    said += [
        lab.models.test_connection(name).result(PATIENCE_S),
        lab.models.try_out(lab.project, content, name, None).result(PATIENCE_S),
    ]
    last = lab.models.calls(lab.project, limit=1)[0].seq
    error = lab.models.repeat(last).exception(PATIENCE_S)
    said += [lab.models.call(last), *(traceback.format_exception(error) if error else [])]
    return [str(one) for one in said]


def test_two_workspaces_do_not_know_each_others_models(lab: Lab, tmp_path: Path) -> None:
    with Workspace(tmp_path / "other.countersign") as other:
        assert other.models.connections() == []
        session = settle(other.session(fill(other, 1), "ann"))
        assert session.on is not None
