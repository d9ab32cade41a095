"""The sections of an item: which are shown, in which order, and what is done to all of them (zoom, search, scrolling)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from core.domain.content import Content, Form, Part
from desktop.i18n import tr
from desktop.review.item.arrange import Sections, arrange
from desktop.review.item.pane_text import PaneText
from desktop.review.item.section import Section
from desktop.review.item.stage import Stage
from desktop.review.item.text import TextView
from desktop.review.item.view import ZOOM_LEAST, ZOOM_MOST
from desktop.theme import Theme

#: forms that are read in lines, beside a plain text, which keeps its own margins
_READ = frozenset({Form.MARKDOWN, Form.CHAT})


@dataclass(frozen=True, slots=True)
class Shown:
    """One part as it is to be shown. `number`: the digit of a candidate; `main`: the item's main text."""

    part: Part
    name: str = ""
    number: int = 0
    main: bool = False


def shown_parts(content: Content, presented: Sequence[str], *, plain: bool) -> list[Shown]:
    """The parts of an item in the order of reading: the main one, those beside it, the candidates in the order of `presented`.

    `plain`: a main text in Markdown is shown as it stands, since passages are marked in it.
    """
    form = Form.TEXT if content.form is Form.MARKDOWN and plain else content.form
    value = content.text if content.value is None or form is Form.TEXT else content.value
    told = [Shown(Part("", value, form), content.name or tr("Item"), main=True)] if value or not content.parts else []
    told += [Shown(part, part.name) for part in content.parts if not part.candidate]
    candidates = dict(zip(content.candidate_names, content.candidates, strict=True))
    order = [name for name in presented if name in candidates]
    order += [name for name in candidates if name not in order]
    return told + [Shown(candidates[name], number=place + 1) for place, name in enumerate(order)]


class Board(QObject):
    """See the module. `painted` follows when every section has been painted since it was shown something new."""

    painted = Signal()
    grown = Signal()
    focused = Signal()
    counted = Signal()

    def __init__(self, theme: Theme, stage: Stage, text: PaneText) -> None:
        super().__init__(stage)
        self._theme, self._stage, self.text = theme, stage, text
        self._main = self._own(Section(theme, Form.TEXT, stage.floor, TextView(theme, text=text)))
        self._spare: dict[Form, list[Section]] = {}
        self._awaited: set[Section] = set()
        self._last: Section | None = None
        self._parts: list[Shown] = []
        self.sections: list[Section] = [self._main]
        self.zoom = 0
        self.show_parts([Shown(Part("", ""), main=True)])

    @property
    def alone(self) -> bool:
        """Whether the item is nothing but one part."""
        return len(self.sections) == 1

    def show_parts(self, parts: list[Shown]) -> None:
        """Show these, and nothing else; what stays as it is keeps its place in its scroll bar."""
        for section in self.sections:
            self._put_away(section)
        self._parts = parts
        self.sections = [self._section_for(one) for one in parts]
        self.text.set_section(section=not self.alone)
        self._last = None
        self._stage.verticalScrollBar().setValue(0)
        for section, one in zip(self.sections, parts, strict=True):
            section.bare = self.alone
            section.view.set_zoom(self.zoom)
            section.show_part(one.part, one.name, one.number)
            section.show()
        for section in chain.from_iterable(self._spare.values()):
            section.rest()
        self.repaint()

    def repaint(self) -> None:
        """Paint everything again; `painted` follows."""
        self._awaited = set(self.sections)
        for section in self.sections:
            section.view.repaint_soon()

    def place(self, width: int, side: int, most: int) -> int:
        """Give every section its place on a stage so wide, with such margins; returns how tall the stage is, `most` at most.

        A text alone has the whole width, and its own margins.
        """
        room = QRect(side, 0, max(0, width - 2 * side), most)
        if self.alone:
            rect = self._alone_in(room, width)
            rect.setHeight(self.sections[0].wanted_height(rect.width(), most))
            rects = [rect]
        else:
            rects = arrange(room, self._wanted())
        tall = self._stage.fit(width, max(rect.y() + rect.height() for rect in rects), most)
        for section, rect in zip(self.sections, rects, strict=True):
            section.setGeometry(rect)
        seen = {section for section in self.sections if not section.visibleRegion().isEmpty()}
        self._awaited &= {self.sections[0], *seen}  # what is out of sight is not painted, and not waited for
        return tall

    def _alone_in(self, room: QRect, width: int) -> QRect:
        """The place of a section that is the whole item: what is read in lines is no wider than is wanted."""
        form = self.sections[0].form
        if form is Form.TEXT:
            return QRect(0, 0, width, room.height())
        if form in _READ:
            return QRect(room.x(), 0, min(room.width(), self._theme.reading_width), room.height())
        return QRect(room)

    def _wanted(self) -> Sections:
        wanted = [section.wanted_height for section in self.sections]
        first = 1 if self._parts[0].main else 0
        last = sum(1 for one in self._parts if not one.number)
        return Sections(wanted[0] if first else None, wanted[first:last], wanted[last:])

    # --- what is done to all of them ---

    def main(self) -> Section | None:
        """The section of the item's main text."""
        return self.sections[0] if self._parts and self._parts[0].main else None

    def set_zoom(self, step: int) -> None:
        """Larger (+1) or smaller (-1) type; 0: the usual size."""
        self.zoom = max(ZOOM_LEAST, min(ZOOM_MOST, self.zoom + step)) if step else 0
        for section in self.sections:
            section.view.set_zoom(self.zoom)

    def scroll_pages(self, pages: float) -> None:
        """Scroll the section that has the keyboard, or had it last; else the first that can be scrolled."""
        target = self._last
        if target is None:
            longer = (one for one in self.sections if one.view.area.verticalScrollBar().maximum() > 0)
            target = next(longer, self.sections[0])
        bar = target.view.area.verticalScrollBar()
        before = bar.value()
        target.view.scroll_pages(pages)
        if bar.value() == before:
            self._stage.scroll_pages(pages)

    def bring(self, section: Section) -> None:
        """Scroll the stage to a section."""
        self._stage.ensureWidgetVisible(section, 0, 0)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in the order of reading."""
        return [section.view.area for section in self.sections]

    # --- the sections ---

    def _section_for(self, one: Shown) -> Section:
        """One that shows the part already, else one that is free; the main text has its own."""
        if one.main and one.part.form is Form.TEXT:
            return self._main
        spare = self._spare.setdefault(one.part.form, [])
        if not spare:
            return self._own(Section(self._theme, one.part.form, self._stage.floor))
        known = next((at for at, section in enumerate(spare) if section.part == one.part), 0)
        return spare.pop(known)

    def _put_away(self, section: Section) -> None:
        section.hide()
        if section is not self._main:
            self._spare.setdefault(section.form, []).append(section)

    def _own(self, section: Section) -> Section:
        section.hide()
        section.painted.connect(partial(self._was_painted, section))
        section.focused.connect(partial(self._was_focused, section))
        section.grown.connect(self.grown)
        section.counted.connect(self.counted)
        return section

    def _was_painted(self, section: Section) -> None:
        """Emitted on each paint of what is shown in full: whoever waits for the first one is told, even when it comes anew."""
        self._awaited.discard(section)
        if section in self.sections and not self._awaited:
            self.painted.emit()

    def _was_focused(self, section: Section) -> None:
        if section.view.area.hasFocus():
            self._last = section
            self.bring(section)
        self.focused.emit()
