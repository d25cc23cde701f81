"""What a reader typed, as words and phrases. Nothing of it is ever syntax of a database."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

from reviews.library.words import STOP_WORDS, cleaned, stem, words_in

MAX_LENGTH = 100
MAX_WORDS = 12
QUOTED = re.compile(r'["“”„‟«»]([^"“”„‟«»]*)["“”„‟«»]')
SYNONYMS = Path(__file__).with_name("synonyms.txt")

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One thing that is looked for. Each way of saying it is a run of stems; the first is as typed."""

    ways: tuple[Stems, ...]
    typed: str
    quoted: bool = False


@dataclass(frozen=True)
class Query:
    """``typed`` is what is shown back; a query without terms finds nothing."""

    typed: str
    terms: tuple[Term, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """All that is worth marking by itself: what was typed, and other single words for it."""
        stems = frozenset(
            one
            for term in self.terms
            for place, way in enumerate(term.ways)
            if place == 0 or len(way) == 1
            for one in way
        )
        return stems - STOP_STEMS or stems

    @cached_property
    def runs(self) -> tuple[Stems, ...]:
        """Other words for it that say so only together."""
        return tuple(way for term in self.terms for way in term.ways[1:] if len(way) > 1)

    @property
    def words(self) -> list[str]:
        """The single words as typed, for suggestions."""
        return [term.typed for term in self.terms if not term.quoted and " " not in term.typed]


def shortened(text: str) -> str:
    return cleaned(text)[:MAX_LENGTH].strip()


def parse(text: str) -> Query:
    """Never raises: what cannot be looked for is left out."""
    typed = shortened(text)
    terms: list[Term] = []
    rest: list[str] = []
    position = 0
    for found in QUOTED.finditer(typed):
        rest.append(typed[position : found.start()])
        position = found.end()
        words = tuple(islice(words_in(found[1]), MAX_WORDS))
        if words:
            way = tuple(stem(word) for word in words)
            terms.append(Term((way,), " ".join(words), quoted=True))
    rest.append(typed[position:])
    for part in rest:
        terms.extend(_terms(list(islice(words_in(part), MAX_WORDS))))
    return Query(typed, tuple(dict.fromkeys(terms))[:MAX_WORDS])


def _terms(words: list[str]) -> list[Term]:
    """Known expressions first, the longest at each place; stop words only where nothing else is."""
    groups = synonyms()
    terms: list[Term] = []
    skipped: list[Term] = []
    at = 0
    while at < len(words):
        taken = 1
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            way = tuple(stem(word) for word in words[at : at + size])
            if way in groups:
                terms.append(Term((way, *groups[way]), " ".join(words[at : at + size])))
                taken = size
                break
        else:
            alone = Term(((stem(words[at]),),), words[at])
            (skipped if words[at] in STOP_WORDS else terms).append(alone)
        at += taken
    return terms or skipped


@lru_cache(maxsize=1)
def synonyms() -> dict[Stems, tuple[Stems, ...]]:
    """Each way of saying something, to the others."""
    groups: dict[Stems, tuple[Stems, ...]] = {}
    for line in SYNONYMS.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        ways = list(dict.fromkeys(_stems(way) for way in line.split(",")))
        for way in ways:
            groups[way] = tuple(other for other in ways if other != way)
    return groups


def _stems(text: str) -> Stems:
    return tuple(stem(word) for word in words_in(text) if word)


STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
LONGEST = max(len(way) for way in synonyms())
