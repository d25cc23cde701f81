"""Text that can't be seen on a page that is one image: scanners put it there to be searched.

It may stay where it says what the image says. Anything else in it is hidden text.
"""

import difflib
import re
from dataclasses import dataclass

from PIL import Image

from reviews.anonymisation.ocr import Words
from reviews.anonymisation.pdf_visibility import Run
from reviews.anonymisation.pdfium_page import Glyphs
from reviews.anonymisation.rendered import Canvas
from reviews.anonymisation.surfaces import Box

LEAST_AGREEMENT = 0.8
ALIKE = 0.7
MOST_FOREIGN = 3
LEAST_INK = 60
SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Layer:
    """``pictures`` are the encoded images of the page."""

    page: int
    found: list[tuple[Box, str]]
    pictures: list[bytes]

    def agrees(self, words: list[Words]) -> bool:
        """Whether the images say what the text says, but for slips of either program."""
        seen: set[str] = set()
        for one in words:
            seen.update(_words_of(one.text), _words_of(one.guess))
        by_length: dict[int, list[str]] = {}
        for word in seen:
            by_length.setdefault(len(word), []).append(word)
        total = strange = in_a_row = 0
        for word in _words_of(" ".join(text for _, text in self.found)):
            total += 1
            if word in seen or _has_like(word, by_length):
                in_a_row = 0
                continue
            strange += 1
            in_a_row += 1
            if in_a_row > MOST_FOREIGN:
                return False
        return strange <= (1 - LEAST_AGREEMENT) * total


def _words_of(text: str) -> list[str]:
    words = (match.group().casefold() for match in _WORD.finditer(text))
    return [word for word in words if len(word) >= SHORTEST]


def _has_like(word: str, by_length: dict[int, list[str]]) -> bool:
    near = [
        other
        for length in range(len(word) - 2, len(word) + 3)
        for other in by_length.get(length, ())
    ]
    return bool(difflib.get_close_matches(word, near, n=1, cutoff=ALIKE))


def over_nothing(canvas: Canvas, page: Image.Image, glyphs: Glyphs, runs: list[Run]) -> list[Run]:
    """The words of ``runs`` at whose place the picture of the page, without text, is blank."""
    grey = page.convert("L")
    found = []
    text = "".join(glyphs.letters)
    for run in runs:
        for match in _WORD.finditer(text, run.start, run.end):
            boxes = [glyphs.boxes[index] for index in range(*match.span())]
            box = (
                min(one[0] for one in boxes),
                min(one[1] for one in boxes),
                max(one[2] for one in boxes),
                max(one[3] for one in boxes),
            )
            if len(match.group()) >= SHORTEST and _is_blank(grey, canvas.pixels(box)):
                found.append(Run(match.start(), match.end(), box))
    return found


def _is_blank(grey: Image.Image, place: tuple[int, int, int, int]) -> bool:
    if place[2] <= place[0] or place[3] <= place[1]:
        return True
    low, high = grey.crop(place).getextrema()
    return float(high) - float(low) < LEAST_INK  # type: ignore[arg-type]
