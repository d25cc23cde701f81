"""One surface made ready for the detectors, and what they say of it."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviews.anonymisation.folding import Plain, plain
from reviews.anonymisation.surfaces import PROSE, Finding, Surface
from reviews.anonymisation.wordlists import level

_DIGITS = re.compile(r"\d+")
CLOSE, FAR = 18, 45


@dataclass(frozen=True, slots=True)
class Hit:
    """``start`` and ``end`` count in the passage's plain text."""

    rule: str
    start: int
    end: int
    note: str = ""


class Passage:
    def __init__(self, index: int, surface: Surface) -> None:
        self.index = index
        self.surface = surface
        self._plain: Plain = plain(surface.text)
        self.text = self._plain.text

    @property
    def is_prose(self) -> bool:
        return self.surface.name in PROSE

    @cached_property
    def levelled(self) -> str:
        return level(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    def mentions(self, *strings: str) -> bool:
        """A quick look, which spares most pages the slower search for a pattern."""
        return any(string in self.lower for string in strings)

    @cached_property
    def digits(self) -> list[tuple[int, int]]:
        return [match.span() for match in _DIGITS.finditer(self.text)]

    @cached_property
    def _near_digits(self) -> dict[int, list[tuple[int, int]]]:
        return {reach: around(self.digits, len(self.text), reach) for reach in (CLOSE, FAR)}

    def find_near_digits(
        self, pattern: re.Pattern[str], reach: int = CLOSE
    ) -> Iterator[re.Match[str]]:
        """For patterns that need a digit, and reach no further from one than ``reach``."""
        for low, high in self._near_digits[reach]:
            yield from pattern.finditer(self.text, low, high)

    def line_of(self, at: int) -> tuple[int, int]:
        """Start and end of the line that holds ``at``."""
        number = bisect.bisect_right(self._line_starts, at)
        starts = self._line_starts
        return starts[number - 1], starts[number] - 1 if number < len(starts) else len(self.text)

    def number_of_line(self, at: int) -> tuple[int, int]:
        """The line's number from 0, and how many there are."""
        return bisect.bisect_right(self._line_starts, at) - 1, len(self._line_starts)

    def finding(self, hit: Hit) -> Finding:
        start = self._plain.place(hit.start)
        end = self._plain.end_of(hit.end)
        return Finding(
            rule=hit.rule,
            surface=self.surface.name,
            page=self.surface.page,
            index=self.index,
            start=start,
            end=end,
            text=self.surface.text[start:end],
            note=hit.note,
        )


def around(
    spans: Iterable[tuple[int, int]], length: int, reach: int = FAR
) -> list[tuple[int, int]]:
    """The spans with some text on both sides, those that touch put together."""
    windows: list[tuple[int, int]] = []
    for start, end in spans:
        low, high = max(0, start - reach), min(length, end + reach)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def passages(surfaces: Sequence[Surface]) -> list[Passage]:
    return [Passage(index, surface) for index, surface in enumerate(surfaces)]
