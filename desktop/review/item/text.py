"""Plain text: the item's main text, and texts beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.content import Part
from desktop.review.item.pane_text import PaneText
from desktop.review.item.search import Haystack
from desktop.review.item.view import PartView
from desktop.review.marks import Mark, MarkRole
from desktop.theme import Theme

#: so many found places on either side of the one that was gone to are marked
_AROUND = 1_000


class TextView(PartView):
    """Shows one plain text. The marks of the answer and the found places are drawn together."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, text: PaneText | None = None) -> None:
        """`text`: the widget to show it in; one of its own when there is none."""
        super().__init__(theme, parent)
        self.text = text or PaneText(theme, section=True)
        self.hold(self.text)
        self.text.painted.connect(self.painted)
        self.text.width_changed.connect(self.grown)
        self._hay = Haystack("")
        self._marks: tuple[Mark, ...] = ()
        self._places: list[tuple[int, int]] = []
        self._place = -1

    @override
    def show_part(self, part: Part) -> None:
        self.show_text(part.text)

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning, without marks."""
        if self._hay.text != text:
            self._hay = Haystack(text)
        self._marks, self._places, self._place = (), [], -1
        self.text.show_text(text)
        self._draw()

    @override
    def wanted_height(self, width: int, most: int) -> int:
        self.take_width(width)
        return self.text.wanted_height(most)

    @override
    def rescale(self) -> None:
        self.text.set_zoom(self.zoom)

    @override
    def scroll_pages(self, pages: float) -> None:
        self.text.scroll_pages(pages)

    @override
    def show_marks(self, marks: tuple[Mark, ...], text: str) -> None:
        self._marks = marks
        self._draw()

    @override
    def look_for(self, query: str) -> int:
        self._places = self._hay.places(query)
        self._place = -1
        self._draw()
        return len(self._places)

    @property
    @override
    def found(self) -> int:
        return len(self._places)

    @override
    def go_to(self, place: int) -> None:
        self._place = place
        self._draw()
        if 0 <= place < len(self._places):
            self.text.scroll_to(self._places[place][0])

    def _draw(self) -> None:
        self.text.show_marks((*self._marks, *found_marks(self._places, self._place)))


def found_marks(places: list[tuple[int, int]], place: int) -> tuple[Mark, ...]:
    """Marks for the found places around the one that was gone to, which is marked strongly."""
    first = max(0, place - _AROUND)
    marks = [Mark(start, end, MarkRole.FOUND) for start, end in places[first : max(0, place) + _AROUND]]
    if 0 <= place < len(places):
        marks.append(Mark(*places[place], MarkRole.CURRENT))
    return tuple(marks)
