"""Citations of a review to download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from setdab.addresses import absolute

from home.context_processors import board_settings
from reviews.addresses import current_by_slug
from reviews.citations import BIBTEX_TYPE, RIS_TYPE, citation_of
from reviews.presentation import review_url


@require_safe
def citation_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Of the current edition. All else is one and the same 404, existing or not."""
    publication = current_by_slug(slug)
    if publication is None:
        raise Http404
    address = absolute(review_url(slug))
    citation = citation_of(publication, board_settings(request), address)
    is_bibtex = suffix == "bib"
    response = HttpResponse(
        citation.bibtex if is_bibtex else citation.ris,
        content_type=BIBTEX_TYPE if is_bibtex else RIS_TYPE,
    )
    # A name that says nothing of what it is about, as downloads stay on the device.
    response.headers["Content-Disposition"] = f'attachment; filename="citation.{suffix}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
