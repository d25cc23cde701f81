"""Template forms and protocols in the site's search and on its map."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from home.latest import Change
from home.search import Hit
from home.sitemaps import SiteSitemap
from protocols.models import ProtocolPage, TemplateVersion

WHEN_TO_REVIEW = Hit(
    "When a review must be held",
    "/information-sharing/when-to-review/",
    "What the law asks for, in plain words, and a short guide for one death.",
)
WORDS_OF_THE_GUIDE = (
    "when must a review be held definition statutory duty section 9 suicide coercive control "
    "community safety partnership guide criteria homicide death"
)


def search(query: str, limit: int) -> Iterable[Hit]:
    return [*_guide(query), *_forms(query, limit), *_protocols(query, limit)]


def _guide(query: str) -> Iterable[Hit]:
    words = query.lower().split()
    return [WHEN_TO_REVIEW] if words and all(w in WORDS_OF_THE_GUIDE for w in words) else []


def _forms(query: str, limit: int) -> Iterable[Hit]:
    match = Q()
    for word in query.split():
        match &= (
            Q(form__label__icontains=word)
            | Q(form__purpose__icontains=word)
            | Q(form__completed_by__icontains=word)
        )
    return [
        Hit(version.form.label, version.form.get_absolute_url(), version.form.purpose)
        for version in TemplateVersion.objects.current().filter(match)[:limit]
    ]


def _protocols(query: str, limit: int) -> Iterable[Hit]:
    match = Q()
    for word in query.split():
        match &= Q(title__icontains=word) | Q(lead__icontains=word) | Q(body__icontains=word)
    pages = ProtocolPage.objects.live().public().filter(match).order_by("path")[:limit]
    return [Hit(page.title, page.relative_url(None) or "/", page.lead) for page in pages]


def changes(count: int) -> Iterable[Change]:
    newest = TemplateVersion.objects.current().order_by("-uploaded_at", "pk")
    return [
        Change(localdate(one.uploaded_at), one.form.label, one.form.get_absolute_url())
        for one in newest[:count]
    ]


class TemplateSitemap(SiteSitemap):
    """Current versions only: an older one names the newer as the one to read."""

    def items(self) -> list[tuple[str, datetime | None]]:
        forms = TemplateVersion.objects.current()
        return [
            (reverse("template_list"), None),
            (reverse("when_to_review"), None),
            *((version.form.get_absolute_url(), version.uploaded_at) for version in forms),
        ]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]
