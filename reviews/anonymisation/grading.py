"""Whether what was found is the name or only the same letters: by how and where it is written."""

import itertools
import re
from collections.abc import Sequence

from reviews.anonymisation.folding import words_of
from reviews.anonymisation.rules import Level
from reviews.anonymisation.terms import is_plain_english
from reviews.anonymisation.wordlists import words

_TITLE = re.compile(
    r"\b(?:(?:[Mm]rs?|M[RX]S?|[Mm]s|MS|Miss|Mx|Master|[Dd]r|DR|Prof|Professor|Cllr|Sir|Dame|Baby|Aunt|Auntie|"
    r"Uncle|Nan|Nana|Grandma|Grandad|Nurse|PC|DC|DS|Sgt)\b\.?|(?:named|called|nee|alias|aka)\b)"
    r"[ \t]*\n?[ \t\"'(]*\Z"
    r"|\b(?i:(?:fore|sur|nick|(?:first|given|last|family|middle|maiden|full|pet)\s)?names?)\b"
    r"\s{0,2}[:|]?\s{0,3}[\"'(]?\Z"
)
_LOWER_TITLE = re.compile(r"(?i)\b(?:mr|mrs|ms|dr|cllr|prof)\b\.?\s{0,2}\Z")
_DETERMINER = re.compile(
    r"(?i)\b(?:the|a|an|this|these|those|our|your|its|their|no|every|each|any|another)\s+\Z"
)
_SENTENCE_END = re.compile(r"(?:[.!?:;•●▪◦·\uf0b7*]|\A|\n\s*\n)[\s\"'(\[]*\Z")
# Of a list, a quotation, a table or a numbered heading.
_LINE_MARK = re.compile(
    r"(?:\A|\n)(?=[^\n]*[^\s\"'(\[])[^\w\n]*(?:\(?(?:\d{1,3}\.?)+\)?|\(?[A-Za-z]\))?[^\w\n]*\Z|\|\s*\Z"
)
_LINE_BREAK = re.compile(r"\n[\s\"'(\[]*\Z")
_QUOTE = re.compile(r"[\"'][ ]?\Z")
_POSSESSIVE = re.compile(r"'s\b|s'(?!\w)")
_SEASONS = frozenset(
    words_of(
        "january february march april may june july august september october november december jan feb "
        "mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday "
        "mon tue wed thu fri sat sun spring summer autumn winter easter day"
    )
)
_SEASON_BEFORE = re.compile(
    r"(?i)(?:\d(?:st|nd|rd|th)?|\b(?:in|of|on|since|until|till|from|to|by|during|early|late|mid|last|next|"
    r"this|between|and|or|through|before|after|around|each|every|christmas|boxing|new year's|"
    r"mother's|father's|valentine's))[\s,-]*\Z"
)
_SEASON_AFTER = re.compile(
    r"\s*(?:,?\s*'?\d|(?:and|to|or|until|[-/,])\s*[A-Z][a-z]+,?\s+\d|[-/]\s*[A-Z]|of\b)"
)
_ASKING = frozenset(words_of("will may can do did am are is"))
_SMALL = frozenset(words_of("an so if in on at by to as or he we it us be no"))
_SUBJECT = re.compile(
    r"\s+(?:the|an?|he|she|they|it|we|you|i|there|this|that|these|those|any|all|some|each|every|both|"
    r"be|not|no|her|his|their|our|its|my|your|what|which|who|people|services|agencies|staff|police|"
    r"professionals|practitioners|officers|many|more|most|such|other|as|of|in|to|for)\b",
    re.IGNORECASE,
)
_FUNCTION_WORDS = frozenset(
    words_of(
        "was were had has is and said told of who at in on to as did died went the that when for with by "
        "would could from her his moved lived met also then but or where while"
    )
)
# What only people do, so that the word before it is somebody even where it begins a sentence.
_PERSON_DOES = re.compile(
    r"\s+(?:(?:had|has|later|then|also|again|never|often)\s+)?(?:said|told|stated|disclosed|replied|explained|"
    r"confided|phoned|texted|rang|lived|wept|cried|remembered|apologised|was\s+born|was\s+(?:aged\s+)?\d+)\b"
)
_INSTITUTIONS = "College|Cross|Court|Hospital|Cathedral|Lynn|Square|Bench|Counsel"
# Of more than one thing: "Banks and landlords", "Banks have".
_PLURAL = re.compile(r" (?:(?:and|or) [a-z]+s\b|(?:are|were|have|do|can|should|must)\b)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[ \t]+\Z")
_WORD_AFTER = re.compile(r"[ \t]+([A-Za-z]+)")


