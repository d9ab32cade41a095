"""UUIDv7 as RFC 9562 lays it out, and hashes that are equal only where they should be."""

from __future__ import annotations

import threading
import time
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.ids import canonical_json, content_id, keyed_hash, keyed_hasher, uuid7, uuid7_batch, uuid7_bytes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner),
    max_leaves=12,
)


def test_the_layout_is_that_of_version_7() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert made.version == 7
    assert made.variant == RFC_4122
    # The counter may run ahead of the clock only within the millisecond of the last id.
    assert before <= made.int >> 80 <= max(after, before + 1)


def test_ids_only_go_up_also_within_a_millisecond() -> None:
    made = [uuid7_bytes() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert len(made[0]) == 16


def test_a_batch_goes_up_and_everything_after_it_goes_on() -> None:
    before, batch, after = uuid7_bytes(), uuid7_batch(50_000), uuid7_bytes()
    assert before < batch[0]
    assert batch == sorted(set(batch))
    assert batch[-1] < after
    assert all(UUID(bytes=one).version == 7 and UUID(bytes=one).variant == RFC_4122 for one in batch[::997])
    assert uuid7_batch(0) == []


def test_ids_go_up_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = uuid7_bytes()
    past = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: past)
    assert before < uuid7_bytes() < uuid7_bytes()


def test_threads_never_get_the_same_id() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7_bytes() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_the_random_bits_are_random() -> None:
    # 62 bits of `rand_b` below the variant: among so many first ids no half should keep still.
    ones = [bin(UUID(bytes=uuid7_bytes()).int & ((1 << 62) - 1)).count("1") for _ in range(3)]
    assert all(10 < count < 52 for count in ones)


@given(JSON)
def test_equal_values_have_equal_bytes_whatever_the_order_of_keys(value: JsonValue) -> None:
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value
    assert canonical_json(turned) == canonical_json(value)
    assert content_id(turned) == content_id(value)


def test_a_content_id_names_its_algorithm_and_tells_values_apart() -> None:
    assert content_id({"a": 1}).startswith("blake2b-128:")
    values: list[JsonValue] = [{"a": 1}, {"a": "1"}, {"a": None}, ["a", 1]]
    assert len({content_id(value) for value in values}) == 4


def test_a_keyed_hash_depends_on_key_use_and_data() -> None:
    made = {keyed_hash(key, data, use) for key in (b"k" * 32, b"l" * 32) for data in (b"a", b"b") for use in (b"one", b"two")}
    assert len(made) == 8
    assert {len(one) for one in made} == {16}
    assert keyed_hasher(b"k" * 32, b"one")(b"a") == keyed_hash(b"k" * 32, b"a", b"one")
