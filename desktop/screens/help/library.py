"""The pages of the help: which there are and in which order, read from the program's own resources.

English pages are `resources/help/NAME.md`, those of another language `resources/help/LANGUAGE/NAME.md`; where one of these is
missing the English one stands in. The page `keys` is no file: it is made of the table of actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from desktop.i18n import ENGLISH, QT_TR_NOOP
from desktop.screens.help.markdown import Section, joined, sections_of

FIRST = "README"
KEYS = "keys"

#: the pages in the order in which they are read; the titles of the groups are English
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (QT_TR_NOOP("Start"), (FIRST, "reviewer", "lead")),
    (
        QT_TR_NOOP("Screens"),
        ("review-screen", "items-screen", "prompts-screen", "calls", "export", "projects-screen", "settings-screen"),
    ),
    (QT_TR_NOOP("Reviewing"), ("kinds", "queues", "orders-and-samples", "signals")),
    (
        QT_TR_NOOP("Projects and models"),
        ("import", "tasks", "labels", "models", "prompts", "prompts-that-work", "what-is-sent"),
    ),
    (QT_TR_NOOP("Reference"), (KEYS, "formats", "command-line", "storage", "backups-and-erasing", "troubleshooting")),
)


class HelpPage:
    """A page. `translated`: whether it is in the language that was asked for. What it holds is taken apart when it is first asked for."""

    def __init__(self, name: str, own: str | None, english: str) -> None:
        self.name = name
        self.markdown = english if own is None else own
        self.translated = own is not None
        self._english = english

    @cached_property
    def title(self) -> str:
        """The first heading."""
        return next((one.heading for one in sections_of(self.markdown)), self.name)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its parts, each under a heading, the title first."""
        return tuple(sections_of(self.markdown))

    def section_at(self, fragment: str) -> int | None:
        """The place of the section that a fragment means, by its own words or the English ones; None where there is none."""
        return self._slugs.get(fragment)

    @cached_property
    def _slugs(self) -> dict[str, int]:
        """A translated page keeps the headings of the English one, so the same place has both names."""
        english = tuple(sections_of(self._english))
        known: dict[str, int] = {}
        for sections in (self.sections, english if len(english) == len(self.sections) else ()):
            for place, section in enumerate(sections):
                known.setdefault(section.slug, place)
        return known


@dataclass(frozen=True, slots=True)
class Library:
    """All pages, in reading order. `groups`: the English title of a group, and the names of its pages."""

    pages: dict[str, HelpPage]
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def read_library(language: str, keys_page: str = "") -> Library:
    """All pages in `language`; `keys_page` is the Markdown of the page of keys."""
    english = texts(ENGLISH)
    own = dict(english) if language == ENGLISH else texts(language)
    if keys_page:
        english[KEYS] = own[KEYS] = keys_page
    names = [name for _, group in GROUPS for name in group if name in english]
    rest = tuple(sorted(set(english) - set(names)))
    pages = {name: HelpPage(name, own.get(name), english[name]) for name in (*names, *rest)}
    groups = [(title, tuple(name for name in group if name in pages)) for title, group in GROUPS]
    groups[-1] = (groups[-1][0], (*groups[-1][1], *rest))  # a page that nobody has put in its place is found all the same
    return Library(pages, tuple(groups))


def texts(language: str) -> dict[str, str]:
    """The Markdown of the pages in one language by their names; empty where there are none."""
    folder = resources.files("resources") / "help"
    if language != ENGLISH:
        folder /= language
    if not folder.is_dir():
        return {}
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".md"))
    return {entry.name.removesuffix(".md"): joined(entry.read_text("utf-8")) for entry in found}


def picture(name: str, spoken: str = ENGLISH) -> bytes | None:
    """The bytes of a picture of the help in a language, or None when there is none of that name."""
    folder = resources.files("resources") / "help"
    entry = (folder if spoken == ENGLISH else folder / spoken) / "pictures" / name
    return entry.read_bytes() if "/" not in name and entry.is_file() else None
