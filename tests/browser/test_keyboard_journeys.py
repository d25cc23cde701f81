"""What a reader does without a mouse: download, sign up, leave, and leave without a trace behind Back."""

import factories
import pytest
import signing_factories
import template_factories
from django.core.cache import cache
from playwright.sync_api import Page, expect
from report_texts import read_on_line

from home.models import InformationPage
from reviews import publication
from reviews.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120
WHERE = (
    "() => { const at = document.activeElement; return (at?.innerText || at?.value || '').trim() }"
)
WEATHER = "Sunny spells"
LIBRARY = "Domestic homicide reviews"


@pytest.fixture
def visit(new_visit):
    """A window whose exit leads to a page that stands for the weather."""

    def open_window() -> Page:
        page = new_visit()
        page.context.route(
            "https://www.bbc.co.uk/**",
            lambda route: route.fulfill(content_type="text/html", body=f"<h1>{WEATHER}</h1>"),
        )
        return page

    return open_window


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until what has the focus says these words."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(WHERE):
            return
    raise AssertionError(f"The keyboard does not reach “{words}” on {page.url}")


def press(page: Page, words: str, heading: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def press_shift_three_times(page: Page) -> None:
    page.wait_for_function("document.body.dataset.govukFrontendExitThisPageKeypress")
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEATHER)


def go_back(page: Page) -> str:
    """Where Back leads; nowhere is where the window began."""
    page.go_back()
    return page.url


@pytest.fixture
def review(people, home):
    return factories.make_publication(people).edition.review


def open_review(page: Page, review) -> None:
    page.goto("/reviews/")
    press(page, review.title, review.title)


@pytest.fixture
def report(client, people, home):
    """A review with a theme of its own among others, and a report that can be read online."""
    for name in ("Carers", "Stalking"):
        other = factories.make_review(people)
        other.themes.set([Theme.objects.get_or_create(name=name)[0]])
        other.save()
        other.save_revision(user=people.editor)
        edition = publication.submit(review=other, user=people.editor)
        factories.publish_edition(edition, people)
    review = factories.make_review(people)
    review.themes.set([Theme.objects.get_or_create(name="Housing")[0]])
    review.save()
    review.save_revision(user=people.editor)
    read_on_line(client, people, review)
    edition = publication.submit(review=review, user=people.editor)
    return factories.publish_edition(edition, people)


def test_a_review_is_found_by_its_theme_and_paragraph_4_2_is_read(live_server, report, visit):
    page = visit()
    page.goto("/reviews/")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "Housing":
            break
    page.keyboard.press("Space")
    press(page, "Apply filters", LIBRARY)
    expect(page.get_by_role("heading", name="1 review")).to_be_visible()
    press(page, report.content.title, report.content.title)
    press(page, "Read online", "Overview report")
    tab_to(page, "4. Terms of reference")
    page.keyboard.press("Enter")
    tab_to(page, "4.2")
    page.keyboard.press("Enter")
    page.wait_for_url("**#paragraph-4.2")
    expect(page.locator("[id='paragraph-4.2']")).to_be_in_viewport()
    expect(page.locator("[id='paragraph-4.2']")).to_contain_text("nobody answered")


