"""The dialog after an unexpected error: what is safe, where the log is, and three ways on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.screens.buttons import Button

_WIDTH, _MARGIN, _GAP, _DETAILS = 560, 24, 12, 160


class CrashDialog(QDialog):
    """`restart_asked`: close everything and start anew. Going on is what Enter and Esc do."""

    restart_asked = Signal()

    def __init__(self, log: Path, details: str, parent: QWidget | None = None) -> None:
        """`details`: what is copied for whoever mends it; it holds no item text."""
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.setFixedWidth(_WIDTH)
        self.head = QLabel(tr("Something went wrong in Countersign."))
        self.text = QLabel(
            tr(
                "Every decision that the screen had moved past is kept. You can go on; if the app behaves oddly, restart it: "
                "you come back to the same item. What happened is written to {path}; it holds no item text.",
                path=str(log),
            )
        )
        self.details = QPlainTextEdit(details)
        self.copy = Button(tr("&Copy details"))
        self.restart = Button(tr("&Restart"))
        self.on = Button(tr("&Go on"), primary=True)
        self._dress()
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.restart.clicked.connect(self._restart)
        self.on.clicked.connect(self.accept)
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        for label in (self.head, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setObjectName("field")  # with an edge that shows the keyboard
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(_DETAILS)
        self.details.setAccessibleName(tr("Details for whoever mends it"))
        self.setAccessibleDescription(f"{self.head.text()} {self.text.text()}")
        self.on.setDefault(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.restart)
        row.addWidget(self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_GAP)
        for part in (self.head, self.text, self.details):
            column.addWidget(part)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText(tr("Copied"))

    def _restart(self) -> None:
        self.accept()
        self.restart_asked.emit()
