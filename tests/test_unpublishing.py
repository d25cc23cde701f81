"""Wagtail's own ways of unpublishing withdraw, and ask for a Board moderator first."""

import factories
import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Publication, ReviewPage
from reviews.requirements import CHECKLIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(people) -> ReviewPage:
    """Public, and “live” in Wagtail's page tree as the workflow leaves it."""
    review = factories.make_review(people)
    factories.make_decision(review, people)
    review.get_workflow().start(review, people.editor)
    factories.pass_check(review.editions.get(), people.governance)
    for user in (people.governance, people.home_office, people.board):
        state = ReviewPage.objects.get(pk=review.pk).current_workflow_task_state
        data = {"statement": "Read.", "checklist": list(CHECKLIST)}
        state.task.specific.on_action(state, user, "approve", **data)
    return ReviewPage.objects.get(pk=review.pk)


def addresses(review: ReviewPage) -> list[str]:
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return [
        reverse("wagtailadmin_pages:unpublish", args=[review.pk]),
        f"{bulk}?id={review.pk}",
        f"{bulk}?id={review.get_parent().pk}",
    ]


@pytest.mark.parametrize("role", ["editor", "governance", "home_office", "superuser"])
@pytest.mark.parametrize("road", range(3))
def test_nobody_else_withdraws_by_unpublishing(people, review, role, road):
    client = Client()
    client.force_login(getattr(people, role))
    client.post(addresses(review)[road], {"include_descendants": "on"})
    assert Publication.objects.current().filter(edition__review=review).exists()


def test_a_board_moderator_withdraws_by_unpublishing(people, review):
    client = Client()
    client.force_login(people.board)
    client.post(addresses(review)[0])
    assert not Publication.objects.current().exists()
