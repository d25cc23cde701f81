"""What is asked about besides the register: names, dates, numbers and places nobody entered."""

from collections.abc import Iterator, Sequence

from reviews.anonymisation import (
    consistency,
    dated,
    institutions,
    jigsaw,
    markings,
    numbers,
    occupations,
    people,
    places,
)
from reviews.anonymisation.capitals import Capital, Vocabulary, capitals
from reviews.anonymisation.known import Known
from reviews.anonymisation.passages import Hit, Passage, passages
from reviews.anonymisation.surfaces import Finding, Surface
from reviews.anonymisation.wordlists import words

# Where two rules claim the same letters, the first of these stays.
_BEFORE_OTHERS = (
    "protective-marking",
    "marking-mentioned",
    "email",
    "nhs-number",
    "date-of-birth",
    "ni-number",
    "phone",
    "postcode",
    "full-date",
    "exact-age",
    "vehicle",
    "reference",
    "street-address",
    "school",
    "surgery",
    "occupation",
    "place",
    "name",
)
_RANK = {rule: rank for rank, rule in enumerate(_BEFORE_OTHERS)}


def detect(surfaces: Sequence[Surface], known: Known) -> list[Finding]:
    """Findings in the order of the surfaces, then those that join several places."""
    all_passages = passages(surfaces)
    prose = [passage for passage in all_passages if passage.is_prose]
    vocabulary = Vocabulary(prose, known)
    words_of = {passage.index: capitals(passage, vocabulary) for passage in prose}
    evident = frozenset(
        word for passage in prose for word in people.evident_words(passage, words_of[passage.index])
    )
    small = frozenset(vocabulary.small)
    given = words("given_names") | known.single_words
    hits: dict[int, list[Hit]] = {}
    found: list[Finding] = []
    for passage in all_passages:
        here = [*markings.find(passage), *numbers.find(passage)]
        if passage.is_prose:
            here += _in_prose(passage, words_of[passage.index], known, evident, small, given)
        hits[passage.index] = kept = _apart(here, passage)
        found += map(passage.finding, kept)
    found += jigsaw.find(prose, words_of, hits, known)
    found += consistency.within(prose, known)
    return found


def _in_prose(
    passage: Passage,
    words_here: list[Capital],
    known: Known,
    evident: frozenset[str],
    small: frozenset[str],
    given: frozenset[str],
) -> Iterator[Hit]:
    yield from people.find(passage, words_here, known, evident)
    yield from dated.find_dates(passage)
    yield from dated.find_ages(passage, given)
    yield from numbers.find_in_prose(passage)
    yield from places.find(passage, words_here)
    yield from institutions.find(passage, words_here)
    yield from occupations.find(passage, words_here, small)


def _apart(hits: list[Hit], passage: Passage) -> list[Hit]:
    """Without what another rule says of the same letters. A title with a surname always stays."""
    kept: list[Hit] = []
    taken: dict[int, str] = {}
    for hit in sorted(hits, key=lambda one: (_RANK[one.rule], one.start - one.end)):
        covered = [taken.get(at) for at in range(hit.start, hit.end)]
        if all(covered) and not (
            hit.rule == "name"
            and "name" not in covered
            and people.has_title(passage.text[hit.start : hit.end])
        ):
            continue
        for at in range(hit.start, hit.end):
            taken.setdefault(at, hit.rule)
        kept.append(hit)
    return sorted(kept, key=lambda one: (one.start, one.end))
