"""Signing up in a real browser, with a real mail server receiving what the site sends."""

import re
import time

import pytest
import signing_factories as made
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from mail_server import MailServer
from playwright.sync_api import expect

from protocols.models import Signature, SignatureLink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def inbox(settings, live_server):
    """A mail server that the site really talks to."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    cache.clear()
    yield server.inbox
    server.stop()


@pytest.fixture
def version(seeds):
    made.make_organisation("Harlow Homes", mail_domains="harlowhomes.example")
    made.make_organisation("Harlow Council")
    return made.make_version()


class Reader:
    """Somebody at a browser."""

    def __init__(self, browser, base: str, *, scripts: bool = True, width: int = 1280) -> None:
        self.base, self.scripts = base, scripts
        self.context = browser.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        self.page = self.context.new_page()

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path)

    def check(self) -> None:
        """No violation, nothing wider than the window."""
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        if not self.scripts:
            return
        self.page.wait_for_load_state()
        assert not self.page.evaluate(wide), self.page.url
        found = Axe().run(self.page, options=RULES).response["violations"]
        assert not found, [(one["id"], [n["html"] for n in one["nodes"]]) for one in found]

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def fill_in(self) -> None:
        """Every step, with a mistake in each that is then put right."""
        self.go(made.START)
        self.check()
        self.press("Start")
        self.press("Save and continue")
        expect(self.page.get_by_role("alert")).to_contain_text("Enter the name of your")
        self.check()
        self.page.get_by_label("What is the name").fill("harlow home")
        self.press("Save and continue")
        self.heading("Which organisation do you mean?")
        self.check()
        self.page.get_by_label("Harlow Homes", exact=True).check()
        self.press("Save and continue")
        self.heading("Who is signing?")
        self.check()
        self.page.get_by_label("Full name").fill("Sam Okafor")
        self.page.get_by_label("Another role").check()
        self.page.get_by_label("Job title").fill("Director")
        self.page.get_by_label("Work e-mail address").fill("sam@harlowhomes.example")
        self.page.get_by_label("Yes, show my name").check()
        self.press("Save and continue")
        expect(self.page.get_by_role("alert")).to_contain_text("Only a Senior Information Risk")
        self.check()
        self.page.get_by_label("Caldicott Guardian").check()
        self.press("Save and continue")
        self.heading("Authority and declaration")
        self.check()
        self.page.get_by_label("Yes", exact=True).check()
        agreed = self.page.get_by_role("group", name="Date of agreement")
        for part, value in (("Day", "31"), ("Month", "2"), ("Year", "2025")):
            agreed.get_by_label(part).fill(value)
        self.page.get_by_label("ICO registration number").fill("12")
        self.press("Save and continue")
        expect(self.page.get_by_role("alert")).to_contain_text("must be a real date")
        self.check()
        # Half-filled answers survive a lost tab.
        self.page.close()
        self.page = self.context.new_page()
        self.go(f"{made.START}authority/")
        expect(self.page.get_by_label("ICO registration number")).to_have_value("12")
        self.page.get_by_role("group", name="Date of agreement").get_by_label("Day").fill("28")
        self.page.get_by_label("I am authorised").check()
        self.press("Save and continue")
        self.heading("Check your answers")
        expect(self.page.get_by_text("does not look like a registration number")).to_be_visible()
        self.check()
        self.page.get_by_role("link", name="Change ICO number").click()
        self.page.get_by_label("ICO registration number").fill("ZA123456")
        self.press("Save and continue")
        self.heading("Check your answers")

    def sign(self) -> None:
        self.fill_in()
        self.press("Agree and sign")
        self.heading("Check your e-mail")
        self.check()


def link_in(inbox, number: int) -> str:
    until = time.monotonic() + 10
    while len(inbox.messages) < number:
        assert time.monotonic() < until, "no mail came"
        time.sleep(0.05)
    text = inbox.messages[number - 1].get_payload(decode=True).decode()
    for answer in ("Sam", "Okafor", "Harlow", "ZA123456"):
        assert answer not in text
    return re.search(r"http\S+/link/\S+", text)[0]


def officer_in(browser, base: str, officer) -> Reader:
    client = Client()
    client.force_login(officer)
    reader = Reader(browser, base)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": base}
    reader.context.add_cookies([cookie])
    return reader


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_whole_sign_up(chromium, live_server, inbox, people, version, scripts, width):
    reader = Reader(chromium, live_server.url, scripts=scripts, width=width)
    reader.sign()
    signature = Signature.objects.get()
    assert signature.state == "submitted"
    link = link_in(inbox, 1)
    reader.go(link)
    reader.heading("Confirm your sign-up")
    reader.check()
    assert Signature.objects.get().state == "submitted"
    reader.press("Confirm and sign")
    reader.heading("Sign-up confirmed")
    reader.check()
    expect(reader.page.get_by_text(signature.reference).first).to_be_visible()
    reader.go(link)
    reader.heading("This sign-up is confirmed already")
    reader.check()

    officer = officer_in(chromium, live_server.url, people.governance)
    officer.go("/manage/signatures/")
    officer.page.get_by_role("link", name="Harlow Homes").click()
    officer.page.get_by_role("button", name="Accept", exact=True).click()
    expect(officer.page.get_by_text("The signatory is told by e-mail")).to_be_visible()
    assert Signature.objects.get().state == "accepted"

    reader.go(f"/information-sharing/{version.slug}/register/")
    row = reader.page.get_by_role("row").filter(has_text="Harlow Homes")
    expect(row).to_contain_text("Caldicott Guardian")
    csv = reader.context.request.get(
        f"{live_server.url}/information-sharing/{version.slug}/register.csv"
    )
    assert "Harlow Homes" in csv.text()


def test_pass_it_on_to_a_colleague_who_signs(chromium, live_server, inbox, people, version):
    reader = Reader(chromium, live_server.url)
    reader.sign()
    first = link_in(inbox, 1)
    reader.go(first)
    reader.page.get_by_role("link", name="Pass it on to a colleague").click()
    reader.heading("Pass it on to a colleague")
    reader.check()
    reader.page.get_by_label("full name").fill("Kim Lee")
    reader.page.get_by_label("work e-mail address").fill("kim@gmail.com")
    reader.press("Send the link")
    expect(reader.page.get_by_role("alert")).to_contain_text("must be at the same organisation")
    reader.check()
    reader.page.get_by_label("work e-mail address").fill("kim@harlowhomes.example")
    reader.press("Send the link")
    reader.heading("This was passed on to a colleague")
    reader.check()
    colleague = Reader(chromium, live_server.url)
    colleague.go(link_in(inbox, 2))
    colleague.heading("A colleague asks you to sign")
    colleague.check()
    colleague.press("Start")
    colleague.heading("Who is signing?")
    colleague.page.get_by_label("Senior Information Risk Owner").check()
    colleague.page.get_by_label("Job title").fill("Director")
    colleague.page.get_by_label("No, show only my role").check()
    colleague.press("Save and continue")
    colleague.page.get_by_label("I am authorised").check()
    colleague.press("Save and continue")
    colleague.press("Agree and sign")
    colleague.heading("Sign-up confirmed")
    signature = Signature.objects.get()
    assert (signature.state, signature.approver_name) == ("confirmed", "Kim Lee")


def test_decline_with_a_reason(chromium, live_server, inbox, people, version):
    reader = Reader(chromium, live_server.url)
    reader.sign()
    reader.go(link_in(inbox, 1))
    reader.page.get_by_role("link", name="Decline").click()
    expect(reader.page.get_by_label("Why can’t your organisation sign?")).to_be_visible()
    reader.check()
    reader.press("Decline")
    expect(reader.page.get_by_role("alert")).to_contain_text("Say why")
    reader.page.get_by_label("Why can’t your organisation sign?").fill("We closed.")
    reader.press("Decline")
    reader.heading("This was declined")
    officer = officer_in(chromium, live_server.url, people.governance)
    officer.go("/manage/signatures/?show=closed")
    officer.page.get_by_role("link", name="Harlow Homes").click()
    expect(officer.page.get_by_text("We closed.")).to_be_visible()


def test_an_expired_link_is_sent_again_and_a_wrong_name_reported(
    chromium, live_server, inbox, people, version
):
    reader = Reader(chromium, live_server.url)
    reader.sign()
    old = link_in(inbox, 1)
    SignatureLink.objects.update(expires_at=timezone.now())
    reader.go(old)
    reader.heading("This link has expired")
    reader.check()
    reader.press("Send a new link")
    reader.heading("A new link is on its way")
    reader.go(link_in(inbox, 2))
    reader.page.get_by_role("link", name="Tell us that a name is wrong").click()
    reader.page.get_by_label("Which name is wrong").fill("It is Homes Ltd.")
    reader.press("Send")
    expect(reader.page.get_by_text("We look into the name")).to_be_visible()
    reader.check()
    reader.press("Confirm and sign")
    reader.heading("Sign-up confirmed")
    reader.go(old)
    reader.heading("This link does not work")
    reader.check()


def test_the_link_is_sent_again_from_the_page(chromium, live_server, inbox, version):
    reader = Reader(chromium, live_server.url)
    reader.sign()
    reader.press("Send the link again")
    expect(reader.page.get_by_role("alert")).to_contain_text("on its way again")
    reader.check()
    reader.go(link_in(inbox, 2))
    reader.press("Confirm and sign")
    reader.heading("Sign-up confirmed")
    # Leaving by Exit wipes what is kept, whoever presses Back.
    reader.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    reader.page.get_by_role("button", name="Emergency Exit this page").click()
    reader.page.wait_for_url("https://www.bbc.co.uk/weather")
    reader.go(f"{made.START}done/")
    reader.heading("Sign an information sharing agreement")
