"""Items of several sources, and what these allow, for tests of who obeys."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.uses import Use
from core.ingest.importing import ImportReport, Origin
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage import sources
from core.storage.projects import ProjectInfo
from core.storage.sources import Terms, TermsChange
from core.workspace import Workspace

#: an instant that is over
LONG_AGO = 1


def bring(
    workspace: Workspace, project: ProjectInfo, name: str, texts: Sequence[str], origin: Origin | None = None
) -> ImportReport:
    """Import these texts, one line each, from a file of this name."""
    path = workspace.path.with_name(name)
    path.write_text("text\n" + "".join(f"{text}\n" for text in texts), encoding="utf-8")
    with workspace.importing(project, open_table(path), Mapping("text"), origin) as work:
        return work.run()


def allow(
    workspace: Workspace, project: ProjectInfo, name: str, *uses: Use, until: int | None = None, no_end: bool = False
) -> Terms:
    """Set what a source allows: these uses and no other, until this instant."""
    change = TermsChange(uses, until, no_end)
    return workspace.writer.submit(
        lambda c: sources.change_terms(c, project.seq, sources.find_source(c, project.seq, name), change)
    ).result()
