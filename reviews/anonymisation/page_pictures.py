"""What a page shows that isn't text: images, outlines of letters, drawn marks. All as pictures.

Images are taken whole, as they are stored: what lies under a black bar is still in them.
"""

import ctypes
import hashlib
import io
import re
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from reviews.anonymisation import pdfium_page
from reviews.anonymisation.legible import SMALLEST_SIDE, has_ink
from reviews.anonymisation.ocr import PICTURE
from reviews.anonymisation.pdfium_page import IMAGE, PATH, SHADING, TEXT, Drawn, set_active
from reviews.anonymisation.rendered import Canvas
from reviews.anonymisation.surfaces import Collector, Picture, Refusal

# Pixels a point: 200 dots an inch.
OCR_SCALE = 200 / 72
EDGE_PX = 30
_INK = [255 if level > 8 else 0 for level in range(256)]
MAX_PIXELS = 100_000_000
MAX_IMAGES = 20_000
FEW_IMAGES = 3
# Letters drawn as outlines: so many corners, or so many small strokes.
MANY_SEGMENTS = 40
MANY_SLOPED, MANY_UPRIGHT = 8, 5
SMALL_STROKE, LEAST_STROKE = 60.0, 1.5
# Characters that no reader can make sense of: what is shown has to be read from the picture.
_MUTE = re.compile("[\x00-\x08\x0e-\x1f\ufffd-\uffff\ue000-\uf8ff]{3}")
TOO_LARGE = "A picture in it has too many pixels. Make the picture smaller."
DAMAGED = "A picture in it can’t be opened. Put the picture in again."


