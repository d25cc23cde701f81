"""A link from one review to another must not tell of a review that is not public."""

import factories
import pytest
from django.test import Client

from reviews import publication
from reviews.models import ReviewPage
from reviews.publication import PublicationRefused

pytestmark = pytest.mark.django_db


def linking_to(other, people) -> ReviewPage:
    review = factories.make_review(people)
    review.related_reviews = [other]
    review.save_revision(user=people.editor, log_action=True)
    return review


def test_a_review_that_links_to_an_unpublished_one_is_not_taken_in(people):
    hidden = factories.make_review(people)
    review = linking_to(hidden, people)
    with pytest.raises(PublicationRefused, match=f"{hidden.working_reference} is not public"):
        publication.submit(review=review, user=people.editor)


def test_a_link_to_a_public_review_is_shown_and_goes_with_it(people):
    other = factories.make_publication(people)
    review = linking_to(other.edition.review, people)
    edition = publication.submit(review=review, user=people.editor)
    made = factories.publish_edition(edition, people)
    address = f"/reviews/{made.content.slug}/"
    assert other.content.title in Client().get(address).content.decode()
    publication.withdraw(publication=other, user=people.board, reason="A leak.")
    assert other.content.title not in Client().get(address).content.decode()


def test_a_linked_review_that_is_withdrawn_meanwhile_stops_publication(people):
    other = factories.make_publication(people)
    review = linking_to(other.edition.review, people)
    edition = publication.submit(review=review, user=people.editor)
    publication.withdraw(publication=other, user=people.board, reason="A leak.")
    with pytest.raises(PublicationRefused, match="is not public"):
        factories.publish_edition(edition, people)


def test_the_feed_counts_editions_of_one_review_only(people):
    factories.make_edition(people)
    made = factories.make_publication(people)
    feed = Client().get("/reviews/feed/").content.decode()
    assert f"/reviews/{made.content.slug}/#edition-1<" in feed
