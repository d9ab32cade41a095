"""Keys come from the keychain or an environment variable, and errors name the place, never the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeychain
from keyring.errors import KeyringLocked, PasswordDeleteError
from typing_extensions import override

from core.domain.calls import FailureKind
from core.errors import UserError
from core.llm.keys import SERVICE, delete_key, key_of, store_key
from core.llm.types import CallFailure, Connection, KeySource

KEY = "sk-secret-0123456789"
FROM_VARIABLE = Connection("shop", "openai/x", key_source=KeySource.ENVIRONMENT, key_env="SHOP_KEY", id="ab12")
FROM_KEYCHAIN = Connection("shop", "openai/x", key_source=KeySource.KEYCHAIN, id="ab12")


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
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Locked(Keychain):
    """One that is locked, and whose library quotes what it was given."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"cannot store {password}")


class Forgetful(Keychain):
    """keyring's `null` backend is like this: it takes everything and keeps nothing."""

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        return


@pytest.fixture
def use() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_connection_without_a_key_has_none() -> None:
    assert key_of(Connection("shop", "openai/x")) is None


def test_a_key_from_the_environment_loses_the_line_end_it_was_pasted_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_KEY", f"{KEY}\n")
    assert key_of(FROM_VARIABLE) == KEY


@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("SHOP_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("SHOP_KEY", value)
    with pytest.raises(CallFailure, match="SHOP_KEY") as caught:
        key_of(FROM_VARIABLE)
    assert caught.value.kind is FailureKind.AUTH


@pytest.mark.parametrize("value", [f"{KEY} and more", f"{KEY}ü", f"{KEY}\r\nX-Header: 1"])
def test_a_key_that_no_header_can_hold_is_refused_without_quoting_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SHOP_KEY", value)
    with pytest.raises(CallFailure, match="SHOP_KEY") as caught:
        key_of(FROM_VARIABLE)
    assert "secret" not in str(caught.value)


def test_the_keychain_keeps_a_key_under_the_connections_id(use: Callable[[KeyringBackend], None]) -> None:
    keychain = Keychain()
    use(keychain)
    store_key("ab12", f" {KEY}\n")
    assert keychain.kept == {(SERVICE, "ab12"): KEY}
    assert SERVICE == "Countersign"
    assert key_of(FROM_KEYCHAIN) == KEY
    delete_key("ab12")
    delete_key("ab12")
    assert keychain.kept == {}


def test_a_key_that_is_not_in_the_keychain_is_an_auth_failure(use: Callable[[KeyringBackend], None]) -> None:
    use(Keychain())
    with pytest.raises(CallFailure, match="keychain holds no key for the connection shop") as caught:
        key_of(FROM_KEYCHAIN)
    assert caught.value.kind is FailureKind.AUTH


@pytest.mark.parametrize("backend", [NoKeychain, Locked, Forgetful])
def test_without_a_usable_keychain_the_user_is_told_of_the_variable(
    use: Callable[[KeyringBackend], None], backend: type[KeyringBackend]
) -> None:
    use(backend())
    with pytest.raises(UserError, match="--key-env") as caught:
        store_key("ab12", KEY)
    assert caught.value.code == "keychain.unavailable"
    assert KEY not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    with pytest.raises(CallFailure) as failed:
        key_of(FROM_KEYCHAIN)
    assert failed.value.kind is FailureKind.AUTH
    assert "keychain" in failed.value.detail


@pytest.mark.parametrize("key", ["", "  ", "two words", "schlüssel"])
def test_what_cannot_be_a_key_is_not_stored(use: Callable[[KeyringBackend], None], key: str) -> None:
    keychain = Keychain()
    use(keychain)
    with pytest.raises(UserError) as caught:
        store_key("ab12", key)
    assert caught.value.code == "key.malformed"
    assert keychain.kept == {}
