"""Where protected identifiers stand in a text, known by keyed tags only."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reviews.anonymisation import grading
from reviews.anonymisation.dates import FoundDate, find_dates
from reviews.anonymisation.folding import find_words
from reviews.anonymisation.rules import Level
from reviews.anonymisation.strands import Strand, strands_of
from reviews.anonymisation.surfaces import Finding, Surface
from reviews.anonymisation.tags import (
    END,
    HEAD,
    Hashers,
    TagSet,
    Worth,
    allowed_tags,
    fingerprint,
    review_key,
    slips,
    tags_of,
)
from reviews.anonymisation.terms import EMBEDDED_FROM, KINDS, Strength, is_plain_english

__all__ = ["Register", "TagSet", "allowed_tags", "fingerprint", "review_key", "tags_of"]

_WHOLE_NAME = 10
_BETWEEN_NAMES = re.compile(r"[ ,]{0,2}\n?[ ]?|[-_.@/+]| ?[\"'(]")
_AFTER_A_NAME = frozenset(
    "was were had has is and said told of who at in on to as did died went the that when for with by "
    "would could from her his moved lived met also then".split()
)


@dataclass(frozen=True)
class Hit:
    """From letter ``start`` to ``end`` of the stream."""

    start: int
    end: int
    worth: Worth
    slip: bool = False


class Register:
    def __init__(
        self, key: bytes, tag_sets: Iterable[TagSet], allowed: TagSet | None = None
    ) -> None:
        """``allowed``: terms of a naming decision, which pass where nothing else stands with them."""
        self._hashers = Hashers(key)
        self._tags = TagSet()
        for tags in tag_sets:
            self._tags.add(tags)
        self._allowed = allowed or TagSet()
        self._heads = _by_tag(self._tags.heads | self._allowed.heads)
        self._ends = _by_tag(self._tags.ends)

    def __len__(self) -> int:
        return len(self._tags)

    def scan(self, surfaces: Sequence[Surface]) -> list[Finding]:
        """In the order of the surfaces; what overlaps is told once, by the surest and longest."""
        found: list[tuple[Level, int, int, int, int]] = []
        if self._tags.terms:
            found += _Scan(self._hashers, self, strands_of(surfaces)).run()
        if self._tags.dates:
            for index, surface in enumerate(surfaces):
                found += self._dates_in(index, surface.text)
        return [
            _finding(surfaces[index], index, level, start, end, kind)
            for level, index, start, end, kind in _without_overlaps(found)
        ]

    def _dates_in(self, index: int, text: str) -> Iterable[tuple[Level, int, int, int, int]]:
        for one in find_dates(text):
            worths = [self._tags.dates.get(self._hashers.date(iso)) for iso in _iso(one)]
            known = [worth for worth in worths if worth]
            if known:
                strength, kind = max(known)
                sure = strength == Strength.FIRM and not one.slip
                level = Level.BLOCK if sure else Level.REVIEW
                yield level, index, one.start, one.end, kind


def _by_tag(pieces: Iterable[tuple[bytes, int]]) -> dict[bytes, tuple[int, ...]]:
    lengths: dict[bytes, list[int]] = {}
    for tag, length in sorted(pieces):
        lengths.setdefault(tag, []).append(length)
    return {tag: tuple(each) for tag, each in lengths.items()}


def _iso(one: FoundDate) -> Iterable[str]:
    for year, month, day in ((one.year, one.month, one.day), *one.also):
        if year is None:
            yield f"--{month:02}-{day:02}"
        else:
            yield f"{year:04}-{month:02}"
            if day:
                yield f"{year:04}-{month:02}-{day:02}"


def _without_overlaps(
    found: Iterable[tuple[Level, int, int, int, int]],
) -> list[tuple[Level, int, int, int, int]]:
    taken: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for one in sorted(set(found), key=lambda one: (-one[0], one[2] - one[3], one[1:])):
        _level, index, start, end, _kind = one
        spans = taken.setdefault(index, [])
        if not any(start < other_end and other < end for other, other_end in spans):
            spans.append((start, end))
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


class _Scan:
    """The letters of all strands in one stream; a NUL between two strands is in no term."""

    def __init__(self, hashers: Hashers, register: Register, strands: Sequence[Strand]) -> None:
        self._hashers = hashers
        self._terms = register._tags.terms
        self._near = register._tags.near
        self._allowed = register._allowed.terms
        self._heads = register._heads
        self._ends = register._ends
        self._strands = strands
        self._starts: list[int] = []
        self._places: list[tuple[int, int, int]] = []
        pieces: list[str] = []
        at = 0
        for number, strand in enumerate(strands):
            for word in find_words(strand.text):
                self._starts.append(at)
                start, end = word.span()
                self._places.append((number, start, end))
                pieces.append(word[0])
                at += end - start
            pieces.append("\0")
            at += 1
        self._stream = "".join(pieces).lower()
        self._borders = bytearray(len(self._stream) + 2)
        for start, (_number, first, last) in zip(self._starts, self._places, strict=True):
            self._borders[start] = self._borders[start + last - first] = 1

    def run(self) -> Iterable[tuple[Level, int, int, int, int]]:
        hits = [*self._exact(), *self._short()]
        let_through = [
            (hit.start, hit.end)
            for hit in hits
            if hit.worth.strength == Strength.FIRM and not hit.worth.length
        ]
        hits = [hit for hit in hits if hit.worth.length]
        hits += self._slips()
        named: dict[int, bool] = {}
        for hit in hits:
            self._note_names(hit, named)
        for hit in hits:
            if any(start <= hit.start and hit.end <= end for start, end in let_through):
                continue
            level = self._grade(hit, named)
            if level is not None:
                yield from self._located(hit, level)

    def _worth(self) -> Callable[[str], Worth | None]:
        known: dict[str, Worth | None] = {}

        def worth(letters: str) -> Worth | None:
            if letters not in known:
                tag = self._hashers.term(letters)
                if tag in self._allowed:
                    # Nothing protected is of no letters: this is how a term is told to pass.
                    known[letters] = Worth(Strength.FIRM, 0, True, 0)
                else:
                    known[letters] = self._terms.get(tag)
            return known[letters]

        return worth

    def _exact(self) -> Iterable[Hit]:
        stream, borders, worth_of = self._stream, self._borders, self._worth()
        heads = self._pieces(
            {stream[at : at + HEAD] for at in range(len(stream) - HEAD + 1)},
            self._hashers.head,
            self._heads,
        )
        if not heads:
            return
        for at in range(len(stream) - HEAD + 1):
            lengths = heads.get(stream[at : at + HEAD])
            if lengths is None:
                continue
            for length in lengths:
                end = at + length
                if end > len(stream):
                    break
                whole = borders[at] and (
                    borders[end] or (stream[end : end + 1] == "s" and borders[end + 1])
                )
                if whole or length >= EMBEDDED_FROM:
                    worth = worth_of(stream[at:end])
                    if worth:
                        plural = whole and not borders[end] and stream[end - 1].isalpha()
                        yield Hit(at, end + 1 if plural else end, worth)

    def _short(self) -> Iterable[Hit]:
        """Terms of two and three letters: as one word, as initials, as the first half of a postcode."""
        stream, starts, worth_of = self._stream, self._starts, self._worth()
        for number, at in enumerate(starts):
            place = self._places[number]
            length = place[2] - place[1]
            if length > HEAD:
                continue
            word = stream[at : at + length]
            if length > 1:
                worth = worth_of(word) if length < HEAD else None
                if worth is None and word[-1] == "s" and length > 2:
                    worth = worth_of(word[:-1])
                if worth:
                    yield Hit(at, at + length, worth)
            if length < HEAD:
                yield from self._run_of_short(number, worth_of)

    def _run_of_short(self, number: int, worth_of: Callable[[str], Worth | None]) -> Iterable[Hit]:
        strand, first, end = self._places[number]
        start = self._starts[number]
        text = self._strands[strand].text
        length = end - first
        for following in range(number + 1, min(number + HEAD, len(self._places))):
            other, begin, last = self._places[following]
            length += last - begin
            if other != strand or length > HEAD:
                return
            gap = text[end:begin]
            mixed = text[end - 1].isdigit() != text[begin].isdigit()
            spaced = last - begin == 1 and self._places[number][2] - first == 1 and len(gap) < 3
            if not (spaced and gap.strip(" .-") == "") and not (mixed and gap == ""):
                return
            end = last
            worth = worth_of(self._stream[start : start + length])
            if worth and worth.strength < Strength.WORD:
                yield Hit(start, start + length, worth)

    def _slips(self) -> Iterable[Hit]:
        stream, borders = self._stream, self._borders
        ends = [
            start + last - first
            for start, (_number, first, last) in zip(self._starts, self._places, strict=True)
        ]
        firsts = self._pieces(
            {stream[at : at + END] for at in self._starts}, self._hashers.first, self._ends
        )
        lasts = self._pieces(
            {stream[at - END : at] for at in ends if at >= END}, self._hashers.last, self._ends
        )
        spans: set[tuple[int, int]] = set()
        for at in self._starts:
            for length in firsts.get(stream[at : at + END], ()):
                for end in (at + length - 1, at + length, at + length + 1):
                    if end <= len(stream) and borders[end]:
                        spans.add((at, end))
        for end in ends:
            for length in lasts.get(stream[end - END : end], ()) if end >= END else ():
                for at in (end - length + 1, end - length, end - length - 1):
                    if at >= 0 and borders[at]:
                        spans.add((at, end))
        known: dict[str, int | None] = {}
        for at, end in sorted(spans):
            letters = stream[at:end]
            if letters not in known:
                known[letters] = None if "\0" in letters else self._slip_of(letters)
            kind = known[letters]
            if kind is not None:
                yield Hit(at, end, Worth(Strength.CLOSE, kind, False, end - at), slip=True)

    def _slip_of(self, letters: str) -> int | None:
        for near in slips(letters):
            kind = self._near.get(self._hashers.near(near))
            if kind is not None:
                return kind
        return None

    @staticmethod
    def _pieces(
        pieces: set[str], tag: Callable[[str], bytes], known: dict[bytes, tuple[int, ...]]
    ) -> dict[str, tuple[int, ...]]:
        found = {}
        for piece in pieces:
            lengths = known.get(tag(piece))
            if lengths:
                found[piece] = lengths
        return found

    def _token_at(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _note_names(self, hit: Hit, named: dict[int, bool]) -> None:
        """Words that are names by themselves, or may be one where they stand beside another."""
        if hit.slip or hit.worth.kind != 0 or hit.worth.strength < Strength.WORD:
            return
        if self._borders[hit.start] and self._borders[hit.end]:
            for token in range(self._token_at(hit.start), self._token_at(hit.end - 1) + 1):
                number, first, _last = self._places[token]
                sure = hit.worth.strength == Strength.FIRM
                if sure or self._strands[number].text[first].isupper():
                    named[token] = named.get(token, False) or sure

    def _grade(self, hit: Hit, named: dict[int, bool]) -> Level | None:
        first, last = self._token_at(hit.start), self._token_at(hit.end - 1)
        strand = self._strands[self._places[first][0]]
        places = [self._places[token][1:] for token in range(first, last + 1)]
        if strand.crossing is not None and not (places[0][0] < strand.crossing < places[-1][1]):
            return None
        whole = self._borders[hit.start] and self._borders[hit.end]
        if hit.slip:
            level = self._grade_slip(strand, places)
        elif whole:
            level = self._grade_whole(hit, strand, places, first, last, named)
        else:
            level = self._grade_embedded(hit, strand, places)
        if level == Level.BLOCK and strand.doubtful:
            return Level.REVIEW
        return level

    def _grade_slip(self, strand: Strand, places: list[tuple[int, int]]) -> Level | None:
        words = [strand.text[start:end] for start, end in places]
        if all(is_plain_english(word.lower()) for word in words):
            start = places[0][0]
            if not words[0][0].isupper() or grading.starts_sentence(strand.text, start):
                return None
        return Level.REVIEW

    def _grade_whole(
        self,
        hit: Hit,
        strand: Strand,
        places: list[tuple[int, int]],
        first: int,
        last: int,
        named: dict[int, bool],
    ) -> Level | None:
        worth, text = hit.worth, strand.text
        start, end = places[0][0], places[-1][1]
        written = text[start:end]
        if worth.strength == Strength.FIRM:
            if worth.many or len(places) == 1:
                return Level.BLOCK
            return grading.of_pieces(text, places, prose=strand.prose)
        if worth.strength == Strength.PAIR:
            return grading.of_pair(text, places, prose=strand.prose)
        if worth.strength == Strength.INITIALS:
            letters = [text[one:other] for one, other in places]
            return Level.REVIEW if all(one.isupper() for one in letters) else None
        if worth.strength == Strength.CLOSE:
            sure = not written.isalpha() and any(sign.isdigit() for sign in written)
            if sure or (written[0].isupper() and (worth.many or len(places) == 1)):
                return Level.REVIEW
            return None
        if len(places) > 1:
            spaced = len(places) == worth.length > 3
            return Level.REVIEW if spaced or (written[0].isupper() and "-\n" in written) else None
        if worth.length < end - start and written[0].isupper():
            return None if grading.starts_sentence(text, start) else Level.REVIEW
        beside = any(
            token in named and self._adjoin(token, other)
            for token, other in ((first - 1, first), (last + 1, last))
        )
        return grading.of_word(text, start, end, prose=strand.prose, beside_name=beside)

    def _adjoin(self, one: int, other: int) -> bool:
        one, other = min(one, other), max(one, other)
        number, _start, end = self._places[one]
        strand, begin, _end = self._places[other]
        return number == strand and bool(
            _BETWEEN_NAMES.fullmatch(self._strands[number].text[end:begin])
        )

    def _grade_embedded(
        self, hit: Hit, strand: Strand, places: list[tuple[int, int]]
    ) -> Level | None:
        worth, letters = hit.worth, self._stream[hit.start : hit.end]
        if worth.strength < Strength.PAIR:
            return None
        before, after = self._stream[hit.start - 1 : hit.start], self._stream[hit.end : hit.end + 1]
        if (letters[0].isdigit() and before.isdigit() and not self._borders[hit.start]) or (
            letters[-1].isdigit() and after.isdigit() and not self._borders[hit.end]
        ):
            return Level.REVIEW if letters.isdigit() and len(letters) >= _WHOLE_NAME - 1 else None
        if worth.strength == Strength.FIRM and worth.many and worth.length >= _WHOLE_NAME:
            return Level.BLOCK
        glued = all(one[1] == other[0] for one, other in itertools.pairwise(places))
        token = strand.text[places[0][0] : places[-1][1]]
        if not glued or is_plain_english(token.lower()):
            return None
        if worth.strength == Strength.PAIR:
            sure = worth.many and worth.length >= _WHOLE_NAME
            return Level.BLOCK if sure else Level.REVIEW
        rest = token[len(letters) :].lower()
        if self._borders[hit.start] and token[0].isupper() and rest in _AFTER_A_NAME:
            return Level.BLOCK
        return Level.REVIEW

    def _located(self, hit: Hit, level: Level) -> Iterable[tuple[Level, int, int, int, int]]:
        first, last = self._token_at(hit.start), self._token_at(hit.end - 1)
        number, start, _ = self._places[first]
        start += hit.start - self._starts[first]
        end = self._places[last][1] + hit.end - self._starts[last]
        for index, begin, stop in self._strands[number].spans(start, end):
            yield level, index, begin, stop, hit.worth.kind
