"""Which review stands at an address now, and what to say where none does."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from setdab.errors import gone

from reviews.models import EditionContent, Publication
from reviews.presentation import review_url


def current_by_slug(slug: str) -> Publication | None:
    """The publication at this address, if it is current and whole."""
    editions = EditionContent.objects.filter(slug=slug).values_list("pk", flat=True)
    current = Publication.objects.current().among(list(editions))
    publication = current.select_related("approval", "sign_off").first()
    return publication if publication is not None and publication.is_intact else None


def current_under(slug: str) -> Publication | None:
    """Like ``current_by_slug``, or the current edition of the review that had this address before.

    ``None`` as well where an edition that had the address was withdrawn.
    """
    found = current_by_slug(slug)
    if found is not None:
        return found
    was_public = Publication.objects.were_public().filter(edition__content__slug=slug)
    if was_public.exclude(withdrawal=None).exists():
        return None
    review_ids = was_public.values("edition__review")
    moved = Publication.objects.current().filter(edition__review__in=review_ids).first()
    return moved if moved is not None and moved.is_intact else None


def elsewhere_or_gone(request: HttpRequest, slug: str) -> HttpResponseBase:
    """For an address with no current review: it moved, was withdrawn, or (404) never was public."""
    moved = current_under(slug)
    if moved is not None:
        return redirect(review_url(moved.content.slug), permanent=False)
    if Publication.objects.were_public().filter(edition__content__slug=slug).exists():
        return gone(request)
    raise Http404
