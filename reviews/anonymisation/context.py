"""What the words around a capitalised word say of it."""

import re
from collections.abc import Sequence

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.titles import AFTER_A_SURNAME, MONTHS, NOT_BEFORE_A_NAME, RELATIONS

_BEFORE = re.compile(r"([A-Za-z]+)(?:'s)?,?[ \n]{1,2}(?:\(|\"|')?\Z")
_NEAR = 24
_OF_SOMEBODY = re.compile(
    r"\b(?:her|his|their|my)[ \n](?:[a-z]+[ \n])?(?:daughter|son|sister|brother|mother|father"
    r"|husband|wife|partner|friend"
    r"|neighbour|aunt|uncle|cousin|niece|nephew),?[ ](?:called[ ]|named[ ])?\Z"
)
_SMALL_WORD = re.compile(r"(?:^|[^A-Za-z])[a-z]+(?:'s)?[,;]?[ ](?:[('\"])?\Z")
_VERB = re.compile(
    r"[ \n](?:also |then |had |has )?(?:told|said|says|asked|rang|died|lived|lives|moved|met|went"
    r"|stated|described|felt"
    r"|attended|disclosed|married|reported|spoke|wrote|loved|worked|explained|called|returned"
    r"|denied)\b"
)


def word_before(text: str, start: int) -> str:
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    return before[1] if before else ""


def of_somebody(text: str, capital: Capital) -> bool:
    """After "her sister", "his friend called": any word that can be a name is one."""
    return _OF_SOMEBODY.search(text, max(0, capital.start - 40), capital.start) is not None


def called(text: str, capital: Capital) -> bool:
    """After a relation ("her daughter …") or "called"."""
    return word_before(text, capital.start) in RELATIONS


def in_a_sentence(text: str, start: int) -> bool:
    """After a word in small letters on the same line."""
    return _SMALL_WORD.search(text, max(0, start - _NEAR), start) is not None


def speaks(text: str, capital: Capital) -> bool:
    """Somebody who does what only people do, at the beginning of a sentence."""
    return (
        capital.word not in MONTHS
        and not capital.is_shouted
        and _VERB.match(text, capital.end) is not None
    )


def alone_in_a_sentence(text: str, capitals: Sequence[Capital], at: int) -> bool:
    capital = capitals[at]
    if capital.is_shouted or capital.word in MONTHS or not in_a_sentence(text, capital.start):
        return False
    if word_before(text, capital.start).lower() in NOT_BEFORE_A_NAME:
        return False
    return not beside_others(text, capitals, at)


def beside_others(text: str, capitals: Sequence[Capital], at: int, to: int | None = None) -> bool:
    """Whether it is one word of a heading or of an organisation's name."""
    last = at if to is None else to
    if at > 0 and _joined(text, capitals[at - 1], capitals[at]):
        before = capitals[at - 1]
        if before.masked or before.is_initial:
            return True
        if before.kind is not Kind.GIVEN and in_a_sentence(text, before.start):
            return True
        if before.kind is Kind.UNKNOWN:
            return True
    if last + 1 < len(capitals) and _joined(text, capitals[last], capitals[last + 1]):
        after = capitals[last + 1]
        return after.word not in AFTER_A_SURNAME and _leads_to_a_word(text, capitals, last + 1)
    return False


def _leads_to_a_word(text: str, capitals: Sequence[Capital], at: int) -> bool:
    for index in range(at, min(at + 4, len(capitals))):
        if capitals[index].kind is Kind.ORDINARY:
            return True
        if index + 1 >= len(capitals) or not _joined(text, capitals[index], capitals[index + 1]):
            return False
    return False


def _joined(text: str, first: Capital, second: Capital) -> bool:
    return text[first.end : second.start] in {" ", " & ", "-", " of ", " and ", "'s ", "' ", "/"}
