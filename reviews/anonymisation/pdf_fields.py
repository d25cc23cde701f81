"""Form fields of a PDF, drawn into its pages as they show."""

import pikepdf

from reviews.anonymisation.pdf_links import annotations_of
from reviews.anonymisation.surfaces import Refusal

FILLED_IN = (
    "It has form fields whose values are drawn by some programs only. Print the filled-in form to "
    "a new PDF."
)
_HIDDEN_FLAGS = 0b100010


def flatten_fields(pdf: pikepdf.Pdf) -> bool:
    """Draw what fields show into their pages. Raises `Refusal` for values that nothing draws."""
    widgets = False
    for page in pdf.pages:
        kept = []
        for one in annotations_of(page):
            kind = one.get("/Subtype")
            if kind == pikepdf.Name.Widget:
                if int(one.get("/F", 0)) & _HIDDEN_FLAGS:
                    continue
                _refuse_undrawn(one)
                widgets = True
            elif kind != pikepdf.Name.Link:
                continue
            elif "/AP" in one:
                del one.AP
            kept.append(one)
        if kept:
            page.obj.Annots = pikepdf.Array(kept)
        elif "/Annots" in page.obj:
            del page.obj.Annots
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        del form.NeedAppearances
    if widgets:
        pdf.flatten_annotations("screen")
    return widgets


def _refuse_undrawn(widget: pikepdf.Dictionary) -> None:
    appearance = widget.get("/AP")
    if isinstance(appearance, pikepdf.Dictionary) and "/N" in appearance:
        return
    field: object = widget
    for _ in range(20):
        if not isinstance(field, pikepdf.Dictionary):
            return
        value = field.get("/V")
        if value is not None and not (isinstance(value, pikepdf.Name) or value == ""):
            raise Refusal("form-field", FILLED_IN)
        field = field.get("/Parent")
