"""The list of reviews, with its search and filters."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.context_processors import board_settings
from reviews.library import closest, spelling
from reviews.library.filters import LibraryFilters
from reviews.library.marking import best_passages, marked
from reviews.library.query import Query, parse
from reviews.library.shown import chips, groups, ways_out
from reviews.linked_data import library_data
from reviews.models import FileKind, Publication
from reviews.presentation import listed

PER_PAGE = 20
CLOSEST = 5
# What a reader of a list looks for; the rest is on the review's own page.
REPORTS = (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    board = board_settings(request)
    filters = LibraryFilters.from_query(request.GET)
    # Before it is asked whether they are too few: one answer serves both.
    total = filters.counts.total
    if filters.is_refused:
        total = 0
    page, publications = _page_of(filters, total, request.GET.get("page", ""))
    near: list[Publication] = []
    meant = ""
    if filters.query.terms and not total and not filters.is_refused:
        meant = spelling.meant(filters.query)
        if not filters.chosen:
            near = _near(parse(meant) if meant else filters.query)
    plural = board.review_label_plural
    context = {
        "heading": plural[:1].upper() + plural[1:],
        "lead": "Read what happened, what was learned and what has changed since. "
        "The names are not the real ones, and are often chosen by families.",
        "filters": filters,
        "groups": groups(filters, board),
        "chips": chips(filters, board),
        "ways_out": ways_out(filters, board) if not total and not filters.is_refused else [],
        "total": total,
        "paginator_page": page,
        "publications": _listed(publications, filters),
        "closest": _listed(near, filters),
        "meant": meant,
        "meant_url": _address(filters.with_words(meant)) if meant else "",
        **_in_other_forms(filters),
        "results_query": filters.query_string,
        "library_url": reverse("library"),
        "breadcrumbs": [{"text": "Home", "href": "/"}],
        "is_indexed": filters.is_plain and page.number == 1 and not request.GET.get("page"),
    }
    context["canonical"] = reverse("library") if context["is_indexed"] else ""
    context["linked_data"] = library_data(board) if context["is_indexed"] else None
    response = render(request, "reviews/library.html", context)
    response.headers["Cache-Control"] = "no-cache"
    if not context["is_indexed"]:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page_of(
    filters: LibraryFilters, total: int, asked: str
) -> tuple[Page[int], list[Publication]]:
    """Keys first, so that a deep page costs no more than its twenty rows.

    An address beyond the last page is answered with the last.
    """
    page = Paginator(range(total), PER_PAGE).get_page(asked)
    if not total:
        return page, []
    start = (page.number - 1) * PER_PAGE
    keys = filters.keys()[start : start + PER_PAGE]
    by_key = Publication.objects.current().order_by().in_bulk(keys)
    return page, [by_key[key] for key in keys if key in by_key and by_key[key].is_intact]


def _near(query: Query) -> list[Publication]:
    current = Publication.objects.current()
    keys = closest.closest(current, query, CLOSEST)
    return list(closest.in_this_order(current, keys).intact())


def _listed(publications: list[Publication], filters: LibraryFilters) -> list[dict[str, object]]:
    query = filters.query
    passages = best_passages(publications, query)
    return [
        {
            "review": item,
            "title": marked(item.title, query, 60),
            "sentence": marked(item.sentence, query, 60),
            "passages": passages.get(publication.pk, []),
            "reports": [file for file in item.files if file.kind in REPORTS],
        }
        for publication, item in ((one, listed(one)) for one in publications)
    ]


def _in_other_forms(filters: LibraryFilters) -> dict[str, str]:
    query = f"?{filters.query_string}" if filters.query_string else ""
    names = {"feed_url": "review_feed", "csv_url": "export_csv", "json_url": "export_json"}
    return {key: reverse(name) + query for key, name in names.items()}


def _address(filters: LibraryFilters) -> str:
    query = filters.query_string
    return f"{reverse('library')}?{query}" if query else reverse("library")
