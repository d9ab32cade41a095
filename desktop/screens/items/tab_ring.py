"""Tab on a sheet goes through what stands on it, and stays there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget


def keep_tab(over: QWidget, stops: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to the next of `stops` (the one before, if not `forward`); says whether there is one.

    Of radio buttons only the checked one is a stop: arrows go to the others.
    """
    live = [one for one in stops if one.isVisibleTo(over) and one.isEnabled() and _is_stop(one)]
    if not live:
        return False
    here = QApplication.focusWidget()
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    at = live.index(here) if here in live else (-1 if forward else 0)
    live[(at + (1 if forward else -1)) % len(live)].setFocus(reason)
    return True


def _is_stop(one: QWidget) -> bool:
    return not isinstance(one, QRadioButton) or one.isChecked()
