"""Goes through the pages of a PDF once: their text, what hides in it, their pictures."""

from reviews.anonymisation import page_pictures, pdf_hidden, pdf_regrown, pdf_text
from reviews.anonymisation.pdfium_page import Drawn, Words
from reviews.anonymisation.scan_layers import Layer
from reviews.anonymisation.surfaces import Collector


def read(data: bytes, into: Collector) -> tuple[int, list[Layer]]:
    """Add what the pages hold. The number of pages, and the texts of scans to be compared.

    Raises `Refusal`.
    """
    document = pdf_text.opened(data)
    if document.get_formtype():
        document.init_forms()
    hidden = pdf_hidden.HiddenText(into, layered=has_layers(data))
    pictures = page_pictures.PagePictures(into)
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


def has_layers(data: bytes) -> bool:
    """Whether the document has optional content: what is drawn then depends on the viewer."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return "/OCProperties" in pdf.Root
    except (pikepdf.PdfError, ValueError):
        return True