def of_word(text: str, start: int, end: int, *, prose: bool, beside_name: bool) -> Level | None:
    """Of a single ordinary or very short word, such as Hope or Jo."""
    word = text[start:end]
    before, after = text[max(0, start - 80) : start], text[end : end + 40]
    english = is_plain_english(word.lower())
    if word[0].islower():
        return Level.BLOCK if _LOWER_TITLE.search(before[-12:]) and len(word) > 1 else None
    if beside_name or _TITLE.search(before):
        return Level.BLOCK
    season = word.lower() in _SEASONS
    if season and (_SEASON_BEFORE.search(before) or _SEASON_AFTER.match(after)):
        return None
    if word.isupper():
        return Level.BLOCK if len(word) > 2 and not english else Level.REVIEW
    if not english:
        sure = len(word) > 2 or (prose and not re.match(r"[-/]\w", after))
        return Level.BLOCK if sure else Level.REVIEW
    if end - start > len(text) - 80 and text.strip() == word:
        return Level.REVIEW if season else Level.BLOCK
    if not prose:
        return Level.REVIEW
    return _in_prose(word, text, start, end)


def _in_prose(word: str, text: str, start: int, end: int) -> Level | None:
    before, after = text[max(0, start - 80) : start], text[end : end + 40]
    if re.match(r"-[a-z]", after):
        return Level.REVIEW
    first = starts_sentence(text, start)
    if _POSSESSIVE.match(after) and not _follows_capital(before, text, start):
        return Level.BLOCK
    if first:
        if word.lower() in _ASKING and _SUBJECT.match(after):
            return None
        if word.lower() in _SMALL and re.match(r"\s+[a-z]", after):
            return None
        return (
            Level.BLOCK
            if word.lower() not in _SMALL and _PERSON_DOES.match(after)
            else Level.REVIEW
        )
    following = _WORD_AFTER.match(after)
    if word.lower() in _SMALL and following and following[1][0].islower():
        return Level.REVIEW
    glued = re.search(r"([A-Za-z]+)\Z", before)
    if glued and not is_function_word(glued[1]):
        return Level.REVIEW
    if (
        _DETERMINER.search(before)
        or _follows_capital(before, text, start)
        or (following and following[1][0].isupper())
        or _is_heading(text, start)
        or _QUOTE.search(before)
    ):
        return Level.REVIEW
    return Level.BLOCK


def _follows_capital(before: str, text: str, start: int) -> bool:
    word = _WORD_BEFORE.search(before)
    if not word or not word[1][0].isupper():
        return False
    at = start - len(before) + word.start()
    return not (starts_sentence(text, at) and is_plain_english(word[1].lower()))


def starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 120) : start]
    if _LINE_MARK.search(before):
        return True
    if _SENTENCE_END.search(before):
        # "Mr. " and "E. " end no sentence.
        return not re.search(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St))\.[\s\"'(\[]*\Z", before)
    broken = _LINE_BREAK.search(before)
    if not broken:
        return False
    line = before[: broken.start()].rsplit("\n", 1)[-1].rstrip()
    return len(line) < 40 or not re.search(r"[a-z,]\Z", line)