class PagePictures:
    """The pictures of one document; one that is on many pages is taken once."""

    def __init__(self, into: Collector, *, patterned: bool = False) -> None:
        self._patterned = patterned
        self._into = into
        self._seen: dict[bytes, bytes] = {}
        self._count = 0

    def add(
        self, page: pypdfium2.PdfPage, drawn: Drawn, text: str, number: int, *, marks: bool
    ) -> list[bytes]:
        """Add what has to be read of a page, counted from 1; its images, encoded."""
        everything = list(drawn.nested())
        images = [handle for kind, handle in everything if kind == IMAGE]
        taken = self.add_images(page, images, number)
        others = [handle for kind, handle in everything if kind != IMAGE]
        texts = [handle for kind, handle in everything if kind == TEXT]
        if len(images) > FEW_IMAGES or any(data is None for data in taken):
            self._rendered(page, others, number)
        if _MUTE.search(text):
            self._rendered(page, [], number)
        elif has_outlines(everything) or self._has_pattern(page, everything):
            self._rendered(page, texts + images, number)
        if marks:
            self._rendered(page, [handle for _, handle in everything], number, marks=True)
        return [data for data in taken if data is not None]

    def _has_pattern(self, page: pypdfium2.PdfPage, everything: list[tuple[int, int]]) -> bool:
        return self._patterned and any(
            pdfium_page.path_is_filled(handle) and pdfium_page.fill_is_pattern(page.pdf, handle)
            for kind, handle in everything
            if kind == PATH
        )

    def add_images(
        self, page: pypdfium2.PdfPage, images: list[int], number: int
    ) -> list[bytes | None]:
        """Add images as they are stored. None for one that is too small to be read by itself."""
        self._count += len(images)
        if self._count > MAX_IMAGES:
            raise Refusal("too-large", TOO_LARGE)
        return [self._image(page, handle, number) for handle in images]

    def _image(self, page: pypdfium2.PdfPage, handle: int, number: int) -> bytes | None:
        reference = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFImageObj_GetImagePixelSize(reference, wide, high):
            return None
        if wide.value * high.value > MAX_PIXELS:
            raise Refusal("too-large", TOO_LARGE)
        if min(wide.value, high.value) < SMALLEST_SIDE:
            return None
        key = self._key(reference, wide.value, high.value)
        if key in self._seen:
            return self._seen[key]
        for picture in _pixels(page, reference):
            data = encoded(picture)
            self._into.pictures.append(Picture(data, number, PICTURE))
        self._seen[key] = data
        return data

    def _key(self, reference: Any, wide: int, high: int) -> bytes:
        size = pdfium.FPDFImageObj_GetImageDataRaw(reference, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFImageObj_GetImageDataRaw(reference, buffer, size)
        return hashlib.blake2b(b"%d %d " % (wide, high) + buffer.raw, digest_size=16).digest()

    def _rendered(
        self, page: pypdfium2.PdfPage, without: list[int], number: int, *, marks: bool = False
    ) -> None:
        set_active(without, False)
        try:
            picture = Canvas(page, OCR_SCALE).draw(forms=marks, annotations=marks).convert("L")
        finally:
            set_active(without, True)
        found = has_ink(picture) and ImageChops.invert(picture).point(_INK).getbbox()
        if found:
            left, top, right, bottom = found
            place = (left - EDGE_PX, top - EDGE_PX, right + EDGE_PX, bottom + EDGE_PX)
            picture = ImageChops.invert(ImageChops.invert(picture).crop(place))
            self._into.pictures.append(Picture(encoded(picture), number, PICTURE))


def has_outlines(everything: list[tuple[int, int]]) -> bool:
    """Whether paths could be letters: many corners, or many small strokes.

    The rules of a table are long, or stand in columns under each other; upright strokes of letters
    stand where no other does.
    """
    segments = sloped = 0
    upright: Counter[int] = Counter()
    for kind, handle in everything:
        if kind == SHADING:
            return True
        if kind != PATH:
            continue
        count = pdfium_page.path_segments(handle)
        if count > 5:
            segments += count
        left, bottom, right, top = pdfium_page.bounds_of(handle)
        wide, high = right - left, top - bottom
        if LEAST_STROKE < max(wide, high) < SMALL_STROKE:
            if min(wide, high) > LEAST_STROKE:
                sloped += 1
            elif high > wide:
                upright[round(left)] += 1
        if segments > MANY_SEGMENTS or sloped > MANY_SLOPED:
            return True
    return sum(count <= 2 for count in upright.values()) > MANY_UPRIGHT


def _pixels(page: pypdfium2.PdfPage, reference: Any) -> list[Image.Image]:
    """The image as stored and, where it has a mask, as its mask shows it on white and on black."""
    found = []
    plain = pdfium.FPDFImageObj_GetBitmap(reference)
    if plain:
        found.append(_picture(plain).convert("RGB").convert("L"))
    if not plain or pdfium.FPDFPageObj_HasTransparency(reference) or _is_flat(found[0]):
        masked = _masked(page, reference)
        if masked:
            picture = _picture(masked).convert("RGBA")
            if min(picture.size) >= SMALLEST_SIDE:
                for ground in ("white", "black"):
                    under = Image.new("RGBA", picture.size, ground)
                    found.append(Image.alpha_composite(under, picture).convert("L"))
    if not found:
        raise Refusal("damaged", DAMAGED)
    return found


def _masked(page: pypdfium2.PdfPage, reference: Any) -> Any:
    """The image through its mask, at its own size rather than at that on the page."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(reference, wide, high)
    before = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(reference, before)
    whole = pdfium.FS_MATRIX(wide.value, 0, 0, high.value, 0, 0)
    pdfium.FPDFPageObj_SetMatrix(reference, whole)
    masked = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf, page, reference)
    pdfium.FPDFPageObj_SetMatrix(reference, before)
    return masked


def _is_flat(picture: Image.Image) -> bool:
    low, high = picture.getextrema()
    return low == high


def _picture(bitmap: pdfium.FPDF_BITMAP) -> Image.Image:
    # The wrapper frees the bitmap when it goes, so the pixels have to be copied.
    picture: Image.Image = pypdfium2.PdfBitmap.from_raw(bitmap).to_pil().copy()
    return picture


def encoded(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=1)
    return target.getvalue()
