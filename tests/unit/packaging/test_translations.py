"""Nothing that the window can say stays English in Chinese: the strings of desktop, and the sentences of core."""

from __future__ import annotations

import re
import shutil
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_translations import FOLDER, build, sources, update
from core_messages import core_messages, template

from core.export.formats import FORMATS
from desktop.messages import FORMAT_WORDS, PLACE, WORDS, Phrasebook, phrasebook

SOURCE = FOLDER / "countersign_zh_CN.ts"
BOOK = FOLDER / "messages_zh_CN.toml"
_FIELD = re.compile(r"\{(\w*)\}")
_MNEMONIC = re.compile(r"(?<!&)&(\w)")


def messages(path: Path) -> Iterator[tuple[str, str, str]]:
    """(source, translation, type) of each string in a .ts file; the type is empty when it is done."""
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        yield message.findtext("source") or "", translation.text or "", translation.get("type", "")


@pytest.fixture(scope="module")
def done() -> dict[str, str]:
    return {source: translation for source, translation, _ in messages(SOURCE)}


def test_every_string_of_the_window_is_translated_and_none_is_left_over(tmp_path: Path, done: dict[str, str]) -> None:
    fresh = Path(shutil.copy(SOURCE, tmp_path))
    update(fresh)
    now = list(messages(fresh))
    assert [source for source, translation, kind in now if kind or not translation.strip()] == []
    assert {source for source, _, _ in now} == set(done), "make translations brings the file up to date"
    assert len(now) > 1_000


def test_a_new_string_is_found(tmp_path: Path) -> None:
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "new.py").write_text('tr("A string that nobody has translated")\n', "utf-8")
    fresh = Path(shutil.copy(SOURCE, tmp_path))
    update(fresh, root=tmp_path)
    assert [(source, kind) for source, _, kind in messages(fresh)] == [("A string that nobody has translated", "unfinished")]


def test_translations_have_the_places_of_their_sources(done: dict[str, str]) -> None:
    wrong = [source for source, told in done.items() if set(_FIELD.findall(source)) != set(_FIELD.findall(told))]
    assert wrong == []


def test_mnemonics_stay_with_their_letters(done: dict[str, str]) -> None:
    """`&Back` is `返回(&B)`: who has learnt the keys in one language has them in the other."""
    wrong = [
        source
        for source, told in done.items()
        if [letter.upper() for letter in _MNEMONIC.findall(source)] != [letter.upper() for letter in _MNEMONIC.findall(told)]
    ]
    assert wrong == []


def test_what_qt_loads_can_be_built(tmp_path: Path) -> None:
    assert sources() == [SOURCE]
    assert build(SOURCE, tmp_path / "zh.qm").stat().st_size > 10_000


def test_every_sentence_of_core_is_translated_and_none_is_left_over() -> None:
    known = tomllib.loads(BOOK.read_text("utf-8"))
    found = core_messages()
    lacking = {(code, text) for code, texts in found.items() for text in texts if not known.get(code, {}).get(text, "").strip()}
    assert lacking == set()
    said = {(code, text) for code, table in known.items() if code not in {FORMAT_WORDS, WORDS} for text in table}
    assert said - {(code, text) for code, texts in found.items() for text in texts} == set()


def test_every_format_and_its_settings_have_words() -> None:
    used = {text for one in FORMATS.values() for text in (one.title, one.told)}
    used |= {text for one in FORMATS.values() for option in one.options for text in (option.told, option.name.replace("_", " "))}
    assert set(tomllib.loads(BOOK.read_text("utf-8"))[FORMAT_WORDS]) == used


def test_sentences_that_stand_together_are_found_one_by_one() -> None:
    book = Phrasebook(
        {"common": {"{model} answered.": "{model} 已回答。", "Check the key.": "请检查密钥。"}, "words": {"no one": "没有人"}}
    )
    assert book.say("gpt answered. Check the key.") == "gpt 已回答。请检查密钥。"
    assert book.say("gpt answered. Nobody knows this.") == "gpt 已回答。Nobody knows this."
    assert book.say("no one answered.") == "没有人 已回答。"


def test_sentences_of_core_keep_their_places() -> None:
    book = tomllib.loads(BOOK.read_text("utf-8"))
    wrong = [
        text for table in book.values() for text, told in table.items() if set(PLACE.findall(text)) != set(PLACE.findall(told))
    ]
    assert wrong == []


def test_every_sentence_is_found_again_with_its_values() -> None:
    book = phrasebook("zh_CN")
    for code, table in tomllib.loads(BOOK.read_text("utf-8")).items():
        for text in table:
            said = book.say(PLACE.sub("Käse, 7 {x}", text), code)
            same = table[text] == text  # names of products
            assert same or said != PLACE.sub("Käse, 7 {x}", text), text
            assert ("Käse, 7 {x}" in said) is bool(PLACE.search(text)), text


def test_a_sentence_that_is_not_known_stays_as_it_is() -> None:
    book = Phrasebook(
        {"common": {"Free some space.": "请腾出空间。"}, "a.b": {"{n} of {total} failed.": "{total} 条中有 {n} 条失败。"}}
    )
    assert book.say("Nobody knows this.") == "Nobody knows this."
    assert book.say("Free some space.", "a.b") == "请腾出空间。"
    assert book.say("3 of 1,000 failed.", "a.b") == "1,000 条中有 3 条失败。"
    assert book.say("3 of 1,000 failed.") == "3 of 1,000 failed."


def test_the_closest_sentence_is_taken() -> None:
    book = Phrasebook({"common": {"{a} {b}": "wrong", "The file {name} is empty.": "文件 {name} 是空的。"}})
    assert book.say("The file a b.csv is empty.") == "文件 a b.csv 是空的。"


def test_docstrings_sql_and_what_programmers_are_told_are_no_sentences(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "some.py").write_text(
        '"""A module."""\n'
        "def f(path):\n"
        '    """Does something."""\n'
        '    query = "SELECT a FROM b WHERE c = 1."\n'
        '    if path: raise ValueError("Never seen by anybody.")\n'
        '    raise UserError("file.gone", f"The file {str(path)!r} is gone.", todo="Choose another one.")\n'
        'KEPT = "Nothing was changed."\n',
        "utf-8",
    )
    assert core_messages(tmp_path) == {
        "file.gone": {"The file {path} is gone.", "Choose another one."},
        "common": {"Nothing was changed."},
    }


def test_places_with_one_name_are_told_apart() -> None:
    import ast

    assert template(ast.parse('f"{a.name} is {b.name:,}"', mode="eval").body) == "{name} is {name2}"
