"""The commands, one file each."""

from __future__ import annotations

import typer

from core.cli.commands import (
    backup,
    calls,
    check,
    demo,
    erase,
    export,
    importing,
    model,
    project,
    prompt,
    rehearse,
    stats,
    suggest,
)


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    for module in (project, importing, model, prompt, suggest, calls, rehearse, export, stats, check, backup, erase, demo):
        module.register(app)
