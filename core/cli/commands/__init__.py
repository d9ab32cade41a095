"""The commands, one file each."""

from __future__ import annotations

import typer

from core.cli.commands import backup, check, demo, erase, export, importing, project, rehearse, stats, suggest


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    for module in (project, importing, suggest, rehearse, export, stats, check, backup, erase, demo):
        module.register(app)
