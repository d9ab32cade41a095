"""A prompt as a bundle: what a script needs to ask the same model the same, and how the prompt has done so far."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from typing_extensions import override

from core.domain.content import Content
from core.domain.json import JsonValue
from core.domain.vocabulary import Provenance, Sample, Verdict
from core.errors import UserError
from core.export.cut import Cut
from core.export.mistakes import Judged, judged_pages, unfit
from core.export.prompts_then import suggesters_by
from core.export.record import Record
from core.export.shown import Shower
from core.llm.arguments import sent_prefill
from core.llm.connections import read_connection
from core.llm.provider import Provider
from core.llm.types import Connection, KeySource, Message, ModelRequest
from core.prompts.content import InputFormat, ShotForm, ShotsBy
from core.prompts.examples import Example, Pool, Target, choose
from core.prompts.examples.near import normal
from core.prompts.examples.pool import MAX_EXAMPLES, MAX_TEXT, Entry
from core.prompts.inputs import format_for
from core.prompts.redaction import Redactor
from core.prompts.render import ItemText, prompt_values
from core.prompts.wording import contract_words, enum_names, reply_schema, unknown_word
from core.storage.apart import answer_sql
from core.storage.limits import read_limits
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_value, from_json, to_json
from core.suggest.versions import PromptVersion
from core.suggest.workbench import pinned

FORMAT = "countersign-prompt/1"
_GUIDELINES = "SELECT text FROM guideline_version WHERE project_seq = :p AND created_us <= :at ORDER BY number DESC LIMIT 1"
_RATIONALES = f"""SELECT d.seq, f.body FROM json_each(:seqs) j CROSS JOIN decision d ON d.seq = j.value
JOIN suggestion s ON s.seq = d.suggestion_seq JOIN free_text f ON f.id = s.id AND f.role = 'rationale'
WHERE d.verdict = '{Verdict.ACCEPTED}'"""  # noqa: S608 (our own words)
_BLIND = f"""SELECT d.seq, {answer_sql("d")} AS answer, s.seq AS suggestion_seq, {answer_sql("s")} AS suggested
FROM decision d JOIN item_state t ON t.blind_decision_seq = d.seq
JOIN suggestion s ON s.seq = (SELECT min(g.seq) FROM suggestion g WHERE g.item_seq = d.item_seq AND g.answer IS NOT NULL
  AND g.seq <= :last AND g.suggester_seq IN (SELECT value FROM json_each(:by)))
