"""The forms of one date: as parsed (ISO) and as the letters of the ways in which it is written."""

import calendar
import itertools
from collections.abc import Iterator
from datetime import date

from reviews.anonymisation.folding import fold
from reviews.anonymisation.number_words import (
    in_words,
    ordinal,
    ordinal_in_words,
    roman,
    year_in_words,
)
from reviews.anonymisation.terms import Strength, Term


def iso_forms(year: int | None, month: int, day: int | None) -> Iterator[tuple[str, Strength]]:
    """A day without its year still gives a birthday away; a month with its year asks."""
    if year and day:
        yield f"{year:04}-{month:02}-{day:02}", Strength.FIRM
    if day:
        yield f"--{month:02}-{day:02}", Strength.FIRM
    if year:
        yield f"{year:04}-{month:02}", Strength.CLOSE


def letters_of(born: date) -> Iterator[Term]:
    """So that a date is found that is cut by lines, cells or spaces between its signs."""
    day, month, year = born.day, born.month, born.year
    names = {calendar.month_name[month], calendar.month_abbr[month]}
    if month == 9:
        names.add("Sept")
    spelled = {fold(name) for name in names}
    days = {str(day), f"{day:02}", ordinal(day), fold(ordinal_in_words(day)), fold(in_words(day))}
    years = {str(year), f"{year % 100:02}", *(fold(words) for words in year_in_words(year))}
    written: set[str] = set()
    for one_day, name, one_year in itertools.product(days, spelled, years):
        written |= {
            f"{one_day}{name}{one_year}",
            f"{one_day}of{name}{one_year}",
            f"{name}{one_day}{one_year}",
            f"{name}the{one_day}{one_year}",
            f"{one_year}{name}{one_day}",
        }
    written |= {
        f"{one_day}dayof{name}{one_year}"
        for one_day in days
        for name in spelled
        for one_year in years
    }
    written |= {f"{day}{roman(month)}{year}", f"{day:02}{roman(month)}{year}"}
    written |= {
        f"{day:02}{month:02}{year}",
        f"{year}{month:02}{day:02}",
        f"{month:02}{day:02}{year}",
    }
    yield from (Term(letters, Strength.FIRM, many=True) for letters in sorted(written))
    short = {f"{day:02}{month:02}{year % 100:02}", f"{year % 100:02}{month:02}{day:02}"}
    yield from (Term(letters, Strength.CLOSE, many=True) for letters in sorted(short))
