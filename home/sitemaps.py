from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from home.models import HomePage, InformationPage


class PageSitemap(Sitemap):
    """Only page types that are named here: a type that nobody thought of is left out."""

    def items(self) -> list[Page]:
        """From their own tables: what a row of ``Page`` says of its type may be wrong."""
        found: list[Page] = []
        for model in (HomePage, InformationPage):
            found += model.objects.live().public().order_by("path").defer_streamfields()
        return found

    def location(self, item: Any) -> str:
        return item.relative_url(None) or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at
