"""A review from the first word to the public page and back, by four people in a real browser."""

import re

import factories
import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from reviews.models import Edition, ReportFile, ReviewIndexPage, ReviewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Review into the death of ‘Linnet’"
SENTENCE = "Linnet taught half the town to swim."
SUMMARY = "Nobody asked the second question."


@pytest.fixture
def report_files(tmp_path):
    paths = {}
    for kind in ("executive-summary", "overview-report"):
        paths[kind] = tmp_path / f"Real Name {kind}.pdf"
        paths[kind].write_bytes(factories.pdf_bytes(f"Journey {kind}"))
    return paths


def test_a_review_from_draft_to_public_page_and_back(
    live_server, people, home, report_files, log_in, new_visit
):
    review = write_and_submit(log_in(people.editor), report_files)
    reader = new_visit()
    expect_nothing_public(reader)

    factories.pass_check(Edition.objects.get(), people.governance)
    clear(log_in(people.governance))
    expect_nothing_public(reader)

    officer = log_in(people.home_office)
    record_decision(officer)
    confirm_approval(officer)
    expect_nothing_public(reader)

    moderator = log_in(people.board)
    sign_off(moderator)
    expect_public(reader)

    withdraw(moderator, review)
    assert reader.goto("/reviews/linnet/").status == 410
    expect(reader.locator("body")).not_to_contain_text("Linnet")
    expect_nothing_public(reader, withdrawn=True)

    for message in mail.outbox:
        assert "Linnet" not in f"{message.subject} {message.body}"
        assert "SET-2026-01" in message.subject


def write_and_submit(page: Page, report_files) -> ReviewPage:
    page.goto(f"/manage/pages/add/reviews/reviewpage/{ReviewIndexPage.objects.get().pk}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_working_reference").fill("SET-2026-01")
    page.locator("#id_sentence").fill(SENTENCE)
    page.locator("#panel-child-content-summary-content [role=textbox]").click()
    page.keyboard.type(SUMMARY)
    upload(page, "executive_summary", report_files["executive-summary"])
    upload(page, "overview_report", report_files["overview-report"])
    page.locator("#id_partnership").select_option(index=1)
    page.locator("#id_area").select_option(index=1)
    page.locator("#id_year_of_death").fill("2022")
    page.locator("#id_death_type").select_option(index=1)
    page.locator("#id_relationship_group").select_option(index=1)
    page.locator("#id_chair").fill("Casey Chair")
    page.locator("#id_author").fill("Alex Author")
    page.get_by_role("tab", name="Promote").click()
    page.locator("#id_slug").fill("linnet")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"/manage/pages/\d+/edit/"))
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Submit to")).click()
    expect(page.get_by_text("submitted for moderation")).to_be_visible()
    return ReviewPage.objects.get(working_reference="SET-2026-01")


def upload(page: Page, field: str, path) -> None:
    chooser = page.locator(f"#id_{field}-chooser")
    chooser.get_by_role("button", name="Choose or upload a file").click()
    modal = page.locator(".modal-body")
    modal.get_by_role("tab", name="Upload").click()
    modal.locator("input[type=file]").set_input_files(path)
    modal.get_by_role("button", name="Upload").click()
    expect(chooser.get_by_text("2 pages")).to_be_visible()


def open_moderation(page: Page) -> None:
    page.goto("/manage/")
    page.locator("section", has_text="Waiting for you").get_by_role(
        "link", name="SET-2026-01"
    ).click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()


def clear(page: Page) -> None:
    open_moderation(page)
    page.get_by_role("button", name="Clear the anonymisation check").click()
    expect(page.get_by_text("Not yet checked").first).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Statement for the record").fill("Read every page.")
    page.get_by_role("button", name="Clear the anonymisation check").click()
    expect(page.locator(".messages")).to_contain_text("done: Anonymisation check")


def record_decision(page: Page) -> None:
    page.goto("/manage/snippets/reviews/homeofficedecision/add/")
    page.locator("#id_review-chooser").get_by_role("button", name="Choose a page").click()
    modal = page.locator(".modal-body")
    modal.get_by_role("textbox").fill("Linnet")
    modal.get_by_role("link", name=re.compile("SET-2026-01")).click()
    page.locator("#id_submitted_on").fill("2024-03-01")
    page.locator("#id_considered_on").fill("2024-06-12")
    page.locator("#id_letter_date").fill("2024-07-02")
    page.keyboard.press("Escape")
    page.locator("#id_outcome").select_option("adequate")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text(re.compile("created"))).to_be_visible()


def confirm_approval(page: Page) -> None:
    open_moderation(page)
    page.get_by_label("How you know that this edition").fill("Compared page by page.")
    page.get_by_role("button", name="Confirm the Home Office approval").click()
    expect(page.locator(".messages")).to_contain_text("done: Home Office approval")


def sign_off(page: Page) -> None:
    open_moderation(page)
    page.get_by_label("Statement for the record").fill("Board of 4 November, minute 7.")
    page.get_by_role("button", name="Sign off for the Board and publish").click()
    expect(page.locator(".messages")).to_contain_text("done: Board sign-off")


def withdraw(page: Page, review: ReviewPage) -> None:
    page.goto(f"/manage/reviews/{review.pk}/")
    page.get_by_role("link", name="Withdraw edition 1").click()
    page.get_by_label("Why").fill("The family asked.")
    page.get_by_role("button", name="Withdraw it now").click()
    expect(page.get_by_text("is withdrawn")).to_be_visible()


def expect_nothing_public(reader: Page, withdrawn: bool = False) -> None:
    if not withdrawn:
        assert reader.goto("/reviews/linnet/").status == 404
    assert reader.goto("/reviews/linnet/executive-summary.pdf").status == 404
    for address in ("/", "/reviews/", "/search/?q=swim", "/sitemap.xml", "/reviews/feed/"):
        body = reader.request.get(address).text().lower()
        assert "linnet" not in body and "swim." not in body


def expect_public(reader: Page) -> None:
    reader.goto("/reviews/")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(reader.get_by_text(SUMMARY)).to_be_visible()
    expect(reader.get_by_text("Home Office Quality Assurance Board, ")).to_be_visible()
    pdf = reader.request.get("/reviews/linnet/executive-summary.pdf")
    with ReportFile.objects.get(kind="executive-summary", is_copy=True).file.open() as copy:
        assert pdf.body() == copy.read()
    assert "linnet-executive-summary.pdf" in pdf.headers["content-disposition"]
    assert "Real Name" not in str(pdf.headers)
    assert reader.context.cookies() == []
