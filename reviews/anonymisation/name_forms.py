"""The forms in which one person's name turns up."""

import functools
import re
from collections.abc import Iterable, Iterator

from reviews.anonymisation.folding import fold, plain, spell_out, words_of
from reviews.anonymisation.terms import (
    EMBEDDED_FROM,
    Strength,
    Term,
    is_plain_english,
    several,
    single,
)
from reviews.anonymisation.wordlists import lines

_TITLES = frozenset(
    words_of(
        "mr mrs ms miss mx master dr doctor prof professor sir dame lord lady rev revd reverend father "
        "fr sister brother pc dc ds di dci sgt cllr councillor the late baby mister hon capt captain "
        "major col colonel jr jnr sr snr junior senior ii iii esq obe mbe cbe nee née"
    )
)
_PARTICLES = frozenset(
    words_of(
        "van von der den de del della di da dos das du la le el al bin bint ibn ben ap ab mac mc st abu "
        "ter ten zu y"
    )
)
_OTHER_NAMES = re.compile(
    r"\b(?:also known as|known as|formerly|previously|alias|a\.?k\.?a\.?|f\.?k\.?a\.?|née|nee|born|"
    r"or|and)\b\.?|[/;|&]",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\"(\[“‘«]\s*([^\"()\[\]“”‘’«»]{2,40}?)\s*[\")\]”’»]|(?<=\s)'([^']{2,40})'(?=\s)"
)
_ABBREVIATIONS = frozenset(
    words_of("gp pc dc ds di da cp dv uk eu us it hr nhs mp id pm am tv ok re cv ps pp vs no so to")
)


def forms(value: str) -> Iterator[Term]:
    """Of everything one field may hold: aliases, nicknames in quotes, the surname first."""
    for spelling in {value, spell_out(value)}:
        quoted = [one or other for one, other in _QUOTED.findall(spelling)]
        rest = _QUOTED.sub(" ", spelling)
        names = [_words(part) for part in _OTHER_NAMES.split(rest)]
        names = [name for name in names if name]
        main = names[0] if names else []
        for name in names:
            yield from _forms_of(name)
            if len(main) > 1 and len(name) == 1 and name is not main:
                yield from _forms_of([main[0], name[0]])
        for alias in quoted:
            name = _words(alias)
            if name:
                yield from _forms_of(name)
                if len(name) == 1 and len(main) > 1:
                    yield from _forms_of([name[0], main[-1]])


def _words(text: str) -> list[str]:
    """Given names first, the last name last and in one piece, whatever the order was."""
    first, comma, rest = text.partition(",")
    if comma and set(fold_words(rest)) - _TITLES:
        surname, given = _without_titles(first), _without_titles(rest)
    else:
        words = _without_titles(f"{first} {rest}")
        at = max(len(words) - 1, 0)
        while at > 1 and fold(words[at - 1]) in _PARTICLES:
            at -= 1
        given, surname = words[:at], words[at:]
    return [*given, " ".join(surname)] if surname else given


def fold_words(text: str) -> list[str]:
    return [fold(word) for word in text.split()]


def _without_titles(text: str) -> list[str]:
    words = [word for word in re.split(r"[\s,_]+", text) if fold(word)]
    while len(words) > 1 and fold(words[0]) in _TITLES:
        del words[0]
    while len(words) > 1 and fold(words[-1]) in _TITLES:
        del words[-1]
    return [part for word in words for part in _initials_apart(word)]


def _initials_apart(word: str) -> list[str]:
    """J.R. is two given names."""
    return word.rstrip(".").split(".") if re.fullmatch(r"(?:\w\.)+\w?\.?", word) else [word]


@functools.cache
def _groups() -> dict[str, list[list[str]]]:
    groups: dict[str, list[list[str]]] = {}
    for line in lines("nicknames"):
        names = line.split()
        for name in names:
            groups.setdefault(name, []).append(names)
    return groups


def short_forms(given: str) -> tuple[set[str], set[str]]:
    """Forms of the very name, and other forms that only share a long form with it."""
    near: set[str] = set()
    far: set[str] = set()
    for group in _groups().get(given, ()):
        if group[0] == given:
            near |= set(group)
        else:
            near.add(group[0])
            far |= set(group)
    return near - {given}, far - near - {given}


