"""Version 1 of the read-only API. Within a version fields are added, and none is taken away."""

from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import ValidationError
from setdab.addresses import absolute

from reviews.library.facets import FACETS
from reviews.library.filters import SORTS
from reviews.models import Publication
from reviews.models.ledger import PublicationQuerySet
from reviews.open_data.answers import NOT_FOUND, problem
from reviews.open_data.asked import BadQuestion, asked_for, number_in
from reviews.open_data.identities import current_by_id, identified
from reviews.open_data.records import FullReviewRecord, ReviewRecord, full_record, record

PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 20, 100, 1_000_000

api = NinjaAPI(
    title="Published reviews",
    version="1",
    description="The domestic homicide reviews that the Board has published, for machines to read.",
    urls_namespace="api-1",
    docs_url=None,
)


class ReviewList(Schema):
    count: int = Field(description="How many reviews there are on all pages.")
    page: int = Field(description="The number of this page, from 1.")
    pages: int = Field(description="How many pages there are.")
    next: str | None = Field(description="The next page, if there is one.")
    previous: str | None = Field(description="The page before, if there is one.")
    reviews: list[ReviewRecord] = Field(description="The reviews, in the order asked for.")


class Problem(Schema):
    title: str = Field(description="What kind of error it is.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What is wrong, and what to do.")


def _parameter(name: str, description: str, **schema: object) -> dict[str, object]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


QUESTION = [
    _parameter("q", "Words to look for, also in the documents.", type="string"),
    *(
        _parameter(
            facet.name,
            f"{facet.legend}. May be given more than once: any of them.",
            type="array",
            items={"type": "integer" if facet.is_number else "string"},
        )
        for facet in FACETS
    ),
    _parameter("sort", "The order: " + ", ".join(SORTS) + ".", type="string", enum=[*SORTS]),
]
PAGING = [
    _parameter("page", "Which page, from 1.", type="integer", minimum=1, default=1),
    _parameter(
        "per_page",
        "How many reviews a page has.",
        type="integer",
        minimum=1,
        maximum=MOST_PER_PAGE,
        default=PER_PAGE,
    ),
]


@api.get(
    "/reviews",
    response={200: ReviewList, 422: Problem},
    summary="List reviews",
    description="The newest first, unless another order is asked for. "
    "Filters have the names and values that the library's address has.",
    openapi_extra={
        "parameters": [*QUESTION, *PAGING],
        "responses": {422: {"description": "A parameter is not known, or its value is not."}},
    },
)
def reviews(request: HttpRequest) -> ReviewList:
    query = request.GET.copy()
    number = number_in(query, "page", default=1, most=LAST_PAGE)
    per_page = number_in(query, "per_page", default=PER_PAGE, most=MOST_PER_PAGE)
    found = asked_for(query)
    paginator = Paginator(found, per_page)
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        raise BadQuestion(f"The last page is page {paginator.num_pages}.") from error

    def address(other: int) -> str:
        link = request.GET.copy()
        link["page"] = str(other)
        return absolute(f"{request.path}?{link.urlencode()}")

    return ReviewList(
        count=paginator.count,
        page=number,
        pages=paginator.num_pages,
        next=address(number + 1) if page.has_next() else None,
        previous=address(number - 1) if page.has_previous() else None,
        reviews=[record(one) for one in _whole(found[(number - 1) * per_page : number * per_page])],
    )


def _whole(found: PublicationQuerySet) -> list[Publication]:
    """Keys first, so that a deep page costs no more than its rows."""
    keys = list(found.values_list("pk", flat=True))
    by_key = identified(Publication.objects.current().order_by()).in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key and by_key[key].is_intact]


@api.get(
    "/reviews/{uuid:id}",
    response={200: FullReviewRecord, 404: Problem},
    summary="Read one review",
    description="Everything the list has, and its summary, content note and related reviews.",
    openapi_extra={
        "responses": {
            404: {"description": "No such review is public: it never was, or no longer is."}
        }
    },
)
def review(request: HttpRequest, id: UUID) -> FullReviewRecord:
    publication = current_by_id(id)
    if publication is None:
        raise Http404
    return full_record(publication)


@api.exception_handler(BadQuestion)
def _bad_question(request: HttpRequest, error: BadQuestion) -> HttpResponse:
    return problem(422, "Not understood", str(error))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Not found", NOT_FOUND)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, "Not understood", NOT_FOUND)
