"""Dates in running text, in the ways in which people and programs write them."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.anonymisation.folding import plain, words_of
from reviews.anonymisation.number_words import (
    in_words,
    ordinal_in_words,
    roman,
    year_in_words,
)

MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()}
_MONTH_NUMBERS |= {"sept": 9, "febr": 2, "janu": 1, "octo": 10, "novem": 11, "decem": 12}
_WELSH = words_of(
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
)
_MONTH_NUMBERS |= {name: number for number, name in enumerate(_WELSH, 1)}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DAY_WORDS = {ordinal_in_words(day): day for day in range(1, 32)}
_DAY_WORDS |= {in_words(day): day for day in range(1, 32)}
_DAY_WORD = "|".join(
    re.escape(words).replace(r"\ ", r"[\s-]*") for words in sorted(_DAY_WORDS, key=len)[::-1]
)
_DAY_WORDS = {words.replace(" ", ""): day for words, day in _DAY_WORDS.items()}
_YEAR_WORDS = {
    words.replace(" ", ""): year for year in range(1900, 2100) for words in year_in_words(year)
}
_ROMANS = {roman(month): month for month in range(1, 13)}

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th|af|il|ydd|ed|eg|fed|ain)?|(?P<day_word>{_DAY_WORD}))"
)
_GAP = r"[\s.,/\-|_]*"
_MONTH_AT = re.compile(rf"(?<![a-z])(?:{_MONTH})(?![a-z])", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:(?P<first>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:-|to|and|or|&|/|,)\s*)?"
    rf"{_DAY}(?:{_GAP}(?:day\s+)?of(?:\s+the\s+month\s+of)?)?{_GAP}\Z",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?!\d)(?!\s*[:%£]|(?:st|nd|rd|th|[ap]m)\b)"
_YEAR_AFTER = re.compile(
    rf"\.?(?:[\s.,/\-|_]|\bin\b|\bof\b|the\s+year)*{_YEAR}|[\s,]*(?P<words>(?:nineteen|twenty|two\s+thousand)"
    r"(?:[\s-]+(?:and|hundred|oh|o|[a-z]+(?:teen|ty)|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve)\b){0,5})",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    rf"\.?[\s,\-/|]*(?:the\s+)?{_DAY}(?![\d:]|\s*[%])(?:\s*(?:-|to|and|&)\s*(?P<last>\d{{1,2}})"
    rf"(?:st|nd|rd|th)?(?![\d]))?",
    re.IGNORECASE,
)
_SEPARATOR = r"\s?[-/.,:|_\\]\s?|\s{1,3}"
_DIGITS = re.compile(
    rf"(?<!\d)(?<!\d[/.])(?P<a>\d{{1,2}}|\d{{4}})(?P<s>{_SEPARATOR})(?P<b>\d{{1,2}}|{'|'.join(_ROMANS)})"
    rf"(?:{_SEPARATOR})'?(?P<c>\d{{4}}|\d{{1,2}})(?![\d])(?![-/.]\d)",
    re.IGNORECASE,
)
_NOTE_MARKS = re.compile("[¹²³⁰⁴-⁹]")
# Also at the begin of the time that a PDF or a file name gives, such as D:19810303120000Z.
_RUN = re.compile(r"(?<!\d)\d{8}(?!\d)|(?<![^\W\d_]D:)(?<=D:)\d{8}|(?<!\d)\d{8}(?=\d{6}(?!\d))")
_MONTH_AND_YEAR = re.compile(
    r"(?<![\d/.-])(?P<b>\d{1,2})\s?[-/.]\s?(?P<c>(?:19|20)\d\d)(?![\d/.-])"
)
_NEAR_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]{1,2}(?:of\s)?([a-z]{3,10})[\s,-]{1,2}((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundDate:
    """``also``: other readings of the same signs, as of 03/04/1981 or 81.

    ``slip``: the month is written with one letter wrong.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    also: tuple[tuple[int | None, int, int], ...] = ()
    slip: bool = False


