"""What holds for any text, name or key: hypothesis looks for what breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import KEY, MARION, SECRET, found

from reviews.anonymisation.folding import fold, plain, tokens
from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.register import (
    Register,
    TagSet,
    fingerprint,
    review_key,
    tags_of,
)
from reviews.anonymisation.surfaces import Surface

# Other work on the machine must not fail a test.
unhurried = settings(deadline=None, max_examples=60)
names = st.text("abcdefghijklmnopqrstuvwxyzéøß -'", min_size=8, max_size=24).filter(
    lambda text: len(fold(text)) > 6
)


@unhurried
@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert "".join(token.folded for token in tokens(text)) == once


@unhurried
@given(st.text())
def test_each_plain_sign_has_a_place(text):
    written = plain(text)
    for at in range(len(written.text)):
        assert 0 <= written.place(at) < written.end_of(at + 1) <= len(text)


@unhurried
@given(names)
def test_a_dump_is_loaded_as_it_was(name):
    tags = tags_of([Identifier("name", name), Identifier("date_of_birth", "3 March 1981")], KEY)
    assert TagSet.load(tags.dump()) == tags
    assert TagSet.load(tags.dump()).dump() == tags.dump()


TAGS = tags_of([Identifier("name", "Marion Trewhella")], KEY).dump()


@unhurried
@given(st.binary(max_size=60))
def test_anything_else_is_not_loaded(data):
    tags = TAGS
    for broken in (data, tags[: len(tags) - 1 - len(data)], tags + b"x" + data):
        with pytest.raises(ValueError):
            TagSet.load(broken)


@unhurried
@given(names)
def test_tags_of_two_reviews_have_nothing_in_common(name):
    identifiers = [Identifier("name", name)]
    other = review_key(SECRET, "another")
    assert not set(tags_of(identifiers, KEY).terms) & set(tags_of(identifiers, other).terms)
    assert not found(Register(other, [tags_of(identifiers, KEY)]), name)


@unhurried
@given(st.text(min_size=1), st.sampled_from(["name", "date"]))
def test_a_fingerprint_holds_for_other_ways_of_writing(text, rule):
    assert fingerprint(KEY, rule, text) == fingerprint(KEY, rule, text)
    assert fingerprint(KEY, rule, "Ma\u00adrion") == fingerprint(KEY, rule, "MARION")
    assert fingerprint(KEY, rule, text) != fingerprint(KEY, "other", text)


separators = st.text(" \n\t\u00ad\u200b.-*_|\u00a0", max_size=3)


@unhurried
@given(
    st.text("bcdfgjkpqvxz .,\n", max_size=80),
    st.lists(separators, min_size=14, max_size=14),
    st.text("bcdfgjkpqvxz .,\n", max_size=80),
)
def test_a_name_is_found_where_it_stands(before, between, after):
    name = "MarionTrewhella"
    hidden = "".join(letter + gap for letter, gap in zip(name, [*between, ""], strict=True))
    text = f"{before} {hidden} {after}"
    hits = MARION.scan([Surface("page", text, 1)])
    sure = [one for one in hits if one.rule == "protected-identifier"]
    assert len(sure) == 1
    start = len(before) + 1
    assert (sure[0].start, sure[0].end) == (start, start + len(hidden))
    assert sure[0].text == hidden


@unhurried
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_scanned(texts):
    for one in MARION.scan([Surface("page", text, n) for n, text in enumerate(texts)]):
        assert texts[one.index][one.start : one.end] == one.text != ""
