"""Finds every public page by itself: from the sitemap, along the links. Reports links that lead nowhere."""

import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import APIRequestContext, APIResponse

START = ("/", "/sitemap.xml", "/accounts/login/")
# Screens of people who work on the site, and what is not a page of the site at all.
NOT_OURS = ("/manage/", "/static/", "/accounts/password/")


@dataclass
class Site:
    """What the crawl came across. `pages` have HTML and no query; `queries` are a few per path."""

    pages: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


class Crawl:
    """One walk over the site, asking for each address once."""

    def __init__(self, request: APIRequestContext, base: str) -> None:
        self.request, self.base = request, base
        self.site = Site()
        self.ids: dict[str, set[str]] = {}
        self.fragments: list[tuple[str, str, str]] = []
        self.waiting: deque[tuple[str, str]] = deque((path, "the start") for path in START)
        self.met = set(START)

    def run(self) -> Site:
        while self.waiting:
            path, met_on = self.waiting.popleft()
            self.look_at(path, met_on)
        for address, fragment, met_on in self.fragments:
            if fragment not in self.ids.get(address, {fragment}):
                self.site.dead.append(f"{address}#{fragment} on {met_on}")
        return self.site

    def look_at(self, path: str, met_on: str) -> None:
        response = self.request.get(self.base + path, max_redirects=0)
        if response.status in (301, 302, 303, 308):
            self.follow(urljoin(self.base + path, response.headers["location"]), met_on)
            return
        if response.status != 200:
            self.site.dead.append(f"{path} on {met_on}: {response.status}")
            return
        kind = response.headers["content-type"]
        if path == "/sitemap.xml":
            for place in re.findall(r"<loc>([^<]+)</loc>", response.text()):
                self.meet(urlsplit(place).path, path)
        elif kind.startswith("text/html"):
            self.read(path, response)

    def read(self, path: str, response: APIResponse) -> None:
        page = BeautifulSoup(response.text(), "html.parser")
        self.ids[path] = {str(tag["id"]) for tag in page.find_all(id=True)}
        if "?" not in path:
            self.site.pages.append(path)
        elif sum(one.startswith(path.split("?")[0]) for one in self.site.queries) < 1:
            self.site.queries.append(path)
        for link in page.find_all("a", href=True):
            self.follow(urljoin(self.base + path, str(link["href"])), path)

    def follow(self, address: str, met_on: str) -> None:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != self.base or parts.path.startswith(NOT_OURS):
            return
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.fragment:
            self.fragments.append((path, parts.fragment, met_on))
        # What a filtered list links to is one more filtered list: the first ones stand for all.
        if parts.query and "?" in met_on:
            return
        self.meet(path, met_on)

    def meet(self, path: str, met_on: str) -> None:
        if path not in self.met:
            self.met.add(path)
            self.waiting.append((path, met_on))
