"""The words in pictures, read by tesseract, whichever way round they stand.

What was read well is wiped off before the next try, so that turning a page costs little and a
stamp on its side beside upright text is found.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from reviews.anonymisation.legible import (
    LARGEST_SIDE,
    SURE,
    TURNS,
    Word,
    could_carry_words,
    enlarged,
    has_ink,
    opened,
    stretched,
    variants,
    without,
)
from reviews.anonymisation.surfaces import Collector, Picture, Refusal

PICTURE = "picture"
GUESS = "picture guess"
MAX_PICTURES = 1_500
PICTURE_SECONDS = 60
ALL_SECONDS = 780
# Pixels. Tesseract reads small capitals best when they are about this high.
WORD_HEIGHT = 30
SMALL_WORD = 17
FAIR, LEAST = 50.0, 20.0
GUESS_LETTERS = 4
FEW_WORDS = 12
NO_OCR = (
    "It holds pictures that could carry words, and the program that reads them is missing. "
    "Ask for tesseract to be installed."
)
TOO_MANY = "It holds too many pictures. Split it."
TOO_SLOW = "Its pictures take too long to read. Make them smaller or fewer, or split it."


@dataclass(frozen=True)
class Words:
    """``text`` was read well enough to be shown; ``guess`` is for the register alone."""

    text: str = ""
    guess: str = ""


@dataclass
class Ocr:
    """Reads pictures once each, within a time for all of them."""

    enabled: bool = True
    _known: dict[bytes, Words] = field(default_factory=dict)
    _until: float = field(default_factory=lambda: time.monotonic() + ALL_SECONDS)

    def read(self, data: bytes) -> Words:
        """The words of one encoded picture. Raises `Refusal`."""
        key = hashlib.blake2b(data, digest_size=16).digest()
        if key not in self._known:
            self._known[key] = self._fresh(data)
        return self._known[key]

    def read_upright(self, data: bytes) -> str:
        """All words of a picture that is known to be clear and upright. Raises `Refusal`."""
        self._require()
        return " ".join(word.text for word in self._tesseract(opened(data)))

    def _require(self) -> None:
        if not self.enabled or not is_installed():
            raise Refusal("no-ocr", NO_OCR)

    def read_all(self, pictures: Iterable[Picture], into: Collector) -> None:
        """Add the words of the pictures in their order. Raises `Refusal`."""
        pictures = list(pictures)
        distinct = list({picture.data: None for picture in pictures})
        if len(distinct) > MAX_PICTURES:
            raise Refusal("too-large", TOO_MANY)
        with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
            found = dict(zip(distinct, pool.map(self.read, distinct), strict=True))
        for picture in pictures:
            words = found[picture.data]
            into.text(picture.surface, words.text, picture.page)
            into.text(GUESS, words.guess, picture.page)

    def _fresh(self, data: bytes) -> Words:
        picture = opened(data)
        if not could_carry_words(picture):
            return Words()
        self._require()
        sure: list[str] = []
        unsure: list[str] = []
        for text, guess in self._tries(picture):
            sure.append(text)
            unsure.append(guess)
        return Words("\n".join(dict.fromkeys(filter(None, sure))), " ".join(dict.fromkeys(unsure)))

    def _tries(self, picture: Image.Image) -> Iterable[tuple[str, str]]:
        picture, words = self._upright(stretched(picture))
        heights = sorted(word.box[3] - word.box[1] for word in words if word.confidence >= FAIR)
        middle = heights[len(heights) // 2] if heights else WORD_HEIGHT
        if heights and middle < SMALL_WORD and max(picture.size) < LARGEST_SIDE:
            yield _texts(words, least=SURE)
            picture = enlarged(picture, WORD_HEIGHT / middle)
            words = self._tesseract(picture)
        yield _texts(words)
        rest = without(picture, words)
        for turned in variants(rest):
            if has_ink(turned):
                yield _texts(self._tesseract(turned), least=SURE)

    def _upright(self, picture: Image.Image) -> tuple[Image.Image, list[Word]]:
        """The picture the way round in which most is read, for a page that was fed askew."""
        words = self._tesseract(picture)
        if len(words) < FEW_WORDS or _share_sure(words) > 0.5:
            return picture, words
        tries = [(picture, words)]
        for turn in TURNS:
            turned = picture.transpose(turn)
            tries.append((turned, self._tesseract(turned)))
        return max(tries, key=lambda one: _share_sure(one[1]) * len(one[1]))

    def _tesseract(self, picture: Image.Image) -> list[Word]:
        left = self._until - time.monotonic()
        if left <= 0:
            raise Refusal("too-slow", TOO_SLOW)
        with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
            source = Path(folder, "picture.pgm")
            picture.save(source)
            try:
                done = subprocess.run(  # noqa: S603
                    ["tesseract", str(source), "stdout", "--psm", "3", "--dpi", "200", "tsv"],  # noqa: S607
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=min(PICTURE_SECONDS, left),
                    env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise Refusal("too-slow", TOO_SLOW) from error
            except OSError as error:
                raise Refusal("no-ocr", NO_OCR) from error
        if done.returncode:
            raise Refusal("no-ocr", NO_OCR)
        return list(_words(done.stdout.decode("utf-8", "replace")))


def is_installed() -> bool:
    return shutil.which("tesseract") is not None


def _share_sure(words: list[Word]) -> float:
    return sum(word.confidence >= SURE for word in words) / max(1, len(words))


def _words(table: str) -> Iterable[Word]:
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, wide, high = (int(cell) for cell in cells[6:10])
            box = (left, top, left + wide, top + high)
            yield Word(cells[11], float(cells[10]), box)


def _texts(words: list[Word], least: float = FAIR) -> tuple[str, str]:
    sure = " ".join(word.text for word in words if word.confidence >= least)
    guess = " ".join(
        word.text
        for word in words
        if LEAST <= word.confidence < least
        and sum(letter.isalpha() for letter in word.text) >= GUESS_LETTERS
    )
    return sure, guess
