"""Asks what a dataset would be once the hand rests; what was asked before is stopped, and never shown late."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Future
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Cancelled, UserError
from core.export import Plan, Recipe
from core.storage.projects import ProjectInfo
from desktop.operations import exporting
from desktop.screens.desk import Desk
from desktop.screens.models.arrivals import Arrivals

_SETTLE_MS = 200


class Planning(QObject):
    """`planned` gives the recipe and its `Plan`, `failed` the `UserError`."""

    planned = Signal(object, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._asked: tuple[ProjectInfo, Recipe] | None = None
        self._waiting: int | None = None
        self._cancel: threading.Event | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether something is asked whose answer has not come."""
        return self._waiting is not None or self._settle.isActive()

    def ask(self, project: ProjectInfo, recipe: Recipe, *, at_once: bool = False) -> None:
        """Ask for this instead of what was asked before."""
        self.stop()
        self._asked = (project, recipe)
        if at_once:
            self._begin()
        else:
            self._settle.start()

    def stop(self) -> None:
        """Nothing is asked any more."""
        self._settle.stop()
        if self._cancel is not None:
            self._cancel.set()
        self._arrivals.forget(self._waiting)
        self._waiting = self._cancel = self._asked = None

    def _begin(self) -> None:
        if self._asked is not None:
            project, recipe = self._asked
            running = exporting.plan(self._desk.workspace, project, recipe)
            self._cancel = running.cancel
            self._waiting = self._arrivals.watch(running.future, partial(self._came, recipe))

    def _came(self, recipe: Recipe, future: Future[Plan]) -> None:
        self._waiting = self._cancel = None
        try:
            self.planned.emit(recipe, future.result())
        except (Cancelled, CancelledError):
            return
        except UserError as error:
            self.failed.emit(error)
