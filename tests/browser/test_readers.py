"""What readers do beside reading, in a real browser: a concern, a format, alerts."""

import re

import factories
import pytest
import reader_letters as letters
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Page, expect

from reviews.models import AlertSubscription, Concern

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def made(seeds, settings, live_server):
    settings.BASE_URL = live_server.url
    letters.forget_limits()
    people = factories.make_people()
    return factories.make_publication(people)


def check(page: Page) -> None:
    """No violation, nothing wider than the window, no cookie."""
    page.wait_for_load_state()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), page.url
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, [(one["id"], [n["html"] for n in one["nodes"]]) for one in found]
    assert page.context.cookies() == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_concern_with_a_mistake_first_and_then_sent(new_visit, made, width):
    page = new_visit(viewport={"width": width, "height": 900})
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(f"/reviews/{made.content.slug}/")
    check(page)
    page.get_by_text("Publication record", exact=True).last.click()
    expect(page.get_by_role("cell", name=made.edition.digest)).to_be_visible()
    check(page)
    page.get_by_role("link", name="Report a concern about this review").click()
    heading(page, "Report a concern")
    check(page)
    page.get_by_label("What would you like to tell us?").fill(letters.WORDS)
    press(page, "Send")
    expect(page.get_by_role("alert")).to_contain_text("Choose what it is about")
    expect(page.get_by_label("What would you like to tell us?")).to_have_value(letters.WORDS)
    check(page)
    page.get_by_label("Something here may identify somebody").check()
    press(page, "Send")
    heading(page, "Thank you for telling us")
    check(page)
    assert Concern.objects.get().words == letters.WORDS
    # A form in error is answered with 422, which Chromium writes to its console.
    assert [line for line in trouble if "422" not in line] == []


def test_asking_for_a_format_without_scripts(new_visit, made):
    page = new_visit(java_script_enabled=False)
    page.goto(f"/reviews/{made.content.slug}/")
    page.get_by_role("link", name="Ask for a different format of Overview report").click()
    page.get_by_label("Easy Read").check()
    press(page, "Send")
    expect(page.get_by_role("link", name="Choose how we should reach you")).to_be_visible()
    expect(page.get_by_label("Easy Read")).to_be_checked()
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_label(re.compile("Your e-mail address, telephone")).fill("01632 960 001")
    press(page, "Send")
    heading(page, "We have your request")


def test_joining_the_list_confirming_and_leaving(new_visit, made):
    page = new_visit()
    page.goto("/reviews/alerts/")
    check(page)
    press(page, "Send me a link to confirm")
    expect(page.get_by_role("alert")).to_contain_text("Enter your e-mail address")
    check(page)
    page.get_by_label("Your e-mail address").fill("kit@example.org")
    mail.outbox.clear()
    press(page, "Send me a link to confirm")
    heading(page, "Check your e-mail")
    check(page)
    page.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    heading(page, "Confirm your e-mail address")
    check(page)
    assert not AlertSubscription.objects.confirmed().exists()
    press(page, "Confirm")
    heading(page, "You are on the list")
    check(page)
    assert AlertSubscription.objects.confirmed().count() == 1
    page.goto("/reviews/alerts/")
    page.get_by_label("Your e-mail address").fill("kit@example.org")
    press(page, "Send me a link to confirm")
    heading(page, "Check your e-mail")
    page.goto(re.search(r"http\S+", mail.outbox[-1].body)[0])
    heading(page, "Leave the list")
    check(page)
    press(page, "Leave the list")
    heading(page, "You have left the list")
    check(page)
    assert not AlertSubscription.objects.exists()