def _halves(word: str) -> list[str]:
    """A double barrel, its halves, and a last name without its particles."""
    written = plain(word).text
    parts = [part for part in re.split(r"[\s-]+", written) if fold(part)]
    halves = [word]
    if len(parts) > 1:
        halves += [part for part in parts if fold(part) not in _PARTICLES and len(fold(part)) > 1]
        halves.append(" ".join(reversed(parts))) if "-" in written else None
    scottish = re.fullmatch(r"(?:Ma?c|M')\s?([A-Z][a-z]{3,}|[a-z]{5,})", written)
    if scottish:
        halves += [prefix + scottish[1] for prefix in ("Mc", "Mac", "M'")]
        if scottish[1][0] == "I":
            # A capital I looks like a small l, to people and to OCR.
            halves.append(f"Mcl{scottish[1][1:]}")
    apostrophe = re.fullmatch(r"[A-Za-z]{1,2}'([A-Za-z]{4,})", written)
    if apostrophe:
        halves.append(apostrophe[1])
    return list(dict.fromkeys(halves))


def _forms_of(name: list[str]) -> Iterator[Term]:
    yield from filter(None, _raw_forms(name))


def _raw_forms(name: list[str]) -> Iterator[Term | None]:
    if len(name) == 1:
        yield from _alone(_halves(name[0]))
        near, far = short_forms(fold(name[0]))
        yield from _alone(near)
        return
    first, *middles, last = name
    near, far = short_forms(fold(first))
    lasts = [one for one in _halves(last) if len(fold(one)) > 1]
    firsts = _halves(first)
    if len(fold(first)) > 1:
        yield from _alone(firsts)
        yield from _alone(near)
        yield from (single(one, weakest=True) for one in sorted(far))
    yield from _alone(lasts)
    yield from (single(one, weakest=True) for one in middles)
    # Someone known by the second name has the surname beside it.
    for given in [*firsts, *sorted(near), *sorted(far), *middles]:
        if len(fold(given)) > 1:
            yield from _both_orders([given], lasts, fuzzy=given in (first, *middles))
        else:
            yield from _initials_with([given], lasts)
    if middles:
        yield from _both_orders([first, *middles], lasts, fuzzy=True)
        yield from _both_orders([first, *(one[0] for one in middles)], lasts)
        yield from _initials_with([first, *middles], lasts)
        yield several([first, *middles])
    yield from _initials_with([first], lasts)
    yield from _initials(name)
    yield from _reversed([first], lasts)


def _alone(names: Iterable[str]) -> Iterator[Term | None]:
    for name in names:
        parts = [part for part in re.split(r"[\s-]+", name) if part]
        term = several(parts, fuzzy=True) if len(parts) > 1 else single(name)
        yield term
        if term and len(term.letters) >= EMBEDDED_FROM:
            yield Term(term.letters[::-1], term.strength)


def _both_orders(
    given: list[str], lasts: list[str], *, fuzzy: bool = False
) -> Iterator[Term | None]:
    for last in lasts:
        surname = re.split(r"[\s-]+", last)
        yield several([*given, *surname], fuzzy=fuzzy)
        yield several([*surname, *given], fuzzy=fuzzy)


def _initials_with(given: list[str], lasts: list[str]) -> Iterator[Term | None]:
    initials = "".join(fold(one)[0] for one in given)
    for last in lasts:
        letters = fold(last)
        for joined in (initials + letters, letters + initials):
            if len(joined) < 4:
                continue
            # "a young" and "price" are what an initial and a surname look like when joined.
            weak = len(joined) < 7 or is_plain_english(letters) or is_plain_english(joined)
            yield Term(joined, Strength.PAIR if weak else Strength.FIRM, many=True)


def _initials(name: list[str]) -> Iterator[Term | None]:
    first, *middles, last = name
    parts = [part for part in re.split(r"[\s-]+", last) if fold(part)]
    for chosen in (
        [first, *middles, *parts],
        [first, parts[-1]],
        [first, parts[0]],
        [first, *parts],
        [parts[-1], first],
    ):
        letters = "".join(fold(one)[0] for one in chosen)
        if letters not in _ABBREVIATIONS:
            yield Term(letters, Strength.INITIALS)


def _reversed(given: list[str], lasts: list[str]) -> Iterator[Term | None]:
    for last in lasts:
        term = several([*given, last])
        if term and len(term.letters) >= EMBEDDED_FROM:
            yield Term(term.letters[::-1], Strength.FIRM, many=True)
