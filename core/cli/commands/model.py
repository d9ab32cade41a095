"""`countersign model`: connect models, list them, test one, remove one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.outcome import bad_news
from core.cli.state import STATE, open_workspace, show
from core.cli.values import amount, parameters
from core.errors import UserError

if TYPE_CHECKING:
    from core.llm.types import Connection
    from core.suggest.models import Models

Name = Annotated[str, typer.Argument(help="What the model is called here.")]
#: options that set a field of the connection as they are; an empty text takes it away
_TEXTS = {"base_url": "--base-url", "fallback": "--fallback"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Connect models, test them, remove them.", rich_markup_mode=None)
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("test")(test)
    group.command("remove")(remove)
    app.add_typer(group, name="model")


def add(
    name: Name,
    model: Annotated[
        str | None, typer.Option(help="The model, as openai/gpt-5-mini-2025-08-07 or ollama_chat/llama3.1:8b.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="The server's address; it mostly ends in /v1.")] = None,
    key_env: Annotated[str | None, typer.Option(help="The environment variable that holds the key.")] = None,
    key_stdin: Annotated[bool, typer.Option("--key-stdin", help="Read the key from standard input into the keychain.")] = False,
    in_flight: Annotated[int | None, typer.Option(help="Calls at a time.")] = None,
    rpm: Annotated[int | None, typer.Option(min=0, help="Requests a minute; 0: no limit.")] = None,
    tpm: Annotated[int | None, typer.Option(min=0, help="Tokens a minute; 0: no limit.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds for a whole answer.")] = None,
    price_in: Annotated[float | None, typer.Option(help="US dollars for a million tokens of input.")] = None,
    price_out: Annotated[float | None, typer.Option(help="US dollars for a million tokens of output.")] = None,
    fallback: Annotated[str | None, typer.Option(help="The model that is asked when this one is out of order.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter, NAME=JSON; may be given more than once.")] = None,
) -> None:
    """Connect a model. The same name again changes what is named, and leaves the rest as it is."""
    given: dict[str, Any] = {"model": model, "base_url": base_url, "fallback": fallback, "timeout_s": timeout}
    given |= {"in_flight": in_flight, "rpm": rpm, "tpm": tpm}
    given |= {"price_in": amount(price_in, "--price-in"), "price_out": amount(price_out, "--price-out")}
    with open_workspace(make=True) as workspace:
        models = workspace.models
        before = _before(models, name)
        connection = _with_key(_changed(before, given, param or []), key_env, key_stdin)
        saved = models.save_connection(connection, _typed_key() if key_stdin else None)
        warning = models.warning(saved).result()
    values = {**_facts(saved), "warning": warning}
    show(values, "\n".join(part for part in (f"Saved {_line(saved)}.", warning) if part))


def _before(models: Models, name: str) -> Connection:
    """The connection that there is, or an empty one."""
    from core.llm.types import Connection  # noqa: PLC0415

    there = {connection.name: connection for connection in models.connections()}
    return there.get(name.strip(), Connection(name, ""))


def _changed(before: Connection, given: dict[str, Any], pairs: list[str]) -> Connection:
    """The connection with what was given; 0 and an empty text take a limit or a name away."""
    from dataclasses import replace  # noqa: PLC0415

    values = {name: value for name, value in given.items() if value is not None}
    values |= {name: values[name] or None for name in ("rpm", "tpm", *_TEXTS) if name in values}
    if before.model and values.get("model", before.model) != before.model:
        # What was entered was the price of another model.
        values = {"price_in": None, "price_out": None, **values}
    return replace(before, **values, params=parameters(pairs, before.params))


def _with_key(connection: Connection, key_env: str | None, key_stdin: bool) -> Connection:
    """The connection with where its key is. Raises `UserError` when that is said twice."""
    from dataclasses import replace  # noqa: PLC0415

    from core.llm.types import KeySource  # noqa: PLC0415

    if key_env is not None and key_stdin:
        raise UserError("key.twice", "The key is given twice.", kept="Nothing was saved.", todo="Use --key-env or --key-stdin.")
    if key_stdin:
        return replace(connection, key_source=KeySource.KEYCHAIN, key_env=None)
    if key_env is None:
        return connection
    source = KeySource.ENVIRONMENT if key_env else KeySource.NONE
    return replace(connection, key_source=source, key_env=key_env or None)


def _typed_key() -> str:
    """The key: typed without being shown where somebody sits, else all of standard input. Raises `UserError` when there is none."""
    if sys.stdin.isatty():
        from getpass import getpass  # noqa: PLC0415

        key = getpass("Key (it is not shown): ", stream=sys.stderr)
    else:
        key = sys.stdin.read()
    if not key.strip():
        raise UserError("key.malformed", "No key came from standard input.", kept="Nothing was saved.")
    return key.strip()


def list_all() -> None:
    """List the models."""
    with open_workspace(make=True) as workspace:
        found = workspace.models.connections()
    lines = "\n".join(_line(one) for one in found)
    show({"models": [_facts(one) for one in found]}, lines or "There is no model yet. countersign model add connects one.")


def test(
    name: Name,
    project: Annotated[str | None, typer.Option(help="Go only where calls of this project may go.")] = None,
) -> None:
    """Send one tiny request, without any item, and say in one sentence how that went."""
    from core.llm.types import NetworkPolicy  # noqa: PLC0415

    with open_workspace() as workspace:
        models = workspace.models
        limits = models.limits(workspace.project(project)) if project else None
        policy = NetworkPolicy(limits.local_only, limits.hosts) if limits else NetworkPolicy()
        trial = models.test_connection(name, policy).result()
    values = {"ok": trial.ok, "kind": trial.kind, "sentence": trial.sentence, "seconds": trial.seconds, "model": trial.model}
    if trial.ok or STATE.json:
        show(values, trial.sentence)
    if not trial.ok:
        bad_news(trial.sentence)


def remove(name: Name) -> None:
    """Remove a model and its key. Calls that were made through it stay on record."""
    with open_workspace() as workspace:
        workspace.models.remove_connection(name)
    show({"removed": name}, f"Removed {name}.")


def _facts(connection: Connection) -> dict[str, Any]:
    """All settings; where the key is, but never the key."""
    from dataclasses import asdict  # noqa: PLC0415

    values = asdict(connection)
    return {**values, "key_source": str(connection.key_source)}


def _line(connection: Connection) -> str:
    """The settings in one line."""
    keys = {"none": "no key", "environment": f"key in {connection.key_env}", "keychain": "key in the keychain"}
    priced = connection.price_in is not None and connection.price_out is not None
    parts = [
        f"at {connection.base_url}" if connection.base_url else "",
        keys[connection.key_source],
        f"{connection.in_flight} in flight",
        f"{connection.rpm} requests a minute" if connection.rpm else "",
        f"{connection.tpm} tokens a minute" if connection.tpm else "",
        f"${connection.price_in:g} in, ${connection.price_out:g} out a million tokens" if priced else "",
        f"falls back to {connection.fallback}" if connection.fallback else "",
    ]
    return f"{connection.name}: {connection.model}, " + ", ".join(part for part in parts if part)
