"""Settings, the look: light or dark, the size of text, the length of an item's lines."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.settings.section import COMPUTER, Section, scope
from desktop.theme import TEXT_SIZES, ReadingWidth, Scheme


class LookSection(Section):
    """All of it holds at once."""

    name = "look"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Look"))
        self.look, self.text_size, self.reading_width = Combo(), Combo(), Combo()
        self._fill()
        card = self.card(self.title, scope(COMPUTER))
        self.setting(card, tr("Loo&k"), self.look, tr("Light or dark, or whichever the system wears."))
        why = tr("All text of the app; what holds it grows along. Within an item, Ctrl and + or - change the item alone.")
        self.setting(card, tr("&Text size"), self.text_size, why)
        why = tr(
            "How long the lines of an item are on the review screen. Short ones are read faster; tables are not bound by it."
        )
        self.setting(card, tr("Reading &width"), self.reading_width, why)
        self.first = self.look
        self.look.currentIndexChanged.connect(self._take_look)
        self.text_size.currentIndexChanged.connect(self._take_size)
        self.reading_width.currentIndexChanged.connect(self._take_width)

    def enter(self) -> None:
        """See `Section.enter`."""
        held = self.desk.preferences
        shown = ((self.look, held.look), (self.text_size, held.text_size), (self.reading_width, held.reading_width))
        for combo, value in shown:
            combo.setCurrentIndex(max(0, combo.findData(value)))

    def _fill(self) -> None:
        for scheme, words in ((Scheme.SYSTEM, tr("As the system")), (Scheme.LIGHT, tr("Light")), (Scheme.DARK, tr("Dark"))):
            self.look.addItem(words, scheme.value)
        for size in TEXT_SIZES:
            words = tr("{value} %", value=size)
            self.text_size.addItem(tr("{value} % (usual)", value=size) if size == 100 else words, size)
        widths = (
            (ReadingWidth.COMFORTABLE, tr("Comfortable: some 60 to 85 characters a line")),
            (ReadingWidth.WIDE, tr("Wide: some 90 to 120 characters a line")),
            (ReadingWidth.FULL, tr("Full: as wide as there is room")),
        )
        for width, words in widths:
            self.reading_width.addItem(words, width.value)

    def _take_look(self) -> None:
        look = str(self.look.currentData())
        if look != self.desk.preferences.look:
            self.desk.preferences.look = look
            self.desk.theme.set_scheme(Scheme(look))
            self.saved.emit()

    def _take_size(self) -> None:
        size = int(self.text_size.currentData())
        if size != self.desk.preferences.text_size:
            self.desk.preferences.text_size = size
            self.desk.theme.set_text_size(size)
            self.saved.emit()

    def _take_width(self) -> None:
        width = str(self.reading_width.currentData())
        if width != self.desk.preferences.reading_width:
            self.desk.preferences.reading_width = width
            self.desk.theme.set_reading_width(ReadingWidth(width))
            self.saved.emit()
