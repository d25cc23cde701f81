"""One report of a published review, as a page to read. It starts from the ledger as all of them do."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from setdab.addresses import absolute

from home.context_processors import board_settings
from reviews.addresses import current_by_slug, elsewhere_or_gone
from reviews.content import ReviewContent
from reviews.models import FileKind, Publication
from reviews.presentation import public_file_links, report_url, review_url
from reviews.report_pages import is_fit_to_show, page_of, query_of
from reviews.views import not_stored


@require_safe
def report(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    publication = current_by_slug(slug)
    if publication is None:
        return not_stored(elsewhere_or_gone(request, slug))
    content = publication.content
    text = content.report(kind)
    if text is None and content.file(kind) is not None:
        # It was there in an earlier edition, or somebody shortened the address of the PDF.
        return not_stored(redirect(review_url(slug), permanent=False))
    if text is None or not is_fit_to_show(text.html):
        raise Http404
    board = board_settings(request)
    find = query_of(request.GET.get("find", ""))
    address = absolute(report_url(slug, kind))
    page = page_of(
        text.html,
        find=find,
        cite=request.GET.get("cite", "")[:40],
        citation=citation_of(publication, kind, address),
    )
    context = {
        **context_of(content, kind),
        "report": page,
        "find": find,
        "file": next(file for file in public_file_links(content) if file.kind == kind),
        "canonical": address,
        "review_url": review_url(slug),
        "is_preview": False,
        "breadcrumbs": [
            {"text": "Home", "href": "/"},
            {"text": board.review_label_plural.capitalize(), "href": reverse("library")},
            {"text": content.title, "href": review_url(slug)},
        ],
    }
    response = not_stored(render(request, "reviews/report.html", context))
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def context_of(content: ReviewContent, kind: str) -> dict[str, object]:
    return {
        "title": content.title,
        "label": str(FileKind(kind).label),
        "content_note": content.content_note,
        "naming": content.naming,
    }


def citation_of(publication: Publication, kind: str, address: str) -> str:
    """With ``{place}`` and ``{address}`` for the paragraph's own."""
    content = publication.content
    published = timezone.localdate(publication.public_from)
    year = content.report_date[:4] if content.report_date else published.year
    words = (
        f"{content.author} ({year}) {content.title}: {FileKind(kind).label.lower()}, ",
        f". {content.partnership}. Edition {publication.edition.number}, "
        f"published {published.day} {published:%B %Y}. {address}#",
    )
    # What people wrote must not be taken for the marks.
    before, after = (part.replace("{", "(").replace("}", ")") for part in words)
    return f"{before}{{place}}{after}{{address}}"
