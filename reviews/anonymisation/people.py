"""Names of people that are neither declared nor on a list of organisations and places."""

import re
from collections.abc import Iterator, Sequence

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.context import (
    alone_in_a_sentence,
    beside_others,
    called,
    in_a_sentence,
    of_somebody,
    speaks,
    word_before,
)
from reviews.anonymisation.known import Known
from reviews.anonymisation.passages import Hit, Passage
from reviews.anonymisation.titles import GLUED_WORDS, LABELS, MONTHS, PARTICLE, STRONG, WEAK
from reviews.anonymisation.wordlists import words

_AFTER_TITLE = re.compile(rf"\.?[ \n]{{1,3}}{PARTICLE}|\.")
_WITHIN = re.compile(rf"[ \n\u00a0]{PARTICLE}|\.[ \n]?|[ ]{{2,3}}|[ ]?-[ ]?|")
_LOWER_TITLE = re.compile(
    r"(?:mrs?|dr)(?<![A-Za-z]mr)(?<![A-Za-z]mrs)(?<![A-Za-z]dr)\.? [a-z]{3,24}(?![A-Za-z])"
)


def find(
    passage: Passage, capitals: Sequence[Capital], known: Known, evident: frozenset[str]
) -> Iterator[Hit]:
    """``evident``: words that no list has, seen capitalised in the middle of a sentence."""
    text = passage.text
    for match in _LOWER_TITLE.finditer(text):
        yield Hit("name", match.start(), match.end())
    taken = -1
    for at, capital in enumerate(capitals):
        if at <= taken:
            continue
        last = _titled(text, capitals, at)
        if last is None:
            last = _untitled(text, capitals, at, known, evident)
        if last is None:
            glued = _glued(capital)
            if glued and not known.has(glued):
                yield Hit("name", capital.start, capital.start + len(glued))
            continue
        taken = last
        end = capitals[last].end
        if last > at and text[end : end + 1] == "s":
            end += 1  # A surname like Williams, which was read as more than one William.
        if not _is_known(text[capital.start : end], capitals[at : last + 1], known):
            yield Hit("name", capital.start, end)


def has_title(name: str) -> bool:
    return name.split()[0].rstrip(".") in STRONG | WEAK


def evident_words(passage: Passage, capitals: Sequence[Capital]) -> Iterator[str]:
    text = passage.text
    for at, capital in enumerate(capitals):
        if (
            capital.kind is Kind.UNKNOWN
            and not capital.is_shouted
            and in_a_sentence(text, capital.start)
            and not beside_others(text, capitals, at)
        ):
            yield capital.word


def _is_known(name: str, parts: Sequence[Capital], known: Known) -> bool:
    if known.has(name):
        return True
    words_of_it = [part.word for part in parts]
    if words_of_it[0] in WEAK and len(words_of_it) > 1:
        words_of_it = words_of_it[1:]
    return known.all_known(words_of_it)


def _gap(text: str, capitals: Sequence[Capital], at: int) -> str | None:
    """What is between this word and the next, where that is little."""
    if at + 1 >= len(capitals):
        return None
    start, end = capitals[at].end, capitals[at + 1].start
    return text[start:end] if 0 <= end - start <= 16 else None


def _linked(text: str, capitals: Sequence[Capital], at: int) -> bool:
    gap = _gap(text, capitals, at)
    return gap is not None and _WITHIN.fullmatch(gap) is not None


def _titled(text: str, capitals: Sequence[Capital], at: int) -> int | None:
    title = capitals[at]
    strong = title.word in STRONG
    if not strong and title.word not in WEAK:
        return None
    gap = _gap(text, capitals, at)
    if gap is None or not (_AFTER_TITLE.fullmatch(gap) if gap else strong):
        return None
    last = at + 1
    if not strong and capitals[last].word in WEAK | STRONG and last + 1 < len(capitals):
        inner = _titled(text, capitals, last)
        return inner
    while capitals[last].is_initial and _linked(text, capitals, last):
        following = capitals[last + 1]
        if following.word in STRONG | WEAK and len(following.word) > 1:
            break
        plain = following.kind is Kind.ORDINARY and not following.is_initial
        if plain and not (strong and _is_surname(following)):
            break
        last += 1
    if capitals[last].is_initial:
        return None
    first = capitals[last]
    if first.is_shouted and not title.is_shouted and len(first.word) < 4:
        return None
    if not strong and first.kind is Kind.ORDINARY and not _surname_after_weak(title, first):
        return None
    while _linked(text, capitals, last) and last - at < 5:
        following = capitals[last + 1]
        if "." in (_gap(text, capitals, last) or "") or following.word in STRONG | WEAK:
            break
        if following.masked or "\n" in (_gap(text, capitals, last) or ""):
            break
        if following.kind is Kind.ORDINARY and not (_is_surname(following) and last == at + 1):
            break
        last += 1
    return last


