"""Faults of pages whose text is not all there to be read: hidden, lost, or marked to be redacted."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from reviews.anonymisation import pdf_plain, pdf_visibility, scan_layers
from reviews.anonymisation.pdf_visibility import Run
from reviews.anonymisation.pdfium_page import (
    IMAGE,
    TEXT,
    Drawn,
    Glyphs,
    Words,
    bounds_of,
    set_active,
)
from reviews.anonymisation.rendered import Canvas, set_upright
from reviews.anonymisation.surfaces import Box, Collector

HIDDEN = "hidden-text"
NOT_APPLIED = "redaction-not-applied"
SURFACE = "page"
LOST = "hidden text"
MAX_FAULTS_A_PAGE = 40
SCAN_SHARE = 0.9
NO_BOX = (0.0, 0.0, 0.0, 0.0)


class HiddenText:
    def __init__(self, into: Collector, *, doubtful: bool, blank_letters: bool) -> None:
        self._into = into
        # Layers, and glyphs that are drawn by hand, are seen only where pages are drawn.
        self._doubtful = doubtful
        self._blank_letters = blank_letters
        self.unread: list[int] = []

    def add(
        self, page: pypdfium2.PdfPage, words: Words, drawn: Drawn, number: int, *, marks: bool
    ) -> list[tuple[Box, str]]:
        """Add the faults of a page, counted from 1. What is left over has to be a scan's text."""
        if marks:
            self._add_redactions(page, words, number)
        texts = [handle for kind, handle in drawn.nested() if kind == TEXT]
        if not texts:
            return []
        owners = words.objects()
        missing = set(texts).difference(owners)
        if missing:
            self._add_lost(page, missing, number)
        if not (marks or self._doubtful) and pdf_plain.is_plain(page, drawn):
            empty = pdf_plain.without_height(drawn)
            if not self._has_blank(words, owners, empty):
                return []
        rotation = set_upright(page)
        glyphs = words.glyphs()
        runs = pdf_visibility.hidden_runs(page, glyphs, texts, forms=marks, by_font=self._doubtful)
        is_layer = bool(runs) and is_scan(page, drawn)
        if is_layer:
            canvas = Canvas(page, pdf_visibility.SCALE)
            set_active(texts, False)
            picture = canvas.draw(annotations=False)
            set_active(texts, True)
            nowhere = scan_layers.over_nothing(canvas, picture, glyphs, runs)
            self.report(number, _texts(glyphs, nowhere))
        else:
            self.report(number, _texts(glyphs, runs))
        if rotation:
            page.set_rotation(rotation)
        return _texts(glyphs, runs) if is_layer else []

    def _has_blank(self, words: Words, owners: list[int | None], empty: set[int]) -> bool:
        """Whether letters are copied where nothing is drawn."""
        if not empty and not self._blank_letters:
            return False
        boxes = words.boxes() if self._blank_letters else [NO_BOX] * len(owners)
        return any(
            owner is not None
            and (owner in empty or (self._blank_letters and box[2] <= box[0]))
            and chr(code).isalnum()
            for owner, code, box in zip(owners, words.codes(), boxes, strict=True)
        )

    def report(self, number: int, found: list[tuple[Box, str]]) -> None:
        for box, text in found[:MAX_FAULTS_A_PAGE]:
            self._into.fault(HIDDEN, SURFACE, number, box, text)

    def _add_redactions(self, page: pypdfium2.PdfPage, words: Words, number: int) -> None:
        for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_REDACT:
                for box in _places(annotation):
                    self._into.fault(NOT_APPLIED, SURFACE, number, box, words.within(box))
            pdfium.FPDFPage_CloseAnnot(annotation)

    def _add_lost(self, page: pypdfium2.PdfPage, missing: set[int], number: int) -> None:
        """Text of no width is left out of the page's text, though other programs copy it.

        It is made wide, the text read again, and put back.
        """
        flat = [handle for handle in missing if _is_flat(bounds_of(handle))]
        if not flat:
            return
        before = [_matrix(handle) for handle in flat]
        for place, handle in enumerate(flat):
            _set_matrix(handle, pdfium.FS_MATRIX(10, 0, 0, 10, 0, 20.0 * place))
            pdfium.FPDFTextObj_SetFontSize(_as_object(handle), 1.0)
        words = Words(page)
        found: dict[int, list[str]] = {handle: [] for handle in flat}
        for owner, letter in zip(words.objects(), words.glyphs().letters, strict=True):
            if owner in found:
                found[owner].append(letter)
        words.close()
        for handle, matrix in zip(flat, before, strict=True):
            _set_matrix(handle, matrix)
            pdfium.FPDFTextObj_SetFontSize(_as_object(handle), 0.001)
        text = " ".join("".join(letters) for letters in found.values())
        if any(letter.isalnum() for letter in text):
            self._into.text(LOST, text, number)
            self._into.fault(HIDDEN, SURFACE, number, None, text)
        if not all(found.values()):
            self.unread.append(number)


def _texts(glyphs: Glyphs, runs: list[Run]) -> list[tuple[Box, str]]:
    return [(run.box, "".join(glyphs.letters[run.start : run.end])) for run in runs]


def is_scan(page: pypdfium2.PdfPage, drawn: Drawn) -> bool:
    """Whether one image covers the page."""
    left, bottom, right, top = page.get_bbox()
    for index in drawn.indexes(IMAGE):
        box = drawn.bounds[index]
        wide = min(box[2], right) - max(box[0], left)
        high = min(box[3], top) - max(box[1], bottom)
        if wide > 0 and high > 0 and wide * high >= SCAN_SHARE * (right - left) * (top - bottom):
            return True
    return False


def _is_flat(box: Box) -> bool:
    """Spaces are wide and not high."""
    return box[2] - box[0] < 0.01


def _as_object(handle: int) -> ctypes._Pointer:
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _matrix(handle: int) -> pdfium.FS_MATRIX:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(_as_object(handle), matrix)
    return matrix


def _set_matrix(handle: int, matrix: pdfium.FS_MATRIX) -> None:
    pdfium.FPDFPageObj_SetMatrix(_as_object(handle), matrix)


def _places(annotation: pdfium.FPDF_ANNOTATION) -> list[Box]:
    """The quadrilaterals that are marked, or the whole annotation."""
    boxes: list[Box] = []
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), 200)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    rectangle = pdfium.FS_RECTF()
    if not boxes and pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        boxes.append((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    return boxes
