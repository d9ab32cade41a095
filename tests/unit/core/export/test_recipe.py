"""Recipes: what is typed, and what is kept and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.filters import Filter
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import Disagreement, Recipe, SplitPlan, splits_of
from core.storage.sql import from_json, to_json


def test_shares_are_read_in_their_order() -> None:
    assert splits_of("train=.8, test=0.2") == (("train", 0.8), ("test", 0.2))
    assert splits_of("all=1") == (("all", 1.0),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "split.share"),
        ("train", "split.share"),
        ("train=.8,test=x", "split.share"),
        ("train=nan,test=.2", "split.share"),
        ("train=-1,test=2", "split.share"),
        ("train=.8,test=.1", "split.sum"),
        ("a=.5,a=.5", "split.names"),
        ("../x=1", "split.names"),
        ("=1", "split.names"),
    ],
)
def test_what_is_no_split_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        splits_of(text)
    assert caught.value.code == code


@given(
    st.builds(
        Recipe,
        st.sampled_from(["csv", "hf"]),
        st.sampled_from(Purpose),
        st.sampled_from([Filter(), Filter(statuses=("open",), metadata=(("a", "b"),))]),
        st.lists(st.sampled_from(Provenance), unique=True).map(tuple),
        st.text(max_size=5),
        st.sampled_from(Disagreement),
        st.text(max_size=5),
        st.builds(
            SplitPlan,
            st.sampled_from([(), (("train", 0.8), ("test", 0.2))]),
            st.booleans(),
            st.text(max_size=3),
            st.text(max_size=3),
        ),
        st.integers(0, 9),
        st.dictionaries(st.text(max_size=3), st.one_of(st.booleans(), st.integers(0, 9), st.text(max_size=3)), max_size=3),
    )
)
def test_a_recipe_is_read_again_as_it_was_kept(recipe: Recipe) -> None:
    assert Recipe.from_json(from_json(to_json(recipe.to_json()))) == recipe
