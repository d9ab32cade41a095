"""Models by command: connected, changed, tested, removed; what is wrong stands in one sentence, and no key stands anywhere."""

from __future__ import annotations

import io
import os
import subprocess
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import orjson
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeychain

from core.llm.keys import SERVICE
from core.llm.provider import Provider
from core.runtime.log import log_file
from tests.fake_model.moods import MOODS
from tests.fake_model.server import FakeModel
from tests.unit.core.cli.conftest import COMMAND, Cli, assert_one_line, environment
from tests.unit.core.llm.test_keys import Keychain

KEY = "sk-very-secret-0123456789"


@contextmanager
def serving() -> Generator[FakeModel]:
    """A model to connect. LiteLLM is loaded first: pydantic warns of its types where they are first used, whichever test that is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Provider().warm_up()
    with FakeModel() as server:
        yield server


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with serving() as server:
        yield server


@pytest.fixture
def keychain() -> Iterator[Keychain]:
    before, made = keyring.get_keyring(), Keychain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def connect(cli: Cli, fake: FakeModel, *more: str) -> dict[str, object]:
    return cli.json("model", "add", "fake", "--model", "openai/fake", "--base-url", fake.url, *more)


def test_a_model_is_connected_listed_changed_and_removed(cli: Cli) -> None:
    words = (
        "--in-flight 8 --rpm 60 --tpm 9000 --timeout 20 --price-in 0.25 --price-out 2 --key-env SHOP_KEY --param temperature=0.2"
    )
    made = cli.json("model", "add", "small", "--model", "openai/small-1", "--base-url", "http://127.0.0.1:9/v1", *words.split())
    wanted = {"name": "small", "model": "openai/small-1", "base_url": "http://127.0.0.1:9/v1", "in_flight": 8, "rpm": 60}
    wanted |= {"tpm": 9000, "timeout_s": 20.0, "price_in": 0.25, "price_out": 2.0, "params": {"temperature": 0.2}}
    wanted |= {"key_source": "environment", "key_env": "SHOP_KEY", "fallback": None, "warning": ""}
    assert {name: made[name] for name in wanted} == wanted
    (listed,) = cli.json("model", "list")["models"]
    assert listed == {name: value for name, value in made.items() if name != "warning"}
    told = cli.told("model", "list")
    for part in ("small: openai/small-1, at http://127.0.0.1:9/v1", "key in SHOP_KEY", "8 in flight", "$0.25 in, $2 out"):
        assert part in told
    assert cli.json("model", "remove", "small") == {"removed": "small"}
    assert cli.told("model", "list") == "There is no model yet. countersign model add connects one.\n"
    assert "There is no model called 'small'" in cli.refused("model", "remove", "small")


def test_the_same_name_again_changes_what_is_named_and_nothing_else(cli: Cli) -> None:
    first = cli.json("model", "add", "m", "--model", "openai/a-1", "--rpm", "60", "--param", "top_p=0.5", "--param", 'user="x"')
    changed = cli.json("model", "add", "m", "--rpm", "0", "--param", "user=null", "--timeout", "5")
    assert changed == {**first, "rpm": None, "timeout_s": 5.0, "params": {"top_p": 0.5}}
    assert len(cli.json("model", "list")["models"]) == 1
    with_price = cli.json("model", "add", "m", "--price-in", "1", "--price-out", "2", "--base-url", "http://127.0.0.1:9/v1")
    assert (with_price["price_in"], with_price["model"]) == (1.0, "openai/a-1")
    other = cli.json("model", "add", "m", "--model", "openai/b-1", "--base-url", "")
    assert (other["price_in"], other["price_out"], other["base_url"], other["params"]) == (None, None, None, {"top_p": 0.5})


def test_a_fallback_has_to_be_there_and_holds_its_model(cli: Cli) -> None:
    assert "There is no model called 'spare'" in cli.refused("model", "add", "m", "--model", "openai/a-1", "--fallback", "spare")
    cli.told("model", "add", "spare", "--model", "openai/b-1")
    assert "falls back to spare" in cli.told("model", "add", "m", "--model", "openai/a-1", "--fallback", "spare")
    assert "is the fallback of another" in cli.refused("model", "remove", "spare")
    assert cli.json("model", "add", "m", "--fallback", "")["fallback"] is None
    cli.told("model", "remove", "spare")


@pytest.mark.parametrize(
    ("model", "warns"), [("openai/gpt-4o", True), ("ollama_chat/llama3.1", True), ("openai/gpt-4o-2024-08-06", False)]
)
def test_a_name_that_moves_is_warned_of(cli: Cli, model: str, warns: bool) -> None:
    made = cli.json("model", "add", "m", "--model", model)
    assert bool(made["warning"]) is warns
    assert (str(made["warning"]) in cli.told("model", "add", "m", "--model", model)) is True
    assert len(cli.told("model", "add", "m", "--model", model).splitlines()) == 1 + warns


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("model add m", "A connection needs a model"),
        ("model add m --model x --base-url ftp://a", "The base URL must begin with http"),
        ("model add m --model x --base-url https://me:pw@a/v1", "cannot hold a name or a key"),
        ("model add m --model x --in-flight 0", "At least one call must be in flight"),
        ("model add m --model x --timeout nan", "The time-out must be between"),
        ("model add m --model x --rpm -1", "Invalid value for '--rpm'"),
        ("model add m --model x --price-in nan --price-out 1", "--price-in takes an amount of 0 or more."),
        ("model add m --model x --price-in 1 --price-out inf", "--price-out takes an amount of 0 or more."),
        ("model add m --model x --price-in -1 --price-out 1", "--price-in takes an amount of 0 or more."),
        ("model add m --model x --price-in 1", "Both prices are needed, or none."),
        ("model add m --model x --key-env sk-abc", "do not write the key itself here"),
        ("model add m --model x --key-env A_KEY --key-stdin", "The key is given twice."),
        ("model add m --model x --param temperature", "A parameter is written as NAME=JSON."),
        ("model add m --model x --param =1", "A parameter is written as NAME=JSON."),
        ("model add m --model x --param stop=end", "The value of the parameter 'stop' is no JSON."),
        ("model add m --model x --param top_p=NaN", "The value of the parameter 'top_p' is no JSON."),
        ("model add m --model x --param api_key=1", "A parameter cannot hold a key"),
        ("model add m --model x --fallback m", "A connection cannot be its own fallback."),
        ("model test m", "There is no model called 'm'."),
        ("model", "Missing command."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(cli: Cli, words: str, says: str) -> None:
    cli.told("project", "create", "P", "--labels", "a,b")
    assert says in cli.refused(*words.split())
    assert cli.json("model", "list") == {"models": []}


# --- model test ---


def test_a_model_that_answers_says_so(cli: Cli, fake: FakeModel) -> None:
    connect(cli, fake)
    assert "answered in" in cli.told("model", "test", "fake")
    found = cli.json("model", "test", "fake")
    assert (found["ok"], found["kind"], found["model"]) == (True, None, "fake")
    assert "answered in" in found["sentence"]
    assert 0 < found["seconds"] < 20
    assert [seen.body["model"] for seen in fake.seen] == ["fake", "fake"]


FAILING = [
    ("wrong_key", "auth", "Check the key."),
    ("no_right", "auth", "Check the key."),
    ("unknown_model", "not_found", "Check the model's name and the base URL."),
    ("too_many", "rate_limited", "try again later."),
    ("slow", "timeout", "No whole answer came within 1 s."),
    ("cut_half", "refused_connection", "was cut off."),
    ("server_error", "server", "the server's own log says more."),
    ("html_page", "bad_json", "Check the base URL"),
    ("broken_json_body", "bad_json", "Check the base URL"),
    ("context_length", "context_length", "choose another model."),
]


@pytest.mark.parametrize(("mood", "kind", "says"), FAILING, ids=[mood for mood, *_ in FAILING])
def test_each_way_to_fail_has_its_sentence_and_status_1(cli: Cli, fake: FakeModel, mood: str, kind: str, says: str) -> None:
    connect(cli, fake, "--timeout", "1" if mood == "slow" else "20")
    fake.default = MOODS[mood]
    done = cli.run("model", "test", "fake")
    assert (done.status, done.out) == (1, "")
    assert_one_line(done.err)
    assert says in done.err
    done = cli.run("model", "test", "fake", "--json")
    assert done.status == 1
    found = orjson.loads(done.out)
    assert (found["ok"], found["kind"]) == (False, kind)
    assert found["seconds"] > 0
    assert done.err == f"countersign: {found['sentence']}\n"


def test_a_server_that_is_gone_or_not_trusted_is_told_apart(cli: Cli, fake: FakeModel) -> None:
    connect(cli, fake)
    fake.die()
    done = cli.run("model", "test", "fake")
    assert done.status == 1
    assert "The connection was refused" in done.err
    with FakeModel(tls=True) as unknown:
        connect(cli, unknown)
        assert "the certificate of" in cli.run("model", "test", "fake").err
    assert fake.requests == unknown.requests == 0


@pytest.mark.parametrize("mood", ["refusal_field", "empty_choices"])
def test_a_model_that_has_nothing_to_say_is_connected_all_the_same(cli: Cli, fake: FakeModel, mood: str) -> None:
    connect(cli, fake)
    fake.default = MOODS[mood]
    assert cli.json("model", "test", "fake")["ok"] is True


def test_a_test_within_a_local_only_project_goes_nowhere_else(cli: Cli, fake: FakeModel) -> None:
    cli.told("project", "create", "P", "--labels", "a,b")
    cli.told("project", "limits", "P", "--local-only")
    cli.told("model", "add", "far", "--model", "openai/fake", "--base-url", "http://192.0.2.1/v1", "--timeout", "5")
    done = cli.run("model", "test", "far", "--project", "P", "--json")
    assert (done.status, orjson.loads(done.out)["kind"]) == (1, "local_only")
    assert "The project is local-only: 192.0.2.1 is neither this machine nor on its list." in done.err
    connect(cli, fake)
    assert cli.json("model", "test", "fake", "--project", "P")["ok"] is True


# --- keys ---


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_a_key_goes_from_standard_input_to_the_keychain_and_nowhere_else(
    cli: Cli, fake: FakeModel, keychain: Keychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, f"{KEY}\n")
    made = connect(cli, fake, "--key-stdin")
    assert keychain.kept == {(SERVICE, made["id"]): KEY}
    assert (made["key_source"], made["key_env"]) == ("keychain", None)
    assert "key in the keychain" in cli.told("model", "list")
    said: list[str] = [str(made)]
    for mood in ("ok", "key_echo", "server_error", "html_page"):
        fake.default = MOODS[mood]
        done = cli.run("model", "test", "fake", "--json")
        said += [done.out, done.err]
    assert {seen.headers["authorization"] for seen in fake.seen} == {f"Bearer {KEY}"}
    assert KEY not in "".join(said)
    assert files_with(cli.folder, KEY) == []
    cli.told("model", "remove", "fake")
    assert keychain.kept == {}


def test_a_key_is_in_no_record_of_a_call_that_echoes_it(
    cli: Cli, fake: FakeModel, keychain: Keychain, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.colours(3)
    give(monkeypatch, KEY)
    connect(cli, fake, "--key-stdin")
    cli.told("prompt", "add", "--project", "Colours", "--model", "fake", "--activate")
    fake.default = MOODS["key_echo"]
    done = cli.run("suggest", "--project", "Colours")
    assert done.status == 1
    assert "(auth)" in done.err
    shown = cli.told("calls", "--project", "Colours", "--failed", "--json") + cli.told(
        "calls", "--project", "Colours", "--show", "1"
    )
    assert KEY not in done.err + done.out + shown
    assert fake.seen[0].headers["authorization"] == f"Bearer {KEY}"
    for file_format in ("csv", "ledger"):
        cli.told("export", "--project", "Colours", "--format", file_format, "--out", f"out.{file_format}")
    cli.told("backup", "copy.countersign")
    assert files_with(cli.folder, KEY) == []
    assert not log_file().exists() or KEY not in log_file().read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "  \n", "two words", "sk-\u00fc"])
def test_what_cannot_be_a_key_is_refused(cli: Cli, keychain: Keychain, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    give(monkeypatch, text)
    err = cli.refused("model", "add", "m", "--model", "openai/x", "--key-stdin")
    assert "key" in err.lower()
    assert keychain.kept == {}
    assert text.strip() == "" or text not in err


def test_without_a_keychain_the_variable_is_named_and_nothing_is_saved(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    before: KeyringBackend = keyring.get_keyring()
    keyring.set_keyring(NoKeychain())
    try:
        give(monkeypatch, KEY)
        err = cli.refused("model", "add", "m", "--model", "openai/x", "--key-stdin")
    finally:
        keyring.set_keyring(before)
    assert "--key-env" in err
    assert KEY not in err
    assert cli.json("model", "list") == {"models": []}
    changed = cli.json("model", "add", "m", "--model", "openai/x", "--key-env", "SHOP_KEY")
    assert (changed["key_source"], changed["key_env"]) == ("environment", "SHOP_KEY")


def test_a_key_from_a_variable_is_sent_and_not_kept(cli: Cli, fake: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_KEY", KEY)
    connect(cli, fake, "--key-env", "SHOP_KEY")
    assert cli.json("model", "test", "fake")["ok"] is True
    assert fake.seen[0].headers["authorization"] == f"Bearer {KEY}"
    assert files_with(cli.folder, KEY) == []
    monkeypatch.delenv("SHOP_KEY")
    done = cli.run("model", "test", "fake", "--json")
    assert (done.status, orjson.loads(done.out)["kind"]) == (1, "auth")
    assert "The environment variable SHOP_KEY, which should hold the key, is not set." in done.err


_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_key_that_is_typed_is_not_shown(tmp_path: Path) -> None:
    import pty  # POSIX alone has it

    ours, theirs = pty.openpty()
    command = [COMMAND[0], "-c", _TERMINAL + COMMAND[2], "model", "add", "m", "--model", "openai/x-1", "--key-stdin"]
    more = environment(tmp_path, PYTHON_KEYRING_BACKEND=f"{Keychain.__module__}.{Keychain.__qualname__}")
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=more, start_new_session=True) as process:
        os.close(theirs)
        shown = b""
        while b"not shown" not in shown:
            shown += os.read(ours, 1000)
        os.write(ours, f"{KEY}\n".encode())
        while True:
            try:
                read = os.read(ours, 1000)
            except OSError:  # as Linux says that the other side is closed
                break
            if not read:
                break
            shown += read
    os.close(ours)
    assert process.returncode == 0, shown
    assert b"key in the keychain" in shown
    assert KEY.encode() not in shown
    assert files_with(tmp_path, KEY) == []
