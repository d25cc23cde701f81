"""Machines get the same part of the library as readers do, and are refused the same."""

import csv
import io
import json
import re

import factories
import pytest
from django.test import Client
from django.utils.http import urlencode

from reviews.models import Area

pytestmark = pytest.mark.django_db

WAYS = ("/api/v1/reviews", "/reviews/export.json", "/reviews/export.csv", "/reviews/feed/")


@pytest.fixture
def two(people, home):
    """One review of each of two areas; what is known of the people is the same."""
    return [
        factories.make_publication(people, area=area, title=f"Of {name}", slug=name)
        for area, name in zip(Area.objects.all()[:2], ("heather", "rowan"), strict=True)
    ]


def titles(address: str) -> list[str]:
    response = Client().get(address)
    assert response.status_code == 200, response.content
    body = b"".join(response).decode()
    if "csv" in address:
        return [
            row["title"] for row in csv.DictReader(io.StringIO(body.lstrip("\ufeff"), newline=""))
        ]
    if "feed" in address:
        return re.findall("<title>(Of .*?)</title>", body)
    return [review["title"] for review in json.loads(body)["reviews"]]


def test_each_way_takes_the_filters_of_the_library(two):
    for way in WAYS:
        assert titles(way) == ["Of rowan", "Of heather"]
        for made in two:
            query = urlencode({"area": made.content.area})
            assert titles(f"{way}?{query}") == [made.content.title]
        assert titles(f"{way}?q=heather") == ["Of heather"]


def test_the_order_asked_for_is_kept(two):
    for way in WAYS[:3]:
        assert titles(f"{way}?sort=oldest") == ["Of heather", "Of rowan"]


@pytest.mark.parametrize("name", ["year", "death", "relationship"])
@pytest.mark.parametrize("value", ["theirs", "2019"])
def test_what_would_single_out_a_person_is_refused_and_not_answered(two, name, value):
    content = two[0].content
    of = {
        "year": str(content.year_of_death),
        "death": content.death_type,
        "relationship": content.relationship,
    }
    query = urlencode({name: of[name] if value == "theirs" else value})
    for way in WAYS:
        answer = Client().get(f"{way}?{query}")
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Fewer than 3 reviews match" in said
        assert "Of " not in said


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("published=soon", "A value of this is not a possible one: published."),
        ("sort=loudest", "sort must be one of"),
        ("sort=best", "sort=best needs words in q"),
        ("themes=x", "There is no parameter"),
    ],
)
def test_a_question_half_understood_is_not_answered(two, query, said):
    for way in WAYS:
        answer = Client().get(f"{way}?{query}")
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_feed_of_a_view_names_itself_and_the_view(two):
    query = urlencode({"area": two[0].content.area})
    feed = Client().get(f"/reviews/feed/?{query}", headers={"host": "localhost"}).content.decode()
    assert f'<link href="http://testserver/reviews/feed/?{query}" rel="self"' in feed
    assert f'<link href="http://testserver/reviews/?{query}" rel="alternate"' in feed
    assert "<id>http://testserver/reviews/heather/#edition-1</id>" in feed
    assert "localhost" not in feed


def test_a_filtered_list_leads_to_its_own_feed_and_files_and_is_not_indexed(two):
    query = urlencode({"area": two[0].content.area})
    answer = Client().get(f"/reviews/?{query}")
    page = answer.content.decode()
    for name in ("feed/", "export.csv", "export.json"):
        assert f'href="/reviews/{name}?{query}"' in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in page
    assert '"Dataset"' not in page
    assert "X-Robots-Tag" not in Client().get("/reviews/").headers