WHERE d.project_seq = :p AND d.seq <= :upto AND d.provenance = '{Provenance.BLIND}' AND d.answer IS NOT NULL"""  # noqa: S608 (our own words)

_IDS = "SELECT i.seq, i.id FROM json_each(:seqs) j CROSS JOIN item i ON i.seq = j.value"

#: the codes of what a bundle leaves out, and what the README says of each
LEFT_OUT: dict[str, str] = {
    "same_text": "Countersign leaves out an example that says the same as the item. Here it stays, and holds the answer.",
    "nearest": "Countersign chooses the examples most like each item. Here all items get the same ones, of each label in turn.",
    "candidates": "Countersign asks for several candidates. Here only the first is asked for.",
    "redaction": "Countersign takes personal data out of items before they are sent. **This script sends them as they are.**",
    "images": "Countersign sends the images of items to this model. The script sends text alone.",
    "retry_ungrounded": "Countersign asks once more when values do not occur in the item.",
    "retry_language": "Countersign asks once more when a draft is in another language.",
    "fallback": "Countersign asks another model when this one is out of order.",
    "connection": "The connection of this version was removed: the server and the parameters that came from it are not in here.",
}


@dataclass
class Bundle:
    """One prompt version at the position of a cut."""

    cut: Cut
    version: PromptVersion
    provider: Provider

    def __post_init__(self) -> None:
        self.content = self.version.content
        self.redact = read_limits(self.cut.connection, self.cut.project.seq).redact
        self._shower = Shower(self.cut)

    @cached_property
    def connection(self) -> Connection:
        """The way to the model, with the model that the version pins; without a server where the connection was removed."""
        try:
            return pinned(read_connection(self.cut.connection, self.version.connection), self.content)
        except UserError:
            return Connection("", self.content.model)

    @cached_property
    def guidelines(self) -> str:
        """The guidelines as they were."""
        held = fetch_value(self.cut.connection, _GUIDELINES, p=self.cut.project.seq, at=self.cut.created_us)
        return self.cut.project.guidelines if held is None else str(held)

    # --- what is sent ---

    def prompt(self) -> dict[str, JsonValue]:
        """The content of `prompt.json`."""
        cut, content = self.cut, self.content
        form = format_for(content.model) if content.input_format is InputFormat.AUTO else content.input_format
        contract = self.contract()
        given = prompt_values(cut.task, self.guidelines, ItemText(""), str(contract["words"]), form, content.model)
        return {
            "format": FORMAT,
            "project": cut.project.name,
            "kind": cut.task.kind,
            "version": self.version.shown,
            "hash": self.version.hash,
            "made_from": None if self.version.parent is None else f"v{self.version.parent}",
            "messages": [{"role": one.role, "template": one.template} for one in content.messages],
            "values": {name: given[name] for name in ("task", "labels", "guidelines", "contract")},
            "input_format": form.value,
            "outputs_only": content.examples.form is ShotForm.OUTPUTS,
            "hidden_columns": list[JsonValue](sorted(self._shower.hidden)),
            "contract": contract,
            "model": self.model(),
            "left_out": list[JsonValue](self.left_out()),
        }

    def contract(self) -> dict[str, JsonValue]:
        """What a reply has to be: in words, as the schema of the whole reply, and as that of the answer alone."""
        contract, schema = self.content.contract, self.cut.kind.json_schema(self.cut.task)
        sent = self.provider.takes_schema(self.connection)
        return {
            "words": contract_words(schema, contract, sent),
            "schema_sent": sent,
            "reply_schema": reply_schema(schema, contract),
            "answer_schema": schema,
            "unknown": unknown_word(enum_names(schema)),
            "rationale": contract.rationale,
            "language": contract.language,
            "max_answer": contract.max_answer,
            "prose": self.cut.kind.drafted,
        }

    def model(self) -> dict[str, JsonValue]:
        """The pinned model, and what LiteLLM is given with every call. No key: at most the name of the variable that holds it."""
        connection, contract = self.connection, self.contract()
        schema = contract["reply_schema"] if contract["schema_sent"] else None
        prefill = "{" if self.content.prefill and not contract["schema_sent"] else None
        asked = ModelRequest((Message("user", "?"),), self.content.max_tokens, dict(self.content.params), schema, prefill)
        made = self.provider.arguments(connection, asked)
        begins = sent_prefill(made)
        key_env = connection.key_env if connection.key_source is KeySource.ENVIRONMENT else None
        arguments: dict[str, JsonValue] = {name: value for name, value in made.items() if name != "messages"}
        return {"arguments": arguments, "api_base": connection.base_url, "key_env": key_env, "prefill": begins}

    def left_out(self) -> list[str]:
        """Codes of what the script does not do; see `LEFT_OUT`."""
        content, contract = self.content, self.content.contract
        against = {
            "same_text": content.examples.by is not ShotsBy.NONE,
            "nearest": content.examples.by is ShotsBy.NEAREST,
            "candidates": content.candidates > 1,
            "redaction": bool(self.redact),
            "images": self.provider.sees(self.connection),
            "retry_ungrounded": contract.retry_ungrounded,
            "retry_language": contract.retry_language,
            "fallback": self.connection.fallback is not None,
            "connection": not self.connection.name,
        }
        return [code for code, there in against.items() if there]

    # --- examples ---

    def examples(self) -> list[tuple[Example, Record]]:
        """The examples that every item gets, as the prompt's policy chooses them from what stood then, in the order of sending."""
        policy = self.content.examples
        deck = replace(policy, by=ShotsBy.STRATIFIED) if policy.by is ShotsBy.NEAREST else policy
        if deck.by is ShotsBy.NONE:
            return []
        pool = PoolThen(self.cut, self._shower)
        try:
            chosen = choose(deck, pool, Target(0, ""), self._count, seed=self.version.hash).examples
            self.cut.excluded["not_chosen"] += pool.offered - len(chosen)
            return [(self._told(one), pool.records[one.item_seq]) for one in chosen]
        finally:
            pool.close()

    def _count(self, text: str) -> int:
        return self.provider.count_tokens(self.connection.model, text)

    def _told(self, example: Example) -> Example:
        """As it is sent: the answer as the model is to give it, without personal data where the project takes those out."""
        redactor, kind = Redactor(self.redact), self.cut.kind
        answer = kind.told(example.output, self.cut.task, Content(example.input_text))
        return replace(
            example,
            input_text=redactor.redact(example.input_text),
            metadata={name: redactor.redact_json(value) for name, value in example.metadata.items()},
            output=redactor.redact_json(answer),
            rationale=redactor.redact(example.rationale),
        )

    # --- figures ---

    def figures(self) -> dict[str, JsonValue]:
        """How the version's suggestions have done, by how it is known."""
        every = replace(self.cut, seqs=None, excluded=Tally[str]())
        by = suggesters_by(every, self.version)
        judged = [one for page in judged_pages(every, by) for one in page.judged]
        return {
            "assisted": _acceptance(judged),
            "control": _acceptance([one for one in judged if one.item.sample == Sample.CONTROL]),
            "blind": self._blind(by),
        }

    def _blind(self, by: frozenset[int]) -> JsonValue:
        at, kind = self.cut.position, self.cut.kind
        held = {"p": self.cut.project.seq, "upto": at.decision, "last": at.suggestion, "by": to_json([*sorted(by)])}
        renames = Renames(self.cut.connection, at.label_change)
        same = [
            kind.equal(
                from_json(renames.decided(self.cut.project.seq, row.seq, row.answer)),
                renames.suggested(self.cut.project.seq, row.suggestion_seq, from_json(row.suggested)),
            )
            for row in fetch(self.cut.connection, _BLIND, **held)
        ]
        return {"answered": len(same), "same": sum(same), "agreement": round(sum(same) / len(same), 4) if same else None}


