"""A tagged PDF becomes the same text as the Word document that it could have been made from."""

import factories
import pytest

from reviews.anonymisation.surfaces import Refusal
from reviews.report_text import markup, pdf_words, tagged_pdf, word
from reviews.report_text.comparison import compare
from reviews.report_text.rendering import render
from reviews.starter.reports import report_pdf, report_word, starter_reviews

EDITH = next(review for review in starter_reviews() if review.slug == "edith")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    def path(data: bytes) -> str:
        path = tmp_path_factory.mktemp("pdf") / "report.pdf"
        path.write_bytes(data)
        return str(path)

    return path


@pytest.mark.parametrize("kind", ["overview-report", "executive-summary"])
def test_word_and_tagged_pdf_give_the_same_text(path, kind):
    from_pdf = tagged_pdf.task(path(report_pdf(EDITH, kind)))["markup"]
    from_word = markup.write(word.read(report_word(EDITH, kind))[0])
    assert from_pdf == from_word
    assert "4.2 " in from_pdf and "| " in from_pdf


def test_the_words_of_a_word_file_are_those_of_its_pdf(path):
    pages = pdf_words.task(path(report_pdf(EDITH, "overview-report")))
    html = render(word.read(report_word(EDITH, "overview-report"))[0])
    found = compare(pages, html)
    assert [one.side for one in found] == ["cover"]
    changed = compare(pages, html.replace("Cancelled visits are news", "Cancelled visits are fine"))
    assert ("text", "fine") in [(one.side, one.words) for one in changed]


def test_an_action_plan_keeps_its_seven_columns(path):
    text = tagged_pdf.task(path(report_pdf(EDITH, "action-plan")))["markup"]
    (table,) = [block for block in markup.read(text) if block.kind == "table"]
    assert {len(row) for row in table.rows} == {7}
    assert all(cell.is_header for cell in table.rows[0])
    assert table.rows[0][0].texts == ("Recommendation",)


def test_an_untagged_pdf_is_refused_and_asks_for_the_word_file(path):
    with pytest.raises(Refusal) as refused:
        tagged_pdf.task(path(factories.pdf_bytes("words")))
    assert "Bring in the Word document" in refused.value.sentence
