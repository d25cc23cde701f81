"""What the public reads of reviews. Everything here starts from ``Publication.objects.current()``."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from setdab.addresses import absolute

from home.context_processors import board_settings
from reviews.addresses import current_by_slug, elsewhere_or_gone
from reviews.citations import citation_of
from reviews.history import changes_of
from reviews.linked_data import report_data
from reviews.models import Publication
from reviews.presentation import (
    listed,
    published_review,
    record_of,
    review_url,
)

Response = TypeVar("Response", bound=HttpResponseBase)
# A withdrawn review must be gone from the next request on, whatever stands between.
NOT_STORED = "no-cache"


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponseBase:
    publication = current_by_slug(slug)
    if publication is None:
        return not_stored(elsewhere_or_gone(request, slug))
    board = board_settings(request)
    context = {
        "review": published_review(publication, board),
        "record": record_of(publication),
        "citation": citation_of(publication, board, absolute(review_url(slug))),
        "changes": changes_of(publication),
        "format_url": reverse("other_format_of_review", args=[slug]),
        "is_preview": False,
        "canonical": review_url(slug),
        "linked_data": report_data(publication, board),
        "breadcrumbs": [
            {"text": "Home", "href": "/"},
            {"text": board.review_label_plural.capitalize(), "href": reverse("library")},
        ],
    }
    return not_stored(render(request, "reviews/review.html", context))


@require_safe
def content(request: HttpRequest, slug: str) -> HttpResponse:
    """The canonical JSON, byte for byte: its SHA-256 is the edition's (docs/ledger.md)."""
    publication = current_by_slug(slug)
    if publication is None:
        raise Http404
    body = publication.edition.content.body.encode()
    return not_stored(HttpResponse(body, content_type="application/json"))


def latest(count: int) -> list[object]:
    return [listed(one) for one in Publication.objects.current()[:count].intact()]


def not_stored(response: Response) -> Response:
    response.headers["Cache-Control"] = NOT_STORED
    return response
