"""Marks laid over a page that hide what is under them: taking them off would show it."""

from typing import cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from reviews.anonymisation import pdf_shown
from reviews.anonymisation.surfaces import Box, Refusal

COVERED = (
    "A mark on page {page} covers words or a picture that are still in the file. Take them out of "
    "the original and make the file again."
)
# Notes are symbols of one size that stand beside the text; links and fields stay on the page.
_HARMLESS = frozenset(
    {
        pdfium.FPDF_ANNOT_LINK,
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_POPUP,
        pdfium.FPDF_ANNOT_TEXT,
    }
)
_TILE_PX = 6
_CONTRAST = 60
_FLAT = 24
_FEWEST_TILES = 2


# Programs draw these themselves where the file says only where and in what colour.
_LEFT_TO_PROGRAMS = frozenset(
    {
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_POLYLINE,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_CARET,
    }
)


def refuse_covers(data: bytes) -> None:
    """Raises `Refusal` where a mark that a clean copy drops hides something on the page."""
    document = pdf_shown.opened(data)
    for number in range(len(document)):
        marks, undrawn = _marks(document, number)
        if not marks:
            continue
        with_marks = pdf_shown.drawn(document, number, annotations=True)
        without = pdf_shown.drawn(document, number, annotations=False)
        if undrawn:
            with_marks = _painted_over(document, number, with_marks, undrawn)
        if _hides(with_marks, without):
            raise Refusal("redaction-not-applied", COVERED.format(page=number + 1))
    document.close()


def _marks(document: pypdfium2.PdfDocument, number: int) -> tuple[int, list[Box]]:
    """How many there are that a copy drops, and the places of those that the file doesn't draw."""
    page = document[number]
    count, undrawn = 0, []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        count += kind not in _HARMLESS
        if kind in _LEFT_TO_PROGRAMS and not pdfium.FPDFAnnot_HasKey(annotation, b"AP"):
            place = pdfium.FS_RECTF()
            if pdfium.FPDFAnnot_GetRect(annotation, place):
                undrawn.append((place.left, place.bottom, place.right, place.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
    page.close()
    return count, undrawn


def _painted_over(
    document: pypdfium2.PdfDocument, number: int, picture: Image.Image, boxes: list[Box]
) -> Image.Image:
    page = document[number]
    left, _, _, top = page.get_bbox()
    scale = picture.height / max(page.get_height(), 1)
    turned = page.get_rotation() != 0
    page.close()
    if turned:
        return Image.new("L", picture.size, 128)
    for box in boxes:
        x, y = (box[0] - left) * scale, (top - box[3]) * scale
        right, low = (box[2] - left) * scale, (top - box[1]) * scale
        picture.paste(128, (int(x), int(y), int(right) + 1, int(low) + 1))
    return picture


def _hides(with_marks: Image.Image, without: Image.Image) -> bool:
    """Somewhere there was something to see, and with the marks there is one colour."""
    changed = ImageChops.difference(with_marks, without).getbbox()
    if changed is None:
        return False
    left, top, right, bottom = changed
    tiles = 0
    for y in range(top, bottom, _TILE_PX):
        for x in range(left, right, _TILE_PX):
            box = (x, y, x + _TILE_PX, y + _TILE_PX)
            if _contrast(without, box) < _CONTRAST:
                continue
            tiles += _contrast(with_marks, box) < _FLAT
            if tiles >= _FEWEST_TILES:
                return True
    return False


def _contrast(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Of a grey picture, which has one band."""
    low, high = cast(tuple[float, float], picture.crop(box).getextrema())
    return high - low
