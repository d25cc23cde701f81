"""The statement says what its two files say, and changes with them."""

import json
from datetime import date

import pytest
from django.test import Client

from home.accessibility import facts
from home.starter.load import load_board, load_pages

GAP = """
[[gaps]]
what = "The map has no words."
criterion = "1.1.1 Non-text content"
affects = "People who cannot see it"
workaround = "Ask us for a list."
since = 2026-02-03
scope = "{scope}"
"""
TEST = {
    "tested_on": "2026-01-09",
    "pages": 37,
    "widths": [1280, 375, 320],
    "tool": "axe-core 9.9",
    "standard": "WCAG 2.2 level AA",
    "violations": 0,
}


@pytest.fixture
def words(seeds) -> None:
    """The starter pages and settings alone, which take no time to load."""
    load_pages()
    load_board()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(facts, "HERE", tmp_path)
    (tmp_path / "gaps.toml").write_text("")
    return tmp_path


def read() -> str:
    text = Client().get("/accessibility/").content.decode()
    return " ".join(text[text.index("<main") : text.index("</main>")].split())


def tested(folder, **changed: object) -> None:
    (folder / "tested.json").write_text(json.dumps({**TEST, **changed}))


@pytest.mark.django_db
def test_untested_sites_say_so(words, folder):
    assert "<b>not been tested yet</b>" in read()
    assert "No test has been done yet" in read()


@pytest.mark.django_db
def test_the_page_shows_the_facts_of_the_test_and_changes_with_them(words, folder):
    tested(folder)
    text = read()
    assert "<b>fully compliant</b>" in text
    assert (
        "On 9 January 2026 we tested 37 pages against WCAG 2.2 level AA with axe-core 9.9" in text
    )
    assert "1280, 375 and 320 pixels wide" in text
    assert "It found no faults." in text
    tested(folder, violations=3, pages=38)
    text = read()
    assert "<b>partially compliant</b>" in text
    assert "we tested 38 pages" in text
    assert "It found 3 faults." in text


@pytest.mark.django_db
def test_a_gap_makes_it_partial_and_is_shown_with_what_to_do(words, folder):
    tested(folder)
    (folder / "gaps.toml").write_text(GAP.format(scope="failing"))
    text = read()
    assert "<b>partially compliant</b>" in text
    for words in (
        "The map has no words.",
        "1.1.1 Non-text",
        "People who cannot",
        "3 February 2026",
    ):
        assert words in text
    (folder / "gaps.toml").write_text(GAP.format(scope="outside"))
    text = read()
    assert "<b>fully compliant</b>" in text
    assert "What the law does not ask for" in text


@pytest.mark.django_db
def test_the_statement_names_who_enforces_the_law_and_how_to_write(words):
    text = read()
    for words in (
        "Equality and Human Rights Commission",
        "(EASS)",
        "(No. 2)",
        "mailto:",
        "ten working",
    ):
        assert words in text


def test_the_last_review_is_the_last_day_on_which_anything_was_learned(folder):
    tested(folder, tested_on="2027-05-01")
    assert facts.statement().reviewed_on == date(2027, 5, 1)
    assert facts.statement().prepared_on == facts.PREPARED_ON


@pytest.mark.parametrize("changed", [{"tested_on": "soon"}, {"pages": None}, {"widths": 5}])
def test_a_result_that_makes_no_sense_is_refused_with_its_name(folder, changed):
    tested(folder, **changed)
    with pytest.raises(ValueError, match=r"tested\.json"):
        facts.statement()


def test_a_gap_that_lacks_something_is_refused_with_its_name(folder):
    (folder / "gaps.toml").write_text('[[gaps]]\nwhat = "Only this."\n')
    with pytest.raises(ValueError, match=r"gaps\.toml"):
        facts.statement()


def test_the_files_that_the_site_has_are_complete():
    statement = facts.statement()
    for gap in statement.gaps:
        assert gap.scope in ("failing", "outside")
        assert gap.what.endswith(".")
        assert gap.workaround.endswith(".")
