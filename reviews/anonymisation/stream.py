"""The letters of many texts in one row, and where in it tags are met."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviews.anonymisation.breaks import over_breaks
from reviews.anonymisation.folding import find_words, plain
from reviews.anonymisation.second_readings import second_readings, without_data
from reviews.anonymisation.strands import Part, Strand
from reviews.anonymisation.surfaces import PROSE, Surface
from reviews.anonymisation.tags import END, HEAD, Hashers, TagSet, Worth, slips
from reviews.anonymisation.terms import EMBEDDED_FROM, Strength

WHOLE_NAME = 10
# Nothing protected is of no letters: this is how a term is told to pass.
PASSES = Worth(Strength.FIRM, 0, True, 0)


@dataclass(frozen=True)
class Hit:
    """From letter ``start`` to ``end`` of the stream. ``slip``: with one letter wrong."""

    start: int
    end: int
    worth: Worth
    slip: bool = False


class Tags:
    """Of a register, by what has to be asked of each place in a text."""

    def __init__(self, key: bytes, protected: TagSet, allowed: TagSet) -> None:
        self.hashers = Hashers(key)
        self.near = protected.near
        self.dates = protected.dates
        self.terms = protected.terms | dict.fromkeys(allowed.terms, PASSES)
        self.heads = _lengths_by_tag(protected.heads | allowed.heads)
        self.ends = _lengths_by_tag(protected.ends)


def _lengths_by_tag(pieces: Iterable[tuple[bytes, int]]) -> dict[bytes, tuple[int, ...]]:
    lengths: dict[bytes, tuple[int, ...]] = {}
    for tag, length in sorted(pieces):
        lengths[tag] = (*lengths.get(tag, ()), length)
    return lengths


def strands_of(surfaces: Sequence[Surface]) -> list[Strand]:
    strands: list[Strand] = []
    whole: dict[int, Strand] = {}
    for index, surface in enumerate(surfaces):
        written = plain(without_data(surface.text))
        part = Part(index, len(written.text), starts=written.where)
        whole[index] = Strand(written.text, (part,), surface.name in PROSE)
        strands.append(whole[index])
        strands.extend(second_readings(index, surface.text, whole[index].prose))
    return strands + list(over_breaks(surfaces, whole))


class Stream:
    """A NUL stands between two strands: it is in no term.

    ``places``: of each word its strand and its span there. ``starts``: of each word its first letter
    in ``letters``. ``borders``: whether a word begins or ends before a letter.
    """

    def __init__(self, strands: Sequence[Strand]) -> None:
        self.strands = strands
        self.starts: list[int] = []
        self.places: list[tuple[int, int, int]] = []
        pieces: list[str] = []
        at = 0
        for number, strand in enumerate(strands):
            for word in find_words(strand.text):
                start, end = word.span()
                self.starts.append(at)
                self.places.append((number, start, end))
                pieces.append(word[0])
                at += end - start
            pieces.append("\0")
            at += 1
        self.letters = "".join(pieces).lower()
        self.borders = bytearray(len(self.letters) + 2)
        for start, (_number, first, last) in zip(self.starts, self.places, strict=True):
            self.borders[start] = self.borders[start + last - first] = 1

    def word_at(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def hits(self, tags: Tags) -> Iterator[Hit]:
        worths: dict[str, Worth | None] = {}

        def worth_of(letters: str) -> Worth | None:
            if letters not in worths:
                worths[letters] = tags.terms.get(tags.hashers.term(letters))
            return worths[letters]

        yield from self._long(tags, worth_of)
        yield from self._short(worth_of)
        yield from self._slips(tags)

    def _long(self, tags: Tags, worth_of: Callable[[str], Worth | None]) -> Iterator[Hit]:
        letters, borders = self.letters, self.borders
        heads = [letters[at : at + HEAD] for at in range(len(letters) - HEAD + 1)]
        lengths = _known(set(heads), tags.hashers.head, tags.heads)
        for at in [at for at, head in enumerate(heads) if head in lengths]:
            for length in lengths[heads[at]]:
                end = at + length
                if end >= len(letters):
                    break
                plural = not borders[end] and letters[end] == "s" and borders[end + 1]
                whole = borders[at] and (borders[end] or plural)
                if not whole and (
                    length < EMBEDDED_FROM
                    or (length < WHOLE_NAME and borders.find(1, at + 1, end) >= 0)
                ):
                    continue
                worth = worth_of(letters[at:end])
                if worth:
                    longer = whole and plural and letters[end - 1].isalpha()
                    yield Hit(at, end + 1 if longer else end, worth)

    def _short(self, worth_of: Callable[[str], Worth | None]) -> Iterator[Hit]:
        """Two and three letters: as one word, as initials, as the first half of a postcode."""
        for number, at in enumerate(self.starts):
            _strand, start, end = self.places[number]
            length = end - start
            if length > HEAD:
                continue
            word = self.letters[at : at + length]
            if length > 1:
                worth = worth_of(word) if length < HEAD else None
                if worth is None and length > 2 and word[-1] == "s":
                    worth = worth_of(word[:-1])
                if worth:
                    yield Hit(at, at + length, worth)
            if length < HEAD:
                yield from self._in_a_row(number, worth_of)

    def _in_a_row(self, number: int, worth_of: Callable[[str], Worth | None]) -> Iterator[Hit]:
        strand, first, end = self.places[number]
        text, start = self.strands[strand].text, self.starts[number]
        length = end - first
        single = length == 1
        for other, begin, last in self.places[number + 1 : number + HEAD]:
            length += last - begin
            if other != strand or length > HEAD:
                return
            gap = text[end:begin]
            spaced = single and last - begin == 1 and gap in (".", ". ", " ", "-", "")
            mixed = gap == "" and text[end - 1].isdigit() != text[begin].isdigit()
            if not spaced and not mixed:
                return
            end = last
            worth = worth_of(self.letters[start : start + length])
            if worth and worth.strength < Strength.WORD:
                yield Hit(start, start + length, worth)

    def _slips(self, tags: Tags) -> Iterator[Hit]:
        known: dict[str, int | None] = {}
        for at, end in sorted(self._spans_of_slips(tags)):
            letters = self.letters[at:end]
            if letters not in known:
                known[letters] = None if "\0" in letters else _kind_of_slip(letters, tags)
            kind = known[letters]
            if kind is not None:
                yield Hit(at, end, Worth(Strength.CLOSE, kind, False, end - at), slip=True)

    def _spans_of_slips(self, tags: Tags) -> set[tuple[int, int]]:
        """Words in a row that begin or end like a term and are about as long."""
        letters, borders, starts = self.letters, self.borders, self.starts
        ends = [
            start + last - first
            for start, (_number, first, last) in zip(starts, self.places, strict=True)
        ]
        first = _known({letters[at : at + END] for at in starts}, tags.hashers.first, tags.ends)
        last = _known(
            {letters[at - END : at] for at in ends if at >= END}, tags.hashers.last, tags.ends
        )
        spans: set[tuple[int, int]] = set()
        for at in starts:
            for length in first.get(letters[at : at + END], ()):
                for end in (at + length - 1, at + length, at + length + 1):
                    if end <= len(letters) and borders[end]:
                        spans.add((at, end))
        for end in ends:
            for length in last.get(letters[max(end - END, 0) : end], ()):
                for at in (end - length + 1, end - length, end - length - 1):
                    if at >= 0 and borders[at]:
                        spans.add((at, end))
        return spans


def _kind_of_slip(letters: str, tags: Tags) -> int | None:
    for near in slips(letters):
        kind = tags.near.get(tags.hashers.near(near))
        if kind is not None:
            return kind
    return None


def _known(
    pieces: set[str], tag: Callable[[str], bytes], known: Mapping[bytes, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    return {piece: lengths for piece in pieces if (lengths := known.get(tag(piece)))}
