"""A page drawn as pixels, and what differs between two drawings of it."""

import math

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from reviews.anonymisation.surfaces import Box

MAX_PIXELS = 12_000_000
# Contrast as WCAG counts it. Light grey marks across a page have about 1.3.
LEAST_CONTRAST = 1.18
# Colours of the same lightness differ as well: of 255, in one channel.
LEAST_COLOUR = 90
# For large letters, of 255, in one channel.
LEAST_LARGE = 10
_BLACK = 0.05
_FULL = math.log((1 + _BLACK) / _BLACK)
_LIGHTNESS = [
    round(255 * math.log(((level / 255) ** 2.2 + _BLACK) / _BLACK) / _FULL) for level in range(256)
]
_STEP = 255 * math.log(LEAST_CONTRAST) / _FULL
_SEEN_LIGHTNESS = [255 if step >= _STEP else 0 for step in range(256)]
_SEEN_LARGE = [255 if step >= LEAST_LARGE else 0 for step in range(256)]
_SEEN_COLOUR = [255 if step >= LEAST_COLOUR else 0 for step in range(256)]


class Canvas:
    """Draws the visible part of a page, or a place on it, at so many pixels a point."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float, region: Box | None = None) -> None:
        self._page = page
        self.view: Box = page.get_bbox()
        left, bottom, right, top = self.view
        self.wide, self.high = max(right - left, 1.0), max(top - bottom, 1.0)
        place = _meet(region, self.view) if region else self.view
        area = max((place[2] - place[0]) * (place[3] - place[1]), 1.0)
        self.scale = min(scale, math.sqrt(MAX_PIXELS / area))
        self._place = place
        self.size = (
            max(1, math.ceil((place[2] - place[0]) * self.scale)),
            max(1, math.ceil((place[3] - place[1]) * self.scale)),
        )

    def draw(self, *, forms: bool = False, annotations: bool = True) -> Image.Image:
        """The page as readers see it, in RGB."""
        bitmap = pypdfium2.PdfBitmap.new_native(
            *self.size, format=pdfium.FPDFBitmap_BGR, rev_byteorder=True
        )
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *self.size)
        left, _, _, top = self._place
        where = (
            -round((left - self.view[0]) * self.scale),
            -round((self.view[3] - top) * self.scale),
            max(1, round(self.wide * self.scale)),
            max(1, round(self.high * self.scale)),
            0,
        )
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER | (pdfium.FPDF_ANNOT if annotations else 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, self._page, *where, flags)
        if forms and self._page.formenv:
            pdfium.FPDF_FFLDraw(self._page.formenv, bitmap, self._page, *where, flags)
        picture: Image.Image = bitmap.to_pil()
        return picture

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """The box as left, upper, right, lower; empty where it is outside the picture."""
        left, top, scale = self._place[0], self._place[3], self.scale
        x0, y0 = int((box[0] - left) * scale), int((top - box[3]) * scale)
        x1, y1 = int((box[2] - left) * scale) + 1, int((top - box[1]) * scale) + 1
        wide, high = self.size
        return (
            x0 if x0 > 0 else 0,
            y0 if y0 > 0 else 0,
            x1 if x1 < wide else wide,
            y1 if y1 < high else high,
        )


def _meet(one: Box, other: Box) -> Box:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return left, bottom, max(right, left + 0.1), max(top, bottom + 0.1)


class Changes:
    """Where a reader can tell two drawings apart. Large letters are seen where small ones fade."""

    def __init__(self, one: Image.Image, other: Image.Image) -> None:
        difference = ImageChops.difference(one, other)
        self._any = difference.getbbox() is not None
        if not self._any:
            return
        red, green, blue = difference.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        lightness = ImageChops.difference(
            one.convert("L").point(_LIGHTNESS), other.convert("L").point(_LIGHTNESS)
        )
        self._small = ImageChops.lighter(most.point(_SEEN_COLOUR), lightness.point(_SEEN_LIGHTNESS))
        self._large = most.point(_SEEN_LARGE)

    def within(
        self, place: tuple[int, int, int, int], *, large: bool
    ) -> tuple[int, int, int, int] | None:
        """The smallest rectangle of the place that holds all visible changes in it."""
        if not self._any:
            return None
        # Not through `Image.crop`, which takes most of the time of a page.
        found: tuple[int, int, int, int] | None = (
            (self._large if large else self._small).im.crop(place).getbbox()
        )
        return found


def set_upright(page: pypdfium2.PdfPage) -> int:
    """Take the page's own rotation off; the rotation that it had."""
    rotation = int(page.get_rotation())
    if rotation:
        page.set_rotation(0)
    return rotation


def fill_levels(red: int, green: int, blue: int) -> int:
    """How light a colour is, of 255."""
    return (299 * red + 587 * green + 114 * blue) // 1000
