"""A public page asks the database as often for a thousand publications as for ten."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from many import many_publications

from reviews.library import entries
from reviews.library.passages import Piece
from reviews.models import LibraryEntry, LibraryPassage, LibraryWord, Publication
from reviews.verification import faults

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1000


def queries(address: str) -> list[str]:
    """What one request asks, once what is kept between requests has been fetched."""
    Client().get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = Client().get(address)
        body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200
    assert body
    return [query["sql"] for query in captured]


@pytest.fixture
def addresses(people, home) -> dict[str, str]:
    made = many_publications(FEW, people)[0]
    page = f"/reviews/{made.content.slug}/"
    chosen = urlencode(
        {
            "area": made.content.area,
            "theme": made.content.themes[0],
            "scheme": made.content.scheme,
        }
    )
    return {
        "list": "/reviews/",
        "facets": f"/reviews/?{chosen}",
        "facets and words": f"/reviews/?q=gardens&{chosen}",
        "words": "/reviews/?q=gardens&sort=newest",
        "phrase": "/reviews/?q=%22loved+gardens%22",
        "slip of the pen": "/reviews/?q=grdens",
        "nothing": f"/reviews/?q=gardens&{chosen}&published=1999",
        "filtered feed": f"/reviews/feed/?q=gardens&{chosen}",
        "filtered csv": f"/reviews/export.csv?q=gardens&{chosen}",
        "detail": page,
        "content": f"{page}edition.json",
        "citation": f"{page}citation.bib",
        "concern": f"{page}concern/",
        "other format": f"{page}other-format/",
        "alerts": "/reviews/alerts/",
        "file": f"{page}overview-report.pdf",
        "feed": "/reviews/feed/",
        "api list": "/api/v1/reviews?per_page=100",
        "api review": f"/api/v1/reviews/{made.edition.review.translation_key}",
        "csv": "/reviews/export.csv",
        "json": "/reviews/export.json",
        "sitemap": "/sitemap.xml",
        "home": "/",
        "search": "/search/?q=gardens",
        "search with a slip": "/search/?q=grdens",
    }


def test_the_number_of_queries_does_not_grow(people, addresses):
    before = {name: queries(address) for name, address in addresses.items()}
    many_publications(MANY - FEW, people)
    assert Publication.objects.current().count() >= MANY
    after = {name: queries(address) for name, address in addresses.items()}
    assert {name: len(asked) for name, asked in after.items()} == {
        name: len(asked) for name, asked in before.items()
    }


def test_a_later_page_of_the_list_asks_no_more_than_the_first(people, addresses):
    many_publications(MANY - FEW, people)
    assert len(queries("/reviews/?page=40")) == len(queries("/reviews/"))


def of_library() -> tuple[list[object], ...]:
    rows = LibraryEntry.objects.order_by("pk").values().iterator()
    entries_ = [{**row, "files_read_at": bool(row["files_read_at"])} for row in rows]
    passages = LibraryPassage.objects.values_list(
        "publication", "kind", "page", "anchor", "text", "stems", "seal"
    )
    words = LibraryWord.objects.order_by("word").values_list("word", "length", "uses")
    return entries_, sorted(passages, key=str), list(words)


def test_publications_made_in_bulk_are_as_good_as_any(people):
    """What the counts above rest on."""
    made = many_publications(FEW, people)
    assert list(faults()) == []
    assert all(one.is_intact for one in Publication.objects.filter(pk__in=[o.pk for o in made]))
    assert Publication.objects.current().count() == FEW + 1
    in_bulk = of_library()
    for publication in made:
        pieces = [
            Piece(row.kind, row.text, row.page)
            for row in LibraryPassage.objects.filter(publication=publication, page__isnull=False)
        ]
        entries.add_file_pieces(entries.write_entry(publication), pieces)
    assert of_library() == in_bulk
