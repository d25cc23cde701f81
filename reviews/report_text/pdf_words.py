"""The words of a PDF page by page, without what every page repeats at its head and foot."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2

from reviews.report_text.furniture import is_furniture

LINES_AT_AN_EDGE = 3
FEWEST_PAGES = 3
MOST_PAGES = 2_000


def task(path: str) -> list[str]:
    """The task of the child process."""
    with pypdfium2.PdfDocument(Path(path)) as pdf:
        pages = [
            pdf[number].get_textpage().get_text_bounded()
            for number in range(min(len(pdf), MOST_PAGES))
        ]
    # JSON can't carry halves of letters, which a damaged font may give.
    clean = [page.encode("utf-8", "replace").decode() for page in pages]
    return without_furniture(clean)


def without_furniture(pages: list[str]) -> list[str]:
    """A line near an edge that stands on half of the pages, whatever number is in it, is furniture."""
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    repeated: Counter[str] = Counter()
    for lines in split:
        repeated.update({_pattern(lines[place]) for place in _edges(lines)})
    cleaned = []
    for lines in split:
        edges = _edges(lines)
        kept = [
            line
            for place, line in enumerate(lines)
            if not (place in edges and (_repeats(line, repeated, len(pages)) or is_furniture(line)))
        ]
        cleaned.append("\n".join(kept))
    return cleaned


def _repeats(line: str, repeated: Counter[str], pages: int) -> bool:
    """Two pages that say the same at an edge may do so by chance, unless it is their number."""
    fewest = 2 if "page 0" in _pattern(line) else FEWEST_PAGES
    return repeated[_pattern(line)] >= max(fewest, pages / 2)


def _edges(lines: list[str]) -> set[int]:
    count = len(lines)
    return {
        *range(min(LINES_AT_AN_EDGE, count)),
        *range(max(0, count - LINES_AT_AN_EDGE), count),
    }


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "0", line.lower())
