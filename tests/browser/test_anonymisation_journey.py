"""A report that leaks, until it does not: uploaded, refused, mended, decided about and cleared."""

import io
import re

import factories
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from reviews.models import AnonymisationClearance, FindingDecision, ReviewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Thomasina Brackenbury"


def report(*lines: str, box: bool = False) -> bytes:
    """One page of these lines; with a box, the last one is under a black rectangle."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    cover = f"0 g 60 {694 - 20 * (len(lines) - 1)} 300 18 re f" if box else ""
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 TL 72 700 Td {shown} ET {cover}".encode())
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.docinfo["/Author"] = "Somebody at the council"
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


FIRST = "The panel met in the spring to talk about what was learned."
CALLS = "Dr Pelham rang the family on 7 March 2019."
LEAKS = report(FIRST, CALLS, f"Her colleague was {NAME}.", box=True)
STILL_LEAKS = report(FIRST, CALLS, f"Her colleague was {NAME}.")
MENDED = report(FIRST, CALLS, "A colleague was worried for her.")


@pytest.fixture
def upload_path(tmp_path):
    def path(data: bytes):
        path = tmp_path / "overview report.pdf"
        path.write_bytes(data)
        return path

    return path


def test_a_report_that_leaks_is_mended_and_cleared(
    live_server, people, home, log_in, upload_path, new_visit
):
    review = factories.make_review(people)
    officer, editor = log_in(people.governance), log_in(people.editor)
    enter_name(officer, review)

    upload(editor, review, upload_path(LEAKS))
    open_check(editor, review)
    expect(editor.locator(".check-files")).to_contain_text("Text that readers can’t see")
    expect(editor.locator(".check-files")).to_contain_text("page 1")

    upload(editor, review, upload_path(STILL_LEAKS))
    open_check(editor, review)
    editor.get_by_role("button", name="Run the check").click()
    expect(editor.get_by_text("Can’t be cleared.")).to_be_visible()
    expect(editor.get_by_role("heading", name="Protected identifiers")).to_be_visible()
    assert "Brackenbury" not in editor.content()
    see_the_place(officer, review)

    upload(editor, review, upload_path(MENDED))
    submit(editor, review)
    open_check(editor, review)
    expect(editor.get_by_text("Needs decisions.")).to_be_visible()

    refused(officer, review)
    decide_all(officer, review)
    note_search(officer, review)
    clear(officer, review)
    clearance = AnonymisationClearance.objects.get()
    assert clearance.edition.review_id == review.pk
    assert clearance.cleared_by == people.governance


def test_a_bar_that_sticks_never_covers_what_has_the_focus(live_server, people, home, log_in):
    review = factories.make_review(
        people, summary="<p>" + " ".join(f"On {day} May 2019." for day in range(1, 29)) + "</p>"
    )
    factories.publication.submit(review=review, user=people.editor)
    page = log_in(people.governance)
    open_check(page, review)
    boxes = page.locator("input[name=finding]")
    assert boxes.count() > 20
    boxes.first.focus()
    page.keyboard.press("Space")
    bar = page.locator("[data-check-decide]")
    expect(bar.get_by_text("(1)")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
              const at = document.activeElement
              const bar = document.querySelector('[data-check-decide]')
              if (bar.contains(at)) return true
              const own = at.getBoundingClientRect()
              const over = bar.getBoundingClientRect()
              return own.bottom <= over.top + 1 || own.top >= over.bottom - 1
            }"""
        ), page.evaluate("document.activeElement.outerHTML")


def test_a_search_for_words_stays_in_the_window(live_server, people, home, log_in):
    review = factories.make_review(
        people,
        summary=f"<p>Mrs Trewhella rang.</p><p>{'Nobody asked again. ' * 8}</p><p>Dr Pelham came.</p>",
    )
    factories.publication.submit(review=review, user=people.editor)
    page = log_in(people.governance)
    open_check(page, review)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    rows = page.locator("[data-check-row]")
    everything = rows.count()
    page.get_by_label("Words in the list").fill("trewhella")
    expect(rows.locator("visible=true")).to_have_count(1)
    page.keyboard.press("Enter")
    page.get_by_label("Words in the list").fill("nobody of this name")
    expect(page.get_by_text("No finding here holds these words.")).to_be_visible()
    page.get_by_label("Words in the list").fill("")
    expect(rows.locator("visible=true")).to_have_count(everything)
    assert [address for address in asked if "/static/" not in address] == []


