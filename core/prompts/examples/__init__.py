"""Examples: which decided items a prompt shows, and in which order. The policies are found through `POLICIES`, one file each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from core.prompts.content import ExamplePolicy, ShotsBy
from core.prompts.examples.columns import gold_columns
from core.prompts.examples.deck import placer
from core.prompts.examples.example import Chosen, Example, Target
from core.prompts.examples.fixed import Fixed
from core.prompts.examples.nearest import Nearest
from core.prompts.examples.none import NoExamples
from core.prompts.examples.policy import Policy, Wanted
from core.prompts.examples.pool import Pool
from core.prompts.examples.proportional import Proportional
from core.prompts.examples.sieve import Sieve
from core.prompts.examples.stratified import Stratified

POLICIES: dict[ShotsBy, Policy] = {
    ShotsBy.NONE: NoExamples(),
    ShotsBy.FIXED: Fixed(),
    ShotsBy.STRATIFIED: Stratified(),
    ShotsBy.PROPORTIONAL: Proportional(),
    ShotsBy.NEAREST: Nearest(),
}
#: Fewer examples than this are discouraged.
FEW = 5


def choose(
    policy: ExamplePolicy,
    pool: Pool,
    item: Target,
    count_tokens: Callable[[str], int],
    *,
    seed: str = "",
    candidate: int = 0,
) -> Chosen:
    """The examples for one item, in the order in which they are sent; brings the pool up to date first.

    `seed`: the prompt version's hash, say; with the policy's own seed it says what is chosen and in which order: one order for each
    version, with `nearest` for each item, and another one for each `candidate` (from 0). All examples together have at most
    `policy.token_budget` tokens; the least important are dropped.
    """
    way, version = POLICIES[policy.by], f"{policy.seed}|{seed}"
    sieve = Sieve(policy, pool, item, count_tokens)
    kept = _within_budget(
        _picked(way, Wanted(policy, pool, item, version, sieve.allowed, sieve.miss)), sieve, policy.token_budget
    )
    place = placer(f"{version}|{candidate}|{item.seq if way.per_item else ''}")
    left_out = dict(sieve.left_out) | (pool.barred if way.count(policy) else {})
    return Chosen(tuple(sorted(kept, key=lambda one: place(one.item_id))), left_out)


def _picked(way: Policy, wanted: Wanted) -> list[Example]:
    """The most important first."""
    most = way.count(wanted.policy)
    if most <= 0:
        return []
    with wanted.pool.lock:
        wanted.pool.refresh()
        return [replace(entry.example, why=why) for entry, why in islice(way.picks(wanted), most)]


def _within_budget(picked: list[Example], sieve: Sieve, budget: int) -> list[Example]:
    sizes = [sieve.tokens(example) for example in picked]
    while sum(sizes) > budget:
        sizes.pop()
        sieve.miss("token_budget")
    return picked[: len(sizes)]


def discouraged(policy: ExamplePolicy) -> str:
    """A sentence against too few examples, or nothing.

    T. Z. Zhao et al., "Calibrate Before Use", 2021 (arXiv 2102.09690), section 4: with few examples answers lean towards the label
    that most of them, and the last of them, have.
    """
    if 0 < POLICIES[policy.by].count(policy) < FEW:
        return f"Fewer than {FEW} examples are discouraged: answers lean towards the few labels that are shown, most to the last one."
    return ""


__all__ = [
    "POLICIES",
    "Chosen",
    "Example",
    "Policy",
    "Pool",
    "Target",
    "choose",
    "discouraged",
    "gold_columns",
]
