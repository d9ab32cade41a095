"""Help: the pages at the left with a search over all of them, the page that is read at the right. All of it works offline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import Keymap, Scope
from desktop.i18n import language, tr
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.help.browser import HelpBrowser
from desktop.screens.help.contents import Contents
from desktop.screens.help.context import page_of
from desktop.screens.help.finding import HelpIndex, words_of
from desktop.screens.help.keys_page import keys_page
from desktop.screens.help.library import FIRST, Library, read_library
from desktop.screens.help.search_field import HelpSearch
from desktop.screens.help.trail import Place, Trail
from desktop.screens.models.wide_page import WidePage
from desktop.widgets.keys import key_text, strokes

_SIDE = 300


class HelpScreen(WidePage):
    """`left` follows Esc: the reader wants the screen again from which the help was opened."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Help"))
        self._desk = desk
        self._keymap: Keymap = desk.keymap
        self.library: Library = read_library(language(), keys_page(desk.keymap))
        self._index: HelpIndex | None = None
        self.trail = Trail()
        self.search = HelpSearch(desk.theme, _key_of(desk.keymap))
        self.contents = Contents(desk.theme)
        self.browser = HelpBrowser(desk.theme)
        self.back, self.forward = Button(tr("&Back")), Button(tr("&Forward"))
        self._lay_out()
        self.dress()
        self._connect()

    def enter(self) -> None:
        """See `Page.enter`."""
        self.say("")
        if self._keymap is not self._desk.keymap:
            self._read_anew()
        if self.trail.here is None:
            self.go(Place(FIRST))
        give_focus(self.browser)
        QTimer.singleShot(0, self, self._make_index)  # once it is painted, so that the first letter that is typed finds it made

    def show_for(self, screen: str) -> None:
        """Open the page that tells of a screen, called as the window calls it."""
        name, fragment = page_of(screen)
        self.open_link(f"{name}.md#{fragment}")

    def go(self, place: Place, words: tuple[str, ...] = ()) -> None:
        """Go to a page and one of its sections; `words` are marked on it."""
        self.trail.left_at(self.browser.scrolled)
        self.trail.go(place)
        self._show(place, words)

    def step(self, by: int) -> None:
        """Back (-1) or forward (+1), to where that page was left."""
        self.trail.left_at(self.browser.scrolled)
        place = self.trail.step(by)
        if place is not None:
            self._show(place)
            give_focus(self.browser)

    def open_link(self, link: str) -> None:
        """Follow a link: to a page of the help, a section of it, or out of the app, which only http links may lead."""
        url = QUrl(link)
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
            return
        path, _, fragment = link.partition("#")
        here = self.trail.here
        name = path.rpartition("/")[2].removesuffix(".md") or (here.page if here else FIRST)
        page = self.library.pages.get(name)
        if page is not None and not url.scheme():
            self.go(Place(name, page.section_at(fragment) or 0))

    # --- Qt ---

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Sees keys before the area around the parts does, which scrolls at an arrow even when it is held with Alt."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        """Do what the key does on this screen; says whether it does anything."""
        found = self._desk.keymap.find(Scope.HELP, strokes(event))
        does = {
            "help_search": self._to_search,
            "help_pages": self._to_pages,
            "help_back": self._go_back,
            "help_forward": self._go_forward,
            "help_leave": self._leave,
        }
        if found is None or found[0].id not in does:
            return False
        if not event.isAutoRepeat():
            does[found[0].id]()
        return True

    # --- what is shown ---

    def _show(self, place: Place, words: tuple[str, ...] = ()) -> None:
        page = self.library.pages[place.page]
        self.browser.show_page(page, place.section, words)
        if place.scrolled >= 0:
            self.browser.scroll_back(place.scrolled)
        self.set_detail(page.title if page.translated else tr("{title} - in English only so far", title=page.title))
        if not self.search.text():
            self.contents.mark(place)
        self.back.setEnabled(self.trail.can_back)
        self.forward.setEnabled(self.trail.can_forward)

    def _read_anew(self) -> None:
        """The user's keys are others now, so the page of keys is another."""
        self._keymap = self._desk.keymap
        self.library, self._index = read_library(language(), keys_page(self._keymap)), None
        self.search.set_key(_key_of(self._keymap))
        self._searched(self.search.text())
        here = self.trail.here
        if here is not None:
            self._show(here)

    def _make_index(self) -> HelpIndex:
        if self._index is None:
            self._index = HelpIndex(self.library)
        return self._index

    # --- searching ---

    def _searched(self, text: str) -> None:
        words = words_of(text)
        if words:
            self.contents.show_hits(self._make_index().find(text), words)
        else:
            self.contents.show_pages(self.library, self.trail.here)

    def _opened(self, place: Place) -> None:
        self.go(place, tuple(words_of(self.search.text())))
        give_focus(self.browser)

    def _to_search(self) -> None:
        give_focus(self.search)
        self.search.selectAll()

    def _to_pages(self) -> None:
        give_focus(self.contents)

    def _to_text(self) -> None:
        give_focus(self.browser)

    def _go_back(self) -> None:
        self.step(-1)

    def _go_forward(self) -> None:
        self.step(1)

    def _leave(self) -> None:
        """Esc: a search is given up first."""
        if self.search.text():
            self.search.clear()
            give_focus(self.browser)
        else:
            self.left.emit()

    # --- making ---

    def _connect(self) -> None:
        self.search.textChanged.connect(self._searched)
        self.search.moved.connect(self.contents.move_mark)
        self.search.entered.connect(self.contents.open_marked)
        self.search.left.connect(self._to_text)
        self.contents.opened.connect(self._opened)
        self.browser.followed.connect(self.open_link)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self._searched("")

    def _lay_out(self) -> None:
        side, right = QWidget(), QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(12, 0, 8, 12)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 0, 16, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.back)
        buttons.addWidget(self.forward)
        buttons.addStretch(1)
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(buttons)
        down.addWidget(self.browser, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_SIDE, 1_000])
        parts.installEventFilter(self)
        self.column.addWidget(parts, 1)


def _key_of(keymap: Keymap) -> str:
    """The key of the search, as printed on it; none where the user has taken it away."""
    keys = keymap.keys("help_search")
    return key_text(keys[0]) if keys else ""
