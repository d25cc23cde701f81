"""The page of a report: only of what is public, and with what helps in reading it."""

import re

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from report_texts import KIND, read_on_line, word_report

from reviews import publication
from reviews.models import Publication, ReportDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(client, people):
    review = factories.make_review(people)
    read_on_line(client, people, review)
    edition = publication.submit(review=review, user=people.editor)
    return factories.publish_edition(edition, people)


def url_of(published: Publication, kind: str = KIND) -> str:
    return f"/reviews/{published.content.slug}/{kind}/"


def test_the_page_shows_the_report_with_addresses(client, published):
    response = client.get(url_of(published))
    html = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")
    assert 'id="paragraph-4.2"' in html and 'href="#paragraph-4.2"' in html
    assert "The practice rang twice and nobody answered." in html
    assert 'id="paragraph-4.2.1"' in html
    assert '<a class="govuk-link" href="#section-4">4. Terms of reference</a>' in html
    assert 'data-label="What it did"' in html
    assert 'href="#note-1"' in html and 'href="#reference-1"' in html
    assert f'<link rel="canonical" href="http://testserver{url_of(published)}">' in html
    assert published.content.content_note in html
    assert "About 1 minute to read" in html
    assert html.count("<h1") == 1


def test_the_review_page_offers_it_beside_the_pdf(client, published):
    html = client.get(f"/reviews/{published.content.slug}/").content.decode()
    assert f'href="{url_of(published)}"' in html
    assert f'href="{url_of(published)[:-1]}.pdf"' in html
    assert f'href="{url_of(published, "executive-summary")}"' not in html


def test_what_is_not_there_leads_to_the_review_or_nowhere(client, published):
    slug = published.content.slug
    there = client.get(f"/reviews/{slug}/executive-summary/")
    assert (there.status_code, there.url) == (302, f"/reviews/{slug}/")
    assert client.get(f"/reviews/{slug}/action-plan/").status_code == 404
    assert client.get(f"/reviews/{slug}/something/").status_code == 404
    assert client.get("/reviews/nowhere/overview-report/").status_code == 404
    assert client.post(url_of(published)).status_code == 405


def test_nothing_of_it_is_reachable_before_publication_and_after_withdrawal(client, people):
    review = factories.make_review(people)
    draft = read_on_line(client, people, review)
    url = f"/reviews/{review.slug}/{KIND}/"
    admin = [
        f"/manage/reviews/{review.pk}/on-line/{KIND}/",
        f"/manage/reviews/{review.pk}/on-line/{KIND}/preview/",
        f"/manage/reviews/{review.pk}/on-line/{KIND}/pages/1.png",
        f"/manage/reviews/{review.pk}/on-line/{KIND}/progress/",
    ]

    def assert_hidden(status: int) -> None:
        for address in (url, f"{url}?find=practice", f"{url}?cite=4.2"):
            response = client.get(address)
            assert response.status_code == status
            assert "practice" not in response.content.decode().replace("find=practice", "")
        for address in admin:
            assert client.get(address).status_code in (302, 403, 404)

    assert_hidden(404)
    edition = publication.submit(review=review, user=people.editor)
    assert_hidden(404)
    published = factories.publish_edition(edition, people)
    assert client.get(url).status_code == 200
    publication.withdraw(publication=published, user=people.board, reason="Wrong.")
    assert_hidden(410)
    assert draft.html


def test_an_address_of_an_earlier_edition_leads_to_the_review(client, people, published):
    review = published.edition.review
    review.slug = "another-address"
    review.save_revision(user=people.editor)
    edition = publication.submit(review=review, user=people.editor)
    factories.clear(edition, people)
    publication.carry_approval(edition=edition, user=people.home_office, statement="The same.")
    factories.sign_off(edition, people)
    publication.publish(edition=edition, user=people.board)
    response = client.get(url_of(published))
    assert (response.status_code, response.url) == (302, "/reviews/another-address/")
    assert client.get(f"/reviews/another-address/{KIND}/").status_code == 200


def test_a_citation_stands_after_its_paragraph(client, published):
    response = client.get(f"{url_of(published)}?cite=4.2")
    html = response.content.decode()
    assert "To cite paragraph 4.2" in html
    assert f"paragraph 4.2. {published.content.partnership}." in html
    assert f"http://testserver{url_of(published)}#paragraph-4.2" in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "To cite" not in client.get(f"{url_of(published)}?cite=9.9").content.decode()
    assert "X-Robots-Tag" not in client.get(url_of(published)).headers


def test_words_are_found_and_marked(client, published):
    html = client.get(f"{url_of(published)}?find=NOBODY").content.decode()
    assert "2 places with “NOBODY”" in html
    assert '<mark id="found-1">nobody</mark> answered' in html
    assert re.search(r'href="#found-1">Paragraph 4.2<', html)
    assert "No place with “zebra”" in client.get(f"{url_of(published)}?find=zebra").content.decode()


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "(((", "a" * 5000, "\x00", "'", "%", "[^1]", "\\"]
)
def test_any_words_can_be_looked_for(client, published, query):
    response = client.get(url_of(published), {"find": query, "cite": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_html_that_the_sanitiser_would_not_have_made_is_not_shown(client, people, monkeypatch):
    review = factories.make_review(people)
    draft = read_on_line(client, people, review)
    ReportDraft.objects.filter(pk=draft.pk).update(html=draft.html + "<script>alert(1)</script>")
    edition = publication.submit(review=review, user=people.editor)
    published = factories.publish_edition(edition, people)
    assert client.get(url_of(published)).status_code == 404


def test_a_long_report_takes_as_many_queries_as_a_short_one(client, people, published):
    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured.captured_queries)

    short = queries(url_of(published))
    review = factories.make_review(people)
    read_on_line(client, people, review, word_report(" Word after word." * 3000))
    edition = publication.submit(review=review, user=people.editor)
    assert queries(url_of(factories.publish_edition(edition, people))) == short
