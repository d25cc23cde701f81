"""The fictional reviews: their reports are accessible PDF files, and their facts name nobody."""

import html.parser
import io
import re
from collections.abc import Iterator
from datetime import date

import pikepdf
import pypdfium2
import pytest

from reviews.starter import compose
from reviews.starter.reports import KINDS, STATES, StarterReview, report_pdf, starter_reviews

REVIEWS = starter_reviews()
FILES = [
    (review, kind)
    for review in REVIEWS
    for kind in KINDS
    if kind != "home-office-letter" or review.decision
]
FICTIONAL = "This review is fictional. It was written to show how this website works."
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What an anonymisation check would stop at: days, ages, titles, ways to reach somebody, markings.
TELLTALES = re.compile(
    rf"\b\d{{1,2}}(st|nd|rd|th)? ({MONTHS})\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b"
    r"|\baged\b|\byears? old\b|\byear-old\b|\b(Dr|Mr|Mrs|Ms|Miss)\b|@|\d{5,}"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    r"|(?i:\bofficial\b|\bofficial.sensitive\b|\brestricted\b|\bconfidential\b|\bsecret\b)",
)


def name_of(value: object) -> str:
    return value.slug if isinstance(value, StarterReview) else str(value)


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], bytes]:
    return {(review.slug, kind): report_pdf(review, kind) for review, kind in FILES}


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            yield from font.get("/DescendantFonts", [font])


def roles_in(element: pikepdf.Object) -> Iterator[str]:
    """The roles of the structure tree, in reading order."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from roles_in(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element["/S"])
        if "/K" in element:
            yield from roles_in(element["/K"])


@pytest.mark.parametrize(("review", "kind"), FILES, ids=name_of)
def test_report_is_a_tagged_file_that_anybody_can_read(
    made: dict[tuple[str, str], bytes], review: StarterReview, kind: str
) -> None:
    with pikepdf.open(io.BytesIO(made[review.slug, kind])) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith(review.title)
        assert str(pdf.docinfo["/Title"]).startswith(review.title)
        assert "/Author" not in pdf.docinfo
        roles = list(roles_in(pdf.Root.StructTreeRoot))
        assert "/H1" in roles
        if kind != "home-office-letter":
            assert {"/Table", "/TH", "/TD"} <= set(roles)
        descriptors = [font["/FontDescriptor"] for font in fonts_of(pdf)]
        assert descriptors
        for descriptor in descriptors:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
        if kind == "executive-summary":
            assert 4 <= len(pdf.pages) <= 6
        elif kind == "overview-report":
            assert 8 <= len(pdf.pages) <= 13


@pytest.mark.parametrize(("review", "kind"), FILES, ids=name_of)
def test_report_is_the_same_bytes_each_time(
    made: dict[tuple[str, str], bytes], review: StarterReview, kind: str
) -> None:
    assert report_pdf(review, kind) == made[review.slug, kind]


@pytest.mark.parametrize(("review", "kind"), FILES, ids=name_of)
def test_every_page_says_that_it_is_fictional_and_none_points_at_anybody(
    made: dict[tuple[str, str], bytes], review: StarterReview, kind: str
) -> None:
    with pypdfium2.PdfDocument(made[review.slug, kind]) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = "\n".join(pages)
    assert all("Fictional example" in page for page in pages)
    assert FICTIONAL in " ".join(text.split())
    if kind == "home-office-letter":  # It gives the day on which it was written, as letters do.
        assert review.decision
        written = review.decision.letter_date
        text = text.replace(f"{written.day} {written:%B %Y}", "")
    assert not [found.group() for found in TELLTALES.finditer(text)]


def test_there_are_six_reviews_in_every_state() -> None:
    states = [review.state for review in REVIEWS]
    assert sorted(states) == sorted([*STATES, "published"])
    for field in ("slug", "working_reference", "title", "partnership", "area", "pseudonym"):
        assert len({getattr(review, field) for review in REVIEWS}) == 6, field


@pytest.mark.parametrize("review", REVIEWS, ids=name_of)
def test_review_says_that_it_is_fictional_and_gives_no_day(review: StarterReview) -> None:
    assert review.content_note.startswith(FICTIONAL)
    assert review.summary_html.lstrip().startswith(f"<p><b>{FICTIONAL}</b></p>")
    assert review.title == f"Review into the death of ‘{review.pseudonym}’"
    assert review.month_of_death is None or 1 <= review.month_of_death <= 12
    assert review.scheme in compose.TERMS
    assert review.themes
    assert {"executive-summary", "overview-report"} <= set(review.kinds) <= set(KINDS)
    assert bool(review.withdrawal_reason) == (review.state == "withdrawn")
    public = " ".join([review.title, review.sentence, review.summary_html, review.content_note])
    assert not [found.group() for found in TELLTALES.finditer(public)]


@pytest.mark.parametrize("review", REVIEWS, ids=name_of)
def test_summary_uses_only_plain_tags(review: StarterReview) -> None:
    used: set[str] = set()

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            used.add(tag)
            assert not attrs

    Reader().feed(review.summary_html)
    assert used <= {"p", "ul", "li", "b", "h3"}


@pytest.mark.parametrize("review", [r for r in REVIEWS if r.decision], ids=name_of)
def test_decision_fits_the_state_and_falls_on_working_days(review: StarterReview) -> None:
    decision = review.decision
    assert decision
    days = [review.report_date, decision.submitted_on, decision.considered_on, decision.letter_date]
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    done: list[date] = [item.done_on for item in decision.required_changes if item.done_on]
    assert all(day.weekday() < 5 and day > decision.letter_date for day in done)
    assert bool(decision.required_changes) == (decision.outcome == "publish_after_changes")
    still_open = len(done) < len(decision.required_changes)
    assert still_open == (review.state == "awaiting_home_office")


def test_only_a_review_still_being_checked_has_no_decision() -> None:
    undecided = [review for review in REVIEWS if review.decision is None]
    assert [review.state for review in undecided] == ["awaiting_anonymisation"]
    with pytest.raises(ValueError, match="no Home Office decision"):
        report_pdf(undecided[0], "home-office-letter")
    with pytest.raises(ValueError, match="No such kind"):
        report_pdf(undecided[0], "minutes")
