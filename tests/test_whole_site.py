"""What holds for every page of the site with its starter content, which is loaded once for all."""

import re

import pytest
from django.test import Client

from home.starter.content import starter_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STRICT = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
)
# A form for everybody, which needs a cookie to be safe.
WITH_FORMS = {"/information-sharing/sign/"}


def page(address: str) -> str:
    return Client().get(address).content.decode()


def addresses_of_the_sitemap() -> list[str]:
    found = re.findall(r"<loc>(.*?)</loc>", page("/sitemap.xml"))
    return [re.sub(r"^https?://[^/]+", "", url) for url in found]


def canonical(address: str) -> list[str]:
    return re.findall(r'<link rel="canonical"\s+href="([^"]*)">', page(address))


@pytest.fixture
def addresses(starter):
    review = "/reviews/rowan/"
    return [
        "/",
        "/reviews/",
        review,
        "/reviews/tamsin/",
        "/reviews/feed/",
        "/no-such-page/",
        "/search/?q=rowan",
        "/about/",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/reviews",
        "/api/",
        "/reviews/export.csv",
        "/reviews/export.json",
        f"{review}edition.json",
        f"{review}citation.bib",
        f"{review}citation.ris",
        f"{review}executive-summary.pdf",
    ]


def test_public_answers_are_strict_and_leave_no_trace(addresses):
    for address in addresses:
        response = Client().get(address)
        policy = response.headers["Content-Security-Policy"]
        if not address.endswith(".pdf"):
            assert all(part in policy for part in STRICT), address
        assert "unsafe" not in policy
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_public_pages_have_nothing_inline_and_ask_no_other_host(addresses):
    for address in addresses[:8]:
        page = Client().get(address).content.decode()
        assert not re.search(r"<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)", page), (
            address
        )
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), address
        loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(https?:[^\"]*)", page)
        assert [url for url in loaded if not url.startswith("http://testserver")] == []


def test_only_what_is_the_same_for_all_is_compressed(addresses, people):
    asking = {"Accept-Encoding": "gzip"}
    for address in addresses:
        response = Client(headers=asking).get(address)
        if not address.endswith((".pdf", ".txt", ".bib", ".ris")):
            assert response.headers.get("Content-Encoding") == "gzip", address
            assert "Accept-Encoding" in response.headers["Vary"], address
    client = Client(headers=asking)
    for address in ("/accounts/login/", "/information-sharing/sign/"):
        assert "Content-Encoding" not in client.get(address, follow=True).headers, address
    client.force_login(people.editor)
    assert "Content-Encoding" not in client.get("/manage/").headers


def test_a_file_keeps_its_length_and_can_be_asked_for_in_parts(addresses):
    response = Client(headers={"Accept-Encoding": "gzip", "Range": "bytes=0-4"}).get(addresses[-1])
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == b"%PDF-"


def test_whoever_reads_the_whole_site_has_no_cookie_afterwards(starter):
    reader = Client()
    addresses = [address for address in addresses_of_the_sitemap() if address not in WITH_FORMS]
    assert len(addresses) > 20
    for address in (*addresses, "/search/?q=review", "/no-such-page/", "/reviews/feed/"):
        response = reader.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
    assert not reader.cookies


def test_all_cookies_of_signing_and_of_working_here_are_named(starter, people):
    names = set(re.findall(r"<code>(.*?)</code>", page("/cookies/")))
    client = Client()
    client.get("/information-sharing/sign/")
    client.get("/accounts/login/")
    client.force_login(people.editor)
    client.get("/manage/")
    assert client.cookies.keys()
    assert set(client.cookies.keys()) <= names


def test_every_address_of_the_sitemap_says_that_it_is_the_one(starter):
    text = Client().get("/sitemap.xml", headers={"host": "localhost"}).content.decode()
    addresses = re.findall("<loc>(.*?)</loc>", text)
    assert "http://testserver/reviews/rowan/" in addresses
    assert "http://testserver/reviews/" in addresses
    assert len(set(addresses)) == len(addresses) > 20
    for address in addresses:
        assert canonical(address.removeprefix("http://testserver")) == [address]


def test_every_starter_page_is_there_in_the_sitemap_and_within_two_links_of_home(starter):
    sitemap = page("/sitemap.xml")
    near = set()
    for first in {"/", *re.findall(r'href="(/[^"#?]*)"', page("/"))}:
        response = Client().get(first)
        if response.headers["Content-Type"].startswith("text/html"):
            near |= set(re.findall(r'href="(/[^"#?]*)"', response.content.decode()))
    for one in starter_pages():
        address = f"/{one.path}/"
        assert f"{address}</loc>" in sitemap
        assert address in near
        assert f"{one.title}</h1>" in page(address)
