"""Readers get no cookie, and the cookies page names exactly those that the site can set."""

import re

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, override_settings

from home.cookies import cookies
from home.starter.load import load_board, load_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(seeds) -> None:
    """The starter pages and settings alone, which take no time to load."""
    load_pages()
    load_board()


def named() -> list[str]:
    return re.findall(r"<code>(.*?)</code>", Client().get("/cookies/").content.decode())


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
