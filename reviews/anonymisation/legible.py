"""Pictures made ready to be read: in grey, in contrast, large enough and the right way round."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageOps

from reviews.anonymisation.surfaces import Refusal

MAX_PIXELS = 100_000_000
SMALLEST_SIDE = 20
WORKING_SIDE, LARGEST_SIDE = 1_600, 4_200
MOST_ENLARGED = 4.0
SURE = 80.0
BLANK = 12
SPECK = 40
TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)
LEAST_SLANT = 3
TOO_LARGE = "A picture in it has too many pixels. Make the picture smaller."
DAMAGED = "A picture in it can’t be opened. Put the picture in again."


@dataclass(frozen=True)
class Word:
    """``box`` is in pixels from the upper left corner."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]


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
    return min(picture.size) >= SMALLEST_SIDE and has_ink(stretched(picture))


def has_ink(picture: Image.Image) -> bool:
    """Whether anything stands out from the ground around it."""
    small = picture.copy()
    small.thumbnail((900, 900))
    ground = small.filter(ImageFilter.BoxBlur(12))
    marks = ImageChops.difference(small, ground).point(lambda step: 255 if step > 24 else 0)
    return marks.histogram()[255] > SPECK


def stretched(picture: Image.Image) -> Image.Image:
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
        picture = enlarged(picture, min(MOST_ENLARGED, WORKING_SIDE / side))
    return ImageOps.expand(picture, border=20, fill=_ground(picture))


def _ground(picture: Image.Image) -> int:
    levels = picture.histogram()
    return levels.index(max(levels))


def enlarged(picture: Image.Image, factor: float) -> Image.Image:
    factor = min(factor, LARGEST_SIDE / max(picture.size))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.BICUBIC)


def without(picture: Image.Image, words: list[Word]) -> Image.Image:
    """The picture with the words painted over that were read for certain."""
    rest = picture.copy()
    ground = _ground(picture)
    for word in words:
        if word.confidence >= SURE and sum(letter.isalnum() for letter in word.text) >= 2:
            left, top, right, bottom = word.box
            edge = (bottom - top) // 5 + 2
            rest.paste(ground, (left - edge, top - edge, right + edge, bottom + edge))
    return rest


def variants(rest: Image.Image) -> Iterable[Image.Image]:
    """Turned three ways, light on dark, with faint marks brought out, and put straight."""
    for turn in TURNS:
        yield rest.transpose(turn)
    yield ImageOps.invert(rest)
    ground = rest.filter(ImageFilter.BoxBlur(25))
    faint = ImageChops.difference(rest, ground)
    yield ImageOps.invert(faint.point(lambda step: min(255, step * 6)))
    slant = _slant(rest)
    if abs(slant) >= LEAST_SLANT:
        straight = rest.rotate(slant, Image.Resampling.BICUBIC, True, fillcolor=_ground(rest))
        yield straight
        yield straight.transpose(Image.Transpose.ROTATE_180)


def _slant(rest: Image.Image) -> int:
    """By how many degrees to turn the picture so that its marks stand in lines, up to 90."""
    small = rest.copy()
    small.thumbnail((360, 360))
    ground = _ground(small)
    marks = ImageChops.difference(small, Image.new("L", small.size, ground))

    def in_lines(angle: int) -> float:
        turned = marks.rotate(angle, Image.Resampling.BILINEAR, True)
        profile = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        wide = turned.width
        return sum((one - other) ** 2 for one, other in pairwise(profile)) * wide * wide

    best = max(range(-88, 91, 4), key=in_lines)
    return max(range(best - 3, best + 4), key=in_lines)
