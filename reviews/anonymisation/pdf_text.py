"""The text of every page: as PDFium copies it, and as it stands where it is drawn out of order."""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from reviews.anonymisation.drop_caps import with_drop_caps
from reviews.anonymisation.page_pictures import PagePictures
from reviews.anonymisation.pdfium_page import IMAGE, Drawn, Words
from reviews.anonymisation.surfaces import Box, Collector, Refusal

MAX_PAGES = 5_000
PAGE = "page"
BY_PLACE = "page by place"
ANNOTATION = "annotation"
PASSWORD = "It is protected by a password. Save a copy without the password."  # noqa: S105
DAMAGED = "It can’t be read as a PDF. Make it again from the original document."
TOO_MANY = "It has too many pages. Split it."
# Next to the last character, in em: word spaces of justified lines are about one.
NEXT_EM = 2.5
SPACE_EM = 0.18
SILENT_ANNOTATIONS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)

Document = pypdfium2.PdfDocument
Page = pypdfium2.PdfPage


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Raises `Refusal`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Refusal("password", PASSWORD) from error
        raise Refusal("damaged", DAMAGED) from error
    if len(document) == 0:
        raise Refusal("damaged", DAMAGED)
    if len(document) > MAX_PAGES:
        raise Refusal("too-large", TOO_MANY)
    return document


def page_at(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page, counted from 0. Raises `Refusal`."""
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged", DAMAGED) from error


def add(words: Words, number: int, into: Collector) -> str:
    """Add the text of a page, counted from 1."""
    text = words.text()
    into.text(PAGE, text, number)
    sizes = words.sizes()
    if words.count and is_jumbled(*words.origins(), sizes):
        for ordered in by_place(words):
            into.text(BY_PLACE, ordered, number)
    for begun in with_drop_caps(words, text, sizes):
        into.text(BY_PLACE, begun, number)
    return text


def is_jumbled(across: list[float], up: list[float], sizes: list[float]) -> bool:
    """Whether characters come in another order than they are read in.

    A step back on the same line gives it away, and so do many leaps from line to line: a page
    of n lines has about n of them. Sizes may be 1 where the matrix holds the size.
    """
    leaps = 0
    lines = set()
    previous_x = previous_y = 0.0
    for x, y, size in zip(across, up, sizes, strict=True):
        height = size if size > 4 else 8.0
        if abs(y - previous_y) < 0.5 * height:
            if x < previous_x - 0.3 * height:
                return True
            if x > previous_x + NEXT_EM * 2 * height:
                leaps += 1
        else:
            leaps += 1
        lines.add(round(y / 4))
        previous_x, previous_y = x, y
    return leaps > 4 * len(lines) + 10


def by_place(words: Words) -> Iterator[str]:
    """The characters in reading order, for text that runs across, up and down the page."""
    glyphs = words.glyphs()
    seen = [
        (box, letter)
        for box, letter in zip(glyphs.boxes, glyphs.letters, strict=True)
        if not letter.isspace() and box[2] > box[0]
    ]
    given = re.sub(r"\s", "", "".join(letter for _, letter in seen))
    for turned in (_across, _upwards, _downwards):
        text = _in_lines([(turned(box), letter) for box, letter in seen])
        is_lines = text.count("\n") * 2 < len(seen)
        if is_lines and re.sub(r"\s", "", text) != given:
            yield text


def _across(box: Box) -> Box:
    return box


def _upwards(box: Box) -> Box:
    left, bottom, right, top = box
    return bottom, -right, top, -left


def _downwards(box: Box) -> Box:
    left, bottom, right, top = box
    return -top, left, -bottom, right


def _in_lines(seen: list[tuple[Box, str]]) -> str:
    lines: list[list[tuple[Box, str]]] = []
    middle = height = 0.0
    for box, letter in sorted(seen, key=lambda one: -(one[0][1] + one[0][3])):
        here = (box[1] + box[3]) / 2
        if not lines or middle - here > 0.45 * max(height, 4.0):
            lines.append([])
            middle, height = here, box[3] - box[1]
        height = max(height, box[3] - box[1])
        lines[-1].append((box, letter))
    return "\n".join(_line(line) for line in lines)


def _line(line: list[tuple[Box, str]]) -> str:
    pieces = []
    end = None
    height = max([4.0, *(box[3] - box[1] for box, _ in line)])
    for box, letter in sorted(line):
        if end is not None and box[0] - end > SPACE_EM * height:
            pieces.append(" ")
        pieces.append(letter)
        end = box[2]
    return "".join(pieces)


def has_marks(page: pypdfium2.PdfPage) -> bool:
    """Whether the page has annotations that draw something, other than plain links."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            return True
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        drawn = pdfium.FPDFAnnot_HasKey(annotation, b"AP")
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in SILENT_ANNOTATIONS or drawn:
            return True
    return False


def add_marks(data: bytes, pages: list[int], into: Collector, pictures: PagePictures) -> None:
    """Add the words and the images that annotations draw on pages, counted from 1.

    PDFium's text leaves annotations out, so they are made part of the page in a copy in memory.
    """
    document = opened(data)
    for number in pages:
        page = page_at(document, number - 1)
        before = text_of(page)
        if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
            page.close()
            continue
        page.close()
        page = page_at(document, number - 1)
        after = text_of(page)
        into.text(ANNOTATION, after.removeprefix(before), number)
        images = [handle for kind, handle in Drawn(page).nested() if kind == IMAGE]
        pictures.add_images(page, images, number)
        page.close()
    document.close()


def text_of(page: pypdfium2.PdfPage) -> str:
    words = Words(page)
    text = words.text()
    words.close()
    return text