def _acceptance(judged: Sequence[Judged]) -> JsonValue:
    counts = Tally(one.verdict for one in judged)
    share = round(counts[Verdict.ACCEPTED] / len(judged), 4) if judged else None
    verdicts = {str(one): counts[one] for one in (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED)}
    return {**verdicts, "acceptance": share}


class PoolThen(Pool):
    """The pool of examples as it stood at the position of a cut: what the policy of the dataset lets through, decided one by one.

    Like the pool of the present it holds the latest decisions, `MAX_EXAMPLES` at most.
    """

    def __init__(self, cut: Cut, shower: Shower) -> None:
        super().__init__(cut.connection.engine, cut.project.seq, shower.hidden)
        self._cut, self._shower = cut, shower
        self.records: dict[int, Record] = {}
        self.offered = 0
        for records in cut.labelled():
            against = unfit(cut, records)
            fit = [one for one in records if self._fits(one, against)]
            self.offered += len(fit)
            self._take(fit)
        self._keep_latest()

    def _fits(self, record: Record, against: Mapping[int, str]) -> bool:
        """Whether it may be an example; counts why not."""
        why = against.get(record.seq) or ("" if record.decision_seq is not None else "undecided")
        why = why or ("too_long" if len(record.text) > MAX_TEXT else "")
        self._cut.excluded.update([why] if why else [])
        return not why

    def _take(self, records: Sequence[Record]) -> None:
        connection = self._cut.connection
        numbers, seqs = [to_json([*map(one, records)]) for one in (_decision, _item)]
        reasons = {int(row.seq): str(row.body) for row in fetch(connection, _RATIONALES, seqs=numbers)}
        ids = {int(row.seq): bytes(row.id).hex() for row in fetch(connection, _IDS, seqs=seqs)}
        for record in records:
            shown, number = self._shower.item(record), _decision(record)
            example = Example(ids[record.seq], record.seq, shown.text, shown.metadata, record.answer, reasons.get(number, ""))
            self.entries[record.seq] = Entry(example, number, record.label, normal(record.text))
            self.records[record.seq] = record
        if len(self.entries) > 2 * MAX_EXAMPLES:
            self._keep_latest()

    def _keep_latest(self) -> None:
        for entry in sorted(self.entries.values(), key=lambda one: -one.decision_seq)[MAX_EXAMPLES:]:
            del self.entries[entry.example.item_seq], self.records[entry.example.item_seq]

    @override
    def refresh(self) -> None:
        """It stays as it was."""

    @override
    def find(self, item_id: str) -> Entry | None:
        return next((one for one in self.entries.values() if one.example.item_id == item_id), None)


def _decision(record: Record) -> int:
    return record.decision_seq or 0


def _item(record: Record) -> int:
    return record.seq
