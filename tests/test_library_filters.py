"""Facets: right numbers under the other choices, one address for one state, and nobody singled out."""

import re
from collections import Counter
from itertools import product

import factories
import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from many import many_publications

from reviews.library.facets import FEWEST
from reviews.library.filters import LibraryFilters
from reviews.models import Publication


def filters(text: str) -> LibraryFilters:
    return LibraryFilters.from_query(QueryDict(text))


NAMES = {
    "area": "area",
    "year": "year_of_death",
    "death": "death_type",
    "relationship": "relationship",
    "partnership": "partnership",
}


@pytest.mark.django_db
def test_numbers_are_right_under_the_other_choices(people):
    many_publications(60, people)
    asked = filters("area=Harlow&area=Tendring&relationship=Former+partner")
    contents = [one.content for one in Publication.objects.current()]
    areas = Counter(one.area for one in contents if one.relationship == "Former partner")
    assert asked.counts.of["area"] == dict(areas)
    within = [one for one in contents if one.area in ("Harlow", "Tendring")]
    assert asked.counts.of["relationship"] == dict(Counter(one.relationship for one in within))
    both = [one for one in within if one.relationship == "Former partner"]
    assert asked.counts.total == len(both)
    assert asked.counts.of["theme"] == dict(Counter(name for one in both for name in one.themes))
    assert asked.counts.of["year"] == {
        str(year): number for year, number in Counter(one.year_of_death for one in both).items()
    }
    assert len(asked.publications()) == len(both)


class NobodyIsSingledOut(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_no_choice_with_a_personal_trait_leaves_a_few(self, data):
        chosen = {
            name: data.draw(st.lists(st.sampled_from(self.values[name]), max_size=2, unique=True))
            for name in NAMES
        }
        query = QueryDict(mutable=True)
        for name, values in chosen.items():
            query.setlist(name, [str(value) for value in values])
        query["q"] = data.draw(st.sampled_from(["", "landlord", "the panel"]))
        asked = LibraryFilters.from_query(query)
        left = len(asked.publications())
        if any(chosen[name] for name in ("year", "death", "relationship")):
            assert left == 0 or left >= FEWEST
            assert asked.is_refused == (left == 0)
        else:
            assert not asked.is_refused

    @classmethod
    def setUpTestData(cls):
        factories.restore_seeds()
        many_publications(40, factories.make_people())
        contents = [one.content for one in Publication.objects.current()]
        cls.values = {
            name: sorted({getattr(one, field) for one in contents}) for name, field in NAMES.items()
        }
        assert all(len(one) > 1 for one in cls.values.values())


@pytest.mark.django_db
def test_no_address_shows_a_few_of_a_personal_choice(people):
    many_publications(30, people)
    contents = [one.content for one in Publication.objects.current()]
    pairs = product({c.year_of_death for c in contents}, {c.death_type for c in contents})
    seen_refused = 0
    for year, death in pairs:
        text = Client().get("/reviews/", {"year": year, "death": death}).content.decode()
        shown = len(re.findall(r'class="result"', text))
        assert shown == 0 or shown >= FEWEST
        if not shown:
            seen_refused += 1
            assert "Fewer than three reviews match" in text
            assert "too few to show" in text or "Year of death:" in text
    assert seen_refused


@pytest.mark.django_db
def test_the_address_is_the_whole_state(people, home):
    assert filters("theme=Housing&area=B&area=A&q=x+y&sort=oldest&nonsense=1").query_string == (
        "q=x+y&area=A&area=B&theme=Housing&sort=oldest"
    )
    assert filters("").query_string == ""
    assert filters("sort=best").sort == "newest"
    assert filters("year=abc&year=2020").ignored == ("Year of death",)
    text = Client().get("/reviews/?year=abc").content.decode()
    assert "We left out a filter that is not one of ours: Year of death." in text


@pytest.mark.django_db
def test_only_the_plain_first_page_is_indexed(people):
    many_publications(25, people)
    plain = Client().get("/reviews/")
    assert "X-Robots-Tag" not in plain
    assert '<link rel="canonical" href="http://testserver/reviews/">' in plain.content.decode()
    for address in ("/reviews/?page=2", "/reviews/?q=x", "/reviews/?area=Harlow"):
        answer = Client().get(address)
        assert answer["X-Robots-Tag"] == "noindex"
        assert 'content="noindex"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "999999999999", "x", "1e9"])
def test_a_page_that_is_not_there_is_answered(people, number):
    many_publications(25, people)
    answer = Client().get("/reviews/", {"page": number})
    assert answer.status_code == 200
    assert 'class="result"' in answer.content.decode()


@pytest.mark.django_db
def test_chips_take_away_one_choice_and_an_empty_list_says_what_helps(people):
    factories.make_publication(people)
    text = Client().get("/reviews/?area=Basildon&theme=Housing").content.decode()
    assert 'href="/reviews/?theme=Housing"' in text
    assert 'href="/reviews/?area=Basildon"' in text
    assert "Clear all" in text
    assert "any theme" in text


@pytest.mark.django_db
def test_best_match_puts_the_title_before_the_file(people):
    factories.make_publication(people, title="Review into the death of ‘Lantern’", slug="one")
    factories.make_publication(people, summary="<p>A lantern stood there.</p>", slug="two")
    found = [one.content.slug for one in filters("q=lantern").publications()]
    assert found == ["one", "two"]
    found = [one.content.slug for one in filters("q=lantern&sort=newest").publications()]
    assert found == ["two", "one"]
