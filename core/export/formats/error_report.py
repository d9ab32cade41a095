"""An error report in Markdown, for whoever improves the prompt: what was wrong, with items, and what each mend would be worth."""

from __future__ import annotations

from itertools import count

from core.domain.json import JsonValue
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance, Verdict
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option
from core.export.mistakes import JudgedItem, Page, judged_pages
from core.export.output import Output
from core.export.prompts_then import suggesters_by, version_then
from core.export.record import Record
from core.export.report_text import ReportWriter
from core.export.reporting import Verdicts
from core.export.shown import json_line, number_of
from core.suggest.versions import PromptVersion

VERSION = Option("version", "", "the prompt version, as v3, or all; without it the live one, else all")
ITEMS = Option("items", 3, "items shown of each way to be wrong")
CONFUSIONS = Option("confusions", 10, "ways to be wrong that are shown")
ALL = "all"


class ErrorReport(FormatBase):
    """A text to read. Its records are the suggestions that were judged, and those for which another was asked."""

    name: str = "error_report"
    title: str = "Error report"
    told: str = "for whoever improves the prompt: the worst mistakes, and what mending them is worth"
    suffix: str = ".md"
    purposes: tuple[Purpose, ...] = (Purpose.PROMPT,)
    options: tuple[Option, ...] = (VERSION, ITEMS, CONFUSIONS)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`."""
        items, shown = number_of(cut, ITEMS, most=50), number_of(cut, CONFUSIONS, most=1_000)
        asked = str(cut.option(VERSION.name, VERSION.default) or "").strip()
        version = None if asked == ALL else version_then(cut, asked)
        verdicts = _read(cut, version)
        report = ReportWriter(cut, version, verdicts, items, shown)
        output.file().write_bytes(report.text().encode("utf-8", "surrogatepass"))
        cut.figures[self.name] = _figures(version, verdicts, shown)


def _read(cut: Cut, version: PromptVersion | None) -> Verdicts:
    verdicts, kind = Verdicts(cut.task), cut.kind
    numbers = count()
    for page in judged_pages(cut, None if version is None else suggesters_by(cut, version)):
        part = page if cut.limit is None else _first(page, cut.limit - cut.records)
        verdicts.add(part.judged)
        verdicts.refuse(part.refused, [name for one in part.refused for name in kind.labels_in(one.suggested)])
        _note(cut, part, numbers)
        if cut.limit is not None and cut.records >= cut.limit:
            break
    return verdicts


def _first(page: Page, n: int) -> Page:
    return Page(page.judged[:n], page.refused[: max(0, n - len(page.judged))])


def _note(cut: Cut, page: Page, numbers: count[int]) -> None:
    """Count and hash what the figures are made of."""
    for one in page.judged:
        cut.counted(_record(one.item, one.decision_seq, one.suggestion_seq))
        cut.hashed(json_line([next(numbers), one.item.shown, one.verdict, one.reason, one.suggested, one.answer]))
    for one in page.refused:
        cut.counted(_record(one.item, None, one.suggestion_seq))
        cut.hashed(json_line([next(numbers), one.item.shown, "regenerated", "", one.suggested, None]))


def _record(item: JudgedItem, decision_seq: int | None, suggestion_seq: int) -> Record:
    """What the manifest counts it as; the report itself holds no records."""
    return Record(
        item.seq, item.shown, "", None, None, "null", Provenance.ASSISTED.value, "", 1.0, None, "", "", "", None,
        decision_seq, suggestion_seq, None, item.import_seq,
    )  # fmt: skip


def _figures(version: PromptVersion | None, verdicts: Verdicts, shown: int) -> JsonValue:
    worst: list[JsonValue] = [
        {"mistake": one.key, "n": found.n, "acceptance_if_right": round(verdicts.share(found.alone), 4)}
        for one, found in verdicts.worst(shown)
    ]
    return {
        "version": ALL if version is None else version.shown,
        "judged": verdicts.judged,
        **{str(one): verdicts.verdicts[one] for one in (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED)},
        "acceptance": round(verdicts.share(), 4) if verdicts.judged else None,
        "asked_for_another": verdicts.refused[""],
        "worst": worst,
    }
