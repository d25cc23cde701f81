"""The large letter that begins a chapter, put back before the word it was taken from."""

import itertools
import re
from collections.abc import Iterator, Sequence

from reviews.anonymisation.pdfium_page import Words
from reviews.anonymisation.surfaces import Box

_ALONE = re.compile(r"^[ \t]*[^\W\d_][ \t]*\r?$", re.MULTILINE)
_LARGER = 1.6
_MOST = 20
_LONGEST = 40

Glyph = tuple[Box, str]


def with_drop_caps(words: Words, text: str, sizes: Sequence[float]) -> Iterator[str]:
    """PDFium gives the large letters of a page before or after everything else, or in the way."""
    if not _ALONE.search(text) and not _has_one_large(sizes):
        return
    glyphs = words.glyphs()
    seen = [
        (box, letter)
        for box, letter in zip(glyphs.boxes, glyphs.letters, strict=True)
        if not letter.isspace() and box[2] > box[0]
    ]
    heights = sorted(box[3] - box[1] for box, _ in seen)
    usual = heights[len(heights) // 2] if heights else 0.0
    large = [
        one for one in seen if one[1].isupper() and one[0][3] - one[0][1] > 2 * _LARGER * usual
    ]
    for one in large[:_MOST]:
        for rest in _lines_beside(one[0], seen, usual):
            if rest[0].islower():
                yield one[1] + rest


def _has_one_large(sizes: Sequence[float]) -> bool:
    """Sizes are 1 where the matrix holds the size; such a letter mostly stands on its own line."""
    limit = 2 * _LARGER * sorted(sizes)[len(sizes) // 2] if sizes else 0.0
    if not limit or max(sizes) < limit:
        return False
    around = zip([0.0, *sizes], sizes, [*sizes[1:], 0.0], strict=False)
    return any(before < limit <= size and after < limit for before, size, after in around)


def _lines_beside(large: Box, seen: list[Glyph], usual: float) -> Iterator[str]:
    """What begins just at the right of the large letter; the letter may hang below its line."""
    _, bottom, right, top = large
    near = [
        (box, letter)
        for box, letter in seen
        if bottom <= (box[1] + box[3]) / 2 <= top + 4 * usual
        and box[0] >= right - 0.3 * usual
        and box[3] - box[1] <= 2 * _LARGER * usual
    ]
    while near:
        first = max((box[1] + box[3]) / 2 for box, _ in near)
        line = sorted(one for one in near if first - (one[0][1] + one[0][3]) / 2 < usual)
        near = [one for one in near if one not in line]
        if line[0][0][0] - right < 3 * usual:
            yield _joined(line[:_LONGEST], usual)


def _joined(line: list[Glyph], usual: float) -> str:
    letters = [line[0][1]]
    for (before, _), (box, letter) in itertools.pairwise(line):
        letters.append(f" {letter}" if box[0] - before[2] > 0.4 * usual else letter)
    return "".join(letters)
