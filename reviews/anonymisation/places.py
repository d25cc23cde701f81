"""Postcodes, and places smaller than a district."""

import re
from collections.abc import Iterator, Sequence

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.passages import Hit, Passage
from reviews.anonymisation.wordlists import phrases, word_set, words

_AREAS = word_set(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
    "DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW "
    "KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH "
    "RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF "
    "WN WR WS WV YO ZE GIR"
)
_OUTWARD = r"[A-PR-UWYZ](?:[A-HK-Y]?\d(?:\d|[A-HJKMNP-Y])?|[A-HK-Y]\d\d)"
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])(?P<out>{_OUTWARD}|GIR)(?P<gap>[ \n.-]{{0,3}})"
    r"(?P<in>[0-9OoIl][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\Z")
_LETTERS = re.compile(r"[A-Za-z]+")
_OUTCODE = re.compile(r"(?<![A-Za-z0-9])(?P<area>[A-Z]{1,2})\d[A-Z\d]?(?![A-Za-z0-9])")
_HERE = frozenset({"SS", "CM", "CO", "IG", "RM"})
_ADDRESS_WORD = re.compile(
    r"post ?code|post ?town|\baddress|\bin the\s\Z|\bliv(?:ed|es|ing)\b|\bsector|\boutcode|\barea"
    r"|\bproperty",
    re.IGNORECASE,
)
_PLACE_OF = re.compile(
    r"\b(?:village|hamlet|town|parish|suburb|neighbourhood|estate|ward)[ \n](?:of|called"
    r"|named)[ \n]\Z"
)
_AFTER_PLACE = re.compile(r"[ \n](?:area|ward|village|parish|estate|town[ ]centre|neighbourhood)\b")
_LIVED = re.compile(
    r"\b(?:liv(?:ed?|es|ing)|reside[sd]?|residing|born|moved|grew up|raised|home|house|flat"
    r"|address|property"
    r"|visit(?:ed|ing)?|near|travelled|returned)[ \n](?:\w+[ \n])?(?:in|at|to|near|outside"
    r"|from)[ \n]\Z"
)
_MUNICIPAL = frozenset(
    ["Council", "Police", "Hospital", "Trust", "Partnership", "Court", "University", "Board"]
)


def find(passage: Passage, capitals: Sequence[Capital]) -> Iterator[Hit]:
    text = passage.text
    yield from find_postcodes(passage)
    yield from _outcodes(passage)
    lists = (phrases("villages"),)
    end = 0
    for at, capital in enumerate(capitals):
        if capital.start < end or capital.is_initial:
            continue
        for one in lists:
            found = one.end(passage.levelled, capital.start, capital.word.split("-")[0])
            if (
                found
                and not _is_a_word(text, capital, found)
                and not _municipal(text, capitals, at, found)
            ):
                end = found
                yield Hit("place", capital.start, found)
                break
        else:
            if not capital.masked and _stands_for_a_place(text, capitals, at):
                yield Hit("place", capital.start, capital.end)


def find_postcodes(passage: Passage) -> Iterator[Hit]:
    for match in passage.find_near_digits(_POSTCODE):
        outward, inward = match["out"], match["in"]
        area = _LETTERS.match(outward)
        if area is None or area[0].upper() not in _AREAS:
            continue
        written = match[0]
        if not inward[0].isdigit() and not (outward.isupper() and inward[1:].isupper()):
            continue
        if inward[0] in "Il" and not match["gap"]:
            continue
        if _ORDINAL.match(inward) or (
            not written.isupper() and not written.islower() and "\n" in match["gap"]
        ):
            continue
        yield Hit("postcode", match.start(), match.end())


def _outcodes(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in passage.find_near_digits(_OUTCODE):
        if match["area"] not in _AREAS:
            continue
        low, high = max(0, match.start() - 24), min(len(text), match.end() + 14)
        if match["area"] in _HERE or _ADDRESS_WORD.search(
            text[low : match.start()] + " " + text[match.end() : high]
        ):
            yield Hit("postcode", match.start(), match.end(), "the first half")


_WORDS_TOO = word_set(
    "Trinity Springfield Messing Mucking Steeple Moreton Kingswood Leigh Eastwood Hutton "
    "Warley Sandon Langham Langford Danbury Chadwell Downham Milton Grange Hill Epping Grays "
    "Stanway Broomfield"
)


def _is_a_word(text: str, capital: Capital, end: int) -> bool:
    """Villages whose names are surnames or words too count where a place is spoken of."""
    if text[capital.start : end] in {"Messing", "Mucking", "Steeple", "Springfield"}:
        return _LIVED.search(text, max(0, capital.start - 40), capital.start) is None
    return capital.word in words("ordinary_words") and end == capital.end


def _municipal(text: str, capitals: Sequence[Capital], at: int, end: int) -> bool:
    """A district's own body: "Epping Forest", or a council named after a town."""
    following = next((one for one in capitals[at + 1 : at + 5] if one.start >= end), None)
    return capitals[at].masked or (
        following is not None
        and text[end : following.start] == " "
        and following.word in {"Council", "Forest"}
    )


def _stands_for_a_place(text: str, capitals: Sequence[Capital], at: int) -> bool:
    capital = capitals[at]
    if capital.is_shouted or capital.kind is Kind.GIVEN:
        return False
    if _PLACE_OF.search(text, max(0, capital.start - 32), capital.start):
        return True
    if capital.kind is not Kind.UNKNOWN:
        return False
    if _LIVED.search(text, max(0, capital.start - 40), capital.start):
        return True
    return _AFTER_PLACE.match(text, capital.end) is not None
