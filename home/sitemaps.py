from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from home.models import HomePage, InformationPage


class PageSitemap(Sitemap):
    """Only page types that are named here: a type that nobody thought of is left out."""

    def items(self) -> PageQuerySet:
        return (
            Page.objects.live()
            .public()
            .type(HomePage, InformationPage)
            .order_by("path")
            .defer_streamfields()
        )

    def location(self, item: Any) -> str:
        return item.relative_url(None) or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at
