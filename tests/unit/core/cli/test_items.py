"""`countersign items`, `queue` and `bulk`: what they print, what they refuse, what they leave."""

from __future__ import annotations

import io

import pytest

from tests.unit.core.cli.conftest import Cli

ROWS = [
    ("id", "text", "label"),
    ("1", "I want a refund", "red"),
    ("2", "我想退款", "blue"),
    ("3", "where is my card", "red"),
    ("4", "Where is my card?", "green"),
    ("5", "the rate\tin Sweden\x07", "green"),
]


def counted_bytes(n: int) -> bytes:
    """0, 1, 2, ..."""
    return bytes(range(n))


@pytest.fixture
def shop(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A project with five items that have labels; by this key none of them is in a sample."""
    monkeypatch.setattr("secrets.token_bytes", counted_bytes)
    cli.told("project", "create", "Shop", "--labels", "red,green,blue", "--order", "imported")
    cli.told("import", cli.table("shop.csv", ROWS), "--project", "Shop", "--text", "text", "--id", "id", "--label", "label")
    return cli


def ids(cli: Cli, *words: str) -> list[str]:
    return [one["id"] for one in cli.json("items", "list", "--project", "Shop", *words)["items"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["1", "2", "3", "4", "5"]),
        (("--search", "退款"), ["2"]),
        (("--search", "card where", "--sort", "id"), ["3", "4"]),
        (("--sort", "-id", "--limit", "2"), ["5", "4"]),
        (("--filter", "label=red"), ["1", "3"]),
        (("--filter", "label=red", "--filter", "label=blue", "--search", "refund"), ["1"]),
        (("--filter", "item=4", "--filter", "item=1"), ["1", "4"]),
        (("--filter", "status=decided"), []),
        (("--filter", "commented=no", "--filter", "source=imported", "--limit", "1"), ["1"]),
        (("--filter", "daily=2", "--filter", "daily-of=all", "--filter", "status=decided"), []),
        (("--queue", "To review", "--limit", "1"), ["1"]),
    ],
)
def test_a_list_holds_what_was_asked_for(shop: Cli, words: tuple[str, ...], found: list[str]) -> None:
    assert ids(shop, *words) == found


def test_a_table_has_a_line_for_each_item_and_moves_no_cursor(shop: Cli) -> None:
    told = shop.told("items", "list", "--project", "Shop")
    lines = told.splitlines()
    assert lines[0].split() == ["id", "state", "label", "source", "suggestion", "by", "chance", "text"]
    assert len(lines) == 7
    assert lines[-1] == "5 of 5 items."
    assert "\x07" not in told
    assert shop.told("items", "list", "--project", "Shop", "--search", "nothing of this").strip() == "No item matches."


def test_a_search_tells_whether_it_is_complete(shop: Cli) -> None:
    printed = shop.json("items", "list", "--project", "Shop", "--search", "card")
    assert (printed["count"], printed["complete"]) == (2, True)
    one = printed["items"][0]
    assert set(one) >= {"id", "snippet", "status", "label", "source", "suggestion", "chance", "flags", "metadata", "decided"}
    assert "item_seq" not in one


def test_facets_are_counted(shop: Cli) -> None:
    facets = {
        one["name"]: one["values"] for one in shop.json("items", "facets", "--project", "Shop", "--search", "card")["facets"]
    }
    assert {(one["value"], one["count"]) for one in facets["labels"]} == {("red", 1), ("green", 1)}
    assert "statuses  open" in shop.told("items", "facets", "--project", "Shop")


@pytest.mark.parametrize(
    "condition",
    [
        "strange=1",
        "status=maybe",
        "confidence=high",
        "confidence=0.9-0.1",
        "flagged=perhaps",
        "daily=0",
        "group=99",
        "disagree=one",
        "suggester=x",
    ],
)
def test_a_condition_that_cannot_be_is_refused(shop: Cli, condition: str) -> None:
    shop.refused("items", "list", "--project", "Shop", "--filter", condition)


def test_a_queue_is_kept(shop: Cli) -> None:
    assert shop.json("queue", "add", "Cards", "--project", "Shop", "--search", "card", "--order", "random")["count"] == 2
    shop.told("queue", "add", "Reds", "--project", "Shop", "--filter", "label=red")
    assert shop.json("queue", "move", "Reds", "--project", "Shop", "--to", "1")["queues"] == ["Reds", "Cards"]
    shop.told("queue", "rename", "Cards", "About cards", "--project", "Shop")
    shown = shop.json("queue", "show", "About cards", "--project", "Shop")
    assert shown == {"name": "About cards", "saved": True, "order": "random", "filter": {"text": "card"}, "count": 2}
    assert ids(shop, "--queue", "About cards", "--filter", "label=red") == ["3"]
    names = {one["name"]: one["count"] for one in shop.json("queue", "list", "--project", "Shop")["queues"]}
    assert names["To review"] == 5
    assert list(names)[-2:] == ["Reds", "About cards"]
    shop.told("queue", "delete", "About cards", "--project", "Shop")
    shop.refused("queue", "show", "About cards", "--project", "Shop")
    shop.refused("queue", "add", "x", "--project", "Shop", "--order", "backwards")


def test_a_dry_run_changes_nothing(shop: Cli) -> None:
    seen = shop.json("bulk", "label", "blue", "--project", "Shop", "--filter", "label=red", "--dry-run")
    assert seen["dry_run"]
    assert seen["items"] + sum(seen["left_out"].values()) == 2
    assert len(seen["sample"]) == seen["items"]
    assert shop.json("bulk", "list", "--project", "Shop")["actions"] == []
    assert "would be changed" in shop.told("bulk", "retire", "--project", "Shop", "--dry-run")


def test_an_action_is_done_listed_and_undone(shop: Cli) -> None:
    done = shop.json("bulk", "retire", "--project", "Shop", "--yes")
    assert done["items"] >= 3
    assert len(ids(shop, "--filter", "status=retired")) == done["items"]
    back = shop.json("bulk", "restore", "--project", "Shop", "--filter", "status=retired", "--yes")
    assert back["items"] == done["items"]
    shop.told("bulk", "undo", str(back["number"]), "--project", "Shop")
    assert len(ids(shop, "--filter", "status=retired")) == done["items"]
    listed = shop.json("bulk", "list", "--project", "Shop")["actions"]
    assert [(one["action"], one["undone"]) for one in listed] == [("restore", True), ("retire", False)]
    shop.refused("bulk", "undo", str(back["number"]), "--project", "Shop")
    assert "restore" in shop.told("bulk", "list", "--project", "Shop")
    assert shop.told("check").startswith("Clean")


@pytest.mark.parametrize(("typed", "retired"), [("n\n", False), ("", False), ("y\n", True)])
def test_what_nobody_confirms_is_not_done(shop: Cli, monkeypatch: pytest.MonkeyPatch, typed: str, retired: bool) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    done = shop.run("bulk", "retire", "--project", "Shop")
    assert "would be changed" in done.err
    assert done.status == (0 if retired else 2)
    assert bool(ids(shop, "--filter", "status=retired")) == retired


def test_what_cannot_be_done_is_refused(shop: Cli) -> None:
    shop.refused("bulk", "label", "magenta", "--project", "Shop", "--yes")
    shop.refused("bulk", "requeue", "--project", "Shop", "--yes")
    shop.refused("bulk", "accept", "--project", "Shop", "--confidence", "0.9", "--yes")
    shop.refused("bulk", "undo", "7", "--project", "Shop")
    shop.refused("bulk", "accept", "--project", "Shop")
