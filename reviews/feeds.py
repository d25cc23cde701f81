from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from home.context_processors import board_settings
from reviews.models import Publication
from reviews.presentation import ListedReview, listed, review_url

FEED_LENGTH = 20


class ReviewFeed(Feed):
    """The newest reviews. An entry's identity is its edition: a new edition is a new entry."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def get_object(self, request: HttpRequest) -> dict[str, str]:
        board = board_settings(request)
        return {"title": f"{board.name}: {board.review_label_plural}"}

    def title(self, obj: dict[str, str]) -> str:
        return obj["title"]

    def link(self) -> str:
        return reverse("library")

    def items(self) -> list[ListedReview]:
        return [listed(one) for one in Publication.objects.current()[:FEED_LENGTH].intact()]

    def item_title(self, item: ListedReview) -> str:
        return item.title

    def item_description(self, item: ListedReview) -> str:
        return item.sentence

    def item_link(self, item: ListedReview) -> str:
        return item.url

    def item_guid(self, item: ListedReview) -> str:
        return f"{item.url}#edition-{item.edition_number}"

    item_guid_is_permalink = False

    def item_updateddate(self, item: ListedReview) -> datetime:
        return item.public_from

    def item_pubdate(self, item: ListedReview) -> datetime:
        return item.public_from


class ReviewSitemap(Sitemap):
    def items(self) -> list[Publication]:
        return list(Publication.objects.current().intact())

    def location(self, item: Publication) -> str:
        return review_url(item.content.slug)

    def lastmod(self, item: Publication) -> datetime:
        return item.public_from
