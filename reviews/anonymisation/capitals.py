"""The capitalised words of a passage, and what kind of word each is in this document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reviews.anonymisation.known import Known
from reviews.anonymisation.passages import Passage
from reviews.anonymisation.wordlists import phrases, words

_WORD = re.compile(
    r"(?:Mc|Mac|O'|D'|Fitz)[A-Z][a-z]+(?:-[A-Z][a-z]+)*"
    r"|[A-Z][a-z]+(?:-\n ?[a-z]+)?(?:-(?:[A-Z][a-z]+|[a-z]{1,3}-[A-Z][a-z]+))*"
    r"|[A-Z]+(?![a-z])(?:['-][A-Z]{2,}(?![a-z]))*|[A-Z]"
)
_LOWER = re.compile(r"(?<![A-Za-z.@_/])[a-z]{3,}(?![A-Za-z@_])")
_ABSTRACT = re.compile(
    r"(?:tions?|ments?|ness|ships?|ities|[bctlrs]ity|ology|ical|ically|fully|ously|ances?|ences?"
    r"|ising|ised|ating|ated|ness|ative|ively|able|ible|less|ists?|isms?)$"
)


class Kind(Enum):
    GIVEN = "a given name"
    MAYBE = "a given name that is a word too"
    ORDINARY = "a word"
    UNKNOWN = "a word that no list has"


@dataclass(slots=True)
class Capital:
    """``end`` is without a possessive s. ``masked``: within an organisation, a district or a law."""

    start: int
    end: int
    word: str
    kind: Kind
    masked: bool = False

    @property
    def is_initial(self) -> bool:
        return len(self.word) == 1

    @property
    def is_shouted(self) -> bool:
        return len(self.word) > 1 and self.word.isupper()


class Vocabulary:
    """Sorts words: a capitalised word that the document also has in small letters is no name."""

    def __init__(self, passages: Iterable[Passage], known: Known) -> None:
        self.small: set[str] = set()
        for passage in passages:
            self.small.update(_LOWER.findall(passage.text))
        self.known = known
        self._kinds: dict[str, Kind] = {}

    def kind_of(self, word: str) -> Kind:
        kind = self._kinds.get(word)
        if kind is None:
            kind = self._kinds[word] = self._sort(word)
        return kind

    def _sort(self, word: str) -> Kind:
        written = word.replace("-\n", "").replace(" ", "")
        if written.isupper():
            written = "-".join(part.capitalize() for part in written.split("-"))
        parts = written.split("-")
        if written in words("names_that_are_words"):
            return Kind.MAYBE
        if written in words("given_names") or (len(parts) > 1 and parts[0] in _names()):
            return Kind.GIVEN
        small = written.lower()
        if written in words("ordinary_words") or len(written) < 3 or small in self.small:
            return Kind.ORDINARY
        if len(parts) > 1 and all(self._sort(part) is Kind.ORDINARY for part in parts if part):
            return Kind.ORDINARY
        if small.endswith("s") and small[:-1] in self.small:
            return Kind.ORDINARY
        if len(small) > 6 and _ABSTRACT.search(small):
            return Kind.ORDINARY
        return Kind.UNKNOWN


def _names() -> frozenset[str]:
    return words("given_names") | words("names_that_are_words")


def capitals(passage: Passage, vocabulary: Vocabulary) -> list[Capital]:
    found: list[Capital] = []
    for match in _WORD.finditer(passage.text):
        word, end = match[0], match.end()
        kind = vocabulary.kind_of(word)
        if kind is Kind.UNKNOWN and word[-1] == "s" and len(word) > 3:
            shorter = vocabulary.kind_of(word[:-1])
            if shorter is Kind.GIVEN or word[:-1] in vocabulary.known.single_words:
                word, end, kind = word[:-1], end - 1, shorter
        found.append(Capital(match.start(), end, word, kind))
    _mask(found, passage, vocabulary.known)
    return found


def _mask(found: list[Capital], passage: Passage, known: Known) -> None:
    lists = (phrases("agencies"), phrases("districts_and_beyond"), known.public)
    end = 0
    for capital in found:
        if capital.start >= end:
            first = capital.word.split("-")[0]
            for one in lists:
                end = max(end, one.end(passage.levelled, capital.start, first) or 0)
        capital.masked = capital.start < end
