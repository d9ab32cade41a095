"""Each command as a lead uses it: what it does, and that `--json` prints one object."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from core.clock import now_us
from tests.unit.core.cli.conftest import Cli


def ledger_counts(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("suggestion", "decision", "event", "reviewer", "item", "embedding")
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_projects_are_made_listed_renamed_archived_and_deleted(cli: Cli) -> None:
    guide = cli.folder / "guide.md"
    guide.write_text("# Colours\n", encoding="utf-8")
    labels = cli.folder / "labels.txt"
    labels.write_text("\ufeffred\tlike blood\n\ngreen: like grass\nblue\n", encoding="utf-8")
    made = cli.json(
        "project", "create", " Shop ", "--labels-file", labels, "--guidelines", guide, "--order", "random", "--seed", "7"
    )
    assert made == {"project": "Shop", "labels": 3}
    row = {"name": "Shop", "items": 0, "decided": 0, "open": 0, "archived": False}
    assert cli.json("project", "list") == {"projects": [row]}
    assert cli.json("project", "rename", "Shop", "Store") == {"project": "Store"}
    cli.json("project", "archive", "Store")
    assert cli.told("project", "list") == "Store: 0 of 0 decided (archived)\n"
    cli.json("project", "unarchive", "Store")
    with closing(sqlite3.connect(cli.workspace)) as connection:
        task, said, order, seed = connection.execute("SELECT task, guidelines, order_name, order_seed FROM project").fetchone()
    assert [label["description"] for label in orjson.loads(task)["labels"]] == ["like blood", "like grass", ""]
    assert (said, order, seed) == ("# Colours\n", "random", 7)
    deleted = cli.json("project", "delete", "Store", "--yes")
    assert Path(deleted["backup"]).is_file()
    assert cli.json("project", "list") == {"projects": []}


def test_options_for_all_commands_may_stand_anywhere(cli: Cli) -> None:
    other = cli.folder / "other.countersign"
    cli.told("project", "create", "P", "--labels", "a,b", "--workspace", other)
    for words in (("--json", "--workspace", other, "project", "list"), ("project", "list", f"--workspace={other}", "--json")):
        assert [one["name"] for one in orjson.loads(cli.told(*words))["projects"]] == ["P"]
    assert not cli.workspace.exists()


def test_suggest_goes_on_where_it_stopped(cli: Cli) -> None:
    cli.colours(30)
    first = cli.json("suggest", "--project", "Colours", "--limit", "20")
    assert (first["project"], first["suggested"], first["answered"], first["asked"]) == ("Colours", 20, 20, 0)
    assert cli.json("suggest", "--project", "Colours")["suggested"] == 10
    assert cli.told("suggest", "--project", "Colours") == "Suggested answers for 0 items.\n"
    assert ledger_counts(cli.workspace)[:2] == [30, 0]


def test_a_rehearsal_leaves_no_trace(cli: Cli) -> None:
    cli.colours(60)
    before = ledger_counts(cli.workspace)
    done = cli.json("rehearse", "--project", "Colours", "--decisions", "40", "--order", "random", "--seed", "3")
    assert (done["decisions"], done["kept"]) == (40, False)
    assert ledger_counts(cli.workspace) == before
    assert cli.json("stats", "--project", "Colours")["decided"] == 0


def test_a_rehearsal_that_is_kept_adds_up_with_the_figures(cli: Cli) -> None:
    cli.colours(150)
    done = cli.json("rehearse", "--project", "Colours", "--decisions", "120", "--keep")
    have = cli.json("stats", "--project", "Colours")
    assert done["decisions"] == 120 == done["accepted"] + done["corrected"] + done["answered"] == have["decided"]
    names = ("accepted", "corrected", "answered", "blind", "acceptance_rate")
    assert [done[name] for name in names] == [have[name] for name in names]
    assert (have["items"], have["open"], have["rejected"], have["skipped"]) == (150, 30, 0, 0)
    assert done["acceptance_rate"] == done["accepted"] / (done["accepted"] + done["corrected"])
    assert len(done["acceptance_by_100"]) == 2
    assert done["decisions_per_second"] > 0
    with closing(sqlite3.connect(cli.workspace)) as connection:
        named = "SELECT DISTINCT r.name FROM decision d JOIN reviewer r ON r.seq = d.reviewer_seq"
        assert connection.execute(named).fetchall() == [("rehearsal",)]
    assert cli.told("check").startswith("Clean: 150 items, 120 decisions")


def test_a_rehearsal_takes_the_projects_own_seed_unless_told_otherwise(cli: Cli) -> None:
    cli.colours(40)
    with closing(sqlite3.connect(cli.workspace)) as connection, connection:
        connection.execute("UPDATE project SET order_name = 'random', order_seed = 5")

    def first_items(*words: str) -> list[str]:
        copy = cli.folder / f"copy{now_us()}.countersign"
        cli.told("backup", copy)
        cli.told("--workspace", copy, "rehearse", "--project", "Colours", "--decisions", "8", "--keep", *words)
        out = cli.folder / "ledger.jsonl"
        cli.told("--workspace", copy, "export", "--project", "Colours", "--format", "ledger", "--out", out)
        return [line["item"] for line in map(orjson.loads, out.read_bytes().splitlines()) if line["type"] == "decision"]

    assert first_items() == first_items("--seed", "5") != first_items("--seed", "3")


def test_stats_has_the_figures_of_an_untouched_project(cli: Cli) -> None:
    cli.colours(5)
    have = cli.json("stats", "--project", "Colours")
    wanted = {"items", "decided", "accepted", "corrected", "answered", "rejected", "skipped", "blind", "acceptance_rate"}
    assert wanted <= set(have)
    assert (have["items"], have["decided"], have["acceptance_rate"]) == (5, 0, None)
    assert "acceptance rate none yet" in cli.told("stats", "--project", "Colours")


def test_check_reports_and_repairs_what_was_derived_wrongly(cli: Cli) -> None:
    cli.colours(30)
    cli.told("rehearse", "--project", "Colours", "--decisions", "10", "--keep")
    with closing(sqlite3.connect(cli.workspace)) as connection, connection:
        connection.execute("UPDATE counter SET value = value + 3 WHERE name = 'decided'")
        connection.execute("UPDATE item_state SET flagged = 1 WHERE item_seq = (SELECT min(item_seq) FROM item_state)")
    done = cli.run("check")
    assert done.status == 2
    assert done.err == "countersign: The derived state differs from the ledger. Run countersign check --repair.\n"
    assert "the stored state differs from the ledger" in done.out
    done = cli.run("check", "--json")
    assert done.status == 2
    report = orjson.loads(done.out)
    assert (report["clean"], report["wrong_states"], len(report["differences"])) == (False, 1, report["wrong_counters"] + 1)
    assert "replaced" in cli.told("check", "--repair")
    assert cli.json("check")["clean"] is True


def test_a_backup_is_a_workspace_and_can_be_put_back(cli: Cli) -> None:
    cli.colours(10)
    copy = cli.folder / "copies" / "before.countersign"
    assert cli.json("backup", copy) == {"backup": str(copy), "bytes": copy.stat().st_size}
    cli.told("rehearse", "--project", "Colours", "--keep")
    assert cli.json("stats", "--project", "Colours")["decided"] == 10
    kept = cli.json("restore", copy)["kept"]
    assert cli.json("stats", "--project", "Colours")["decided"] == 0
    assert cli.json("--workspace", kept, "stats", "--project", "Colours")["decided"] == 10
    assert cli.told("backups") == "There is no backup yet.\n"
    cli.told("project", "delete", "Colours", "--yes")
    assert len(cli.json("backups")["backups"]) == 1


def test_erasing_reaches_the_backups(cli: Cli) -> None:
    cli.colours(10)
    cli.told("project", "create", "Spare", "--labels", "a,b")
    backup = Path(cli.json("project", "delete", "Spare", "--yes")["backup"])
    text = (cli.folder / "colours.csv").read_text(encoding="utf-8").splitlines()[4].split(",")[1].encode()
    assert text in cli.workspace.read_bytes()
    assert text in backup.read_bytes()
    assert cli.json("erase", "--project", "Colours", "--id", "n3", "--why", "asked for it")["backups"] == 1
    assert not [path for path in (cli.folder / "home").rglob("*") if path.is_file() and text in path.read_bytes()]
    assert cli.json("check")["clean"] is True


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the demo, which takes a while."""
    return tmp_path_factory.mktemp("demo") / "shown"


def test_the_demo_shows_the_loop_and_cleans_up_after_itself_alone(cli: Cli, demo: Path) -> None:
    for _ in range(2):
        shown = cli.json("demo", "--terminal", "--folder", demo, "--decisions", "40")
        assert shown["decisions"] == 40
        assert {Path(name).name for name in shown["files"]} == {
            "labels.csv",
            "labels.jsonl",
            "labels.parquet",
            "labels.ledger.jsonl",
        }
        assert all(Path(name).stat().st_size > 0 for name in [*shown["files"], shown["workspace"]])
    mine = demo / "thesis.txt"
    mine.write_text("years of work")
    assert "holds other files" in cli.refused("demo", "--terminal", "--folder", demo)
    assert (mine.read_text(), (demo / "labels.csv").exists()) == ("years of work", True)
    assert not cli.workspace.exists()
