"""Lines of a document as they are put together from pieces that look and stand differently."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation.markup import attribute
from reviews.anonymisation.word_looks import Ground

SYMBOL_FONTS_START = 0xF000


@dataclass(frozen=True)
class Piece:
    text: str
    unseen: bool = False
    deleted: bool = False
    inserted: bool = False


@dataclass
class Line:
    pieces: list[Piece] = field(default_factory=list)
    end: str = "\n"

    def text(self, *, final: bool = False, original: bool = False) -> str:
        return "".join(
            piece.text
            for piece in self.pieces
            if not (final and (piece.unseen or piece.deleted)) and not (original and piece.inserted)
        )


@dataclass(frozen=True)
class Where:
    """How the text at this point stands in the document."""

    ground: Ground
    deleted: bool = False
    inserted: bool = False


def by_column(grid: list[list[str]]) -> Iterator[str]:
    """A table read downwards. What is read across is already in the text."""
    if len(grid) < 2 or max(map(len, grid)) < 2:
        return
    for column in range(max(map(len, grid))):
        yield "\n".join(row[column] for row in grid if column < len(row))


def symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code - SYMBOL_FONTS_START if code >= SYMBOL_FONTS_START else code)
