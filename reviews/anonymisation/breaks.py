"""The end of one page read together with the begin of the next."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reviews.anonymisation.folding import find_words
from reviews.anonymisation.strands import Part, Strand
from reviews.anonymisation.surfaces import PROSE, Surface

_BREAK_WORDS = 6
_FURNITURE_LINES = 4
_SHORT_LINE = 48
# PDFium leaves out the line break between a hyphen and what follows it, such as a page's foot.
_GLUED = re.compile(r"(?<=[a-z])-(?=[A-Z0-9])")


def over_breaks(surfaces: Sequence[Surface], whole: Mapping[int, Strand]) -> Iterator[Strand]:
    """Also without the lines that may be furniture. ``whole``: the text of each surface."""
    furniture = _repeated_lines(surface.text for surface in surfaces if surface.page is not None)
    last: dict[str, int] = {}
    for index, surface in enumerate(surfaces):
        before = last.get(surface.name)
        last[surface.name] = index
        if before is None:
            continue
        lines = furniture if surface.page is not None else None
        one, other = whole[before], whole[index]
        for end_from, end_to in _tails(one.text, lines):
            for start_from, start_to in _heads(other.text, lines):
                tail = one.text[end_from:end_to]
                head = other.text[start_from:start_to]
                parts = (
                    _cut(one.parts[0], end_from, end_to),
                    _cut(other.parts[0], start_from, start_to),
                )
                yield Strand(f"{tail}\n{head}", parts, surface.name in PROSE, len(tail))


def _cut(part: Part, start: int, end: int) -> Part:
    if part.starts is None:
        return Part(part.index, end - start, start)
    return Part(part.index, end - start, 0, part.starts[start:end])


def _repeated_lines(texts: Iterable[str]) -> frozenset[str]:
    """Lines at the edges of more than one page, whatever numbers they have."""
    counts: Counter[str] = Counter()
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        edges = lines[:_FURNITURE_LINES] + lines[-_FURNITURE_LINES:]
        counts.update({_without_numbers(line) for line in edges})
    return frozenset(line for line, count in counts.items() if count > 1)


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _may_be_furniture(line: str, repeated: frozenset[str] | None) -> bool:
    if repeated is None:
        return False
    return len(line.strip()) <= _SHORT_LINE or _without_numbers(line) in repeated


def _tails(text: str, repeated: frozenset[str] | None) -> list[tuple[int, int]]:
    spans = []
    end = len(text.rstrip())
    for _ in range(_FURNITURE_LINES):
        begin = max(0, end - 120)
        words = find_words(text[begin:end])[-_BREAK_WORDS:]
        if words:
            spans.append((begin + words[0].start(), end))
        line = text.rfind("\n", 0, end) + 1
        for glued in _GLUED.finditer(text, max(begin + 1, line), end):
            words = find_words(text[begin : glued.end()])[-_BREAK_WORDS:]
            spans.append((begin + words[0].start(), glued.end()))
        if line == 0 or not _may_be_furniture(text[line:end], repeated):
            break
        end = len(text[:line].rstrip())
    return spans


def _heads(text: str, repeated: frozenset[str] | None) -> list[tuple[int, int]]:
    spans = []
    start = len(text) - len(text.lstrip())
    for _ in range(_FURNITURE_LINES):
        words = find_words(text[start : start + 120])[:_BREAK_WORDS]
        if words:
            spans.append((start, start + words[-1].end()))
        line = text.find("\n", start)
        if line < 0 or not _may_be_furniture(text[start:line], repeated):
            break
        start = line + len(text[line:]) - len(text[line:].lstrip())
    return spans
