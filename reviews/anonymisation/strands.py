"""Texts to look through and where in a surface each of their signs comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """``starts[i]`` and ``ends[i]``: where sign ``i`` of the part stands in its surface."""

    index: int
    length: int
    shift: int = 0
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.starts is None:
            return start + self.shift, end + self.shift
        last = self.starts[end - 1] + 1 if self.ends is None else self.ends[end - 1]
        return self.starts[start], last


@dataclass(frozen=True)
class Strand:
    """``crossing``: only what reaches over this place counts. ``doubtful``: read a second way."""

    text: str
    parts: tuple[Part, ...]
    prose: bool
    crossing: int | None = None
    doubtful: bool = False

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Surface, start and end of what stands here from ``start`` to ``end``."""
        at = 0
        for part in self.parts:
            first, last = max(start - at, 0), min(end - at, part.length)
            if first < last:
                yield (part.index, *part.span(first, last))
            at += part.length + 1
