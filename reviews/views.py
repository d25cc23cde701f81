"""What the public reads of reviews. Everything here starts from ``Publication.objects.current()``."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from setdab.errors import gone

from home.context_processors import board_settings
from reviews.linked_data import report_data
from reviews.models import Publication
from reviews.presentation import (
    listed,
    published_review,
    record_of,
    review_url,
)

# A withdrawn review must be gone from the next request on, whatever stands between.
NOT_STORED = "no-cache"


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponseBase:
    publication = current_by_slug(slug)
    if publication is None:
        return _elsewhere_or_gone(request, slug)
    board = board_settings(request)
    context = {
        "review": published_review(publication, board),
        "record": record_of(publication),
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


def current_by_slug(slug: str) -> Publication | None:
    """The publication at this address, if it is current and whole."""
    publication = Publication.objects.current().filter(edition__content__slug=slug).first()
    return publication if publication is not None and publication.is_intact else None


def latest(count: int) -> list[object]:
    return [listed(one) for one in Publication.objects.current()[:count].intact()]


def _elsewhere_or_gone(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An address that was public once: of an older edition, or of a review that was withdrawn."""
    was_public = Publication.objects.were_public().filter(edition__content__slug=slug)
    review_ids = set(was_public.values_list("edition__review_id", flat=True))
    current = Publication.objects.current().filter(edition__review__in=review_ids).first()
    if current is not None and current.is_intact:
        withdrawn = was_public.exclude(withdrawal=None).exists()
        if not withdrawn:
            return not_stored(redirect(review_url(current.content.slug), permanent=False))
    if review_ids:
        return gone(request)
    raise Http404


def not_stored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = NOT_STORED
    return response
