"""The text of every page, as PDFium copies it."""

import pypdfium2
import pypdfium2.raw as pdfium

from reviews.anonymisation.surfaces import Collector, Refusal

MAX_PAGES = 5_000
PAGE = "page"
PASSWORD = "It is protected by a password. Save a copy without the password."  # noqa: S105
DAMAGED = "It can’t be read as a PDF. Make it again from the original document."
TOO_MANY = "It has too many pages. Split it."


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


def read(data: bytes, into: Collector) -> int:
    """Add the text of the pages; the number of pages. Raises `Refusal`."""
    document = opened(data)
    for number in range(len(document)):
        try:
            page = document[number]
            words = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise Refusal("damaged", DAMAGED) from error
        into.text(PAGE, words.get_text_range(), number + 1)
        words.close()
        page.close()
    return len(document)
