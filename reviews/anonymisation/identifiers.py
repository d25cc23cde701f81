"""What an officer enters about one person, and everything that is looked for because of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from reviews.anonymisation import address_forms, date_forms, name_forms
from reviews.anonymisation.dates import find_dates
from reviews.anonymisation.folding import fold, plain, spell_out, words_of
from reviews.anonymisation.terms import (
    KINDS,
    Strength,
    Term,
    close,
    firm,
    is_ordinary,
    several,
    single,
)
from reviews.anonymisation.wordlists import words

_COMMON_HOSTS = frozenset(
    words_of(
        "gmail googlemail hotmail outlook live msn yahoo icloud me mac aol btinternet bt sky talktalk "
        "virginmedia ntlworld protonmail proton gmx mail example nhs gov"
    )
)
_COMMON_LOCALS = frozenset(
    words_of(
        "info admin mail office contact hello enquiries support team sales help home family email"
    )
)
_EXTENSION = re.compile(r"(?:ext(?:ension|n)?|x)\.?\s*\d{1,6}\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[;\n]|/|,|\bor\b)\s*", re.IGNORECASE)
_LONGEST = 500


class InvalidIdentifier(ValueError):
    """``args[0]`` says in one sentence what to do."""


@dataclass(frozen=True)
class Identifier:
    """Plain text: it lives for one request and is never stored. ``repr`` keeps it out of logs."""

    kind: str
    value: str = field(repr=False)
    person: str = field(default="", repr=False)


@dataclass(frozen=True)
class Expansion:
    terms: tuple[Term, ...]
    dates: tuple[tuple[str, Strength], ...] = ()


def expand(identifier: Identifier) -> Expansion:
    """Raises InvalidIdentifier where nothing could be looked for."""
    if identifier.kind not in KINDS:
        raise InvalidIdentifier(f"Choose one of these kinds: {', '.join(KINDS)}.")
    if len(identifier.value) > _LONGEST:
        raise InvalidIdentifier(f"Give one identifier at a time, {_LONGEST} characters at most.")
    if not fold(identifier.value):
        raise InvalidIdentifier("Give letters or digits.")
    expansion = _EXPANDERS[identifier.kind](identifier.value)
    terms = _strongest(expansion.terms)
    if not terms and not expansion.dates:
        raise InvalidIdentifier("This is too short to be looked for. Give the whole of it.")
    return Expansion(terms, expansion.dates)


def _strongest(terms: Iterable[Term]) -> tuple[Term, ...]:
    kept: dict[str, Term] = {}
    for term in terms:
        other = kept.get(term.letters)
        if other:
            term = Term(
                term.letters,
                max(term.strength, other.strength),
                term.many or other.many,
                term.fuzzy or other.fuzzy,
            )
        kept[term.letters] = term
    return tuple(kept[letters] for letters in sorted(kept))


def _name(value: str) -> Expansion:
    return Expansion(tuple(name_forms.forms(value)))


def _date(value: str) -> Expansion:
    found = find_dates(value)
    if len(found) != 1 or not found[0].month or found[0].slip:
        raise InvalidIdentifier("Give the day, the month and the year, such as 3 March 1981.")
    one = found[0]
    dates = list(date_forms.iso_forms(one.year, one.month or 0, one.day))
    if not one.day:
        return Expansion((), tuple(dates))
    year = one.year
    if year and re.search(r"\d{4}", value) is None and year > 2000:
        # 03/03/31 in a date of birth may be of the last century too.
        dates += date_forms.iso_forms(year - 100, one.month or 0, one.day)
    letters = date_forms.letters_of(date(year, one.month or 0, one.day)) if year else ()
    return Expansion(tuple(letters), tuple(dict.fromkeys(dates)))


def _address(value: str) -> Expansion:
    return Expansion(tuple(address_forms.forms(value)))


def _phone(value: str) -> Expansion:
    terms: list[Term | None] = []
    for part in _BETWEEN.split(plain(value).text):
        digits = re.sub(r"\D", "", _EXTENSION.sub("", part))
        if len(digits) >= 6:
            terms += _of_phone(digits, abroad=part.strip().startswith("+"))
    if not terms:
        raise InvalidIdentifier("Give the whole telephone number with its code.")
    return Expansion(tuple(filter(None, terms)))


def _of_phone(digits: str, *, abroad: bool) -> Iterator[Term | None]:
    digits = digits.removeprefix("00") if digits.startswith("00") else digits
    if digits.startswith("44") and len(digits) > 11:
        digits = digits[2:]
    elif abroad and not digits.startswith("44"):
        yield from (firm(prefix + digits) for prefix in ("", "00"))
        yield firm(digits[-9:])
        # Countries have codes of one to three digits; at home a 0 stands for them.
        yield from (firm("0" + digits[length:]) for length in (1, 2, 3))
        return
    national = digits.lstrip("0")
    yield firm(national, fuzzy=len(national) > 8)
    if len(national) < 9:
        return
    for prefix in ("0", "44", "440", "0044", "00440"):
        yield firm(prefix + national, fuzzy=len(prefix) < 3)
    if national[0] in "12":
        # What neighbours dial: without the code of the area.
        yield close(national[-6:])
        yield firm(national[-7:])
        if national[0] == "2":
            yield firm(national[-8:])


def _email(value: str) -> Expansion:
    written = plain(value).text.strip().removeprefix("mailto:")
    local, at, host = written.rpartition("@")
    if not at or not fold(local) or not fold(host):
        raise InvalidIdentifier("Give the whole e-mail address, with its @.")
    terms: list[Term | None] = []
    for one in {local, local.split("+")[0]}:
        dotted = host.replace(".", " dot ")
        dots = one.replace(".", " dot ")
        for left in {one, dots}:
            for middle in ("", "at"):
                for right in (host, dotted):
                    terms.append(firm(left + middle + right, fuzzy=not middle and right == host))
        letters = fold(one)
        if letters in _COMMON_LOCALS or len(letters) < 5 or is_ordinary(letters):
            terms.append(close(letters) if len(letters) > 3 and not is_ordinary(letters) else None)
        else:
            terms.append(firm(letters, fuzzy=True))
    if fold(host.split(".")[0]) not in _COMMON_HOSTS:
        terms.append(close(host))
    return Expansion(tuple(filter(None, terms)))


def _nhs(value: str) -> Expansion:
    digits = re.sub(r"\D", "", plain(value).text)
    if len(digits) != 10:
        raise InvalidIdentifier("Give the ten digits of the NHS number.")
    term = firm(digits, fuzzy=True)
    return Expansion((term,) if term else ())


def _other(value: str) -> Expansion:
    written = plain(value).text.strip()
    if "@" in written.strip("@") and "." in written:
        return _email(written)
    found = find_dates(written)
    if len(found) == 1 and len(fold(written[found[0].start : found[0].end])) == len(fold(written)):
        return _date(written)
    if address_forms.is_postcode(written):
        return _address(written)
    if re.fullmatch(r"\+?[\d\s()./-]{9,}", written):
        return _phone(written)
    terms: list[Term | None] = []
    for spelling in {value, spell_out(value)}:
        parts = [part for part in re.split(r"[^\w'’]+", plain(spelling).text) if fold(part)]
        if any(part.isdigit() or re.search(r"\d", part) for part in parts):
            terms.append(firm(spelling, fuzzy=True) or close(spelling))
        elif len(parts) == 1:
            terms.append(single(parts[0]))
        else:
            terms.append(several(parts, fuzzy=True))
            terms += [single(part, weakest=True) for part in parts if not is_ordinary(fold(part))]
            if len(parts) < 4 and parts[0].capitalize() in words("given_names"):
                terms += name_forms.forms(spelling)
    return Expansion(tuple(filter(None, terms)))


_EXPANDERS = {
    "name": _name,
    "date_of_birth": _date,
    "address": _address,
    "phone": _phone,
    "email": _email,
    "nhs": _nhs,
    "other": _other,
}