def find_dates(text: str) -> list[FoundDate]:
    """Days with or without a year and months with one, in the order of the text."""
    written = plain(_NOTE_MARKS.sub(" ", text))
    found = [
        *_around_months(written.text),
        *_of_digits(written.text),
        *_near_months(written.text),
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[FoundDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end or _parts(one) > _parts(kept[-1]):
            kept.append(one)
    if written.where is None:
        return kept
    return [
        FoundDate(
            written.place(one.start),
            written.end_of(one.end),
            one.year,
            one.month,
            one.day,
            one.also,
            one.slip,
        )
        for one in kept
    ]


def _parts(found: FoundDate) -> int:
    return (found.year is not None) + (found.day is not None)


def _years(digits: str) -> list[int]:
    digits = digits.lstrip("'")
    if len(digits) == 4:
        return [int(digits)] if 1850 <= int(digits) < 2150 else []
    if len(digits) != 2:
        return []
    century = 1900 if int(digits) > 40 else 2000
    return [century + int(digits), 3900 - century + int(digits)]


def _date(
    start: int, end: int, readings: Sequence[tuple[int | None, int, int]]
) -> FoundDate | None:
    sound = [
        (year, month, day)
        for year, month, day in readings
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]
    ]
    if not sound:
        return None
    return FoundDate(start, end, *sound[0], also=tuple(dict.fromkeys(sound[1:])))


def _day(match: re.Match[str]) -> int:
    if match["day"]:
        return int(match["day"])
    return _DAY_WORDS[re.sub(r"[\s-]", "", match["day_word"].lower())]


def _around_months(text: str) -> Iterator[FoundDate]:
    for name in _MONTH_AT.finditer(text):
        month = _MONTH_NUMBERS[name[0].lower()]
        begin = max(0, name.start() - 48)
        before = _BEFORE.search(text[begin : name.start()])
        if before:
            yield from _day_first(text, begin, before, name, month)
            continue
        after = _DAY_AFTER.match(text, name.end(), name.end() + 40)
        if after and not _is_short_year(text, after):
            year, end = _year_at(text, after.end())
            if year or name[0] != "may":
                yield from _days(name.start(), end, year, month, _day(after), after["last"])
            continue
        year, end = _year_at(text, name.end())
        if year:
            yield FoundDate(name.start(), end, year[0], month, None)


def _is_short_year(text: str, after: re.Match[str]) -> bool:
    """Mar-81 and March '81 are a month and a year."""
    if not after["day"] or after["last"]:
        return False
    return int(after["day"]) > 31 or text[after.start("day") - 1] == "'"


def _day_first(
    text: str, begin: int, before: re.Match[str], name: re.Match[str], month: int
) -> Iterator[FoundDate]:
    year, end = _year_at(text, name.end())
    if year or name[0] != "may":
        yield from _days(begin + before.start(), end, year, month, _day(before), before["first"])


def _days(
    start: int, end: int, years: list[int], month: int, day: int, other: str | None
) -> Iterator[FoundDate]:
    """``other``: the second day of "3 and 5 March"."""
    days = [day, int(other)] if other else [day]
    possible: list[int | None] = [*years] or [None]
    one = _date(start, end, [(year, month, each) for year in possible for each in days])
    if one:
        yield one


def _year_at(text: str, at: int) -> tuple[list[int], int]:
    found = _YEAR_AFTER.match(text, at, at + 60)
    if not found:
        return [], at
    if found["year"]:
        years = _years(found["year"])
        if len(found["year"]) == 2 and text[found.start("year") - 1].isspace():
            # "3 March 12 people" and "3 March 81" look the same; the day stands either way.
            years = years if int(found["year"]) > 31 else []
        return (years, found.end("year")) if years else ([], at)
    words = re.sub(r"[\s-]", "", found["words"].lower())
    for length in range(len(words), 8, -1):
        if words[:length] in _YEAR_WORDS:
            return [_YEAR_WORDS[words[:length]]], found.end()
    return [], at


def _of_digits(text: str) -> Iterator[FoundDate]:
    for found in _DIGITS.finditer(text):
        a, b, c = found["a"], found["b"].lower(), found["c"]
        if found["s"].strip() == "" and (len(a) + len(c) < 5 or (not b.isdecimal() and len(c) < 4)):
            continue
        middle = _ROMANS.get(b) or int(b)
        readings: list[tuple[int | None, int, int]] = []
        if len(a) == 4:
            readings += [(year, middle, int(c)) for year in _years(a) if len(c) < 3]
            readings += [(year, int(c), middle) for year in _years(a) if len(c) < 3]
        else:
            for year in _years(c):
                readings.append((year, middle, int(a)))
                if b.isdecimal():
                    readings.append((year, int(a), middle))
            if len(a) == 2 and len(c) == 2 and b.isdecimal():
                readings += [(year, middle, int(c)) for year in _years(a)]
        one = _date(found.start(), found.end(), readings)
        if one:
            yield one
    for run in _RUN.finditer(text):
        digits = run[0]
        one = _date(
            run.start(),
            run.end(),
            [(year, int(digits[4:6]), int(digits[6:])) for year in _years(digits[:4])]
            + [(year, int(digits[2:4]), int(digits[:2])) for year in _years(digits[4:])],
        )
        if one:
            yield one
    for found in _MONTH_AND_YEAR.finditer(text):
        if 1 <= int(found["b"]) <= 12:
            yield FoundDate(found.start(), found.end(), int(found["c"]), int(found["b"]), None)


def _near_months(text: str) -> Iterator[FoundDate]:
    for found in _NEAR_MONTH.finditer(text):
        day, word, year = int(found[1]), found[2].lower(), int(found[3])
        if word in _MONTH_NUMBERS:
            continue
        for number, name in enumerate(MONTHS, 1):
            if len(name) > 3 and _one_apart(word, name):
                one = _date(found.start(), found.end(), [(year, number, day)])
                if one:
                    yield FoundDate(one.start, one.end, year, number, day, slip=True)
                break


def _one_apart(one: str, other: str) -> bool:
    without = {one[:i] + one[i + 1 :] for i in range(len(one))} | {one}
    return not without.isdisjoint({other[:i] + other[i + 1 :] for i in range(len(other))} | {other})
