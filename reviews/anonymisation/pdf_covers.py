"""Marks laid over a page that hide what is under them: taking them off would show it."""

from typing import cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from reviews.anonymisation import pdf_shown
from reviews.anonymisation.surfaces import Refusal

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


def refuse_covers(data: bytes) -> None:
    """Raises `Refusal` where a mark that a clean copy drops hides something on the page."""
    document = pdf_shown.opened(data)
    for number in range(len(document)):
        if not _has_marks(document, number):
            continue
        with_marks = pdf_shown.drawn(document, number, annotations=True)
        without = pdf_shown.drawn(document, number, annotations=False)
        if _hides(with_marks, without):
            raise Refusal("redaction-not-applied", COVERED.format(page=number + 1))
    document.close()


def _has_marks(document: pypdfium2.PdfDocument, number: int) -> bool:
    page = document[number]
    found = False
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            found = found or pdfium.FPDFAnnot_GetSubtype(annotation) not in _HARMLESS
            pdfium.FPDFPage_CloseAnnot(annotation)
    page.close()
    return found


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
