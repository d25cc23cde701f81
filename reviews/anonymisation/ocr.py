"""The words in pictures, read by tesseract, whichever way round they stand.

What was read well is wiped off before the next try, so that turning a page costs little and a
stamp on its side beside upright text is found.
"""

import hashlib
import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps

from reviews.anonymisation.surfaces import Collector, Picture, Refusal

PICTURE = "picture"
GUESS = "picture guess"
MAX_PIXELS = 100_000_000
MAX_PICTURES = 1_500
PICTURE_SECONDS = 60
ALL_SECONDS = 780
SMALLEST_SIDE = 20
WORKING_SIDE, LARGEST_SIDE = 1_600, 4_200
MOST_ENLARGED = 4.0
# Pixels. Tesseract reads small capitals best when they are about this high.
WORD_HEIGHT = 30
SMALL_WORD = 17
SURE, FAIR, LEAST = 80.0, 50.0, 20.0
GUESS_LETTERS = 4
BLANK = 12
FEW_WORDS = 12
TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)
TILTS = (15, -15, 30, -30, 45, -45)
SPECK = 40
NO_OCR = (
    "It holds pictures that could carry words, and the program that reads them is missing. "
    "Ask for tesseract to be installed."
)
TOO_LARGE = "A picture in it has too many pixels. Make the picture smaller."
TOO_MANY = "It holds too many pictures. Split it."
TOO_SLOW = "Its pictures take too long to read. Make them smaller or fewer, or split it."
DAMAGED = "A picture in it can’t be opened. Put the picture in again."


@dataclass(frozen=True)
class Word:
    """``box`` is in pixels from the upper left corner."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]


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
        picture, words = self._upright(_stretched(picture))
        heights = sorted(word.box[3] - word.box[1] for word in words if word.confidence >= FAIR)
        middle = heights[len(heights) // 2] if heights else WORD_HEIGHT
        if heights and middle < SMALL_WORD and max(picture.size) < LARGEST_SIDE:
            yield _texts(words, least=SURE)
            picture = _enlarged(picture, WORD_HEIGHT / middle)
            words = self._tesseract(picture)
        yield _texts(words)
        rest = _without(picture, words)
        tilts = TILTS if len(words) < FEW_WORDS else ()
        for turned in _variants(rest, tilts):
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


def opened(data: bytes) -> Image.Image:
    """The first frame, in grey on white. Raises `Refusal`."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > MAX_PIXELS:
            raise Refusal("too-large", TOO_LARGE)
        if max(picture.size) > 2 * LARGEST_SIDE:
            picture.draft("L", (LARGEST_SIDE, LARGEST_SIDE))
        return grey(picture)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refusal("damaged", DAMAGED) from error


def grey(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    if picture.mode.startswith(("I", "F")):
        picture = ImageOps.autocontrast(picture.point(lambda level: level / 256).convert("L"))
    return picture.convert("L")


def could_carry_words(picture: Image.Image) -> bool:
    """Not for lines and for areas of one colour."""
    return min(picture.size) >= SMALLEST_SIDE and has_ink(_stretched(picture))


def has_ink(picture: Image.Image) -> bool:
    """Whether anything stands out from the ground around it."""
    small = picture.copy()
    small.thumbnail((900, 900))
    ground = small.filter(ImageFilter.BoxBlur(12))
    marks = ImageChops.difference(small, ground).point(lambda step: 255 if step > 24 else 0)
    return marks.histogram()[255] > SPECK


def _stretched(picture: Image.Image) -> Image.Image:
    """In full contrast and at a size at which small print can be read."""
    low, high = picture.getextrema()
    if isinstance(low, int | float) and isinstance(high, int | float) and high - low < BLANK:
        picture = ImageOps.autocontrast(picture) if high - low > 1 else picture
    else:
        picture = ImageOps.autocontrast(picture, cutoff=0.1)
    side = max(picture.size)
    if side > LARGEST_SIDE:
        picture = picture.copy()
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    elif side < WORKING_SIDE:
        picture = _enlarged(picture, min(MOST_ENLARGED, WORKING_SIDE / side))
    return ImageOps.expand(picture, border=20, fill=_ground(picture))


def _ground(picture: Image.Image) -> int:
    levels = picture.histogram()
    return levels.index(max(levels))


def _enlarged(picture: Image.Image, factor: float) -> Image.Image:
    factor = min(factor, LARGEST_SIDE / max(picture.size))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.BICUBIC)


def _without(picture: Image.Image, words: list[Word]) -> Image.Image:
    """The picture with the words painted over that were read for certain."""
    rest = picture.copy()
    ground = _ground(picture)
    for word in words:
        if word.confidence >= SURE and sum(letter.isalnum() for letter in word.text) >= 2:
            left, top, right, bottom = word.box
            edge = (bottom - top) // 5 + 2
            rest.paste(ground, (left - edge, top - edge, right + edge, bottom + edge))
    return rest


def _variants(rest: Image.Image, tilts: Iterable[int]) -> Iterable[Image.Image]:
    """Turned three ways, light on dark, with faint marks brought out, and tilted."""
    for turn in TURNS:
        yield rest.transpose(turn)
    yield ImageOps.invert(rest)
    ground = rest.filter(ImageFilter.BoxBlur(25))
    faint = ImageChops.difference(rest, ground)
    yield ImageOps.invert(faint.point(lambda step: min(255, step * 6)))
    for tilt in tilts:
        yield rest.rotate(tilt, expand=True, fillcolor=_ground(rest))


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
