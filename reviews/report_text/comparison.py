"""Whether the HTML of a report says what its PDF says, word by word.

Order in tables and the place of notes differ by nature, so words there only have to be as many.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any

ONLY_IN_PDF, ONLY_IN_TEXT, ELSEWHERE, COVER = "pdf", "text", "elsewhere", "cover"
WORD = re.compile(r"\S+")
LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\ufffe\x02]\s*\n\s*(?=\w)")
NOT_A_LETTER = re.compile(r"[^\w]+|_")
CONTEXT_WORDS = 6
LONGEST_COVER = 400
ANCHOR_WORDS = 4
LARGEST_GAP = 1_500
MOST_DIFFERENCES = 200
BLOCK_TAGS = frozenset({"p", "li", "td", "th", "caption", "h2", "h3", "h4", "h5"})


@dataclass(frozen=True)
class Word:
    """``key`` is what is compared: letters and digits, in one case."""

    shown: str
    key: str
    is_loose: bool = False


@dataclass(frozen=True)
class Difference:
    """``side`` says where the words are: only in the PDF, only in the text, elsewhere in the PDF,
    or before the text begins (the cover and the list of contents).
    """

    side: str
    words: str
    before: str = ""
    after: str = ""

    @property
    def counts(self) -> bool:
        return self.side != COVER

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def compare(pages: list[str], html: str) -> list[Difference]:
    """At most ``MOST_DIFFERENCES``, in the order of the PDF and then of the text."""
    pdf, reader = words_of_pdf(pages), read_html(html)
    text = reader.words
    keys = [word.key for word in pdf], [word.key for word in text]
    missing = Counter(keys[0]) - Counter(keys[1])
    added = Counter(keys[1]) - Counter(keys[0])
    found: list[Difference] = []
    for start, end, other, other_end in _gaps(*keys):
        if start == 0 and other == other_end and end - start <= LONGEST_COVER:
            found += _cover(pdf[:end], missing)
        else:
            found += _runs(pdf, start, end, missing, ONLY_IN_PDF)
        new: set[int] = set()
        found += _runs(text, other, other_end, added, ONLY_IN_TEXT, new)
        found += _moved(text, other, other_end, new)
    # A table that goes over pages has its head on each of them.
    kept = [one for one in found if one.side != ONLY_IN_PDF or _keys(one.words) not in reader.heads]
    return kept[:MOST_DIFFERENCES]


def words_of_pdf(pages: list[str]) -> list[Word]:
    joined = LINE_END_HYPHEN.sub("", "\n".join(pages))
    return list(_words(joined))


def read_html(html: str) -> "_Words":
    reader = _Words()
    reader.feed(html)
    reader.close()
    return reader


def _words(text: str, is_loose: bool = False) -> Iterator[Word]:
    for match in WORD.finditer(text):
        key = NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", match[0])).casefold()
        # The number of a note stands against a word, before it or behind it.
        parts = re.findall(r"\d+|\D+", key)
        for part in parts:
            yield Word(match[0] if len(parts) == 1 else part, part, is_loose)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in _words(text))


class _Words(HTMLParser):
    """The heading of the notes and the links back from them are ours, not the report's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[Word] = []
        self.heads: set[tuple[str, ...]] = set()
        self.head_from = 0
        self.text = ""
        self.loose = 0
        self.back = False
        self.heading_of_notes = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in BLOCK_TAGS:
            self._end()
        if tag == "thead":
            self.head_from = len(self.words)
        if tag in ("table", "section"):
            self.loose += 1
        address = values.get("id") or ""
        if tag == "li" and address.startswith("note-"):
            # As on paper: the number stands before the note.
            self.text = f"{address.removeprefix('note-')} "
        if values.get("id") == "notes":
            self.heading_of_notes = True
        self.back = self.back or (
            tag == "a" and (values.get("href") or "").startswith("#reference")
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end()
            self.heading_of_notes = False
        if tag == "thead":
            self.heads.add(tuple(word.key for word in self.words[self.head_from :]))
        if tag in ("table", "section"):
            self.loose -= 1
        if tag == "a":
            self.back = False

    def handle_data(self, data: str) -> None:
        if not self.back and not self.heading_of_notes:
            self.text += data

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        self.words += _words(self.text, is_loose=self.loose > 0)
        self.text = ""


def _cover(words: list[Word], missing: Counter[str]) -> list[Difference]:
    shown = " ".join(word.shown for word in words if missing[word.key] > 0)
    for word in words:
        missing[word.key] -= 1
    return [Difference(COVER, shown)] if shown else []


def _runs(
    words: list[Word],
    start: int,
    end: int,
    left: Counter[str],
    side: str,
    places: set[int] | None = None,
) -> list[Difference]:
    """Stretches of words that the other side has not at all, or not so often."""
    found, place = [], start
    while place < end:
        if left[words[place].key] <= 0:
            place += 1
            continue
        first = place
        while place < end and left[words[place].key] > 0:
            left[words[place].key] -= 1
            place += 1
        if places is not None:
            places |= set(range(first, place))
        found.append(_difference(side, words, first, place))
    return found


def _moved(text: list[Word], start: int, end: int, new: set[int]) -> list[Difference]:
    """Running text that the PDF has too, but not here. Beside a table the order says nothing."""
    around = text[max(0, start - 1) : end + 1]
    places = [place for place in range(start, end) if place not in new]
    if not places or any(word.is_loose for word in around):
        return []
    return [_difference(ELSEWHERE, text, places[0], places[-1] + 1)]


def _difference(side: str, words: list[Word], start: int, end: int) -> Difference:
    def shown(first: int, last: int) -> str:
        return " ".join(word.shown for word in words[max(0, first) : last])

    return Difference(
        side,
        shown(start, end),
        shown(start - CONTEXT_WORDS, start),
        shown(end, end + CONTEXT_WORDS),
    )


def _gaps(one: list[str], other: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches between what both have in the same order, cheap also for hundreds of pages.

    Runs of words that stand once on each side hold the two together; only what lies between them
    is compared word by word.
    """
    at, other_at = 0, 0
    for place, other_place in [*_anchors(one, other), (len(one), len(other))]:
        if place < at or other_place < other_at:
            continue
        yield from _small_gaps(one, other, (at, place, other_at, other_place))
        at, other_at = place, other_place


def _small_gaps(
    one: list[str], other: list[str], gap: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    start, end, other_start, other_end = gap
    while start < end and other_start < other_end and one[start] == other[other_start]:
        start, other_start = start + 1, other_start + 1
    while start < end and other_start < other_end and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    if start == end and other_start == other_end:
        return
    if (
        start == end
        or other_start == other_end
        or max(end - start, other_end - other_start) > LARGEST_GAP
    ):
        yield start, end, other_start, other_end
        return
    matcher = SequenceMatcher(None, one[start:end], other[other_start:other_end], autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag != "equal":
            yield start + first, start + last, other_start + other_first, other_start + other_last


def _anchors(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Places of runs that stand once on each side, as many as keep their order."""
    places = _once(one)
    others = _once(other)
    pairs = sorted((places[run], others[run]) for run in places.keys() & others.keys())
    return _rising(pairs)


def _once(keys: list[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(keys[at : at + ANCHOR_WORDS]) for at in range(len(keys) - ANCHOR_WORDS + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both numbers rise (patience sorting)."""
    tops: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(tails[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            tails.append(at)
        else:
            tops[pile], tails[pile] = value, at
    row, at = [], tails[-1] if tails else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
