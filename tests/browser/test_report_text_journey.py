"""A report brought in from its Word file, corrected, accepted and submitted; then read by a reader."""

import factories
import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from reviews.files import store_report_file
from reviews.models import FileKind
from reviews.preparation import prepare
from reviews.starter.reports import report_pdf, report_word, starter_reviews

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KIND = FileKind.OVERVIEW_REPORT
STARTER = next(review for review in starter_reviews() if review.slug == "edith")
MISTYPED = "The panel came back to these questions"


@pytest.fixture
def review(people, home):
    pdf = ContentFile(report_pdf(STARTER, KIND), name="report.pdf")
    row = store_report_file(pdf, kind=KIND, user=people.editor)
    prepare(row)
    return factories.make_review(
        people, overview_report=row, chair=STARTER.chair, author=STARTER.author
    )


@pytest.fixture
def word_path(tmp_path):
    path = tmp_path / "overview.docx"
    path.write_bytes(report_word(STARTER, KIND))
    return path


def test_a_report_is_brought_in_corrected_accepted_and_read(
    live_server, people, review, word_path, log_in, new_visit
):
    page = log_in(people.editor)
    page.goto(f"/manage/pages/{review.pk}/edit/")
    page.get_by_role("link", name="Overview report").first.click()
    page.get_by_label("Word document").set_input_files(word_path)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("Not accepted yet.")).to_be_visible()
    expect(page.get_by_text("The words are the same.")).to_be_visible()
    expect(page.get_by_alt_text("Page 1 of the PDF")).to_be_visible()

    # A wrong correction is shown by the comparison, and mended from the keyboard alone.
    part = page.get_by_role("region", name="4. Terms of reference")
    correct = part.get_by_text("Correct", exact=False).first
    correct.focus()
    page.keyboard.press("Enter")
    box = part.get_by_role("textbox")
    good = box.input_value()
    assert MISTYPED in good
    box.fill(good.replace(MISTYPED, "The panel came bock to these questions"))
    page.get_by_role("button", name="Save the corrections").press("Enter")
    expect(page.get_by_text("Saved. This is version 2")).to_be_visible()
    differences = page.get_by_role("region", name="The words of the PDF and of the text, compared")
    expect(differences.get_by_role("row", name="In the text only")).to_contain_text("bock")
    page.get_by_role("button", name="Accept the text").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why each difference is right")
    part.get_by_text("Correct", exact=False).first.press("Enter")
    box.fill(good)
    page.get_by_role("button", name="Save the corrections").click()
    expect(page.get_by_text("The words are the same.")).to_be_visible()
    page.get_by_role("button", name="Accept the text").click()
    expect(page.get_by_text("is part of the review now")).to_be_visible()

    page.get_by_role("link", name="Back to the review").click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit", exact=False).first.click()
    page.wait_for_url(lambda url: "edit" not in url)
    edition = review.editions.get()
    assert 'id="paragraph-4.2"' in edition.content.read().report(KIND).html
    page.goto(f"/manage/reviews/{review.pk}/on-line/{KIND}/")
    expect(page.get_by_text("This review is being checked")).to_be_visible()
    expect(page.get_by_role("button", name="Save the corrections")).to_have_count(0)

    factories.publish_edition(edition, people)
    reader = new_visit(java_script_enabled=False)
    reader.goto(f"/reviews/{review.slug}/")
    reader.get_by_role("button", name="Read online").click()
    reader.get_by_role("link", name="Link to paragraph 4.2", exact=True).focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**#paragraph-4.2")
    reader.keyboard.press("Tab")
    reader.get_by_role("link", name="Cite paragraph 4.2", exact=True).click()
    expect(reader.get_by_text("To cite paragraph 4.2")).to_be_in_viewport()


def test_tables_become_cards_and_nothing_is_wider_than_a_small_phone(
    live_server, people, review, word_path, client, new_visit
):
    from report_texts import read_on_line

    from reviews import publication

    read_on_line(client, people, review, word_path.read_bytes())
    edition = publication.submit(review=review, user=people.editor)
    factories.publish_edition(edition, people)
    page = new_visit(viewport={"width": 320, "height": 800})
    page.goto(f"/reviews/{review.slug}/{KIND}/?find=panel&cite=4.2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cell = page.locator("[data-label]").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content").strip('"')
