"""The full-text index: what is found, that nothing typed can break it, that it forgets and that it goes on where it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.content import Content, Part
from core.storage import search
from core.storage.engine import Role, raw_connection
from core.storage.intake import Intake, Target
from core.storage.items import NewItem
from core.storage.samples import Shares
from core.storage.sql import fetch
from core.workspace import Workspace
from tests.conftest import add_items, checked, fill, value_of

TEXTS = {
    1: "Where is my card? I ordered it 12 days ago.",
    2: "My CARD was stolen, the café on Main Street has it",
    3: "我想退款，谢谢",
    4: "请问北京大学附近的酒店",
    5: "カードを紛失しました",
    6: "한국어로 대답해 주세요",
    7: "50% off & a_b c:\\d <script>alert('x')</script> 😀",
    8: "the card holder is not the card owner",
}


def found(workspace: Workspace, typed: str, last: int = len(TEXTS)) -> set[int]:
    with workspace.read.connect() as connection:
        parts = search.pieces(connection, typed, 1, last)
        return {int(row[0]) for part in parts for row in fetch(connection, part.sql, **part.params)}


def index(workspace: Workspace, last: int = len(TEXTS), n: int = 3) -> None:
    workspace.writer.submit_bulk(lambda c: search.make_shards(c, last)).result()
    while True:
        with workspace.read.connect() as connection:
            part = search.next_slice(connection, last, n)
        if part is None:
            return
        assert workspace.writer.submit_bulk(lambda c, p=part: search.write_slice(c, p)).result()


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A workspace with the texts above, not indexed yet."""
    project = fill(workspace, 0)
    add_items(workspace, project, [(text, "") for text in TEXTS.values()])
    return workspace


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("card", {1, 2, 8}),
        ("CARD stolen", {2}),
        ("stolen card", {2}),
        ('"stolen card"', set[int]()),
        ('"card owner"', {8}),
        ('"card is"', set[int]()),
        ("caf", {2}),
        ("caf ", set[int]()),
        ("cafe", {2}),
        ("ca* own*", {8}),
        ("退款", {3}),
        ("退", {3}),
        ("款退", set[int]()),
        ("北京大学", {4}),
        ("北京酒店", set[int]()),
        ("北京 酒店", {4}),
        ("カード", {5}),
        ("ｶｰﾄﾞ", {5}),
        ("한국어", {6}),
        ("12", {1}),
        ("n3", {4}),
        ("😀", {7}),
        ("50%", {7}),
        ("% card", set[int]()),
        ("script", {7}),
        ("nothing of this", set[int]()),
    ],
)
def test_what_is_typed_is_found(filled: Workspace, typed: str, numbers: set[int]) -> None:
    index(filled)
    assert found(filled, typed) == numbers


@pytest.mark.parametrize(
    ("typed", "numbers"), [("card", {1, 2, 8}), ("card stolen", {2}), ("退款", {3}), ("_b", {7}), ("a\\d", set[int]())]
)
def test_without_an_index_it_is_looked_for(filled: Workspace, typed: str, numbers: set[int]) -> None:
    with filled.read.connect() as connection:
        assert not any(part.indexed for part in search.pieces(connection, typed, 1, len(TEXTS)))
    assert found(filled, typed) == numbers


