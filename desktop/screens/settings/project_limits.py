"""Settings that a project has: its budget, and what of an item is sent where. One project of the workspace at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.operations import projects
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.models.limits_form import LimitsForm, LimitsPart
from desktop.screens.settings.section import PROJECT, Section, scope


class LimitsSection(Section):
    """The choice of a project over a part of the form of its limits."""

    def __init__(self, desk: Desk, title: str, parts: Sequence[LimitsPart]) -> None:
        super().__init__(desk, title)
        self._projects: list[ProjectInfo] = []
        self.project = Combo()
        self.none = label(desk.theme, "body", "muted", tr("There is no project in this workspace yet."), wrap=True)
        self.form = LimitsForm(desk, parts)
        self.say_first()
        card = self.card(tr("Project"), scope(PROJECT))
        self.setting(card, tr("P&roject"), self.project, tr("Whose limits are shown here; each project has its own."))
        card.addWidget(self.none)
        self.column.addWidget(self.form)
        self.first = self.project
        self.project.currentIndexChanged.connect(self._choose)

    def say_first(self) -> None:
        """What is said before anything is set."""

    def enter(self) -> None:
        """See `Section.enter`."""
        self.form.arrivals.watch(projects.list_projects(self.desk.workspace), self._came)

    def leave(self) -> None:
        """See `Section.leave`."""
        self.form.arrivals.leave()

    def _came(self, future: Future[list[ProjectInfo]]) -> None:
        self._projects = [one for one in future.result() if not one.archived]
        wanted = self.project.currentData() or (self.desk.project.seq if self.desk.project is not None else 0)
        self.project.blockSignals(True)
        self.project.clear()
        for one in self._projects:
            self.project.addItem(one.name, one.seq)
        self.project.setCurrentIndex(max(0, self.project.findData(wanted)))
        self.project.blockSignals(False)
        there = bool(self._projects)
        self.project.setEnabled(there)
        self.form.setVisible(there)
        self.none.setVisible(not there)
        self._choose()

    def _choose(self) -> None:
        at = self.project.currentIndex()
        if 0 <= at < len(self._projects):
            self.form.enter(self._projects[at])


class BudgetSection(LimitsSection):
    """What the calls of a project may cost."""

    name = "budget"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Budget"), [LimitsPart.BUDGET])


class PrivacySection(LimitsSection):
    """What of a project is sent where."""

    name = "privacy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Privacy"), [LimitsPart.WHERE, LimitsPart.REDACTION])

    def say_first(self) -> None:
        """See `LimitsSection.say_first`."""
        card = self.card(tr("What is sent, and what is not"))
        for words in _sentences():
            card.addWidget(label(self.desk.theme, "body", "text", words, wrap=True))


def _sentences() -> tuple[str, ...]:
    return (
        tr("Without a connected model nothing is sent at all: the built-in suggester works on this computer."),
        tr(
            "With one, its provider gets the text of an item, the guidelines, the labels and the examples of the prompt; so does "
            "that of its fallback, if it has one, and nobody else. The screen of calls shows each request as it was sent."
        ),
        tr("Countersign sends no usage figures, looks for no updates and has no account. Its log holds no text of items."),
    )
