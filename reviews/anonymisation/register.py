"""Where protected identifiers stand in a text, known by keyed tags only."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reviews.anonymisation import grading
from reviews.anonymisation.dates import FoundDate, find_dates
from reviews.anonymisation.rules import Level
from reviews.anonymisation.strands import Strand
from reviews.anonymisation.stream import PASSES, WHOLE_NAME, Hit, Stream, Tags, strands_of
from reviews.anonymisation.surfaces import Finding, Surface
from reviews.anonymisation.tags import (
    TagSet,
    allowed_tags,
    fingerprint,
    review_key,
    tags_of,
)
from reviews.anonymisation.terms import KINDS, Strength, is_plain_english

__all__ = ["Register", "TagSet", "allowed_tags", "fingerprint", "review_key", "tags_of"]

_BETWEEN_NAMES = re.compile(r"[ ,]{0,2}\n?[ ]?|[-_.@/+]| ?[\"'(]")
_LONGEST = 255

# Level, surface, start, end and kind.
Found = tuple[Level, int, int, int, int]


class Register:
    def __init__(
        self, key: bytes, tag_sets: Iterable[TagSet], allowed: TagSet | None = None
    ) -> None:
        """``allowed``: terms of a naming decision, which pass where nothing else stands with them."""
        protected = TagSet()
        for tags in tag_sets:
            protected.add(tags)
        self._count = len(protected)
        self._tags = Tags(key, protected, allowed or TagSet())

    def __len__(self) -> int:
        return self._count

    def scan(self, surfaces: Sequence[Surface]) -> list[Finding]:
        """In the order of the surfaces; what overlaps is told once, by the surest and longest."""
        found = list(_Judgement(Stream(strands_of(surfaces)), self._tags).findings())
        if self._tags.dates:
            for index, surface in enumerate(surfaces):
                found += self._dates_in(index, surface.text)
        return [
            _finding(surfaces[index], index, level, start, end, kind)
            for level, index, start, end, kind in _without_overlaps(found)
        ]

    def _dates_in(self, index: int, text: str) -> Iterator[Found]:
        for one in find_dates(text):
            worths = (self._tags.dates.get(self._tags.hashers.date(iso)) for iso in _iso(one))
            known = [worth for worth in worths if worth]
            if known:
                strength, kind = max(known)
                sure = strength == Strength.FIRM and not one.slip
                level = Level.BLOCK if sure else Level.REVIEW
                yield level, index, one.start, one.end, kind


def _iso(one: FoundDate) -> Iterator[str]:
    for year, month, day in ((one.year, one.month, one.day), *one.also):
        if year is None:
            yield f"--{month:02}-{day:02}"
        else:
            yield f"{year:04}-{month:02}"
            if day:
                yield f"{year:04}-{month:02}-{day:02}"


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    taken: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for one in sorted(set(found), key=lambda one: (-one[0], one[2] - one[3], one[1:])):
        _level, index, start, end, _kind = one
        spans = taken.setdefault(index, [])
        at = bisect_right(spans, (start, end))
        if (at and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end):
            continue
        spans.insert(at, (start, end))
        kept.append(one)
    return sorted(kept, key=lambda one: one[1:3])


def _finding(
    surface: Surface, index: int, level: Level, start: int, end: int, kind: int
) -> Finding:
    return Finding(
        "protected-identifier" if level == Level.BLOCK else "close-to-identifier",
        surface.name,
        surface.page,
        index,
        start,
        end,
        surface.text[start:end],
        note=KINDS[kind],
    )


class _Judgement:
    """What the hits in one stream are worth where they stand."""

    def __init__(self, stream: Stream, tags: Tags) -> None:
        self._stream = stream
        self._strands, self._places = stream.strands, stream.places
        hits = list(stream.hits(tags))
        passes = [hit for hit in hits if hit.worth is PASSES and self._is_whole(hit)]
        hits = [hit for hit in hits if hit.worth is not PASSES]
        self._hits = _outside(hits, passes) if passes else hits
        self._names: set[int] = set()
        for hit in self._hits:
            if hit.worth.kind == 0 and hit.worth.strength >= Strength.WORD:
                self._note_names(hit)

    def findings(self) -> Iterator[Found]:
        for hit in self._hits:
            level = self._level(hit)
            if level is not None:
                yield from self._located(hit, level)

    def _is_whole(self, hit: Hit) -> bool:
        borders = self._stream.borders
        return bool(borders[hit.start] and borders[hit.end])

    def _words(self, hit: Hit) -> range:
        return range(self._stream.word_at(hit.start), self._stream.word_at(hit.end - 1) + 1)

    def _note_names(self, hit: Hit) -> None:
        if not self._is_whole(hit):
            return
        for word in self._words(hit):
            number, first, last = self._places[word]
            written = self._strands[number].text[first:last]
            if hit.worth.strength == Strength.FIRM or (
                written[0].isupper() and grading.may_be_beside(written)
            ):
                self._names.add(word)

    def _level(self, hit: Hit) -> Level | None:
        words = self._words(hit)
        strand = self._strands[self._places[words[0]][0]]
        places = [self._places[word][1:] for word in words]
        if strand.crossing is not None and not places[0][0] < strand.crossing < places[-1][1]:
            return None
        if hit.slip:
            level = _of_slip(strand, places)
        elif self._is_whole(hit):
            level = self._of_whole(hit, strand, places, words)
        else:
            level = self._of_embedded(hit, strand, places)
        if strand.crossing is not None and level != Level.BLOCK:
            return None
        return Level.REVIEW if level == Level.BLOCK and strand.doubtful else level

    def _of_whole(
        self, hit: Hit, strand: Strand, places: list[tuple[int, int]], words: range
    ) -> Level | None:
        worth, text = hit.worth, strand.text
        start, end = places[0][0], places[-1][1]
        written = text[start:end]
        if worth.kind == 0 and len(places) == 1:
            is_word = worth.strength == Strength.WORD
            if grading.is_of_an_institution(text, start, end, is_word=is_word):
                return Level.REVIEW
        if worth.strength == Strength.FIRM:
            if worth.many and worth.kind == 0 and grading.is_lower_english(text, places):
                return Level.REVIEW
            word = worth.kind == 0 and not worth.many and strand.prose
            if word and grading.is_like_a_word(text, start, end):
                return Level.REVIEW
            if worth.many or len(places) == 1:
                return Level.BLOCK
            return grading.of_pieces(text, places)
        if worth.strength == Strength.PAIR:
            return grading.of_pair(text, places, prose=strand.prose)
        if worth.strength == Strength.INITIALS:
            return Level.REVIEW if all(text[a:b].isupper() for a, b in places) else None
        if worth.strength == Strength.CLOSE:
            capital = written[0].isupper() and (worth.many or len(places) == 1)
            sure = KINDS[worth.kind] == "email" or any(map(str.isdigit, written))
            return Level.REVIEW if capital or sure else None
        if len(places) > 1:
            return grading.of_spaced_word(text, places)
        if worth.length < end - start:
            return grading.of_plural(text, start, end)
        return grading.of_word(
            text, start, end, prose=strand.prose, beside_name=self._is_beside_name(words)
        )

    def _is_beside_name(self, words: range) -> bool:
        for one, other in ((words[0] - 1, words[0]), (words[-1], words[-1] + 1)):
            beside = one if other == words[0] else other
            if beside in self._names:
                number, _, end = self._places[one]
                strand, begin, _ = self._places[other]
                between = self._strands[number].text[end:begin] if number == strand else "|"
                if _BETWEEN_NAMES.fullmatch(between):
                    return True
        return False

    def _of_embedded(self, hit: Hit, strand: Strand, places: list[tuple[int, int]]) -> Level | None:
        worth, letters = hit.worth, self._stream.letters[hit.start : hit.end]
        if worth.strength < Strength.PAIR:
            return None
        if self._cuts_a_number(hit):
            return Level.REVIEW if letters.isdigit() and len(letters) >= WHOLE_NAME - 1 else None
        whole_name = worth.many and worth.length >= WHOLE_NAME
        if worth.strength == Strength.FIRM and whole_name:
            return Level.BLOCK
        glued = all(one[1] == other[0] for one, other in itertools.pairwise(places))
        token = strand.text[places[0][0] : places[-1][1]]
        if not glued or is_plain_english(token.lower()):
            return None
        if worth.strength == Strength.PAIR:
            return Level.BLOCK if whole_name else Level.REVIEW
        rest = token[len(letters) :].lower()
        if (
            self._stream.borders[hit.start]
            and token[0].isupper()
            and grading.is_function_word(rest)
        ):
            return Level.BLOCK
        return Level.REVIEW

    def _cuts_a_number(self, hit: Hit) -> bool:
        letters, borders = self._stream.letters, self._stream.borders
        return any(
            not borders[at] and letters[at - 1 : at + 1].isdigit() for at in (hit.start, hit.end)
        )

    def _located(self, hit: Hit, level: Level) -> Iterator[Found]:
        words = self._words(hit)
        number, start, _ = self._places[words[0]]
        start += hit.start - self._stream.starts[words[0]]
        end = self._places[words[-1]][1] + hit.end - self._stream.starts[words[-1]]
        for index, begin, stop in self._strands[number].spans(start, end):
            yield level, index, begin, stop, hit.worth.kind


def _outside(hits: Iterable[Hit], passes: Iterable[Hit]) -> list[Hit]:
    spans = sorted({(one.start, one.end) for one in passes})
    kept = []
    for hit in hits:
        last = bisect_right(spans, (hit.start, hit.end + _LONGEST))
        first = bisect_left(spans, (hit.start - _LONGEST, 0))
        if not any(hit.end <= end for _start, end in spans[first:last]):
            kept.append(hit)
    return kept


def _of_slip(strand: Strand, places: Sequence[tuple[int, int]]) -> Level | None:
    words = [strand.text[start:end] for start, end in places]
    if all(is_plain_english(word.lower()) for word in words) and (
        not words[0][0].isupper() or grading.starts_sentence(strand.text, places[0][0])
    ):
        return None
    return Level.REVIEW
