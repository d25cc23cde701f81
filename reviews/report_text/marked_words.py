"""The words of a page by the number that its tags know them by."""

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Bounds = tuple[float, float, float, float]
SAME_LINE = 0.5
GAP = 0.2
DEEPEST_FORM = 8


class MarkedWords:
    def __init__(self, path: str) -> None:
        self.pdf = pypdfium2.PdfDocument(path)
        self._pages: dict[int, tuple[dict[int, str], dict[int, list[Bounds]]]] = {}

    def of(self, page: int, number: int) -> str:
        """Empty where there are none; ``page`` counts from 0."""
        return self._page(page)[0].get(number, "")

    def are_apart(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether there is a space between two pieces, each a page and a number."""
        before, after = (self._page(page)[1].get(number) for page, number in (one, other))
        if not before or not after:
            return False
        return one[0] != other[0] or _are_apart(before[-1], after[0])

    def _page(self, page: int) -> tuple[dict[int, str], dict[int, list[Bounds]]]:
        if page not in self._pages:
            self._pages[page] = _read(self.pdf[page])
        return self._pages[page]


def _read(page: Any) -> tuple[dict[int, str], dict[int, list[Bounds]]]:
    text_page = page.get_textpage()
    found: dict[int, str] = {}
    places: dict[int, list[Bounds]] = {}
    for shape in page.get_objects(max_depth=DEEPEST_FORM):
        number = pdfium.FPDFPageObj_GetMarkedContentID(shape.raw)
        if number < 0 or shape.type != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        words = _text_of(shape.raw, text_page.raw)
        if not words:
            continue
        here = shape.get_bounds()
        before = places.setdefault(number, [])
        space = " " if before and _are_apart(before[-1], here) else ""
        found[number] = f"{found.get(number, '')}{space}{words}"
        before.append(here)
    return found, places


def _text_of(shape: Any, text_page: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(shape, text_page, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(shape, text_page, buffer, length)
    raw = bytes(buffer)[: max(0, length - 2)]
    return raw.decode("utf-16-le", "replace").replace("\x00", "")


def _are_apart(one: Bounds, other: Bounds) -> bool:
    """On another line, or further on than the letters of a word are from each other."""
    height = max(one[3] - one[1], other[3] - other[1], 1.0)
    shared = min(one[3], other[3]) - max(one[1], other[1])
    if shared < SAME_LINE * min(one[3] - one[1], other[3] - other[1]):
        return True
    return other[0] - one[2] > GAP * height
