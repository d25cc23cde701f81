"""PDFs with some words in one place only, for every place that a PDF has."""

import hiding_in_bytes  # noqa: F401  (fills the register)
import hiding_in_contents  # noqa: F401  (fills the register)
import hiding_in_documents  # noqa: F401  (fills the register)
from hiding import PLACES, RAW_PLACES
from pdf_parts import plain_pdf, saved


def hidden_in(name: str, words: str) -> bytes:
    if name in RAW_PLACES:
        return RAW_PLACES[name](words)
    pdf = plain_pdf()
    PLACES[name](pdf, words)
    return saved(pdf, static_id=True)
