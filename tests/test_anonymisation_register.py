"""Which texts give somebody away, and which only have the same letters."""

import clean_report
import pytest
from registers import KEY, MARION, found, register

from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.register import (
    review_key,
    tags_of,
)
from reviews.anonymisation.surfaces import Surface

WEAK = register("May Hope", "Will Young", "Li An", "Mark Day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the death ofMarionCommissioned by", "Marion"),
        ("Marions GP surgery", "Marions"),
        ("Mrs Trewhella told the panel", "Trewhella"),
        ("Mar-\nion was", "Mar-\nion"),
        ("Marionwas seen", "Marion"),
        ("MazTrewhella", "Trewhella"),
        ("Trewhella, M. E.", "Trewhella, M. E"),
        ("the noiraM of", "noiraM"),
        ("themariontrewhellahouse", "mariontrewhella"),
        ("mtrewhella@example.org", "mtrewhella"),
    ],
)
def test_a_name_blocks(text, expected):
    assert ("block", expected) in found(MARION, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("themarionhouse", "marion"),
        ("Mariom came", "Mariom"),
        ("M4r10n came", "M4r10n"),
        ("as MT said", "MT"),
        ("as M.E.T. said", "M.E.T"),
        ("as Elizabeth said", "Elizabeth"),
    ],
)
def test_what_may_be_a_name_asks(text, expected):
    assert found(MARION, text) == [("review", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "The mt. was climbed, and metres counted.",
        "A marionette was in the toy shop.".replace("marionette", "puppet"),
        "Adult A and Keith lived in the town.",
    ],
)
def test_other_words_pass(text):
    assert found(MARION, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "it was Hope who came",
        "she told May that he had gone",
        "Mr Young",
        "may-hope",
        "MAY HOPE",
        "m a y h o p e",
        "Hope, May",
        "Hope's mother",
        "will.young@example.org",
        "with Li An",
        "W. Young",
        "May Hope",
        "MayHope",
        "reports/mayhope.pdf",
    ],
)
def test_a_name_of_ordinary_words_blocks_where_it_stands_like_a_name(text):
    assert any(level == "block" for level, _ in found(WEAK, text)), found(WEAK, text)


@pytest.mark.parametrize(
    "text",
    [
        "They may hope for the best.",
        "May we hope? Will young people come?",
        "In May 2019 and by 3 May",
        "The Young Carers Service",
        "a day to mark",
        "Hope was expressed.",
        "MAY 2019",
        "Christmas Day",
    ],
)
def test_ordinary_words_do_not_block(text):
    assert not any(level == "block" for level, _ in found(WEAK, text)), found(WEAK, text)


def test_a_word_is_not_made_of_others():
    theresa = register("Theresa Goodman", "Asher Freeman")
    assert found(theresa, "there's a free man. He was as her good man said") == []
    assert found(theresa, "Mrs Good-\nman") == [("block", "Good-\nman")]


def test_a_clean_report_is_not_blocked():
    names = register(*clean_report.AWKWARD_NAMES)
    pages = clean_report.pages()
    assert len(" ".join(pages).split()) > 5000
    assert not [one for one in found(names, *pages) if one[0] == "block"]
    for sentence in clean_report.SENTENCES:
        assert not [one for one in found(names, sentence) if one[0] == "block"]


def test_a_name_is_found_over_a_page_break():
    first = "The last who saw her was Mar-\nPage 3 of 24 14 January 2020"
    second = "OFFICIAL\nion, at six."
    surfaces = [Surface("page", first, 3), Surface("page", second, 4)]
    hits = MARION.scan(surfaces)
    assert [(one.index, one.page, one.text) for one in hits] == [(0, 3, "Mar-"), (1, 4, "ion")]


def test_a_name_is_found_where_the_foot_of_the_page_is_glued_to_its_hyphen():
    assert any(
        level == "block" for level, _ in found(MARION, "It was Trew-Page 1 of 9", "hella who came.")
    )


def test_an_ordinary_name_is_found_over_a_page_break():
    assert found(WEAK, "She lived with May\n\n12", "OFFICIAL\nHope and a dog") == [
        ("block", "May"),
        ("block", "Hope"),
    ]


def test_long_headers_that_repeat_are_read_over():
    header = "Domestic Homicide Review into the death of Adult A, overview report for publication"
    pages = [
        f"{header} {n}\nSomething was said by many people in the course of that year"
        for n in (1, 2)
    ]
    pages[0] += " to Trew-"
    pages[1] = f"{header} 2\nhella, and by others who had known him for years and years and years"
    assert found(MARION, *pages) == [("block", "Trew-"), ("block", "hella")]


def test_short_forms_of_a_name_block_and_those_of_its_long_form_ask():
    names = register("Liz Trewhella")
    assert found(names, "as Elizabeth said") == [("block", "Elizabeth")]
    assert found(names, "as Bess said") == [("review", "Bess")]
    assert found(register("Elizabeth Trewhella"), "as Libby said") == [("block", "Libby")]


def test_a_naming_decision_lets_exactly_its_terms_through():
    susan = register("Susan Carter", allowed=("Susan",))
    assert found(susan, "Susan was kind; Susan's garden") == []
    assert found(susan, "Susan Carter was") == [("block", "Susan Carter")]
    assert found(susan, "Mrs Carter") == [("block", "Carter")]
    assert found(susan, "he told Sue that") == [("block", "Sue")]
    whole = register("Susan Carter", allowed=("Susan Carter",))
    assert found(whole, "Susan Carter was") == []
    assert found(whole, "Carter was") == [("block", "Carter")]


def test_what_is_encoded_is_read():
    assert found(MARION, "x=%54rewhella&y") == [("block", "%54rewhella")]
    assert found(MARION, "Trew&#104;ella") == [("block", "Trew&#104;ella")]
    assert found(MARION, "a VHJld2hlbGxh b") == [("block", "VHJld2hlbGxh")]


def test_umlauts_meet_however_they_are_spelled():
    names = register("Jürgen Müller")
    for text in ("Mueller", "Müller", "Muller", "MÜLLER", "Mu\u0308ller"):
        assert [level for level, _ in found(names, f"Mr {text}")] == ["block"], text
    typed = register("Jurgen Mueller")
    assert found(typed, "Mr Müller") == [("block", "Mr Müller")] or found(typed, "Mr Müller")


def test_the_tags_do_not_hold_the_text():
    dump = tags_of([Identifier("name", "Marion Trewhella")], KEY).dump()
    for part in (b"marion", b"Marion", b"trew", b"hella"):
        assert part not in dump


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        review_key(b"short", "review")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jean-Luc de la Tour", "a tour of the office, in jeans"),
        ("Jean-Luc de la Tour", "The Tour took place."),
        (
            "Alan Banks",
            "The banks were asked.\n9.4 Banks and landlords may help. Banks have levers.",
        ),
        ("Mark Day", "the children Day-to-day contact"),
        ("Jade Heather", "of jade and heather"),
        ("Rose Field", "Field visits were made. Rose petals fell."),
        ("Mary King", "at St Mary's Hospital, St. Mary Redcliffe and King's College Hospital"),
        ("Paul John", "by St John Ambulance near Saint Paul's Church"),
    ],
)
def test_words_and_institutions_do_not_block(name, text):
    assert not any(level == "block" for level, _ in found(register(name), text))
