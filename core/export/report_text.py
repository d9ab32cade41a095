"""The Markdown of an error report. What people and models wrote stands in code spans and blocks alone (core/export/markdown.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core import clock
from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.signals import SIGNAL_TABLE_VERSION
from core.domain.vocabulary import EventKind, Verdict
from core.export.confusing import TOLD, Confusion
from core.export.cut import Cut
from core.export.markdown import block, code
from core.export.mistakes import Judged
from core.export.reporting import Mistakes, Verdicts
from core.export.shown import Shower
from core.prompts.render import answer_text
from core.storage.sql import fetch, fetch_one, fetch_value, from_json
from core.suggest.versions import PromptVersion

_TEXT, _PART, _ANSWER, _SAID, _PARTS = 600, 200, 400, 600, 12

_ITEM = "SELECT c.text, c.parts, c.metadata_json FROM item_content c WHERE c.item_seq = :s"
_RATIONALE = """SELECT f.body FROM suggestion s JOIN free_text f ON f.id = s.id AND f.role = 'rationale' WHERE s.seq = :s"""
_COMMENTED = f"SELECT data FROM event WHERE item_seq = :s AND seq <= :upto AND kind = '{EventKind.COMMENTED}' ORDER BY seq"  # noqa: S608
_COMMENT = "SELECT body FROM free_text WHERE id = :id AND role = 'comment'"
_WHO = "SELECT name FROM suggester WHERE seq = :s"


@dataclass(slots=True)
class ReportWriter:
    """Writes one report. `version`: the prompt version that it is about; None: whoever suggested."""

    cut: Cut
    version: PromptVersion | None
    verdicts: Verdicts
    items: int
    confusions: int
    _lines: list[str] = field(default_factory=list[str])

    def text(self) -> str:
        """The whole report."""
        self._head()
        self._acceptance()
        self._worst()
        self._rejected()
        self._refused()
        return "\n".join(self._lines) + "\n"

    def _add(self, *lines: str) -> None:
        self._lines += lines

    # --- parts ---

    def _head(self) -> None:
        about = "all suggestions, whoever made them" if self.version is None else _named(self.version)
        self._add(
            f"# Errors in {code(self.cut.project.name)}",
            "",
            f"- Of: {about}.",
            f"- Task: {self.cut.task.kind}. Signal table: version {SIGNAL_TABLE_VERSION}. Cut: {clock.iso(self.cut.created_us)}.",
            "- Of each item the last judgement that counts. The blind sample is left out: it stays fit to evaluate what comes next.",
            "",
        )

    def _acceptance(self) -> None:
        have, counts = self.verdicts, self.verdicts.verdicts
        self._add("## Acceptance", "")
        if not have.judged:
            self._add("Nothing was judged yet.", "")
            return
        self._add(
            "| accepted | corrected | rejected | acceptance |",
            "|---:|---:|---:|---:|",
            f"| {counts[Verdict.ACCEPTED]:,} | {counts[Verdict.CORRECTED]:,} | {counts[Verdict.REJECTED]:,} | {_percent(have.share())} |",
            "",
            "Acceptance = accepted / (accepted + corrected + rejected), of decisions made with the suggestion in view. People lean"
            " towards what they are shown, so it is higher than the share that is right.",
            "",
        )

    def _worst(self) -> None:
        worst = self.verdicts.worst(self.confusions)
        if not worst:
            return
        self._add("## Corrected: what was taken for what", "")
        for place, (confusion, mistakes) in enumerate(worst, 1):
            self._add(f"### {place}. {_told(confusion)}: {mistakes.n:,}", "", self._worth(mistakes), "")
            self._examples(mistakes.first)
        left = len(self.verdicts.confused) - len(worst)
        if left:
            self._add(f"{left:,} more ways to be wrong are not shown.", "")

    def _rejected(self) -> None:
        reasons = self.verdicts.reasons
        if not reasons:
            return
        self._add("## Rejected, by reason", "")
        for reason in sorted(reasons, key=lambda one: (-reasons[one], one)):
            n = reasons[reason]
            self._add(f"### {code(reason.replace('_', ' '))}: {n:,}", "", self._raised(n), "")
            self._examples(self.verdicts.rejected[reason])

    def _refused(self) -> None:
        refused = self.verdicts.refused
        if not refused[""]:
            return
        self._add(
            "## Asked for another", "", f"{refused['']:,} times a reviewer asked for another suggestion than the one in view.", ""
        )
        named = sorted(((n, name) for name, n in refused.items() if name), key=lambda one: (-one[0], one[1]))
        self._add(*(f"- {code(name)}: {n:,}" for n, name in named[: self.confusions]), "")

    # --- pieces ---

    def _worth(self, mistakes: Mistakes) -> str:
        others = mistakes.n - mistakes.alone
        if not mistakes.alone:
            return f"Mended alone it changes nothing: acceptance stays at {_percent(self.verdicts.share())}, as more is wrong with each."
        also = f" {others:,} more would stay corrected, as something else is wrong with them too." if others else ""
        return self._raised(mistakes.alone) + also

    def _raised(self, more: int) -> str:
        have, these = self.verdicts, "this one" if more == 1 else f"these {more:,}"
        return f"If {these} had been right: acceptance from {_percent(have.share())} to {_percent(have.share(more))}."

    def _examples(self, judged: Sequence[Judged]) -> None:
        for one in judged[: self.items]:
            self._example(one)

    def _example(self, judged: Judged) -> None:
        content = self._content(judged.item.seq)
        shown = Shower(self.cut).item_of(content)
        self._add(f"- {code(judged.item.shown, 120)}, suggested by {code(self._who(judged.suggester_seq), 120)}", "")
        self._add(block(shown.text, _TEXT, "  ") if shown.text else "  (no text)", "")
        self._add(
            *(f"  - {code(name, 80)}: {code(_plain(value), _PART)}" for name, value in list(shown.metadata.items())[:_PARTS])
        )
        self._add(f"  - suggested: {self._answer(judged.suggested, content)}")
        self._said("rationale", fetch_value(self.cut.connection, _RATIONALE, s=judged.suggestion_seq))
        if judged.answer is not None:
            self._add(f"  - answer: {self._answer(judged.answer, content)}")
        for comment in self._comments(judged.item.seq):
            self._said("comment", comment)
        self._add("")

    def _said(self, what: str, text: str | None) -> None:
        if text:
            self._add(f"  - {what}: {code(text, _SAID)}")

    def _answer(self, answer: Answer, content: Content) -> str:
        return code(answer_text(self.cut.kind.told(answer, self.cut.task, content)), _ANSWER)

    def _content(self, item_seq: int) -> Content:
        row = fetch_one(self.cut.connection, _ITEM, s=item_seq)
        metadata = from_json(row.metadata_json)
        return Content.of(row.text, from_json(row.parts), metadata if isinstance(metadata, dict) else {})

    def _who(self, suggester_seq: int) -> str:
        return str(fetch_value(self.cut.connection, _WHO, s=suggester_seq))

    def _comments(self, item_seq: int) -> list[str]:
        rows = fetch(self.cut.connection, _COMMENTED, s=item_seq, upto=self.cut.position.event)
        told = [from_json(row.data) for row in rows]
        ids = [bytes.fromhex(str(one["text"])) for one in told if isinstance(one, dict) and "text" in one]
        bodies = [fetch_value(self.cut.connection, _COMMENT, id=one) for one in ids]
        return [str(body) for body in bodies if body]


def _named(version: PromptVersion) -> str:
    live = ", live" if version.live else ""
    return f"prompt version {version.shown} on {code(version.content.model)}{live} (`{version.hash}`)"


def _told(confusion: Confusion) -> str:
    return TOLD[confusion.code].format(s=code(confusion.suggested), a=code(confusion.answer))


def _plain(value: JsonValue) -> str:
    return answer_text(value)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
