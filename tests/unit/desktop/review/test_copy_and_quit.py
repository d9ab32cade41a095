"""What was copied from an item outlives the window, and the program still ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = """
from PySide6.QtWidgets import QApplication
from desktop.review.item_text import ItemText
from desktop.theme import Scheme, Theme

app = QApplication([])
view = ItemText(Theme(app, Scheme.LIGHT))
view.show_text("Where is <b>my</b> card?")
view.selectAll()
view.copy()
data = app.clipboard().mimeData()
print(app.clipboard().text(), data.formats())
"""


def test_quitting_after_a_copy_is_no_crash() -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run((sys.executable, "-c", PROGRAM), cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("Where is <b>my</b> card? ['text/plain']")
