"""The commands, one file each."""

from __future__ import annotations

import typer

from core.cli.commands import (
    backup,
    bulk,
    calls,
    check,
    dataset,
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
    source,
    stats,
    suggest,
    traces,
)


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    for module in (
        project,
        labels,
        guidelines,
        importing,
        traces,
        source,
        model,
        prompt,
        suggest,
        items,
        queue,
        bulk,
        calls,
        rehearse,
        export,
        dataset,
        stats,
        check,
        backup,
        erase,
        demo,
    ):
        module.register(app)
