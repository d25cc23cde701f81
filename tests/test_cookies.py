"""Readers get no cookie, and the cookies page names exactly those that the site can set."""

import re

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, override_settings

from home.cookies import cookies
from home.starter.load import load_board, load_pages

pytestmark = pytest.mark.django_db

# A form for everybody, which needs a cookie to be safe.
WITH_FORMS = {"/information-sharing/sign/"}


@pytest.fixture
def words(seeds) -> None:
    """The starter pages and settings alone, which take no time to load."""
    load_pages()
    load_board()


def addresses_of_the_sitemap() -> list[str]:
    sitemap = Client().get("/sitemap.xml").content.decode()
    return [re.sub(r"^https?://[^/]+", "", url) for url in re.findall(r"<loc>(.*?)</loc>", sitemap)]


def named() -> list[str]:
    return re.findall(r"<code>(.*?)</code>", Client().get("/cookies/").content.decode())


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
    names = set(named())
    client = Client()
    client.get("/information-sharing/sign/")
    client.get("/accounts/login/")
    client.force_login(people.editor)
    client.get("/manage/")
    assert client.cookies.keys()
    assert set(client.cookies.keys()) <= names


def test_the_page_names_exactly_what_the_settings_allow(words, settings):
    expected = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        CookieStorage.cookie_name,
        "wagtail_sidebar_collapsed",
    }
    assert set(named()) == expected
    assert len(named()) == len(expected)


def test_the_page_follows_the_settings(words):
    with override_settings(
        SESSION_COOKIE_NAME="another",
        SESSION_COOKIE_AGE=5 * 24 * 60 * 60,
        MESSAGE_STORAGE="django.contrib.messages.storage.session.SessionStorage",
    ):
        assert "another" in named()
        assert CookieStorage.cookie_name not in named()
        assert "5 days" in cookies()[0].lasts
