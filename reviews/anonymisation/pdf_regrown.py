"""Text set in size nothing: other programs copy it, PDFium leaves it out of a page's text."""

import io
import re

import pikepdf

from reviews.anonymisation import pdf_text
from reviews.anonymisation.surfaces import Collector, Refusal

HIDDEN = "hidden-text"
LOST = "hidden text"
# ``/F1 0 Tf`` and numbers that round to it; ``0 Tz`` presses the letters to nothing.
_NO_SIZE = re.compile(rb"(/[^\s/\[\]<>()]+\s+)[-+]?0*\.?0*[0-9]?(?=\s+Tf\b)")
_NO_WIDTH = re.compile(rb"[-+]?0*\.?0*[0-9]?(?=\s+Tz\b)")
SIZE, WIDTH = rb"\g<1>10", b"100"


def add(data: bytes, pages: list[int], into: Collector) -> None:
    """Add the text of pages, counted from 1, that is there once all text has a size."""
    try:
        grown = _grown(data)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Refusal("damaged", pdf_text.DAMAGED) from error
    if grown is None:
        return
    before, after = pdf_text.opened(data), pdf_text.opened(grown)
    for number in pages:
        known = set(_lines(before, number))
        new = [line for line in _lines(after, number) if line not in known]
        text = "\n".join(new)
        if any(letter.isalnum() for letter in text):
            into.text(LOST, text, number)
            into.fault(HIDDEN, "page", number, None, text)
    before.close()
    after.close()


def _grown(data: bytes) -> bytes | None:
    changed = False
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") == "/Image":
                continue
            try:
                content = item.read_bytes()
            except pikepdf.PdfError:
                continue
            if b"Tf" not in content and b"Tz" not in content:
                continue
            new = _NO_WIDTH.sub(WIDTH, _NO_SIZE.sub(SIZE, content))
            if new != content:
                item.write(new)
                changed = True
        if not changed:
            return None
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def _lines(document: pdf_text.Document, number: int) -> list[str]:
    page = pdf_text.page_at(document, number - 1)
    lines = pdf_text.text_of(page).splitlines()
    page.close()
    return lines
