"""Keys: in the operating system's keychain or in an environment variable, never anywhere else.

A key lives in memory only while a call is made. What a library or a server says about a call goes through `strike_out` first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from core.domain.calls import FailureKind
from core.errors import UserError
from core.llm.types import CallFailure, Connection, KeySource

#: under this name the keychain keeps keys; the user name there is the connection's id
SERVICE = "Countersign"

T = TypeVar("T")


def key_of(connection: Connection) -> str | None:
    """The key of a connection, None when it needs none. The keychain may ask the user to unlock it: not for the main thread.

    Raises `CallFailure` (auth) with a sentence that names the variable or the keychain.
    """
    return _SOURCES[connection.key_source](connection)


def store_key(connection_id: str, key: str) -> None:
    """Put a key into the keychain, in place of an older one. Raises `UserError` when there is no keychain or it does not keep it."""
    import keyring  # noqa: PLC0415  (its backends take long to find)

    key = key.strip()
    if not _can_be_sent(key):
        raise UserError("key.malformed", "The key is empty or holds characters that no key has.", todo="Copy it once more.")
    _in_keychain(lambda: keyring.set_password(SERVICE, connection_id, key))
    if _in_keychain(lambda: keyring.get_password(SERVICE, connection_id)) != key:
        raise _no_keychain("The keychain did not keep the key.")


def delete_key(connection_id: str) -> None:
    """Take a key out of the keychain; one that is not there is no error. Raises `UserError` when there is no keychain."""
    import keyring  # noqa: PLC0415  (see above)

    if _in_keychain(lambda: keyring.get_password(SERVICE, connection_id)) is not None:
        _in_keychain(lambda: keyring.delete_password(SERVICE, connection_id))


def _none(_connection: Connection) -> None:
    return None


def _from_environment(connection: Connection) -> str:
    name = connection.key_env or ""
    key = os.environ.get(name, "").strip() if name else ""
    if not key:
        raise _no_key(f"The environment variable {name or '(none named)'}, which should hold the key, is not set.")
    return _checked(key, f"the environment variable {name}")


def _from_keychain(connection: Connection) -> str:
    import keyring  # noqa: PLC0415  (see above)

    try:
        key = _in_keychain(lambda: keyring.get_password(SERVICE, connection.id))
    except UserError as error:
        raise _no_key(str(error)) from None
    if not key:
        raise _no_key(f"The keychain holds no key for the connection {connection.name}.")
    return _checked(key, "the keychain")


_SOURCES = {KeySource.NONE: _none, KeySource.ENVIRONMENT: _from_environment, KeySource.KEYCHAIN: _from_keychain}


def _checked(key: str, place: str) -> str:
    """A key that no header can hold would be quoted whole in the HTTP library's complaint."""
    if not _can_be_sent(key):
        raise _no_key(f"What {place} holds cannot be a key: it has spaces or characters outside ASCII.")
    return key


def _can_be_sent(key: str) -> bool:
    return bool(key) and all("!" <= character <= "~" for character in key)


def _no_key(sentence: str) -> CallFailure:
    return CallFailure(FailureKind.AUTH, sentence)


def _no_keychain(what: str) -> UserError:
    return UserError("keychain.unavailable", what, todo="Use --key-env to name an environment variable that holds the key.")


def _in_keychain(work: Callable[[], T]) -> T:
    """Do something with the keychain. Its libraries raise what they like; no text of theirs is passed on, since it may quote."""
    try:
        return work()
    except Exception as error:  # backends let errors of D-Bus, ctypes and the system through
        raise _no_keychain(f"There is no keychain that could be used here, or it is locked ({type(error).__name__}).") from None
