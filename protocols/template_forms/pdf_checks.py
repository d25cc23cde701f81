"""The same questions as for a Word form, asked of its PDF: marking, filled fields, traces of people."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
import pypdfium2
from django.core.exceptions import ValidationError
from django.core.files.base import File

from protocols.template_forms.word_fields import NOTHING_WRITTEN

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGES = 200
HARMLESS_NOTES = {"/Link", "/Widget"}


def pdf_findings(upload: File | BinaryIO) -> list[str]:
    """What keeps this PDF from being a template. Raises ``ValidationError`` where it can't be read."""
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError("The PDF is larger than 10 MB. Make the pictures in it smaller.")
    if b"%PDF-" not in data[:1024]:
        raise ValidationError("This is not a PDF. Export the Word form as a PDF and upload that.")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise ValidationError("The PDF is protected. Export it again without a password.")
            if len(pdf.pages) > MAX_PAGES:
                raise ValidationError(f"The PDF has more than {MAX_PAGES} pages.")
            found = list(_in_structure(pdf))
        return [*_marking(data), *found]
    except pikepdf.PasswordError as error:
        raise ValidationError(
            "The PDF is protected. Export it again without a password."
        ) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RecursionError) as error:
        raise ValidationError("The PDF is damaged. Export it again from the Word form.") from error


def _marking(data: bytes) -> Iterator[str]:
    from protocols.template_forms.checks import MARKING, WHEN_COMPLETED

    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            if not WHEN_COMPLETED.search(page.get_textpage().get_text_range()):
                yield f"Page {number} of the PDF does not say {MARKING}."
    finally:
        document.close()


def _in_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.attachments:
        yield "The PDF holds attached files."
    if "/OpenAction" in pdf.Root and "/JavaScript" in str(pdf.Root.OpenAction.get("/S", "")):
        yield "The PDF holds a script."
    if str(pdf.docinfo.get("/Author", "")).strip():
        yield "The properties of the PDF hold an author."
    with pdf.open_metadata() as metadata:
        if metadata.get("dc:creator"):
            yield "The properties of the PDF hold an author."
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if str(note.get("/Subtype", "")) not in HARMLESS_NOTES:
                yield "The PDF holds comments."
    form = pdf.Root.get("/AcroForm")
    for field in form.get("/Fields", []) if form is not None else []:
        yield from _filled(field, depth=0)


def _filled(field: Any, depth: int) -> Iterator[str]:
    value = field.get("/V")
    is_choice = str(field.get("/FT", "")) == "/Btn"
    written = value is not None and not NOTHING_WRITTEN.search(str(value))
    if written and not (is_choice and str(value) == "/Off"):
        yield f"The field “{str(field.get('/T', ''))[:60]}” of the PDF is filled in."
    if depth < 10:
        for child in field.get("/Kids", []):
            yield from _filled(child, depth + 1)
