from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils.module_loading import import_string
from wagtail.models import Page

from home.models import HomePage, InformationPage

_registered: dict[str, str] = {}
_page_types: list[str] = []


class SiteSitemap(Sitemap):
    """Addresses under ``BASE_URL``, whatever host was asked. ``home.views`` cuts the whole into files."""

    limit = 10_000_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class PageSitemap(SiteSitemap):
    """Only page types that are named here: a type that nobody thought of is left out."""

    def items(self) -> list[Page]:
        """From their own tables: what a row of ``Page`` says of its type may be wrong."""
        found: list[Page] = []
        for model in (HomePage, InformationPage, *map(import_string, _page_types)):
            found += model.objects.live().public().order_by("path").defer_streamfields()
        return found

    def location(self, item: Any) -> str:
        return item.relative_url(None) or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


def register_sitemap(name: str, dotted_path: str) -> None:
    """``dotted_path`` names a sitemap class of an application; ``home`` knows none of them."""
    _registered[name] = dotted_path


def register_page_type(dotted_path: str) -> None:
    """A page type whose live pages are all for the public and belong on the sitemap."""
    if dotted_path not in _page_types:
        _page_types.append(dotted_path)


class _Sitemaps(Mapping[str, type[Sitemap]]):
    """Filled when it is first asked: applications register after the addresses are read."""

    def __getitem__(self, name: str) -> type[Sitemap]:
        return PageSitemap if name == "pages" else import_string(_registered[name])

    def __iter__(self) -> Iterator[str]:
        return iter(["pages", *_registered])

    def __len__(self) -> int:
        return len(_registered) + 1


SITEMAPS = _Sitemaps()
