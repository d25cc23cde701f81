"""The API's page for people, made from the same OpenAPI description that machines read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from setdab.addresses import absolute

from home.context_processors import board_settings
from reviews.open_data.api import api
from reviews.open_data.exports import COLUMNS
from reviews.open_data.schema_words import Field, fields_of, type_in_words


@dataclass(frozen=True)
class Operation:
    anchor: str
    summary: str
    description: str
    method: str
    address: str
    parameters: list[Field]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    board = board_settings(request)
    context = {
        "operations": operations(schema),
        "records": [
            {"anchor": f"fields-{anchor}", "heading": heading, "fields": fields(schema, name)}
            for anchor, heading, name in (
                ("list", "A list of reviews", "ReviewList"),
                ("review", "A review in a list", "ReviewRecord"),
                ("one", "One review: what it has besides", "FullReviewRecord"),
                ("file", "A document", "FileRecord"),
                ("problem", "An error", "Problem"),
            )
        ],
        "columns": COLUMNS,
        "schema_url": reverse("api-1:openapi-json"),
        "list_url": absolute(reverse("api-1:reviews")),
        "csv_url": absolute(reverse("export_csv")),
        "json_url": absolute(reverse("export_json")),
        "feed_url": absolute(reverse("review_feed")),
        "breadcrumbs": [
            {"text": "Home", "href": "/"},
            {"text": board.review_label_plural.capitalize(), "href": reverse("library")},
        ],
    }
    return render(request, "reviews/api.html", context)


def operations(schema: dict[str, Any]) -> list[Operation]:
    return [
        Operation(
            anchor=f"operation-{operation['summary'].lower().replace(' ', '-')}",
            summary=operation["summary"],
            description=operation["description"],
            method=method.upper(),
            address=absolute(address),
            parameters=[
                Field(
                    name=parameter["name"],
                    type=type_in_words(parameter["schema"]),
                    description=parameter.get("description") or "The identifier of the review.",
                )
                for parameter in operation.get("parameters", [])
            ],
        )
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


def fields(schema: dict[str, Any], name: str) -> list[Field]:
    """Those of a record; of the full record only what the short one does not have."""
    schemas = schema["components"]["schemas"]
    found = fields_of(schemas[name])
    if name != "FullReviewRecord":
        return found
    known = set(schemas["ReviewRecord"]["properties"])
    return [field for field in found if field.name not in known]
