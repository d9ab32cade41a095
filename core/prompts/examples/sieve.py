"""Which entries may be examples for one item, and how many were left out, by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from core.prompts.content import ExamplePolicy, ShotForm
from core.prompts.examples.example import Example, Target
from core.prompts.examples.near import normal, same_meaning, same_text
from core.prompts.examples.pool import Entry, Pool
from core.storage.sql import to_json


class Sieve:
    """Judges the entries of one pool for one item. Each is judged once; what was let through counts as shown."""

    def __init__(self, policy: ExamplePolicy, pool: Pool, target: Target, count_tokens: Callable[[str], int]) -> None:
        self._policy, self._pool, self._target, self._count = policy, pool, target, count_tokens
        self._normal = normal(target.text)
        self._shown: set[str] = set()
        self._judged: set[int] = set()
        self.left_out: Counter[str] = Counter()

    def allowed(self, entry: Entry) -> bool:
        """Whether the entry may be shown; False also for one that was judged before."""
        seq = entry.example.item_seq
        if seq in self._judged:
            return False
        self._judged.add(seq)
        against = self._against(entry)
        if against:
            self.miss(against)
            return False
        self._shown.add(entry.normal)
        return True

    def miss(self, code: str) -> None:
        """Count one that was left out."""
        self.left_out[code] += 1

    def tokens(self, example: Example) -> int:
        """The tokens of what is shown of an example; what a template writes around it is not counted."""
        output = example.output if isinstance(example.output, str) else to_json(example.output)
        shown = [output, example.rationale]
        if self._policy.form is not ShotForm.OUTPUTS:
            shown += [example.input_text, to_json(dict(example.metadata)) if example.metadata else ""]
        return self._count("\n".join(part for part in shown if part))

    def _against(self, entry: Entry) -> str:
        if entry.example.item_seq == self._target.seq:
            return "self"
        if same_text(self._normal, entry.normal) or self._means_the_same(entry):
            return "near_duplicate"
        if entry.normal in self._shown:
            return "repeated"
        return "token_budget" if self.tokens(entry.example) > self._policy.token_budget else ""

    def _means_the_same(self, entry: Entry) -> bool:
        return same_meaning(self._target.vector, self._pool.vector(entry.example.item_seq))