def test_half_an_index_finds_everything(filled: Workspace) -> None:
    filled.writer.submit_bulk(lambda c: search.make_shards(c, len(TEXTS))).result()
    with filled.read.connect() as connection:
        part = search.next_slice(connection, len(TEXTS), 4)
    assert part is not None
    filled.writer.submit_bulk(lambda c: search.write_slice(c, part)).result()
    with filled.read.connect() as connection:
        assert [piece.indexed for piece in search.pieces(connection, "card", 1, len(TEXTS))] == [True, False]
        assert search.progress(connection, len(TEXTS)) == (4, 8)
    assert found(filled, "card") == {1, 2, 8}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One indexed workspace for many searches."""
    workspace = Workspace(tmp_path_factory.mktemp("search") / "shop.countersign")
    add_items(workspace, fill(workspace, 0), [(text, "") for text in TEXTS.values()])
    index(workspace)
    return workspace


@given(st.text(max_size=60) | st.text(st.sampled_from("\"*^:()-+{}[]\\'%_ ANDORNOTEa退0\0\ud800"), max_size=30))
@example('"')
@example("NEAR(card own, 5)")
@example("body : card")
@example('a AND OR NOT "')
@example("*" * 40)
@example("card " * 400)
def test_nothing_that_is_typed_is_an_error(ready: Workspace, typed: str) -> None:
    assert found(ready, typed) <= set(TEXTS)
    assert len(search.asked(typed).terms) <= search.MAX_TERMS


@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_each_text_is_found_by_any_of_its_words(ready: Workspace, number: int, data: st.DataObject) -> None:
    words = [word for word in TEXTS[number].replace('"', " ").split() if word.strip("*")]
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4))
    assert number in found(ready, " ".join(chosen) + " ")


def test_the_module_workspace_is_closed(ready: Workspace) -> None:
    """Last of its module: what is open would hold its threads."""
    ready.close()
    with pytest.raises(Exception, match="clos"):
        ready.writer.submit(lambda _: None)


def test_parts_and_names_are_searched_too(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    parts = Content("", parts=(Part("answer", "a purple elephant"), Part("other", "nothing"))).parts_json()
    target = Target(project.seq, _run(workspace, project.seq), b"k" * 32, Shares())
    Intake(workspace.writer, target).write([NewItem("what is it?", "id-77", parts=parts)])
    index(workspace, 1)
    assert found(workspace, "elephant", 1) == found(workspace, "id-77", 1) == {1}


def _run(workspace: Workspace, project_seq: int) -> int:
    from core import clock
    from core.ids import uuid7_bytes
    from core.storage.sql import insert_one

    values = {"id": uuid7_bytes(), "project_seq": project_seq, "file_name": "x", "mapping": "{}", "first_seq": 1, "done_seq": 0}
    return workspace.writer.submit(lambda c: insert_one(c, "import_run", {**values, "created_us": clock.now_us()})).result()


def test_a_changed_text_is_forgotten_at_once_and_found_anew(filled: Workspace) -> None:
    index(filled)
    rows = [(text, "") for text in TEXTS.values()]
    add_items(filled, filled.project("Colours"), [("a yellow submarine", ""), *rows[1:]], update=True)
    assert value_of(filled, "SELECT count(*) FROM search_0_docsize") == 0
    assert found(filled, "submarine") == {1}  # by looking
    index(filled)
    assert found(filled, "submarine") == {1}
    assert found(filled, "ordered") == set()


def test_a_slice_that_was_read_before_a_text_went_is_not_written(filled: Workspace) -> None:
    filled.writer.submit_bulk(lambda c: search.make_shards(c, len(TEXTS))).result()
    index(filled)
    filled.erase(1, "asked")
    with filled.read.connect() as connection:
        before = search.next_slice(connection, len(TEXTS), 4)
    assert before is not None
    index(filled)
    filled.erase(2, "asked")
    assert not filled.writer.submit_bulk(lambda c: search.write_slice(c, before)).result()
    assert value_of(filled, "SELECT count(*) FROM search_0_docsize") == 0


def test_no_word_of_an_erased_item_is_left_in_any_page(filled: Workspace) -> None:
    """As long as it is indexed its words stand in the file; after the erasure none does, nor in the log or a backup."""
    from core.storage.backup import back_up

    index(filled)
    filled.writer.submit(lambda _: None).result()
    filled.writer.checkpoint()
    back_up(filled.path)
    words = [b"stolen", b"tolen", "退款".encode()]

    def holding(word: bytes) -> list[str]:
        return [path.name for path in filled.path.parent.rglob("*.countersign*") if path.is_file() and word in path.read_bytes()]

    assert len(holding(words[0])) >= 2
    filled.erase(2, "asked")
    filled.erase(3, "asked")
    assert [holding(word) for word in words] == [[], [], []]
    index(filled)
    filled.writer.checkpoint()
    assert [holding(word) for word in words] == [[], [], []]
    assert found(filled, "card") == {1, 8}
    assert checked(filled).clean


def test_the_words_of_a_deleted_project_go_with_it(filled: Workspace) -> None:
    other = fill(filled, 5, name="Other", salt="o")
    index(filled, len(TEXTS) + 5)
    filled.delete_project(filled.project("Colours"))
    bare = raw_connection(filled.path, Role.READ)
    blocks = b"".join(bytes(row[0]) for row in bare.execute("SELECT block FROM search_0_data"))
    bare.close()
    assert b"stolen" not in blocks
    index(filled, len(TEXTS) + 5)
    assert found(filled, "o1", len(TEXTS) + 5) == {len(TEXTS) + 2}
    assert other.name == "Other"


def test_check_finds_and_mends_an_index_that_is_not_what_it_should_be(filled: Workspace) -> None:
    index(filled)
    assert checked(filled).clean
    filled.writer.submit(lambda c: c.exec_driver_sql("UPDATE search_shard SET done_seq = 5")).result()
    report = checked(filled)
    assert report.wrong_search == 1
    assert not report.clean
    assert checked(filled, repair=True).repaired
    assert checked(filled).clean
    index(filled)
    assert found(filled, "card") == {1, 2, 8}


def test_check_finds_a_damaged_index(filled: Workspace) -> None:
    index(filled)
    filled.writer.submit(lambda c: c.exec_driver_sql("UPDATE search_0_data SET block = x'00' WHERE id > 10")).result()
    assert checked(filled).wrong_search == 1
    checked(filled, repair=True)
    index(filled)
    assert checked(filled).clean
