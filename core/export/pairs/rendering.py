"""Prompts that were never sent, for labels that were given without a model: the live prompt version's, else a plain instruction.

Both are rendered as they stood at the position of the ledger, and without examples: which ones a call would hold depends on the moment.
"""

from __future__ import annotations

from typing import cast

import orjson

from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.export.cut import Cut
from core.export.pairs.prompt import Origin, Prompt
from core.export.pairs.prompts import Redaction
from core.export.record import Record
from core.llm.types import Message
from core.prompts.content import InputFormat, PromptContent
from core.prompts.defaults import default_messages
from core.prompts.redaction import Redactor
from core.prompts.render import ItemText, render
from core.prompts.wording import contract_words
from core.storage import guidelines
from core.storage.prompts import get_version
from core.storage.sql import fetch_value, from_json

_LAST = "SELECT data FROM event WHERE project_seq = :p AND kind = :k AND seq <= :upto ORDER BY seq DESC LIMIT 1"


class Renderer:
    """Renders prompts for the items of one cut."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._redaction = cut, Redaction(cut)
        self._guidelines = guidelines.version(
            cut.connection, cut.project.seq, self._number("guidelines_changed", "version") or 1
        ).text
        self._live = self._number(EventKind.PROMPT_ACTIVATED, "to")
        self._content = PromptContent(default_messages(cut.task.kind), "", input_format=InputFormat.MARKDOWN)
        self._words = ""
        if self._live is not None:
            stored = get_version(cut.connection, cut.project.seq, self._live)
            self._content = PromptContent.from_json(orjson.loads(stored.content))
            self._words = contract_words(cut.kind.json_schema(cut.task), self._content.contract, schema_sent=False)

    def prompt(self, record: Record) -> Prompt | str:
        """The prompt for an item, or the code of why there is none: `no_prompt`, `prompt_failed` (the template fails on this item)."""
        redactor = self._redaction.redactor(record, self._cut.created_us)
        try:
            messages = self._messages(record, redactor)
        except UserError:
            return "prompt_failed"
        turns = tuple({"role": one.role, "content": one.content} for one in messages)
        if not turns:
            return "no_prompt"
        if self._live is None:
            return Prompt(turns, Origin.INSTRUCTION, redactor=redactor)
        reasons = self._content.contract.rationale
        return Prompt(turns, Origin.LIVE, True, reasons, self._live, self._content.model, redactor)

    def _messages(self, record: Record, redactor: Redactor | None) -> tuple[Message, ...]:
        text, held = self._redaction.shown(record, redactor)
        rendered = render(
            self._content,
            self._cut.task,
            self._guidelines,
            ItemText(text, held),
            (),
            input_format=self._content.input_format,
            contract_words=self._words,
        )
        return rendered.messages

    def _number(self, kind: str, key: str) -> int | None:
        """The number that the last event of this kind tells, at the position."""
        data = fetch_value(self._cut.connection, _LAST, p=self._cut.project.seq, k=str(kind), upto=self._cut.position.event)
        held = from_json(data)
        return cast("int | None", held.get(key)) if isinstance(held, dict) else None
