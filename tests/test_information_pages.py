"""Information pages as readers see them: where they lie, what the tab says, what a search finds."""

import re
from datetime import date

import pytest
import signing_factories
import template_factories
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import BoardSettings, HomePage, InformationPage
from home.starter.load import load_board, load_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(seeds) -> None:
    """The starter pages and settings alone, which take no time to load."""
    load_pages()
    load_board()


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def tab_of(text: str) -> str:
    return re.findall(r"<title>(.*?)</title>", text, re.DOTALL)[0].strip()


def make_page(home: HomePage, **fields: object) -> InformationPage:
    page = home.add_child(
        instance=InformationPage(**{"title": "A page", "slug": "a-page", **fields})
    )
    page.save_revision().publish()
    return page


def test_pages_about_safety_say_nothing_in_the_tab(words):
    for address in ("/get-help/", "/stay-safe-online/"):
        tab = tab_of(read(address)).lower()
        assert tab
        assert not re.search(r"abuse|domestic|violence|homicide|safe|help|board", tab), address
        description = re.findall(r'name="description" content="([^"]*)"', read(address))
        assert not re.search(r"abuse|domestic|violence|homicide", " ".join(description).lower())


def test_an_ordinary_page_has_the_boards_name_in_its_tab(home):
    make_page(home)
    assert tab_of(read("/a-page/")) == "A page – Domestic Abuse Board"


def test_a_neutral_title_needs_words_of_its_own(home):
    with pytest.raises(ValidationError, match="gives nothing away"):
        make_page(home, neutral_title=True)
    make_page(home, neutral_title=True, seo_title="Using this site")
    assert tab_of(read("/a-page/")) == "Using this site"


def test_breadcrumbs_lead_up_and_children_are_listed_in_the_editors_order(home):
    above = make_page(home, title="Above", slug="above")
    for title in ("Second", "First"):
        make_page(above, title=title, slug=title.lower(), lead=f"About {title}.")
    first = Page.objects.get(slug="first")
    first.move(above, pos="first-child")
    make_page(InformationPage.objects.get(slug="above"), title="A draft", slug="draft").unpublish()
    text = read("/above/")
    listed = text[text.index("In this section") :]
    assert listed.index("/above/first/") < listed.index("/above/second/")
    assert "About First." in listed
    assert "A draft" not in listed
    trail = re.findall(r'govuk-breadcrumbs__link"\s+href="([^"]*)"', read("/above/first/"))
    assert trail == ["/", "/above/"]
    assert "In this section" not in read("/above/first/")


def test_a_section_asks_the_database_as_often_for_many_children_as_for_few(home):
    above = make_page(home, title="Above", slug="above")

    def count() -> int:
        read("/above/")
        with CaptureQueriesContext(connection) as asked:
            read("/above/")
        return len(asked)

    make_page(above, title="One", slug="one")
    few = count()
    for number in range(12):
        make_page(InformationPage.objects.get(slug="above"), slug=f"more-{number}")
    assert count() == few


def test_the_note_and_the_day_of_checking_are_shown_where_there_are_any(home):
    page = make_page(home)
    assert "Before you read" not in read("/a-page/")
    assert "Checked on" not in read("/a-page/")
    page.content_note = "This page speaks of death."
    page.checked_on = date(2026, 3, 9)
    page.save()
    text = read("/a-page/")
    assert "This page speaks of death." in text
    assert "Checked on 9 March 2026" in text
    assert text.index("This page speaks of death.") < text.index('class="prose"')


def test_numbers_and_the_address_come_from_the_settings(words):
    board = BoardSettings.for_site(Site.objects.get(is_default_site=True))
    board.contact_email = "someone-else@example.org"
    board.helplines = [
        (
            "helpline",
            {"name": "A new line", "phone": "0300 000 0000", "note": "", "text": "For all."},
        )
    ]
    board.save()
    assert "mailto:someone-else@example.org" in read("/contact/")
    assert "mailto:someone-else@example.org" in read("/accessibility/")
    text = read("/get-help/")
    main = text[text.index("<main") : text.index("</main>")]
    assert 'href="tel:03000000000"' in main
    assert "For all." in main


def test_search_finds_words_deep_in_a_page_and_forgets_what_was_taken_out(home):
    body = [("steps", [{"title": "Begin", "text": "<p>Bring the <b>quillwort</b>.</p>"}])]
    page = make_page(home, lead="Nothing of it here.", body=body)
    assert "/a-page/" in read("/search/?q=quillwort+begin")
    page.body = [("text", "<p>Another text.</p>")]
    page.save_revision().publish()
    assert "/a-page/" not in read("/search/?q=quillwort")
    page.unpublish()
    assert "/a-page/" not in read("/search/?q=another")


def test_loading_again_leaves_what_editors_changed_and_adds_what_is_missing(words):
    about = InformationPage.objects.get(slug="about")
    about.lead = "Written by an editor."
    about.body = [("text", "<p>Of our own.</p>")]
    about.save_revision().publish()
    InformationPage.objects.get(slug="cookies").delete()
    HomePage.objects.update(hero_heading="Our own heading")
    load_pages()
    text = read("/about/")
    assert "Written by an editor." in text
    assert "Of our own." in text
    assert "What we do" not in text
    assert "Our own heading" in read("/")
    assert "Cookies</h1>" in read("/cookies/")


def test_home_shows_what_was_published_or_changed_last(home):
    make_page(home, title="The newest page")
    text = read("/")
    changed = text[text.index("Recently published or updated") :]
    assert 'href="/a-page/">The newest page' in changed
    InformationPage.objects.get(slug="a-page").unpublish()
    assert "Recently published or updated" not in read("/")


def test_new_agreements_and_forms_are_among_what_is_new(home):
    version = signing_factories.make_version()
    form = template_factories.make_version().form
    text = read("/")
    changed = text[text.index("Recently published or updated") :]
    assert f'href="/information-sharing/{version.slug}/">{version}</a>' in changed
    assert f'href="{form.get_absolute_url()}">{form.label}</a>' in changed