def enter_name(page: Page, review: ReviewPage) -> None:
    page.goto(f"/manage/reviews/{review.pk}/identifiers/")
    page.get_by_label("Who it is", exact=True).select_option("witness")
    page.get_by_label("Names", exact=True).fill(NAME)
    page.get_by_role("button", name="Add this person").click()
    expect(
        page.get_by_text(re.compile(r"Witness or friend 1: 1 identifier, \d+ tags"))
    ).to_be_visible()
    expect(page.get_by_label("Names", exact=True)).to_have_value("")


def upload(page: Page, review: ReviewPage, path) -> None:
    page.goto(f"/manage/pages/{review.pk}/edit/")
    chooser = page.locator("#id_overview_report-chooser")
    chooser.get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Choose another file").locator("visible=true").click()
    modal = page.locator(".modal-body")
    modal.get_by_role("tab", name="Upload").click()
    modal.locator("input[type=file]").set_input_files(path)
    modal.get_by_role("button", name="Upload").click()
    expect(chooser.get_by_text("1 pages")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")


def open_check(page: Page, review: ReviewPage) -> None:
    page.goto(f"/manage/reviews/{review.pk}/check/")


def see_the_place(page: Page, review: ReviewPage) -> None:
    open_check(page, review)
    section = page.get_by_role("region", name="Protected identifiers")
    expect(section.locator("mark").first).to_contain_text("Thomasina")
    section.get_by_text(re.compile("1 place")).first.click()
    section.get_by_text("Show page 1").first.click()
    picture = section.get_by_role("img", name="Page 1 of the Overview report").first
    expect(picture).to_be_visible()
    page.wait_for_function("picture => picture.naturalWidth > 0", arg=picture.element_handle())


def submit(page: Page, review: ReviewPage) -> None:
    page.goto(f"/manage/pages/{review.pk}/edit/")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Submit to")).click()
    expect(page.get_by_text("submitted for moderation")).to_be_visible()


def refused(page: Page, review: ReviewPage) -> None:
    fill_clearance(page, review)
    expect(page.get_by_text("somebody has to decide about").first).to_be_visible()
    assert not AnonymisationClearance.objects.exists()


def decide_all(page: Page, review: ReviewPage) -> None:
    """Without the mouse."""
    open_check(page, review)
    for box in page.locator("input[name=finding]").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_label("It can stay").focus()
    page.keyboard.press("Space")
    page.get_by_label("What it is", exact=True).select_option("not-meant")
    page.get_by_label("Why").fill("Looked at with the panel.")
    page.get_by_role("button", name="Record the decision").press("Enter")
    expect(page.get_by_text("Passed.")).to_be_visible()
    assert FindingDecision.objects.count() > 1


def note_search(page: Page, review: ReviewPage) -> None:
    page.get_by_role("link", name="Motivated-intruder note").click()
    page.get_by_label("Who searched").fill("An officer of the council")
    page.get_by_label("Where they searched").fill("Two search engines and the local paper.")
    page.get_by_label("How many minutes").fill("40")
    page.get_by_label("What came of it").fill("Nobody was found.")
    page.get_by_role("button", name="Record it for edition 1").click()
    expect(page.get_by_text("The note is recorded for edition 1.")).to_be_visible()


def fill_clearance(page: Page, review: ReviewPage) -> None:
    page.goto(f"/manage/reviews/{review.pk}/")
    for box in page.locator("input[name=checklist]").all():
        box.check()
    page.get_by_label("Statement for the record").fill("Read every page.")
    page.get_by_role("button", name="Clear the anonymisation check").click()


def clear(page: Page, review: ReviewPage) -> None:
    fill_clearance(page, review)
    expect(page.locator(".messages")).to_contain_text("done: Anonymisation check")
