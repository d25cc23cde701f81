"""The forms in which an address turns up; a town alone is never one of them."""

import itertools
import re
from collections.abc import Iterator

from reviews.anonymisation.folding import fold, plain, words_of
from reviews.anonymisation.number_words import in_words
from reviews.anonymisation.terms import Strength, Term, close, firm, is_ordinary, several

_SHORT = {
    "road": "rd",
    "street": "st str",
    "avenue": "ave av avn",
    "lane": "ln la",
    "close": "cl clo",
    "drive": "dr drv",
    "court": "ct crt",
    "crescent": "cres cr crs cresc",
    "gardens": "gdns gdn gds gardens",
    "garden": "gdn",
    "place": "pl plc",
    "square": "sq",
    "terrace": "ter terr tce",
    "grove": "gr gro grv",
    "park": "pk",
    "way": "wy",
    "walk": "wlk wk",
    "view": "vw",
    "green": "grn",
    "house": "hse ho",
    "cottage": "cott cot",
    "north": "n nth",
    "south": "s sth",
    "east": "e",
    "west": "w",
    "saint": "st",
    "mount": "mt",
    "parade": "pde par",
    "boulevard": "blvd bvd",
    "esplanade": "esp",
    "promenade": "prom",
    "gate": "gt",
    "hill": "hl",
    "rise": "ri",
    "mews": "mws ms",
    "villas": "vlls",
    "buildings": "bldgs",
    "court yard": "ctyd",
    "meadow": "mdw",
    "meadows": "mdws",
    "chase": "chs",
    "little": "lt ltl",
    "great": "gt",
    "upper": "upr",
    "lower": "lwr",
    "estate": "est",
    "bridge": "br brg",
    "common": "cmn",
    "row": "rw",
}
_LONG: dict[str, set[str]] = {}
for _long, _shorts in _SHORT.items():
    for _one in _shorts.split():
        _LONG.setdefault(_one, set()).add(_long)
ROAD_TYPES = frozenset(
    words_of(
        "road street avenue lane close drive court crescent gardens garden place square terrace grove "
        "park way walk view green mews hill rise parade boulevard esplanade promenade gate row yard "
        "end drove villas buildings chase meadow meadows field fields croft dene dale vale wharf quay "
        "circus broadway bank brook corner causeway approach path passage alley loan wynd side mead "
        "estate bridge common drift hythe pightle leas lea ride orchard paddock paddocks orchards glade "
        "spinney copse link links"
    )
)
_POSTCODE = re.compile(
    r"\b([A-Z]{1,2}[0-9OI][0-9A-Z]?)\s*([0-9OI][A-Z01]{2})\b|\b(GIR)\s*(0AA)\b", re.IGNORECASE
)
_UNIT = re.compile(
    r"\b(?:flat|apartment|apt|unit|room|rm|plot|no|number|maisonette|bedsit|suite|caravan|pitch)\b\.?|#",
    re.IGNORECASE,
)
_UNIT_NAMES = ("flat", "apartment", "apt", "unit", "room")
_UNIT_OF = re.compile(
    rf"\b(?:{'|'.join(_UNIT_NAMES)})\b\.?\s*(?:no\.?\s*)?(?P<number>\d{{1,4}}[a-z]?|[a-z])"
    r"[,;\s]+(?P<house>[a-z][a-z' -]{3,40})(?=[,;\n\r]|\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(\d{1,4})(?:\s?([a-z])(?![a-z]))?(?:\s?[-/&]\s?(\d{1,4})(?:([a-z])(?![a-z]))?)?(?![0-9])",
    re.IGNORECASE,
)
_SWAPS = {"o": "o0", "0": "0o", "i": "i1l", "1": "1il", "s": "s5", "5": "5s"}


def forms(value: str) -> Iterator[Term]:
    yield from filter(None, _raw_forms(value))


