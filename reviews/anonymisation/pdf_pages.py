"""Goes through the pages of a PDF once: their text, what hides in it, their pictures."""

import pikepdf

from reviews.anonymisation import page_pictures, pdf_hidden, pdf_regrown, pdf_text
from reviews.anonymisation.fonts import fonts_in
from reviews.anonymisation.pdf_streams import open_pdf
from reviews.anonymisation.pdfium_page import Drawn, Words
from reviews.anonymisation.scan_layers import Layer
from reviews.anonymisation.surfaces import Collector


def read(data: bytes, into: Collector, *, blank_letters: bool = False) -> tuple[int, list[Layer]]:
    """Add what the pages hold. The number of pages, and the texts of scans to be compared.

    With ``blank_letters`` a font copies letters where it draws nothing. Raises `Refusal`.
    """
    document = pdf_text.opened(data)
    if document.get_formtype():
        document.init_forms()
    with open_pdf(data) as pdf:
        patterned = has_patterns(pdf)
        doubtful = patterned or "/OCProperties" in pdf.Root or is_drawn_by_hand(pdf)
    hidden = pdf_hidden.HiddenText(into, doubtful=doubtful, blank_letters=blank_letters)
    pictures = page_pictures.PagePictures(into, patterned=patterned)
    marked = []
    layers = []
    count = len(document)
    for index in range(count):
        page = pdf_text.page_at(document, index)
        words, drawn = Words(page), Drawn(page)
        text = pdf_text.add(words, index + 1, into)
        marks = pdf_text.has_marks(page)
        if marks:
            marked.append(index + 1)
        layer = hidden.add(page, words, drawn, index + 1, marks=marks)
        images = pictures.add(page, drawn, text, index + 1, marks=marks)
        if layer:
            layers.append(Layer(index + 1, layer, images))
        words.close()
        page.close()
    document.close()
    if marked:
        pdf_text.add_marks(data, marked, into, pictures)
    if hidden.unread:
        pdf_regrown.add(data, hidden.unread, into)
    return count, layers


def has_patterns(pdf: pikepdf.Pdf) -> bool:
    return any(
        isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and "/PatternType" in item
        for item in pdf.objects
    )


def is_drawn_by_hand(pdf: pikepdf.Pdf) -> bool:
    """Whether fonts draw their own glyphs, which can be larger than the boxes that they name."""
    return any(font.get("/Subtype") == "/Type3" for font in fonts_in(pdf))
