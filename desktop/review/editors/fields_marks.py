"""Where the values of a record stand in the item, found outside of the key path: a long item is searched one field at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.json import JsonValue
from core.domain.where import Place, Whereabouts
from desktop.review.editors.fields_record import RecordDraft
from desktop.review.marks import Mark, MarkRole

#: the values of shorter items are found at once
_SHORT = 20_000


class ValueMarks(QObject):
    """Marks for the values of a record. `found`: there are more of them than before."""

    found = Signal()

    def __init__(self, record: RecordDraft, parent: QObject) -> None:
        super().__init__(parent)
        self._record = record
        self._text = ""
        self._whereabouts = Whereabouts("")
        self._places: dict[str, tuple[Place, ...]] = {}
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._search)

    def show_text(self, text: str) -> None:
        """The item's text, in which the values are looked for."""
        if text != self._text:
            self._text, self._whereabouts, self._places = text, Whereabouts(text), {}
        self.refresh()

    def refresh(self) -> None:
        """Values may have changed: look for those that were not looked for yet."""
        if len(self._text) > _SHORT:
            self._next.start()
            return
        while self._look():
            pass

    def marks(self, current: str) -> tuple[Mark, ...]:
        """A mark at each place; those of the current field are the strongest."""
        marks: list[Mark] = []
        for field in self._record.fields:
            places = self._places.get(_key(self._record.value(field.name)), ())
            roles = (MarkRole.VALUE, MarkRole.CURRENT) if field.name == current else (MarkRole.VALUE,)
            marks += [Mark(start, end, role, name=field.name) for start, end in places for role in roles]
        return tuple(marks)

    def _search(self) -> None:
        if self._look():
            self.found.emit()
        else:
            self._next.stop()

    def _look(self) -> bool:
        """Look for one value; says whether there was one to look for."""
        values = (self._record.value(field.name) for field in self._record.fields)
        value = next((one for one in values if one is not None and _key(one) not in self._places), None)
        if value is None:
            return False
        self._places[_key(value)] = self._whereabouts.find(value)
        return True


def _key(value: JsonValue) -> str:
    return repr(value)
