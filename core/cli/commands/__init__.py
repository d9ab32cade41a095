"""The commands, one file each."""

from __future__ import annotations

import typer

from core.cli.commands import (
    backup,
    bulk,
    calls,
    check,
    demo,
    erase,
    export,
    guidelines,
    importing,
    items,
    labels,
    model,
    project,
    prompt,
    queue,
    rehearse,
    stats,
    suggest,
)


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    for module in (
        project,
        labels,
        guidelines,
        importing,
        model,
        prompt,
        suggest,
        items,
        queue,
        bulk,
        calls,
        rehearse,
        export,
        stats,
        check,
        backup,
        erase,
        demo,
    ):
        module.register(app)
