"""A page as PDFium holds it, read in bulk: a call from Python for each character is too slow.

Reads with `map` over plain addresses, so that the loops run in C. Everything is in points from the
lower left corner of the page as it is before /Rotate.
"""

import ctypes
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2_raw import bindings  # type: ignore[import-untyped]

from reviews.anonymisation.surfaces import Box, Refusal

MAX_OBJECTS = 200_000
MAX_FORM_DEPTH = 12
MAX_FONTS = 30
TOO_MANY = "A page has too many objects on it. Make the file again with fewer."
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5

_library = ctypes.PyDLL(bindings._libs["pdfium"]._name)
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_library, name)
    function.argtypes, function.restype = arguments, result
    return function


_char_box = _function("FPDFText_GetCharBox", _INT, _POINTER, _INT, *[_POINTER] * 4)
_char_origin = _function("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, *[_POINTER] * 2)
_char_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_char_code = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_char_size = _function("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
_object_at = _function("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_object_type = _function("FPDFPageObj_GetType", _INT, _POINTER)
_object_bounds = _function("FPDFPageObj_GetBounds", _INT, _POINTER, *[_POINTER] * 4)
_object_fill = _function("FPDFPageObj_GetFillColor", _INT, _POINTER, *[_POINTER] * 4)
_has_transparency = _function("FPDFPageObj_HasTransparency", _INT, _POINTER)
_text_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
_text_font = _function("FPDFTextObj_GetFont", _POINTER, _POINTER)
_clip_path = _function("FPDFPageObj_GetClipPath", _POINTER, _POINTER)
_clip_count = _function("FPDFClipPath_CountPaths", _INT, _POINTER)
_clip_segments = _function("FPDFClipPath_CountPathSegments", _INT, _POINTER, _INT)
_clip_segment = _function("FPDFClipPath_GetPathSegment", _POINTER, _POINTER, _INT, _INT)
_segment_point = _function("FPDFPathSegment_GetPoint", _INT, _POINTER, *[_POINTER] * 2)
_stroke_width = _function("FPDFPageObj_GetStrokeWidth", _INT, _POINTER, _POINTER)
_path_segments = _function("FPDFPath_CountSegments", _INT, _POINTER)
_path_mode = _function("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
_form_count = _function("FPDFFormObj_CountObjects", _INT, _POINTER)
_form_object = _function("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
_set_active = _function("FPDFPageObj_SetIsActive", _INT, _POINTER, _INT)


def _arrays(kind: Any, size: int, how_many: int) -> tuple[list[Any], list[range]]:
    arrays = [(kind * size)() for _ in range(how_many)]
    step = ctypes.sizeof(kind)
    starts = [ctypes.addressof(array) for array in arrays]
    return arrays, [range(start, start + step * size, step) for start in starts]


def fonts_of(texts: list[int]) -> list[set[int]]:
    """The text objects of each font, where there are several."""
    by_font: dict[int, set[int]] = {}
    for handle in texts:
        by_font.setdefault(_text_font(handle), set()).add(handle)
    return list(by_font.values())[:MAX_FONTS] if len(by_font) > 1 else []


def set_active(handles: list[int], active: bool) -> None:
    """Objects that are not active are not drawn."""
    deque(map(_set_active, handles, repeat(int(active))), 0)


@dataclass(frozen=True)
class Glyphs:
    """The characters of a page in PDFium's order. ``objects`` is None for made-up spaces."""

    codes: list[int]
    boxes: list[Box]
    objects: list[int | None]

    @cached_property
    def letters(self) -> list[str]:
        return [chr(code) if code <= 0x10FFFF else "\ufffd" for code in self.codes]


class Words:
    """The text of one page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self._handle = ctypes.cast(self._text.raw, _POINTER).value
        self.count: int = pdfium.FPDFText_CountChars(self._text)

    def close(self) -> None:
        self._text.close()

    def text(self) -> str:
        # PDFium writes a noncharacter for a hyphen at the end of a line.
        return str(self._text.get_text_range()).replace("\ufffe", "-")

    def between(self, start: int, end: int) -> list[int]:
        """The characters that make up a stretch of `text`, where some count twice or not at all."""
        found = []
        place = 0
        for index in range(self.count):
            if place >= end:
                break
            if pdfium.FPDFText_GetTextIndexFromCharIndex(self._text, index) < 0:
                continue
            if start <= place:
                found.append(index)
            place += 1
        return found

    def box(self, index: int) -> Box:
        left, bottom, right, top = self._text.get_charbox(index)
        return left, bottom, right, top

    def within(self, box: Box) -> str:
        return str(self._text.get_text_bounded(*box))

    def origins(self) -> tuple[list[float], list[float]]:
        arrays, places = _arrays(ctypes.c_double, self.count, 2)
        deque(map(_char_origin, repeat(self._handle), range(self.count), *places), 0)
        return arrays[0][:], arrays[1][:]

    def codes(self) -> list[int]:
        return list(map(_char_code, repeat(self._handle), range(self.count)))

    def sizes(self) -> list[float]:
        return list(map(_char_size, repeat(self._handle), range(self.count)))

    def objects(self) -> list[int | None]:
        return list(map(_char_object, repeat(self._handle), range(self.count)))

    def boxes(self) -> list[Box]:
        arrays, places = _arrays(ctypes.c_double, self.count, 4)
        deque(map(_char_box, repeat(self._handle), range(self.count), *places), 0)
        left, right, bottom, top = (array[:] for array in arrays)
        return list(zip(left, bottom, right, top, strict=True))

    def glyphs(self) -> Glyphs:
        return Glyphs(self.codes(), self.boxes(), self.objects())


class Drawn:
    """The objects of a page in the order in which they are painted, forms as one object."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        handle = ctypes.cast(page.raw, _POINTER).value
        count = pdfium.FPDFPage_CountObjects(page)
        if count > MAX_OBJECTS:
            raise Refusal("too-large", TOO_MANY)
        self.handles: list[int] = list(map(_object_at, repeat(handle), range(count)))
        self.types: list[int] = list(map(_object_type, self.handles))

    @cached_property
    def bounds(self) -> list[Box]:
        arrays, places = _arrays(ctypes.c_float, len(self.handles), 4)
        deque(map(_object_bounds, self.handles, *places), 0)
        return list(zip(*(array[:] for array in arrays), strict=True))

    @cached_property
    def transparent(self) -> list[int]:
        return list(map(_has_transparency, self.handles))

    @cached_property
    def fills(self) -> list[tuple[int, int, int, int] | None]:
        """Red, green, blue and opacity, of 255; None where it is a pattern."""
        arrays, places = _arrays(ctypes.c_uint, len(self.handles), 4)
        known = list(map(_object_fill, self.handles, *places))
        values = zip(*(array[:] for array in arrays), strict=True)
        return [fill if is_known else None for fill, is_known in zip(values, known, strict=True)]

    def indexes(self, *types: int) -> list[int]:
        return [index for index, kind in enumerate(self.types) if kind in types]

    def text_modes(self, indexes: list[int]) -> list[int]:
        return [_text_mode(self.handles[index]) for index in indexes]

    def nested(self) -> Iterator[tuple[int, int]]:
        """All objects that aren't forms, also those in forms: their type and handle."""
        for kind, handle in zip(self.types, self.handles, strict=True):
            if kind == FORM:
                yield from in_form(handle, 1)
            else:
                yield kind, handle


def in_form(form: int, depth: int = 1) -> Iterator[tuple[int, int]]:
    if depth > MAX_FORM_DEPTH:
        return
    for index in range(_form_count(form)):
        handle = _form_object(form, index)
        kind = _object_type(handle)
        if kind == FORM:
            yield from in_form(handle, depth + 1)
        else:
            yield kind, handle


def bounds_of(handle: int) -> Box:
    values = (ctypes.c_float * 4)()
    start = ctypes.addressof(values)
    _object_bounds(handle, start, start + 4, start + 8, start + 12)
    return values[0], values[1], values[2], values[3]


def clip_of(handle: int) -> tuple[Box | None, bool]:
    """The rectangle outside which the object isn't drawn; False where it is no rectangle."""
    clip = _clip_path(handle)
    count = _clip_count(clip) if clip else 0
    left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
    for path in range(max(count, 0)):
        segments = _clip_segments(clip, path)
        if segments > 6:
            return None, False
        xs, ys = [], []
        for number in range(segments):
            x, y = _point(_clip_segment(clip, path, number))
            xs.append(x)
            ys.append(y)
        if not xs:
            continue
        sloped = any(
            (abs(x - min(xs)) > 0.5 and abs(x - max(xs)) > 0.5)
            or (abs(y - min(ys)) > 0.5 and abs(y - max(ys)) > 0.5)
            for x, y in zip(xs, ys, strict=True)
        )
        if sloped or segments < 4:
            return None, False
        left, right = max(left, min(xs)), min(right, max(xs))
        bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return ((left, bottom, right, top) if count > 0 else None), True


def _point(segment: int) -> tuple[float, float]:
    values = (ctypes.c_float * 2)()
    start = ctypes.addressof(values)
    _segment_point(segment, start, start + 4)
    return values[0], values[1]


def path_is_filled(handle: int) -> bool:
    values = (ctypes.c_int * 2)()
    start = ctypes.addressof(values)
    _path_mode(handle, start, start + 4)
    return values[0] != pdfium.FPDF_FILLMODE_NONE


def fill_is_pattern(document: pypdfium2.PdfDocument, handle: int) -> bool:
    """A pattern is a drawing of its own, and can hold words."""
    reference = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
    bitmap = pdfium.FPDFPageObj_GetRenderedFillPattern(document, reference)
    if bitmap:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return bool(bitmap)


def stroke_width(handle: int) -> float:
    value = ctypes.c_float()
    _stroke_width(handle, ctypes.addressof(value))
    return value.value


def path_segments(handle: int) -> int:
    return int(_path_segments(handle))
