"""Which examples are chosen for an item, in which order, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompts.content import ExamplePolicy, ShotForm, ShotsBy
from core.prompts.examples import POLICIES, Chosen, Pool, Target, choose, discouraged
from core.prompts.examples.nearest import fused
from core.prompts.examples.proportional import seats
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import add_items, settle, texts
from tests.unit.core.prompts.examples.decided import (
    count_words,
    decide,
    decided_project,
    embed,
    target,
)

ROWS = texts(120)
NEAR_ROWS = [
    *ROWS,
    ("Where is my new bank card", "blue"),
    ("my bank card did not come yet", "blue"),
    ("the bank card is late", "red"),
    ("我的银行卡还没到", "green"),
    ("银行卡什么时候能到", "green"),
]


def pool_of(workspace: Workspace, rows: Sequence[tuple[str, str]] = ROWS) -> tuple[Pool, ProjectInfo]:
    project = decided_project(workspace, rows)
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    return pool, project


def pick(pool: Pool, policy: ExamplePolicy, item: Target | None = None, **more: object) -> Chosen:
    seed, candidate = str(more.get("seed", "")), int(str(more.get("candidate", 0)))
    return choose(policy, pool, item or target("something else"), count_words, seed=seed, candidate=candidate)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """A pool for tests that only read it."""
    with Workspace(tmp_path_factory.mktemp("shared") / "shop.countersign") as workspace:
        pool, _ = pool_of(workspace)
        embed(workspace)
        yield pool
        pool.close()


def ids(chosen: Chosen) -> list[str]:
    return [example.item_id for example in chosen.examples]


def policy_of(by: ShotsBy, pool: Pool, n: int = 8) -> ExamplePolicy:
    named = tuple(entry.example.item_id for entry in list(pool.entries.values())[:n])
    return ExamplePolicy(by, n, items=named if by is ShotsBy.FIXED else ())


def test_every_way_has_its_policy() -> None:
    assert set(POLICIES) == set(ShotsBy)


def test_none(workspace: Workspace) -> None:
    pool = Pool(workspace.read, 1)
    assert pick(pool, ExamplePolicy(ShotsBy.NONE)) == Chosen()
    assert pick(pool, ExamplePolicy(ShotsBy.NEAREST, 0)) == Chosen()
    assert pick(pool, ExamplePolicy(ShotsBy.NEAREST, 8)) == Chosen()


def test_stratified_takes_labels_in_turn(shared: Pool) -> None:
    for n in (4, 8, 9):
        chosen = pick(shared, ExamplePolicy(ShotsBy.STRATIFIED, n))
        counts = Counter(str(example.output) for example in chosen.examples)
        assert sum(counts.values()) == n
        assert max(counts.values()) - min(counts.values()) <= 1
        assert len(counts) == 4
        assert all(example.why == f"label:{example.output}" for example in chosen.examples)


@pytest.mark.parametrize("by", [ShotsBy.STRATIFIED, ShotsBy.PROPORTIONAL, ShotsBy.FIXED])
def test_all_items_of_a_version_get_the_same_examples_in_the_same_order(shared: Pool, by: ShotsBy) -> None:
    policy = policy_of(by, shared)
    assert len({tuple(ids(pick(shared, policy, target(f"thing {n}", 10_000 + n)))) for n in range(5)}) == 1


@pytest.mark.parametrize("by", [ShotsBy.STRATIFIED, ShotsBy.PROPORTIONAL])
def test_another_version_or_seed_gets_others(shared: Pool, by: ShotsBy) -> None:
    policy = policy_of(by, shared)
    got = [pick(shared, policy), pick(shared, policy, seed="v2"), pick(shared, replace(policy, seed=1))]
    assert len({frozenset(ids(one)) for one in got}) == 3
    assert pick(shared, policy) == got[0]


@pytest.mark.parametrize("by", [ShotsBy.STRATIFIED, ShotsBy.PROPORTIONAL, ShotsBy.FIXED, ShotsBy.NEAREST])
def test_each_candidate_gets_the_same_examples_in_another_order(shared: Pool, by: ShotsBy) -> None:
    policy = policy_of(by, shared)
    got = [ids(pick(shared, policy, target("3 red ball"), candidate=candidate)) for candidate in range(4)]
    assert len({frozenset(one) for one in got}) == 1
    assert len({tuple(one) for one in got}) >= 3  # of 40,320 orders; two may be equal once in a while


def test_with_nearest_each_item_has_an_order_of_its_own(shared: Pool) -> None:
    policy = ExamplePolicy(ShotsBy.NEAREST, 8)
    got = [ids(pick(shared, policy, target("hat and lamp", 10_000 + seq))) for seq in range(4)]
    assert len({frozenset(one) for one in got}) == 1
    assert len({tuple(one) for one in got}) >= 3


def test_the_item_itself_and_what_says_the_same_is_left_out_and_the_next_moves_up(shared: Pool) -> None:
    policy = ExamplePolicy(ShotsBy.STRATIFIED, 8)
    usual = pick(shared, policy)
    first = usual.examples[0]
    for item, why in (
        (target("something else", first.item_seq), "self"),
        (target(first.input_text.upper() + "!"), "near_duplicate"),
        (target(first.input_text + "s"), "near_duplicate"),
        (
            replace(target("quite another text", vector=True), vector=target(first.input_text, vector=True).vector),
            "near_duplicate",
        ),
    ):
        chosen = pick(shared, policy, item)
        assert chosen.left_out[why] >= 1
        assert first.item_id not in ids(chosen)
        assert set(ids(usual)) - {first.item_id} <= set(ids(chosen))
        assert Counter(str(example.output) for example in chosen.examples) == Counter(str(e.output) for e in usual.examples)


@pytest.mark.parametrize("by", [ShotsBy.FIXED, ShotsBy.STRATIFIED, ShotsBy.PROPORTIONAL, ShotsBy.NEAREST])
def test_no_way_ever_shows_the_item_itself(workspace: Workspace, by: ShotsBy) -> None:
    pool, _ = pool_of(workspace, ROWS[:30])
    policy = policy_of(by, pool, n=30)
    for entry in list(pool.entries.values()):
        item = Target(entry.example.item_seq, entry.example.input_text)
        assert entry.example.item_id not in ids(pick(pool, replace(policy, token_budget=100_000), item))
        double = target(entry.example.input_text.title())
        assert entry.example.item_id not in ids(pick(pool, replace(policy, token_budget=100_000), double))


def test_what_says_the_same_as_another_example_is_shown_once(workspace: Workspace) -> None:
    twins = [("A red ball!", "red"), ("a red ball", "red"), ("a RED ball.", "red"), ("the blue sea", "blue"), *ROWS[:20]]
    pool, _ = pool_of(workspace, twins)
    chosen = pick(pool, ExamplePolicy(ShotsBy.NEAREST, 20), target("red ball of wool in the sea"))
    shown = [example.input_text.lower().strip("!.") for example in chosen.examples]
    assert shown.count("a red ball") <= 1
    assert chosen.left_out.get("repeated", 0) == sum(entry.normal == "aredball" for entry in pool.entries.values()) - 1


def test_a_new_decision_changes_the_examples_as_little_as_can_be(workspace: Workspace) -> None:
    pool, project = pool_of(workspace)
    policy = ExamplePolicy(ShotsBy.STRATIFIED, 8)
    before = ids(pick(pool, policy))
    add_items(workspace, project, [*ROWS, *texts(4, "later")])
    decide(settle(workspace.session(project, "ann")), lambda _: "red")
    after = ids(pick(pool, policy))
    assert len(pool.entries) > 100
    assert len(set(before) - set(after)) <= 2
    assert [one for one in after if one in before] == [one for one in before if one in after]


def test_proportional_follows_the_labels(workspace: Workspace) -> None:
    rows = [(text, "red" if at % 4 else "blue") for at, (text, _) in enumerate(texts(160, "p"))]
    pool, _ = pool_of(workspace, rows)
    chosen = pick(pool, ExamplePolicy(ShotsBy.PROPORTIONAL, 8))
    counts = Counter(str(example.output) for example in chosen.examples)
    held = Counter(str(entry.example.output) for entry in pool.entries.values())
    assert counts == Counter(seats(held, 8))
    assert counts["red"] == 6


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 1_000), max_size=8), st.integers(0, 60))
def test_seats_by_largest_remainder(counts: dict[str, int], n: int) -> None:
    given = seats(counts, n)
    total = sum(counts.values())
    assert sum(given.values()) == (n if counts else 0)
    assert all(abs(given[label] - n * count / total) < 1 for label, count in counts.items())


def test_nearest_by_words(workspace: Workspace) -> None:
    pool, _ = pool_of(workspace, NEAR_ROWS)
    known = {entry.example.input_text for entry in pool.entries.values()}
    chosen = pick(pool, ExamplePolicy(ShotsBy.NEAREST, 3), target("when will my bank card come?"))
    wanted = {text for text, _ in NEAR_ROWS[-5:-2]} & known
    assert {example.input_text for example in chosen.examples} >= wanted
    assert {example.why for example in chosen.examples if example.input_text in wanted} == {
        f"near:{n + 1}" for n in range(len(wanted))
    }
    chinese = pick(pool, ExamplePolicy(ShotsBy.NEAREST, 2), target("银行卡丢了怎么办"))
    assert {example.input_text for example in chinese.examples} >= {text for text, _ in NEAR_ROWS[-2:]} & known


def test_nearest_by_vectors_where_no_word_is_the_same(workspace: Workspace) -> None:
    pool, _ = pool_of(workspace, NEAR_ROWS)
    embed(workspace)
    item = target("bankcards bankcard mybankcard", vector=True)
    assert pool.search(item.text, 5) == []
    chosen = pick(pool, ExamplePolicy(ShotsBy.NEAREST, 2), item)
    assert all("bank card" in example.input_text for example in chosen.examples)


def test_where_nothing_is_near_others_fill_up(shared: Pool) -> None:
    chosen = pick(shared, ExamplePolicy(ShotsBy.NEAREST, 8), target("完全不同"))
    assert len(chosen.examples) == 8
    assert {example.why for example in chosen.examples} == {f"label:{colour}" for colour in ("red", "green", "blue", "yellow")}


def test_ranks_are_fused_by_their_reciprocals() -> None:
    assert fused([[1, 2, 3], [3, 1]]) == [1, 3, 2]  # 1/61 + 1/62 > 1/63 + 1/61 > 1/62
    assert fused([[5], [4]]) == [4, 5]
    assert fused([[], []]) == []


def test_fixed_are_those_that_were_named_and_what_cannot_be_shown_is_counted(workspace: Workspace) -> None:
    pool, _ = pool_of(workspace)
    entries = list(pool.entries.values())[:3]
    with workspace.read.connect() as connection:
        blind = bytes(connection.exec_driver_sql("SELECT id FROM item WHERE sample = 'blind' LIMIT 1").scalar_one()).hex()
    named = (*(entry.example.item_id for entry in entries), blind, "ff" * 16)
    chosen = pick(pool, ExamplePolicy(ShotsBy.FIXED, 1, items=named))
    assert set(ids(chosen)) == {entry.example.item_id for entry in entries}
    assert chosen.left_out == {"not_in_pool": 2}
    assert {example.why for example in chosen.examples} == {"fixed"}


def test_the_least_important_are_dropped_until_the_rest_fits(shared: Pool) -> None:
    policy = ExamplePolicy(ShotsBy.NEAREST, 8, token_budget=1_000)
    item = target("red ball and a green hat")
    whole = pick(shared, policy, item)
    ranks = {example.item_id: int(example.why.removeprefix("near:")) for example in whole.examples}
    # Each is five words, four of text and one of output.
    tight = pick(shared, replace(policy, token_budget=24), item)
    assert sorted(ranks[one] for one in ids(tight)) == [1, 2, 3, 4]
    assert tight.left_out["token_budget"] == 4
    outputs = pick(shared, replace(policy, token_budget=24, form=ShotForm.OUTPUTS), item)
    assert len(outputs.examples) == 8


def test_those_that_are_too_long_by_themselves_make_room_for_the_next(workspace: Workspace) -> None:
    long = [(f"walrus number {n} " + "word " * 300, "red") for n in range(6)]
    pool, _ = pool_of(workspace, [*ROWS[:20], *long])
    there = sum(len(entry.example.input_text) > 1_000 for entry in pool.entries.values())
    chosen = pick(pool, ExamplePolicy(ShotsBy.NEAREST, 8, token_budget=200), target("walrus"))
    assert len(chosen.examples) == 8
    assert chosen.left_out.get("token_budget", 0) == there >= 3


@pytest.mark.parametrize(
    "hostile", ['" OR "', 'NEAR("a b", 5)', "red* ^green -blue", "\x01\x02\x7f", "col:red", "('", "a" * 1_000_000, '"' * 10_000]
)
def test_any_item_can_have_its_nearest(shared: Pool, hostile: str) -> None:
    assert len(pick(shared, ExamplePolicy(ShotsBy.NEAREST, 4), target(hostile)).examples) == 4


@pytest.mark.parametrize("by", [ShotsBy.STRATIFIED, ShotsBy.PROPORTIONAL, ShotsBy.NEAREST])
def test_few_examples_are_discouraged_in_a_sentence(by: ShotsBy) -> None:
    assert [bool(discouraged(ExamplePolicy(by, n))) for n in (0, 1, 4, 5, 40)] == [False, True, True, False, False]
    assert "Fewer than 5 examples are discouraged: " in discouraged(ExamplePolicy(by, 3))


def test_of_fixed_ones_those_that_are_named_count() -> None:
    assert discouraged(ExamplePolicy(ShotsBy.FIXED, 8, items=("a",)))
    assert not discouraged(ExamplePolicy(ShotsBy.FIXED, 1, items=tuple("abcde")))
    assert not discouraged(ExamplePolicy(ShotsBy.NONE, 2))