def _surname_after_weak(title: Capital, first: Capital) -> bool:
    return title.word in {"PC", "DC", "DS", "DI", "Sgt", "Auntie", "Uncle"} and _is_surname(first)


def _is_surname(capital: Capital) -> bool:
    return capital.word.capitalize() in words("surnames_that_are_words")


def _untitled(
    text: str, capitals: Sequence[Capital], at: int, known: Known, evident: frozenset[str]
) -> int | None:
    capital = capitals[at]
    if capital.masked:
        return None
    if capital.is_initial:
        return _after_initials(text, capitals, at)
    if capital.kind is Kind.ORDINARY:
        return at if _is_surname(capital) and of_somebody(text, capital) else None
    last = _to_the_surname(text, capitals, at)
    if capital.kind is Kind.GIVEN:
        return last
    has_surname = last > at and "\n" not in text[capital.end : capitals[at + 1].start]
    if capital.kind is Kind.MAYBE:
        surname = capitals[at + 1] if has_surname else None
        by_surname = capital.word not in MONTHS or (surname and surname.kind is Kind.UNKNOWN)
        if surname and by_surname and not capital.is_shouted:
            return last
        alone = called(text, capital) or alone_in_a_sentence(text, capitals, at)
        return at if alone or speaks(text, capital) else None
    if capital.is_shouted:
        return None
    if has_surname and not beside_others(text, capitals, at, to=last):
        return last
    if called(text, capital) or (
        text[capital.end : capital.end + 2] == ", " and _given_next(text, capitals, at)
    ):
        return at if not has_surname else last
    if capital.word in evident and not beside_others(text, capitals, at):
        return at
    return None


def _given_next(text: str, capitals: Sequence[Capital], at: int) -> bool:
    """A surname put first, as in a list: the given name follows the comma and nothing else does."""
    following = capitals[at + 1] if at + 1 < len(capitals) else None
    return (
        following is not None
        and following.start == capitals[at].end + 2
        and following.kind is Kind.GIVEN
        and text[following.end : following.end + 1] != ","
    )


def _to_the_surname(text: str, capitals: Sequence[Capital], at: int) -> int:
    last = at
    while last - at < 4 and _linked(text, capitals, last):
        gap = _gap(text, capitals, last) or ""
        following = capitals[last + 1]
        if following.masked or ("." in gap and not capitals[last].is_initial):
            break
        if "\n" in gap and following.kind is not Kind.UNKNOWN:
            break
        if not gap and following.kind is not Kind.UNKNOWN and not following.is_shouted:
            break
        if following.is_initial:
            if last + 2 >= len(capitals) or not _linked(text, capitals, last + 1):
                break
            if capitals[last + 2].kind is Kind.ORDINARY and not _is_surname(capitals[last + 2]):
                break
        elif following.is_shouted and not capitals[at].is_shouted:
            if len(following.word) < 4 or following.kind is Kind.ORDINARY:
                break
        elif following.kind is Kind.ORDINARY and not (
            _is_surname(following) and capitals[at].kind is not Kind.UNKNOWN and last == at
        ):
            break
        last += 1
    while last > at and capitals[last].is_initial:
        last -= 1
    return last


def _after_initials(text: str, capitals: Sequence[Capital], at: int) -> int | None:
    if word_before(text, capitals[at].start) in LABELS:
        return None
    last = at
    dotted = False
    while last - at < 3 and capitals[last].is_initial:
        gap = _gap(text, capitals, last)
        if gap is None or gap not in {" ", ". ", ".", "", ".\n", "\n"}:
            return None
        dotted = dotted or gap.startswith(".")
        if gap.endswith("\n") and not dotted:
            return None
        last += 1
    name = capitals[last]
    if name.is_initial or name.masked or name.is_shouted or len(name.word) < 3:
        return None
    if capitals[at].word in {"A", "I"} and not dotted and last == at + 1:
        return None
    before_at = text[max(0, capitals[at].start - 1) : capitals[at].start]
    if before_at and (before_at.isalnum() or before_at in "-/&'"):
        return None
    if name.kind is Kind.UNKNOWN or name.kind is Kind.GIVEN:
        return last
    return last if dotted and (name.kind is Kind.MAYBE or _is_surname(name)) else None


def _glued(capital: Capital) -> str | None:
    """A name to which an extractor has glued the next word."""
    word = capital.word
    if capital.kind is not Kind.UNKNOWN or len(word) < 6 or capital.masked:
        return None
    for cut in range(len(word) - 2, 3, -1):
        if word[cut:] in GLUED_WORDS and word[:cut] in words("given_names"):
            return word[:cut]
    return None
