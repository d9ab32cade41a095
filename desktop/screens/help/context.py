"""Which page tells of which screen: what F1 opens."""

from __future__ import annotations

from desktop.screens.help.library import FIRST

#: the name of a screen, as the window calls it, and the page with a fragment of its English text
_OF_SCREENS: dict[str, tuple[str, str]] = {
    "review": ("review-screen", ""),
    "items": ("items-screen", ""),
    "prompts": ("prompts-screen", ""),
    "calls": ("calls", ""),
    "export": ("export", "the-export-screen"),
    "projects": ("projects-screen", ""),
    "new_project": ("projects-screen", "new-project"),
    "project": ("projects-screen", "project-settings"),
    "settings": ("settings-screen", ""),
    "trouble": ("troubleshooting", ""),
}


def page_of(screen: str) -> tuple[str, str]:
    """The name of the page for a screen and the fragment on it; the first page for a screen that has none."""
    return _OF_SCREENS.get(screen, (FIRST, ""))
