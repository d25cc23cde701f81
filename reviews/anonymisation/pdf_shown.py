"""What PDFium shows of a PDF, for comparing one state of a file with another."""

import pypdfium2
from PIL import Image

from reviews.anonymisation.pdf_streams import DAMAGED
from reviews.anonymisation.surfaces import Refusal

MAX_SIDE_PX = 2_000


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Raises `Refusal`."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged", DAMAGED) from error


def page_texts(data: bytes) -> list[str]:
    document = opened(data)
    texts = []
    for number in range(len(document)):
        page = _page(document, number)
        words = page.get_textpage()
        texts.append(words.get_text_range())
        words.close()
        page.close()
    document.close()
    return texts


def drawn(document: pypdfium2.PdfDocument, number: int, *, annotations: bool) -> Image.Image:
    """A grey picture of one page, counted from 0, about a pixel for a point."""
    page = _page(document, number)
    width, height = page.get_size()
    bitmap = page.render(
        scale=min(1.5, MAX_SIDE_PX / max(width, height, 1)),
        draw_annots=annotations,
        may_draw_forms=False,
    )
    image = bitmap.to_pil().convert("L")
    bitmap.close()
    page.close()
    return image


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged", DAMAGED) from error
