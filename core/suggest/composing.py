"""From an item to a request: examples chosen, personal data taken out, messages rendered, the output contract put into schema or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.domain.content import Content, Form
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.encode import Vector
from core.errors import UserError
from core.learn.signals import Signals
from core.llm.images import image_at
from core.llm.provider import Provider
from core.llm.types import Connection, Message, ModelRequest
from core.prompts.content import PromptContent, ShotsBy
from core.prompts.examples import Chosen, Example, Pool, Target, choose
from core.prompts.redaction import Redactor
from core.prompts.render import ItemText, Rendered, render
from core.prompts.shown import entries
from core.prompts.wording import contract_words, reply_schema
from core.storage.items import StoredItem
from core.storage.projects import ProjectInfo

#: how many of the nearest decided items are asked whether they have the suggested answer
_NEIGHBOURS = 8
_PREFILL = "{"
_OTHER = "These answers were proposed already: {answers}. Propose the next best one that is different, if another is possible."


@dataclass(frozen=True, slots=True)
class Composed:
    """A request for one item. `shown`: the item's text as the model sees it; `originals`: what its placeholders stand for.

    `left_out`: of the examples, by code (core/prompts/examples/example.py).
    """

    request: ModelRequest
    rendered: Rendered
    examples: tuple[Example, ...]
    shown: str
    originals: dict[str, str]
    schema_sent: bool
    left_out: dict[str, int] = field(default_factory=dict[str, int])


class Composer:
    """Composes the requests of one prompt content in one project. May be used from any thread."""

    def __init__(
        self,
        project: ProjectInfo,
        content: PromptContent,
        connection: Connection,
        provider: Provider,
        pool: Pool,
        hidden: frozenset[str],
    ) -> None:
        self._project, self._content, self._connection = project, content, connection
        self._provider, self._pool, self._hidden = provider, pool, hidden
        self._kind = kind_of(project.task.kind)
        schema = self._kind.json_schema(project.task)
        self.schema_sent = provider.takes_schema(connection)
        self._schema = reply_schema(schema, content.contract) if self.schema_sent else None
        self._words = contract_words(schema, content.contract, self.schema_sent)
        prefilled = content.prefill and not self.schema_sent and provider.takes_prefill(connection)
        self._prefill = _PREFILL if prefilled else None

    @property
    def wants_vectors(self) -> bool:
        """Whether items need their vectors to be composed for."""
        return self._content.examples.by is ShotsBy.NEAREST

    def compose(
        self,
        item: StoredItem,
        vector: Vector | None,
        *,
        candidate: int = 0,
        earlier: Sequence[Answer] = (),
        redact: Sequence[str] = (),
    ) -> Composed:
        """The request for an item. `earlier`: answers that were proposed already. Raises `UserError` when a template fails on it."""
        redactor = Redactor(redact)
        seen = ItemText.of(item.text, item.metadata, self._hidden)
        plain = ItemText(seen.text, entries(item.content, seen.metadata))
        shown = ItemText(redactor.redact(plain.text), _redacted(plain.metadata, redactor))
        chosen = self._chosen(item, vector, candidate)
        examples = [_hide(self._told(example), redactor) for example in chosen.examples]
        content = self._content
        told = [self._kind.told(answer, self._project.task, item.content) for answer in earlier]
        rendered = render(
            content,
            self._project.task,
            self._project.guidelines,
            shown,
            examples,
            input_format=content.input_format,
            contract_words=self._words,
            earlier=told,
        )
        messages = _asking_for_another(rendered, told)
        messages = _with_images(messages, item.content) if self._provider.sees(self._connection) else messages
        request = ModelRequest(messages, content.max_tokens, dict(content.params), self._schema, self._prefill)
        return Composed(request, rendered, tuple(examples), shown.text, redactor.originals, self.schema_sent, chosen.left_out)

    def neighbours(self, item_seq: int, vector: Vector | None, answer: Answer) -> Signals:
        """What the nearest decided items say of an answer: the share of them that have it, and the cosine to the nearest."""
        if vector is None:
            return Signals()
        with self._pool.lock:
            near = [seq for seq in self._pool.nearest(vector, _NEIGHBOURS + 1) if seq != item_seq][:_NEIGHBOURS]
            agreeing = [seq for seq in near if self._kind.equal(self._pool.entries[seq].example.output, answer)]
            best = self._pool.vector(near[0]) if near else None
        if best is None:
            return Signals()
        return Signals(neighbours=len(agreeing) / len(near), nearest=float(best @ vector))

    def _chosen(self, item: StoredItem, vector: Vector | None, candidate: int) -> Chosen:
        policy = self._content.examples
        if policy.by is ShotsBy.NONE:
            return Chosen()
        target = Target(item.seq, item.text, vector)
        return choose(policy, self._pool, target, self._count, seed=self._content.hash, candidate=candidate)

    def _told(self, example: Example) -> Example:
        """The example with its answer in the form that a model is asked for."""
        content = Content(example.input_text)
        return replace(example, output=self._kind.told(example.output, self._project.task, content))

    def _count(self, text: str) -> int:
        return self._provider.count_tokens(self._connection.model, text)


def corrected(request: ModelRequest, reply: str, problem: str) -> ModelRequest:
    """The request once more, with the reply that was no answer, and what is wrong with it."""
    told = f"{problem} Reply again, with one JSON object of the required form and nothing else."
    return replace(request, messages=(*request.messages, Message("assistant", reply or "(empty)"), Message("user", told)))


def _asking_for_another(rendered: Rendered, earlier: Sequence[Answer]) -> tuple[Message, ...]:
    """The messages; where the template does not say what was proposed already, the last of them does."""
    messages = rendered.messages
    if not messages:
        raise UserError("prompt.empty", "The prompt is empty for this item.", kept="Nothing was sent.", todo="Mend the template.")
    if not earlier or rendered.sections.get("earlier", "").strip():
        return messages
    answers = ", ".join(f"{answer!s}" for answer in earlier)
    last = replace(messages[-1], content=f"{messages[-1].content}\n\n{_OTHER.format(answers=answers)}")
    return (*messages[:-1], last)


def _with_images(messages: tuple[Message, ...], content: Content) -> tuple[Message, ...]:
    """The item's images after the text of the last message. Raises `UserError` when one cannot be read."""
    shown = [(content.form, content.value), *((part.form, part.value) for part in content.parts)]
    paths = [value for form, value in shown if form is Form.IMAGE]
    images = tuple(image_at(path) for path in paths if isinstance(path, str))
    return (*messages[:-1], replace(messages[-1], images=images)) if images else messages


def _hide(example: Example, redactor: Redactor) -> Example:
    return replace(
        example,
        input_text=redactor.redact(example.input_text),
        metadata=_redacted(example.metadata, redactor),
        rationale=redactor.redact(example.rationale),
        output=redactor.redact_json(example.output),
    )


def _redacted(metadata: Mapping[str, JsonValue], redactor: Redactor) -> dict[str, JsonValue]:
    return {name: redactor.redact_json(value) for name, value in metadata.items()}
