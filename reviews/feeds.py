from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from setdab.addresses import absolute

from home.context_processors import board_settings
from home.sitemaps import SiteSitemap
from reviews.models import Publication
from reviews.open_data.asked import BadQuestion, asked_for
from reviews.presentation import ListedReview, listed, report_url, review_url

FEED_LENGTH = 20


class ReviewFeed(Feed):
    """The newest reviews. An entry's identity is its edition: a new edition is a new entry."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().__call__(request, *args, **kwargs)
        except BadQuestion as question:
            response = HttpResponse(str(question), status=422, content_type="text/plain")
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest) -> dict[str, Any]:
        board = board_settings(request)
        return {
            "title": f"{board.name}: {board.review_label_plural}",
            "publications": asked_for(request.GET.copy()),
            "query": request.GET.urlencode(),
        }

    def title(self, obj: dict[str, Any]) -> str:
        return obj["title"]

    def link(self, obj: dict[str, Any]) -> str:
        return _address("library", obj)

    def feed_url(self, obj: dict[str, Any]) -> str:
        return _address("review_feed", obj)

    def feed_guid(self, obj: dict[str, Any]) -> str:
        return _address("review_feed", obj)

    def items(self, obj: dict[str, Any]) -> list[ListedReview]:
        newest = obj["publications"].order_by("-public_from", "-edition_id")
        return [listed(one) for one in newest[:FEED_LENGTH].intact()]

    def item_title(self, item: ListedReview) -> str:
        return item.title

    def item_description(self, item: ListedReview) -> str:
        return item.sentence

    def item_link(self, item: ListedReview) -> str:
        return absolute(item.url)

    def item_guid(self, item: ListedReview) -> str:
        return absolute(f"{item.url}#edition-{item.edition_number}")

    item_guid_is_permalink = False

    def item_updateddate(self, item: ListedReview) -> datetime:
        return item.public_from

    def item_pubdate(self, item: ListedReview) -> datetime:
        return item.public_from


def _address(name: str, obj: dict[str, Any]) -> str:
    query = f"?{obj['query']}" if obj["query"] else ""
    return absolute(reverse(name) + query)


class ReviewSitemap(SiteSitemap):
    """The list of reviews and each review, which changed when its edition became public."""

    def items(self) -> list[tuple[str, datetime | None]]:
        current = list(Publication.objects.current().intact())
        newest = max((one.public_from for one in current), default=None)
        return [
            (reverse("library"), newest),
            (reverse("api_documentation"), None),
            *((review_url(one.content.slug), one.public_from) for one in current),
            *(
                (report_url(one.content.slug, report.kind), one.public_from)
                for one in current
                for report in one.content.reports
            ),
        ]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]
