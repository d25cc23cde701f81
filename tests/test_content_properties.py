"""The canonical text of an edition, for any words that anybody may write."""

import hashlib
import json
import unicodedata
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.content import (
    FORMAT,
    DigestMismatch,
    PublishedFile,
    ReportText,
    ReviewContent,
    WithheldReport,
    canonical_json,
    digest_of,
    read_content,
)

pytestmark = pytest.mark.once

# No lone surrogates: they are not text, and UTF-8 has no bytes for them.
words = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("a\r\n", max_size=6)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
kinds = st.sampled_from(["executive-summary", "overview-report", "action-plan"])
files = st.builds(
    PublishedFile,
    kind=kinds,
    sha256=st.binary(max_size=20).map(lambda one: hashlib.sha256(one).hexdigest()),
    size=st.integers(1, 2**40),
    pages=st.integers(1, 5000),
)
contents = st.builds(
    ReviewContent,
    slug=slugs,
    title=words,
    sentence=words,
    summary=words,
    content_note=words,
    scheme=st.sampled_from(["DHR", "DARDR"]),
    partnership=words,
    area=words,
    year_of_death=st.integers(1990, 2100),
    month_of_death=st.none() | st.integers(1, 12),
    death_type=words,
    relationship=words,
    chair=words,
    author=words,
    report_date=st.none() | st.dates().map(lambda day: day.isoformat()),
    themes=st.lists(words, max_size=4).map(tuple),
    files=st.lists(files, max_size=3).map(tuple),
    withheld=st.lists(st.builds(WithheldReport, kind=kinds, reason=words), max_size=2).map(tuple),
    reports=st.lists(st.builds(ReportText, kind=kinds, html=words), max_size=2).map(tuple),
    related=st.lists(st.integers(1, 2**31), max_size=4).map(tuple),
)
TEXTS = ("title", "sentence", "summary", "content_note", "partnership", "area", "chair", "author")


def read(content: ReviewContent) -> ReviewContent:
    body = canonical_json(content)
    return read_content(body, digest=digest_of(body), slug=content.slug)


def rewritten(content: ReviewContent, form: str) -> ReviewContent:
    return replace(
        content,
        **{name: unicodedata.normalize(form, getattr(content, name)) for name in TEXTS},
        themes=tuple(unicodedata.normalize(form, theme) for theme in content.themes),
    )


@given(contents)
def test_what_is_read_is_what_was_written_in_one_normal_form(content):
    once = read(content)
    assert read(once) == once
    assert canonical_json(once) == canonical_json(content)
    for name in TEXTS:
        wanted = unicodedata.normalize("NFC", getattr(content, name))
        wanted = wanted.replace("\r\n", "\n").replace("\r", "\n")
        assert getattr(once, name) == wanted
    for name in ("files", "related", "year_of_death", "month_of_death", "report_date", "slug"):
        assert getattr(once, name) == getattr(content, name)


@given(contents)
def test_the_digest_is_the_same_for_composed_and_decomposed_letters(content):
    digests = {digest_of(canonical_json(rewritten(content, form))) for form in ("NFC", "NFD")}
    assert digests == {digest_of(canonical_json(content))}


@given(contents, st.randoms(use_true_random=False))
def test_the_order_in_which_a_record_was_kept_does_not_matter(content, random):
    names = list(asdict(content))
    random.shuffle(names)
    shuffled = ReviewContent(**{name: getattr(content, name) for name in names})
    assert canonical_json(shuffled) == canonical_json(content)
    value = json.loads(canonical_json(content))
    keys = list(value)
    random.shuffle(keys)
    assert as_anybody_would({key: value[key] for key in keys}) == canonical_json(content)


def as_anybody_would(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(contents)
def test_anybody_can_compute_the_digest_again(content):
    """With a JSON library and SHA-256, knowing nothing of this program."""
    body = canonical_json(content)
    value = json.loads(body)
    assert value["format"] == FORMAT
    assert as_anybody_would(value).encode() == body.encode()
    assert hashlib.sha256(as_anybody_would(value).encode()).hexdigest() == digest_of(body)


@given(contents, st.data())
def test_one_changed_character_is_noticed(content, data):
    body = canonical_json(content)
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda one: one != body[place]))
    for changed in (
        body[:place] + other + body[place + 1 :],
        body[:place] + other + body[place:],
        body[:place] + body[place + 1 :],
    ):
        with pytest.raises(DigestMismatch):
            read_content(changed, digest=digest_of(body), slug=content.slug)


@given(contents, slugs)
def test_content_is_not_read_under_another_address(content, slug):
    body = canonical_json(content)
    if slug == content.slug:
        slug += "-2"
    with pytest.raises(DigestMismatch):
        read_content(body, digest=digest_of(body), slug=slug)


@given(contents)
def test_content_of_another_format_is_not_read(content):
    body = canonical_json(content).replace(FORMAT, "setdab-edition/0", 1)
    with pytest.raises(DigestMismatch):
        read_content(body, digest=digest_of(body), slug=content.slug)
