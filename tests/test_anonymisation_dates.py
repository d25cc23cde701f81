"""Dates as people and programs write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.anonymisation.dates import find_dates


def parts(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(one.year, one.month, one.day) for one in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    """\
3 March 1981|3rd of March, 1981|the third of March 1981|March 3, 1981|March 3rd 1981|3-Mar-81|3.iii.81
3 III 1981|1981-03-03|03/03/1981|3/3/81|19810303|03031981|Tuesday 3 March 1981
D:19810303120000Z|scan_19810303120000|third day of March nineteen eighty-one
March the third, 1981|03.03.1981|3 March ’81|3 March 81|3² March 1981
03 03 1981|1981/3/3|3/March/1981|3–3–1981|٣ March 1981|3rd\u00a0March\u00a01981|DOB:3/3/1981
the 3rd day of March 1981|3\u00adMarch\u00ad1981""".replace("\n", "|").split("|"),
)
def test_a_full_date(text):
    assert parts(text) == [(1981, 3, 3)]


@pytest.mark.parametrize("text", ["3 March", "March 3", "the third of March", "3rd March at 10:30"])
def test_a_day_without_a_year(text):
    assert parts(text) == [(None, 3, 3)]


@pytest.mark.parametrize("text", ["March 1981", "Mar '81", "Mar-81", "03/1981", "in march of 1981"])
def test_a_month_of_a_year(text):
    assert parts(text) == [(1981, 3, None)]


@pytest.mark.parametrize(
    "text", ["version 1.2.3", "she may 12", "1981", "in March", "10.3.4", "31 February 2001", ""]
)
def test_no_date(text):
    assert parts(text) == []


def test_both_days_of_a_range_and_both_readings_of_digits_are_told():
    (range_,) = find_dates("3–5 March 1981")
    assert {(range_.year, range_.month, range_.day), *range_.also} == {(1981, 3, 3), (1981, 3, 5)}
    (digits,) = find_dates("03/04/1981")
    assert (digits.month, digits.day, digits.also) == (4, 3, ((1981, 3, 4),))


def test_a_slip_in_the_month_is_said():
    (one,) = find_dates("3 Marhc 1981")
    assert (one.month, one.slip) == (3, True)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.text(" .,;abc\n", max_size=9))
def test_a_date_is_found_where_it_stands(day, around):
    written = f"{day.day} {day:%B %Y}"
    text = f"{around} {written} {around}"
    (one,) = find_dates(text)
    assert text[one.start : one.end] == written
    assert (one.year, one.month, one.day) == (day.year, day.month, day.day)


@settings(deadline=None)
@given(st.text("0123456789 /-.marchy", max_size=40))
def test_any_text_can_be_read(text):
    for one in find_dates(text):
        assert 0 <= one.start < one.end <= len(text)