def test_a_template_is_downloaded(live_server, home, visit):
    form = template_factories.make_version().form
    page = visit()
    page.goto("/information-sharing/templates/")
    press(page, form.label, form.label)
    tab_to(page, "Download")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_an_agreement_is_signed(live_server, people, home, visit):
    cache.clear()
    signing_factories.make_organisation("Harlow Homes", mail_domains="harlowhomes.example")
    signing_factories.make_version()
    page = visit()
    page.goto(signing_factories.START)
    press(page, "Start", "organisation")
    type_into(page, "organisation_name", "Harlow Homes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who is signing?")
    type_into(page, "approver_name", "Sam Okafor")
    choose(page, "role", "caldicott")
    type_into(page, "job_title", "Director")
    type_into(page, "email", "sam@harlowhomes.example")
    choose(page, "name_public", "yes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Authority")
    choose(page, "parent_signed", "yes")
    for part, value in (("0", "28"), ("1", "2"), ("2", "2025")):
        type_into(page, f"agreed_on_{part}", value)
    choose(page, "authorised", "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    press(page, "Agree and sign", "Check your e-mail")


def focus_is_on(page: Page, name: str) -> bool:
    found: bool = page.evaluate("name => document.activeElement.name === name", name)
    return found


def tab_to_field(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        if focus_is_on(page, name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {name} on {page.url}")


def type_into(page: Page, name: str, words: str) -> None:
    tab_to_field(page, name)
    page.keyboard.type(words)


def choose(page: Page, name: str, value: str) -> None:
    """Space takes what has the focus, the arrow keys the next of a group."""
    tab_to_field(page, name)
    page.keyboard.press("Space")
    for _ in range(5):
        if page.evaluate("value => document.activeElement.value.includes(value)", value):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No {value} for {name}")


def test_the_review_does_not_come_back_after_exit(live_server, review, visit):
    page = visit()
    open_review(page, review)
    press_shift_three_times(page)
    assert go_back(page) == f"{live_server.url}/reviews/"


def test_exit_is_a_link_that_the_keyboard_reaches(live_server, review, visit):
    page = visit()
    open_review(page, review)
    tab_to(page, "Exit this page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEATHER)
    assert page.evaluate("document.referrer") == ""
    assert go_back(page) == f"{live_server.url}/reviews/"


def test_exit_does_not_wait_for_its_script(live_server, review, visit):
    """On a slow line the link is there long before site.js."""
    page = visit()
    page.context.route("**/build/site*.js", lambda route: route.abort())
    open_review(page, review)
    tab_to(page, "Exit this page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEATHER)
    assert go_back(page) == f"{live_server.url}/reviews/"


def test_exit_without_scripts(live_server, review, new_visit):
    page = new_visit(java_script_enabled=False)
    sent = []
    page.context.route(
        "https://www.bbc.co.uk/**",
        lambda route: (sent.append(route.request.headers), route.fulfill(body=WEATHER)),
    )
    page.goto(review.get_url() or "/reviews/")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert "referer" not in sent[0]


def test_exit_from_a_sign_up_wipes_what_was_filled_in(live_server, home, seeds, visit):
    signing_factories.make_version()
    page = visit()
    page.goto(signing_factories.START)
    press(page, "Start", "organisation")
    type_into(page, "organisation_name", "Harlow Homes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("We could not find that name")
    press_shift_three_times(page)
    page.goto(f"{signing_factories.START}organisation/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Sign an information sharing agreement"
    )


@pytest.fixture
def safe_page(home):
    page = InformationPage(
        title="Stay safe online", slug="stay-safe-online", body=[("safer_browsing", None)]
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def turn_on(page: Page) -> None:
    page.goto("/stay-safe-online/")
    tab_to(page, "Turn on safer browsing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Safer browsing is on in this tab.").first).to_be_visible()


def test_with_safer_browsing_no_page_of_the_site_is_behind_back(
    live_server, review, safe_page, visit
):
    page = visit()
    turn_on(page)
    press(page, "Home", "Home")
    type_into(page, "q", "nothing of this kind")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=nothing+of+this+kind")
    press(page, "Reviews", LIBRARY)
    press(page, review.title, review.title)
    expect(page.get_by_text("Safer browsing is on in this tab.")).to_be_visible()
    press_shift_three_times(page)
    assert go_back(page) == "about:blank"
    assert page.context.cookies() == []


def test_safer_browsing_is_turned_off_in_the_header(live_server, review, safe_page, visit):
    page = visit()
    turn_on(page)
    press(page, "Reviews", LIBRARY)
    tab_to(page, "Turn it off")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Safer browsing is off.")).to_be_visible()
    press(page, review.title, review.title)
    expect(page.locator(".safer-browsing-line")).to_be_hidden()
    assert go_back(page) == f"{live_server.url}/reviews/"


def test_safer_browsing_is_of_one_tab_and_needs_scripts(live_server, safe_page, visit, new_visit):
    page = visit()
    turn_on(page)
    other = page.context.new_page()
    other.goto("/stay-safe-online/")
    expect(other.get_by_role("button", name="Turn on safer browsing")).to_be_visible()
    without = new_visit(java_script_enabled=False)
    without.goto("/stay-safe-online/")
    expect(without.get_by_role("button", name="Turn on safer browsing")).to_be_hidden()
