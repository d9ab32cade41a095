"""Nothing moves by itself: there is no animation to be reduced."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.theme import Theme

ROOT = Path(__file__).resolve().parents[3] / "desktop"
_MOVES = re.compile(
    r"Q(Property|Variant|Sequential|Parallel|Abstract)?Animation\w*|QTimeLine|QMovie|QGraphicsOpacityEffect|QScroller\b"
    r"|QEasingCurve|setCursorFlashTime|animateClick|setAnimated\((?!False)|<blink|UIEffect"
)
_STYLES = re.compile(r"setRange\(0, 0\)|setMaximum\(0\)|QTabBar|QTabWidget|QDockWidget|QTreeView|QTreeWidget|QToolBox")


def test_no_animation_is_used() -> None:
    found = {path.name: _MOVES.findall(path.read_text("utf-8")) for path in ROOT.rglob("*.py")}
    assert len(found) > 100
    assert {name: moves for name, moves in found.items() if moves} == {}


def test_nothing_is_used_that_the_style_animates(qapp: QApplication, theme: Theme) -> None:
    """Fusion moves bars without an end, branches of trees, tabs and docks; scroll bars it leaves to our stylesheet. Menus come at once."""
    found = {path.name for path in ROOT.rglob("*.py") if _STYLES.search(path.read_text("utf-8"))}
    assert found == set()
    assert "QScrollBar::handle" in qapp.styleSheet()
    effects = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip)
    assert not any(QApplication.isEffectEnabled(effect) for effect in effects)
