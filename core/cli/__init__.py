"""The command line: core alone, no Qt. One file per command in `commands`; heavy imports happen when a command runs."""

from __future__ import annotations

from core.cli.app import main

__all__ = ["main"]
