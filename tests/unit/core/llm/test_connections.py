"""Connections: checked before they are saved, read back as they were, with nothing that is a secret."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.errors import UserError
from core.llm.connections import checked, read_connection, read_connections, write_connection
from core.llm.types import Connection, KeySource
from core.workspace import Workspace
from tests.conftest import rows_of

WHOLE = Connection(
    "gateway",
    "openai/gpt-x-2026-01-01",
    "https://models.example.org:8443/v1",
    {"temperature": 0.2, "stop": ["\n"], "json_schema": True},
    12.5,
    32,
    600,
    90_000,
    0.15,
    0.6,
    KeySource.ENVIRONMENT,
    "GATEWAY_KEY",
    "spare",
)


def save(workspace: Workspace, connection: Connection) -> Connection:
    return workspace.writer.submit(lambda c: write_connection(c, connection)).result()


def known(workspace: Workspace) -> list[Connection]:
    with workspace.read.connect() as database:
        return read_connections(database)


def test_a_connection_is_read_back_as_it_was_written(workspace: Workspace) -> None:
    saved = save(workspace, WHOLE)
    assert saved == replace(WHOLE, id=saved.id)
    assert len(saved.id) == 32
    assert known(workspace) == [saved]
    with workspace.read.connect() as database:
        assert read_connection(database, "gateway") == saved


def test_saving_under_the_same_name_changes_it_and_keeps_its_id(workspace: Workspace) -> None:
    first = save(workspace, WHOLE)
    second = save(workspace, replace(WHOLE, name=" gateway ", in_flight=1))
    assert (second.id, second.name, second.in_flight) == (first.id, "gateway", 1)
    assert known(workspace) == [second]


def test_an_unknown_name_is_told_with_those_that_are_known(workspace: Workspace) -> None:
    save(workspace, WHOLE)
    with workspace.read.connect() as database, pytest.raises(UserError) as told:
        read_connection(database, "gatewoy")
    assert (told.value.code, "gateway" in told.value.todo) == ("model.unknown", True)


WRONG: dict[str, dict[str, Any]] = {
    "needs a model": {"model": "  "},
    "http://": {"base_url": "ftp://host/v1"},
    "name a host": {"base_url": "http://"},
    "must begin with": {"base_url": "http://host:99999/"},
    "a key belongs into the keychain": {"base_url": "https://user:sk-123@host/v1"},
    "cannot hold a name or a key": {"base_url": "https://host/v1?api-key=sk-123"},
    "at most 256": {"in_flight": 0},
    "At least one call": {"in_flight": 257},
    "between 1 and 3600": {"timeout_s": 0.5},
    "one a minute": {"rpm": 0},
    "at least one": {"tpm": -1},
    "below zero": {"price_in": -0.1},
    "Both prices": {"price_out": None},
    "no name of an environment variable": {"key_env": "sk-proj-AbCdEf123456"},
    "do not write the key itself": {"key_env": "sk_Abc"},
    "A parameter cannot hold a key": {"params": {"api_key": "sk-123"}},
    "its own fallback": {"fallback": "gateway"},
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_cannot_be_is_refused_in_one_sentence_that_quotes_nothing(workspace: Workspace, sentence: str) -> None:
    connection = replace(WHOLE, **WRONG[sentence])
    with pytest.raises(UserError) as told:
        save(workspace, connection)
    assert told.value.code == "model.invalid"
    assert sentence in told.value.what
    assert "sk" not in str(told.value)
    assert known(workspace) == []


@pytest.mark.parametrize("name", ["", "   ", "two\nlines", "x" * 101, "bell\a"])
def test_a_name_is_one_line(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserError) as told:
        save(workspace, replace(WHOLE, name=name))
    assert told.value.code == "model.bad_name"
    assert known(workspace) == []


def test_the_least_there_can_be_is_enough() -> None:
    checked(Connection("x", "ollama_chat/llama3.1"))
    checked(Connection("x", "openai/m", "http://[::1]:8080/v1"))


def test_settings_of_a_newer_version_are_passed_over(workspace: Workspace) -> None:
    save(workspace, WHOLE)
    sql = "UPDATE model_connection SET settings = json_set(settings, '$.colour', 'green')"
    workspace.writer.submit(lambda c: c.exec_driver_sql(sql) and None).result()
    assert [one.model for one in known(workspace)] == [WHOLE.model]
    assert "green" in str(rows_of(workspace, "SELECT settings FROM model_connection"))
