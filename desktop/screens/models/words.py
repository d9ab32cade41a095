"""Connections, money and tokens in words."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QDateTime, QLocale

from core.llm.types import Connection, KeySource
from desktop.i18n import QT_TR_NOOP, number, tr

#: how a model is named, by provider: what the placeholder of the field shows
EXAMPLES = "openai/gpt-5-mini-2025-08-07, anthropic/claude-sonnet-4-20250514, ollama_chat/llama3.1:8b, hosted_vllm/…"

_KEYS: dict[KeySource, str] = {
    KeySource.NONE: QT_TR_NOOP("no key"),
    KeySource.KEYCHAIN: QT_TR_NOOP("key from the keychain"),
    KeySource.ENVIRONMENT: QT_TR_NOOP("key from the variable {name}"),
}
#: from so many dollars on, so many digits after the point
_DIGITS = ((0.1, 2), (0.01, 3), (0.001, 4), (0.0001, 5), (0.00001, 6), (0.0, 7))


def key_words(connection: Connection) -> str:
    """Where the key is. Never the key."""
    words = _KEYS[connection.key_source]
    return tr(words, name=connection.key_env or "?") if connection.key_source is KeySource.ENVIRONMENT else tr(words)


def where_words(connection: Connection) -> str:
    """Where calls go: the host of the base URL, or the provider."""
    if connection.base_url:
        return urlsplit(connection.base_url).netloc or connection.base_url
    return connection.model.partition("/")[0] if "/" in connection.model else tr("by the model's name")


def price_words(connection: Connection) -> str:
    """The price of a million tokens."""
    if connection.price_in is None or connection.price_out is None:
        return tr("price as the provider lists it")
    return tr("{dear} in, {out} out, a million tokens", dear=money(connection.price_in), out=money(connection.price_out))


def money(value: float) -> str:
    """US dollars, with as many digits as tell something: `$0.00042`, `$1.20`."""
    if value == 0:
        return "$0"
    return "$" + number(float(value), next(digits for least, digits in _DIGITS if value >= least))


def seconds(value: float) -> str:
    """A length of time to a tenth, a short one to a hundredth."""
    return tr("{seconds} s", seconds=number(value, 1 if value >= 1 else 2))


def moment(created_us: int) -> str:
    """An instant by the reader's clock and locale."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(created_us // 1000), QLocale.FormatType.ShortFormat)
