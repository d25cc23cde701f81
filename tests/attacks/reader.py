"""A stranger with a browser: reads every address that could show anything, and reports what leaked."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.core.cache import cache
from django.db.models import Q
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse
from wagtail.models import Page, Site

from attacks.target import WORDS, Target
from home.models import HomePage, InformationPage
from reviews.models import FileKind, ReviewPage

# As it stands, with a slip, in quotation marks, and one that most reviews have beside it.
SEARCHES = ("zephyrine", "zephyrnie", "xylophnes", '"obsidianly clear signs"', "zephyrine learned")
CHOICES = ("area=Basildon", "theme=Housing", "year=2021", "q=clear+signs&sort=oldest")


def addresses(target: Target) -> Iterator[tuple[str, ...]]:
    """Those whose answer could change with what is in the database."""
    for path in dict.fromkeys((*_lists(), *_of_reviews(target))):
        yield (path,)
    for site in Site.objects.filter(is_default_site=False):
        for path in ("/", f"/{target.review.slug}/", "/reviews/", "/sitemap.xml"):
            yield path, site.hostname
    for page in InformationPage.objects.live():
        yield (page.relative_url(None),)


def guesses(target: Target) -> Iterator[tuple[str]]:
    """Those that no row changes: asked once."""
    yield from (
        (path,) for path in ("/robots.txt", "/search/", "/health/ready", "/reviews/?page=2")
    )
    for row in (*target.files, *target.uploads):
        yield (reverse("report_file", args=[row.pk]),)
        for prefix in ("media", "confidential", "static", "documents/1"):
            yield (f"/{prefix}/{row.file.name}",)
            yield (f"/{prefix}/{quote(row.original_name)}",)
    key, revision = target.review.pk, target.review.latest_revision_id
    for page in (
        "edit/preview/",
        "view_draft/",
        f"revisions/{revision}/view/",
        "history/",
        "usage/",
    ):
        yield (f"/manage/pages/{key}/{page}",)
    yield from (
        ("/manage/reviews/",),
        (f"/manage/reviews/{key}/",),
        ("/manage/report-files/chooser/",),
    )
    yield from (("/manage/api/main/pages/?fields=*",), (f"/manage/api/main/pages/{key}/",))


def _lists() -> Iterator[str]:
    yield from ("/", "/reviews/", "/reviews/feed/", "/sitemap.xml")
    yield from ("/api/v1/reviews", "/reviews/export.csv", "/reviews/export.json")
    for words in SEARCHES:
        yield f"/search/?q={quote(words)}"
        yield f"/reviews/?q={quote(words)}"
    for choice in CHOICES:
        yield f"/reviews/?{choice}"


def _of_reviews(target: Target) -> Iterator[str]:
    home = HomePage.objects.get().url_path
    # Their own bytes are public; another's must not come from these addresses.
    for file in target.other.content.files:
        yield f"/reviews/{target.other.content.slug}/{file.kind}.pdf"
    yield f"/api/v1/reviews/{target.review.translation_key}"
    slugs = {WORDS["slug"]}
    for page in Page.objects.filter(
        Q(pk__in=ReviewPage.objects.values("pk")) | Q(title__contains="Zephyrine")
    ):
        slugs.add(page.slug)
        yield "/" + page.url_path.removeprefix(home)
    for slug in sorted(slugs - {target.other.content.slug}):
        yield from (f"/{slug}/", f"/reviews/{slug}/", f"/reviews/{slug}/edition.json")
        for name in ("concern/", "other-format/", "citation.ris"):
            yield f"/reviews/{slug}/{name}"
        for kind in FileKind.values:
            yield f"/reviews/{slug}/{kind}.pdf"


def leaks(target: Target, read: Callable = addresses) -> list[str]:
    """One line for each word of the review at each address; empty when nothing leaks."""
    # Wagtail keeps the root of each site, and tests roll the database back behind it.
    cache.clear()
    Site.clear_site_root_paths_cache()
    # The handler alone, without cookies: a test client would also copy every template's context.
    site = ClientHandler(enforce_csrf_checks=False)
    return [line for address in read(target) for line in _look(site, target, *address)]


def _look(
    site: ClientHandler, target: Target, path: str, host: str = "testserver"
) -> Iterator[str]:
    response = site(RequestFactory().get(path, headers={"host": host}).environ)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code >= 500:
        yield f"{host}{path}: error {response.status_code}"
    if b"%PDF-" in body and response.status_code != 404:
        yield from _file_leaks(target, path, body)
    text = body.decode(errors="replace")
    headers = str(response.headers.items())
    asked = quote(path) + path
    for secret in target.secrets:
        # An answer may say the reader's own words back: a search, and a redirect to the login.
        said = secret in asked.replace("+", " ")
        if secret in text and not (said and path.startswith(("/search/", "/reviews/?"))):
            yield f"{path}: {secret!r} in the page"
        if secret in headers and not said:
            yield f"{path}: {secret!r} in the headers"


def _file_leaks(target: Target, path: str, body: bytes) -> Iterator[str]:
    for kind, stored in target.bytes.items():
        if stored in body or body in stored:
            yield f"{path}: the bytes of the {kind}"