def _raw_forms(value: str) -> Iterator[Term | None]:
    text = plain(value).text
    for code in _POSTCODE.finditer(text):
        yield from postcode(code[0])
    lines = [
        part
        for line in re.split(r"[,;\n\r]+", _POSTCODE.sub(" , ", text))
        if (part := _UNIT.sub(" ", line).strip(" .-"))
    ]
    yield from _units(text)
    numbers: list[str] = []
    for at, line in enumerate(lines):
        found = _NUMBER.match(line)
        rest = line[found.end() :].strip(" .") if found else line
        if found:
            numbers = _numbers(found) if fold(rest) else [*numbers, *_numbers(found)]
        words = [word for word in re.split(r"[\s-]+", rest) if fold(word)]
        if not words or (re.match(r"\d", rest) and not found):
            continue
        is_road = len(words) > 1 and any(road in ROAD_TYPES for road in _long_forms(words[-1]))
        if is_road or found or numbers:
            yield from _street(words, numbers, is_road=is_road)
            numbers = []
        elif at == 0 and len(words) > 1:
            yield several(words, fuzzy=True)
    if len(lines) > 1:
        yield firm("".join(lines[:3]))


def _units(text: str) -> Iterator[Term | None]:
    """Flat 3 of a house with a name, which is no road and has no number of its own."""
    for found in _UNIT_OF.finditer(text):
        house = [word for word in re.split(r"[\s-]+", found["house"]) if fold(word)]
        if len(house) > 1:
            for unit in ("", *sorted(_UNIT_NAMES)):
                yield firm(f"{unit}{found['number']}{''.join(house)}")


def _numbers(found: re.Match[str]) -> list[str]:
    first, letter, last, last_letter = found[1], found[2] or "", found[3], found[4] or ""
    numbers = [first + letter]
    if letter:
        numbers.append(first)
    if last:
        numbers = [first + letter + last + last_letter, first + letter, last + last_letter]
    return numbers


def _long_forms(word: str) -> set[str]:
    folded = fold(word)
    return {folded} | _LONG.get(folded, set())


def _spellings(word: str, *, at_end: bool) -> list[str]:
    """A road's kind, a point of the compass or a saint in every usual abbreviation."""
    folded = fold(word)
    spellings = {folded}
    for long in _long_forms(word):
        if long != folded and not at_end and long in ("street", "great"):
            continue
        spellings |= {long, *_SHORT.get(long, "").split()}
    return sorted(spellings)


def _street(words: list[str], numbers: list[str], *, is_road: bool) -> Iterator[Term | None]:
    choices = [
        _spellings(word, at_end=at > 0 and at >= len(words) - 2) for at, word in enumerate(words)
    ]
    firmly = is_road and not all(fold(word) in ("the", *ROAD_TYPES) for word in words)
    named = [fold(word) for word in words[:-1]] if is_road else [fold(word) for word in words]
    for spelled in itertools.islice(itertools.product(*choices), 64):
        as_entered = all(one == fold(word) for one, word in zip(spelled, words, strict=True))
        street = "".join(spelled)
        for number in numbers:
            digits = re.match(r"\d+", number)
            readings = [number]
            if digits and int(digits[0]) < 1000:
                readings.append(fold(in_words(int(digits[0]))) + number[digits.end() :])
            for reading in readings:
                strength = Strength.FIRM if firmly or len(words) > 2 else None
                if strength is None:
                    weak = all(is_ordinary(word) for word in spelled)
                    strength = Strength.PAIR if weak else Strength.FIRM
                fuzzy = as_entered and len(reading + street) >= 6
                yield Term(fold(reading) + street, strength, many=True, fuzzy=fuzzy)
        if len(words) < 2 or len(street) < 5:
            continue
        # High Street and Church Road are in every town.
        if not is_road or all(is_ordinary(word) for word in named):
            yield Term(street, Strength.CLOSE, many=True)
        else:
            yield Term(street, Strength.FIRM, many=True, fuzzy=as_entered)


def postcode(text: str) -> Iterator[Term | None]:
    """The whole code in the ways it is misread, and its first half, which many people share."""
    letters = fold(text)
    outcode = letters[:-3]
    for signs in itertools.islice(
        itertools.product(*(_SWAPS.get(sign, sign) for sign in letters)), 243
    ):
        spelled = "".join(signs)
        yield firm(spelled, fuzzy=spelled == letters)
    for signs in itertools.product(*(_SWAPS.get(sign, sign)[:2] for sign in outcode)):
        if (signs[0].isalpha() and signs[-1].isdigit()) or "".join(signs) == outcode:
            yield close("".join(signs))


def is_postcode(text: str) -> bool:
    return _POSTCODE.fullmatch(text.strip()) is not None