def _is_heading(text: str, at: int) -> bool:
    line = text[max(0, at - 120) : at].rsplit("\n", 1)[-1] + text[at : at + 120].split("\n", 1)[0]
    words = [word for word in re.findall(r"[A-Za-z]+", line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(line) < 120 and len(words) > 1 and capitals * 5 >= len(words) * 3


def of_pair(text: str, tokens: Sequence[tuple[int, int]], *, prose: bool) -> Level | None:
    """Of a whole name or place of which no part is sure by itself, such as May Hope."""
    words = [text[start:end] for start, end in tokens]
    gaps = [text[one[1] : other[0]] for one, other in itertools.pairwise(tokens)]
    joined = "".join(words)
    # Where the case changes within a word, as in "McKay", its pieces are one word.
    begins = [word for word, gap in zip(words, ["", *gaps], strict=True) if gap or word is words[0]]
    letters = [
        word for word in begins if word[0].isalpha() and word not in ("the", "of", "and", "s")
    ]
    if not any(gaps):
        if len(words) > 1 and all(word[0].isupper() for word in letters):
            return Level.BLOCK if len(joined) > 4 else Level.REVIEW
        if is_plain_english(joined.lower()):
            return None
        return Level.BLOCK if len(joined) > 6 else Level.REVIEW if len(joined) > 4 else None
    if all(len(word) == 1 for word in words):
        return Level.BLOCK if len(words) > 4 else Level.REVIEW
    if all(word[0].isupper() for word in letters):
        return _of_capitals(text, tokens, words, gaps)
    if _is_in_fragments(words) and words[0][0].isupper():
        return Level.BLOCK
    if all(re.fullmatch(r"[-_.@+/&=~]+", gap) for gap in gaps):
        return Level.BLOCK if len(joined) > 4 else Level.REVIEW
    if any(len(word) == 1 for word in letters):
        return None
    return Level.REVIEW if prose else Level.BLOCK


def _of_capitals(
    text: str, tokens: Sequence[tuple[int, int]], words: Sequence[str], gaps: Sequence[str]
) -> Level | None:
    fragments = [word for word in words if len(word) > 1 and not is_plain_english(word.lower())]
    initial = any(len(word) == 1 for word in words)
    if any(re.search(r"[.!?;:]\s", gap) for gap in gaps) and not initial:
        return Level.REVIEW
    if not initial:
        return Level.BLOCK
    start, end = tokens[0][0], tokens[-1][1]
    stopped = any("." in gap for gap in gaps) or text[end : end + 1] == "."
    following = _WORD_AFTER.match(text[end : end + 40])
    if (words[0] in ("A", "I") or words[-1] in ("A", "I")) and not stopped:
        return Level.REVIEW
    if following and following[1][0].isupper() and not fragments:
        return Level.REVIEW
    if _follows_capital(text[max(0, start - 80) : start], text, start):
        return Level.REVIEW
    return Level.BLOCK


def of_pieces(text: str, tokens: Sequence[tuple[int, int]]) -> Level | None:
    """Of one word that is cut into pieces: "there's a" is not Theresa, "Mar-" and "ion" are Marion."""
    words = [text[start:end] for start, end in tokens]
    gaps = [text[one[1] : other[0]] for one, other in itertools.pairwise(tokens)]
    length = sum(map(len, words))
    if not any(gaps):
        return Level.BLOCK
    if all(len(word) == 1 for word in words):
        return Level.BLOCK if length > 3 else Level.REVIEW
    capital = words[0][0].isupper()
    if all(is_plain_english(word.lower()) for word in words):
        upper = all(word.isupper() for word in words)
        hyphened = any(re.match(r"-\s*\n", gap) for gap in gaps)
        if hyphened and capital:
            return Level.BLOCK
        if not hyphened and words[-1][0].islower() and starts_sentence(text, tokens[0][0]):
            return None
        return Level.REVIEW if (capital and not upper) or hyphened else None
    return Level.BLOCK if capital or length > 5 else Level.REVIEW


def of_spaced_word(text: str, tokens: Sequence[tuple[int, int]]) -> Level | None:
    """Of an ordinary word in pieces, such as "H o p e"."""
    written = text[tokens[0][0] : tokens[-1][1]]
    spaced = all(end - start == 1 for start, end in tokens) and len(tokens) > 3
    return Level.REVIEW if spaced or (written[0].isupper() and "-\n" in written) else None


def of_plural(text: str, start: int, end: int) -> Level | None:
    """Of Ians and Hopes."""
    word = text[start : end - 1]
    if not word[0].isupper():
        return None
    if not is_plain_english(word.lower()):
        return Level.BLOCK if len(word) > 2 and not text[start:end].isupper() else Level.REVIEW
    return None if starts_sentence(text, start) else Level.REVIEW


def _is_in_fragments(words: Sequence[str]) -> bool:
    """More pieces than a name has parts, and not all of them words."""
    return (
        len(words) > 2
        and len("".join(words)) > 5
        and any(word.isalpha() and not is_plain_english(word.lower()) for word in words)
    )


def is_lower_english(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """As in "a free man, as her son said", where Asher Freeman is protected."""
    pieces = [text[start:end] for start, end in tokens]
    return len(pieces) > 2 and all(one.islower() and is_plain_english(one) for one in pieces)


def is_like_a_word(text: str, start: int, end: int) -> bool:
    """Of a name that is also a word of English which reports seldom use: "a tour", "The Tour"."""
    written = text[start:end].lower()
    if not {written, written.removesuffix("s")} & words("seldom_words"):
        return False
    if (
        written.endswith("s")
        and _PLURAL.match(text[end : end + 30])
        and starts_sentence(text, start)
    ):
        return True
    if text[start].islower():
        return not _LOWER_TITLE.search(text[max(0, start - 12) : start])
    return not text[start:end].isupper() and bool(
        re.search(r"(?i)\b(?:the|an?)\s+\Z", text[max(0, start - 8) : start])
    )


def is_of_an_institution(text: str, start: int, end: int, *, is_word: bool) -> bool:
    """As in St Mary's Hospital and, for names that are words, in King's College."""
    after = text[end : end + 24]
    if re.search(r"\b(?:St|Saint)\b\.?\s\Z", text[max(0, start - 8) : start]):
        return re.match(r"(?:'?s'?)? [A-Z]", after) is not None
    return is_word and re.match(rf"'?s'? (?:{_INSTITUTIONS})\b", after) is not None


def is_function_word(word: str) -> bool:
    """What an extractor glues to a name when it loses a space."""
    return word.lower() in _FUNCTION_WORDS


def may_be_beside(word: str) -> bool:
    """Will and An begin sentences beside a name as often as they are one."""
    return word.lower() not in _ASKING | _SMALL
