"""Agreements for the site's search and its sitemap."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from home.latest import Change
from home.search import Hit
from home.sitemaps import SiteSitemap
from protocols.agreements.wording import plain_text
from protocols.content import AgreementContent, DigestMismatch
from protocols.models import AgreementVersion

ALSO_KNOWN_AS = (
    "information sharing agreement protocol sharing specific for programme "
    "sharing specific for purpose ssp isp dhr"
)


def search(query: str, limit: int) -> Iterable[Hit]:
    """Every word has to be in the agreement. There are few, and each is read whole."""
    words = query.casefold().split()
    found = []
    for version in AgreementVersion.objects.listed():
        try:
            content = version.content
        except DigestMismatch:
            continue
        text = words_of(content)
        if all(word in text for word in words):
            url = reverse("agreement", args=[version.slug])
            found.append(Hit(title=content.title, url=url, text=content.purpose))
    return found[:limit]


def changes(count: int) -> Iterable[Change]:
    newest = AgreementVersion.objects.listed().order_by("-frozen_at", "pk").defer("body")
    return [
        Change(localdate(one.frozen_at), str(one), reverse("agreement", args=[one.slug]))
        for one in newest[:count]
    ]


def words_of(content: AgreementContent) -> str:
    words = [content.title, content.kind, content.purpose, content.lead_partner, ALSO_KNOWN_AS]
    words.append(plain_text(content.summary))
    for section in content.all_sections():
        words.append(section.title)
        for passage in section.passages:
            words += [passage.text, plain_text(passage.html)]
            words += [cell for row in passage.rows for cell in row]
    return " ".join(words).casefold()


class AgreementSitemap(SiteSitemap):
    def items(self) -> list[AgreementVersion]:
        return list(AgreementVersion.objects.listed())

    def location(self, item: AgreementVersion) -> str:
        return reverse("agreement", args=[item.slug])

    def lastmod(self, item: AgreementVersion) -> datetime:
        return item.frozen_at
