"""Full dates, dates of birth and exact ages."""

import pytest

from reviews.anonymisation.known import Known
from tests.detector_cases import findings, found


@pytest.mark.parametrize(
    "date",
    [
        "9 February 2017",
        "9th February 2017",
        "9th of February, 2017",
        "February 9, 2017",
        "Thursday 9 February 2017",
        "9 Feb 2017",
        "9 Feb 17",
        "09/02/2017",
        "9.2.2017",
        "9-2-17",
        "2017-02-09",
        "9\nFebruary 2017",
    ],
)
def test_a_full_date(date: str) -> None:
    dates = found(f"She met him on {date} at noon.", "full-date")
    assert len(dates) == 1
    assert dates[0] in " ".join(date.split())


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Maribel was killed on 9 February 2017.", "death"),
        ("Maribel died at home on 9 February 2017.", "death"),
        ("On 9 February 2017 he was convicted of theft.", "conviction"),
        ("On 9 February 2017 he was sentenced to ten years.", "sentence"),
        ("Rowan was arrested on 9 February 2017.", "arrest"),
        ("The panel met on 9 February 2017.", ""),
    ],
)
def test_what_happened_that_day_is_said(text: str, event: str) -> None:
    assert [one.note for one in findings(text) if one.rule == "full-date"] == [event]


def test_a_day_without_its_year_counts_where_something_happened() -> None:
    assert found("She was found dead on 9 February.", "full-date") == ["9 February"]
    assert found("The panel met on 9 February.", "full-date") == []


@pytest.mark.parametrize(
    "text",
    [
        "It happened in February 2017, in 2017 or in winter 2016-17.",
        "The guidance of December 2016 applies.",
        "Section 9 came into force on 13 April 2011.",
        "The Act received Royal Assent on 24 May 2024.",
        "The house was built on 4 May 1780.",
        "See 1.2.3, 15.10.1 and page 4 of 12.",
        "It ended in 2023. 13.3 The panel met.",
    ],
)
def test_no_full_date(text: str) -> None:
    assert found(text, "full-date") == []


def test_a_footer_is_asked_about_once_a_page() -> None:
    text = "Page 1 of 24 14 January 2020\nwords\nPage 2 of 24 14 January 2020\nPage 3 of 2414 January 2020"
    assert found(text, "full-date") == ["14 January 2020"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Born on 3 March 1981 in a town.", "3 March 1981"),
        ("DOB: 03/03/1981", "03/03/1981"),
        ("D.O.B. 3.3.81", "3.3.81"),
        ("Date of birth: 3rd March 1981", "3rd March 1981"),
        ("date of birth is 3 March 1981", "3 March 1981"),
        ("Date of birth\n03/03/1981", "03/03/1981"),
        ("She (b. 1981) came.", "b. 1981"),
        ("Her birthday, 3 March, was kept.", "3 March"),
    ],
)
def test_a_date_of_birth(text: str, date: str) -> None:
    assert found(text, "date-of-birth") == [date]
    assert found(text, "full-date") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("She was 61.", "61"),
        ("She was 61 when she died.", "61"),
        ("She was then 61, and well.", "61"),
        ("She was sixty-one.", "sixty-one"),
        ("He had just turned 40.", "40"),
        ("A woman aged 61 was killed.", "aged 61"),
        ("Aged: 61", "Aged: 61"),
        ("Age 61", "Age 61"),
        ("A 61-year-old woman was killed.", "61-year-old"),
        ("A 61 year old woman was killed.", "61 year old"),
        ("A sixty-one-year-old woman was killed.", "sixty-one-year-old"),
        ("She was 61 years of age.", "61 years of age"),
        ("At the age of 17 she left.", "age of 17"),
        ("She was in her sixty-first year.", "her sixty-first year"),
        ("It was her 40th birthday.", "her 40th birthday"),
        ("The child was six months old.", "six months old"),
        ("The child was 4 years old.", "4 years old"),
        ("Maribel (61) was killed.", "61"),
        ("Maribel, 61, was killed.", "61"),
    ],
)
def test_an_exact_age(text: str, age: str) -> None:
    assert found(text, "exact-age", known=Known(pseudonyms=("Maribel",))) == [age]


@pytest.mark.parametrize(
    "text",
    [
        "It is for people aged 16 or over.",
        "People aged 16 and over, aged 18+, aged 16 to 24, aged 16-24 or aged between 16 and 24.",
        "It is an offence under the age of 16, and over the age of 18.",
        "The GAD-7 was 12. The score was 14. There were 61. The total was 30.",
        "She was in her sixties, about sixty.",
        "The rate was 61 per cent and 61% of them.",
        "Provision for 16-17 year olds is poor.",
        "Finding (3) and table (4). In January, 12, and so on.",
        "He was one of two people.",
    ],
)
def test_no_exact_age(text: str) -> None:
    assert found(text, "exact-age") == []
