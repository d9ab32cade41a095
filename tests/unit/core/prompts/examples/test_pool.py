"""What is in the pool, and that it follows the ledger."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.domain.uses import Use
from core.domain.vocabulary import Provenance, Sample, Status, Verdict
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.prompts.content import ExamplePolicy, ShotsBy
from core.prompts.examples import Pool, choose, gold_columns
from core.workspace import Workspace
from tests.conftest import add_items, fill, rows_of, settle, texts, value_of
from tests.sources import LONG_AGO, allow, bring
from tests.unit.core.prompts.examples.decided import (
    count_words,
    decide,
    decided_project,
    embed,
    finish,
    of_sample,
    target,
    texts_of,
)

ROWS = texts(200)


def test_it_holds_what_was_decided_and_never_a_blind_item(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS)
    blind = of_sample(workspace, Sample.BLIND)
    assert len(blind) >= 3
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 200
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert texts_of(pool) == {text for text, _ in ROWS} - blind
    assert of_sample(workspace, Sample.CONTROL) <= texts_of(pool)
    assert {(entry.example.input_text, entry.example.output) for entry in pool.entries.values()} <= set(ROWS)


def test_a_blind_item_that_was_exposed_by_accident_stays_out(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS)
    blind = of_sample(workspace, Sample.BLIND)
    # As if the first look at each had come with its suggestion: the state says so, the item's own sample does not change.
    workspace.writer.submit(
        lambda c: c.exec_driver_sql(
            "UPDATE item_state SET sample = 'none', exposed = 1, blind_decision_seq = NULL, label_source = 'assisted'"
            " WHERE sample = 'blind'"
        )
    ).result()
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert blind
    assert not texts_of(pool) & blind


def test_it_follows_every_decision_undo_and_redo(workspace: Workspace) -> None:
    project = fill(workspace, 30)
    session = settle(workspace.session(project, "ann"))
    pool = Pool(workspace.read, project.seq)
    seen: list[int] = []
    for move in (lambda: decide(session, lambda _: "red", 6), lambda: session.undo().finish(), lambda: session.redo().finish()):
        move()
        settle(session)
        pool.refresh()
        fresh = Pool(workspace.read, project.seq)
        fresh.refresh()
        assert pool.entries == fresh.entries
        seen.append(len(pool.entries))
    assert seen[1] in (seen[0] - 1, seen[0])  # a blind answer that is undone was never in it
    assert seen[2] == seen[0] >= 4
    before = pool.revision
    pool.refresh()
    assert pool.revision == before


def test_what_was_decided_anew_has_the_new_answer(workspace: Workspace) -> None:
    project = decided_project(workspace, [("a red ball", "red"), ("a blue door", "blue"), ("a green hat", "green")])
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    seq = next(iter(pool.entries))
    session = settle(workspace.session(project, "ann"))
    (decision,) = rows_of(workspace, "SELECT id FROM decision WHERE item_seq = :s", s=seq)
    session.reopen(bytes(decision[0])).finish()
    session.choose("yellow").finish()
    pool.refresh()
    assert pool.entries[seq].example.output == "yellow"


def test_rejected_skipped_and_open_items_are_not_in_it(workspace: Workspace) -> None:
    project = fill(workspace, 30)
    session = settle(workspace.session(project, "ann"))
    for action in (lambda: session.reject("off_topic"), session.skip) * 5:
        action().finish()
        finish(session)
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE verdict = :v", v=Verdict.REJECTED) == 5
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert pool.entries == {}


@pytest.mark.parametrize("source", [Provenance.BULK, Provenance.GROUPED, Provenance.AUTO, Provenance.BLIND])
def test_what_nobody_looked_at_one_by_one_is_not_in_it(workspace: Workspace, source: Provenance) -> None:
    project = decided_project(workspace, ROWS[:20])
    sql = "UPDATE item_state SET label_source = ? WHERE item_seq % 2 = 0"
    workspace.writer.submit(lambda c: c.exec_driver_sql(sql, (source.value,))).result()
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert pool.entries
    assert all(seq % 2 for seq in pool.entries)


def test_an_erased_item_is_never_chosen_again(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:30])
    pool = Pool(workspace.read, project.seq)
    policy = ExamplePolicy(ShotsBy.NEAREST, 1)
    wanted = target("0 green or what")
    (first,) = choose(policy, pool, wanted, count_words).examples
    workspace.erase(first.item_seq, "asked")
    again = choose(policy, pool, wanted, count_words).examples
    assert first.item_id not in {example.item_id for example in again}
    assert pool.find(first.item_id) is None
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=first.item_seq) == Status.ERASED


def test_an_item_that_says_something_else_since_it_was_decided_is_not_in_it(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:12])
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    before = len(pool.entries)
    seq = min(pool.entries)
    changed = [("quite another text", answer) if at == seq - 1 else (text, answer) for at, (text, answer) in enumerate(ROWS[:12])]
    assert add_items(workspace, project, changed, update=True).updated == 1
    for one in (pool, Pool(workspace.read, project.seq)):
        one.refresh()
        assert len(one.entries) == before - 1
        assert seq not in one.entries


def test_only_the_latest_count_and_the_named_are_found_all_the_same(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:40])
    whole, latest = Pool(workspace.read, project.seq), Pool(workspace.read, project.seq, most=10)
    whole.refresh()
    latest.refresh()
    in_order = sorted(whole.entries.values(), key=lambda entry: entry.decision_seq)
    assert sorted(latest.entries) == sorted(entry.example.item_seq for entry in in_order[-10:])
    assert latest.find(in_order[0].example.item_id) == in_order[0]
    assert latest.find("00" * 16) is None
    assert latest.find("no id") is None
    blind = rows_of(workspace, "SELECT id FROM item WHERE sample = 'blind'")
    assert all(latest.find(bytes(one).hex()) is None for (one,) in blind)
    add_items(workspace, project, [*ROWS[:40], *texts(10, "more")])
    decide(settle(workspace.session(project, "ann")), lambda _: "red")
    latest.refresh()
    assert len(latest.entries) == 10
    assert min(entry.decision_seq for entry in latest.entries.values()) > in_order[-1].decision_seq - 10


def test_what_its_source_does_not_allow_is_not_in_it_and_is_counted(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:20])
    bring(workspace, project, "theirs.csv", [f"theirs {number}" for number in range(10)])
    decide(settle(workspace.session(project, "ann")), lambda _: "red")
    rest = {text for text, _ in ROWS[:20]}
    blind = of_sample(workspace, Sample.BLIND)
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    everything = texts_of(pool)
    assert everything == (rest | {f"theirs {number}" for number in range(10)}) - blind
    theirs = everything - rest
    allow(workspace, project, "theirs.csv", Use.REVIEW)
    chosen = choose(ExamplePolicy(ShotsBy.STRATIFIED, n=50, token_budget=5_000), pool, target("x"), count_words)
    assert {one.input_text for one in chosen.examples} <= rest
    assert texts_of(pool) == rest - blind
    assert (pool.barred, chosen.left_out["source_terms"]) == ({"source_terms": len(theirs)}, len(theirs))
    item_id = bytes(value_of(workspace, "SELECT i.id FROM item i ORDER BY seq DESC LIMIT 1")).hex()
    assert Pool(workspace.read, project.seq, most=0).find(item_id) is None
    allow(workspace, project, "theirs.csv", *Use, until=LONG_AGO)
    pool.refresh()
    assert (texts_of(pool), pool.barred) == (rest - blind, {"retention": len(theirs)})
    allow(workspace, project, "theirs.csv", *Use, no_end=True)
    pool.refresh()
    assert (texts_of(pool), pool.barred) == (everything, {})


def test_other_projects_do_not_come_in(workspace: Workspace) -> None:
    first = decided_project(workspace, ROWS[:10], "One")
    second = decided_project(workspace, [(f"{text} again", answer) for text, answer in ROWS[:10]], "Two")
    pools = [Pool(workspace.read, project.seq) for project in (first, second)]
    for pool in pools:
        pool.refresh()
    assert texts_of(pools[0]) <= {text for text, _ in ROWS[:10]}
    assert texts_of(pools[1]) <= {f"{text} again" for text, _ in ROWS[:10]}


def test_vectors_that_are_made_later_come_in_later(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:20])
    workspace.writer.submit(lambda c: c.exec_driver_sql("DELETE FROM embedding")).result()
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    wanted = target(ROWS[3][0], vector=True)
    assert pool.nearest(wanted.vector, 3) == []
    embed(workspace)
    pool.refresh()
    nearest = pool.nearest(wanted.vector, 3)
    assert len(nearest) == 3
    assert all(pool.vector(seq) is not None for seq in pool.entries)


def test_columns_with_gold_or_labels_are_never_part_of_an_example(workspace: Workspace) -> None:
    """Also where they came in as metadata first, and an import told only later what they are."""
    project = fill(workspace, 0)
    path = workspace.path.with_name("rows.csv")
    path.write_text("text,channel,truth\n" + "".join(f"text {n},mail,red\n" for n in range(20)), encoding="utf-8")

    def load(mapping: Mapping) -> frozenset[str]:
        with workspace.importing(project, open_table(path), mapping) as work:
            work.run()
        with workspace.read.connect() as connection:
            return gold_columns(connection, project.seq)

    assert load(Mapping("text", metadata=("channel", "truth"))) == frozenset()
    decide(settle(workspace.session(project, "ann")), lambda _: "red")
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert next(dict(entry.example.metadata) for entry in pool.entries.values()) == {"channel": "mail", "truth": "red"}
    assert load(Mapping("text", gold="truth")) == {"truth"}
    for one in (pool, Pool(workspace.read, project.seq)):
        one.refresh()
        assert one.entries
        assert all(entry.example.metadata == {"channel": "mail"} for entry in one.entries.values())


def test_the_reasons_of_a_suggestion_that_was_accepted_come_along_until_they_are_erased(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, ROWS[:12])
    session = settle(workspace.session(project, "ann"))
    while session.on is not None:
        session.painted()
        view = session.on.view
        session.choose(view.top.answer if view is not None else "red").finish()
        finish(session)
    sql = """INSERT INTO free_text (id, item_seq, role, body)
        SELECT id, item_seq, 'rationale', 'because ' || item_seq FROM suggestion"""
    workspace.writer.submit(lambda c: c.exec_driver_sql(sql)).result()
    accepted = {seq for (seq,) in rows_of(workspace, "SELECT item_seq FROM item_state WHERE verdict = 'accepted'")}
    pool = Pool(workspace.read, project.seq)
    pool.refresh()
    assert accepted & set(pool.entries)
    for seq, entry in pool.entries.items():
        assert entry.example.rationale == (f"because {seq}" if seq in accepted else "")


def test_several_threads_may_ask_while_decisions_come_in(workspace: Workspace) -> None:
    project = decided_project(workspace, ROWS[:40])
    embed(workspace)
    pool = Pool(workspace.read, project.seq)
    add_items(workspace, project, [*ROWS[:40], *texts(40, "more")])
    policy = ExamplePolicy(ShotsBy.NEAREST, 8)

    def ask(number: int) -> int:
        return len(choose(policy, pool, target(f"{number} red hat", vector=True), count_words).examples)

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, number) for number in range(200)]
        decide(settle(workspace.session(project, "ann")), lambda _: "red")
    assert [future.result() for future in asked] == [8] * 200
    fresh = Pool(workspace.read, project.seq)
    fresh.refresh()
    pool.refresh()
    assert pool.entries == fresh.entries
