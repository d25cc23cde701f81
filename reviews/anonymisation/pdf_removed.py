"""What a PDF has that its published copy will not have, in words for an officer."""

from collections.abc import Iterator

import pikepdf

from reviews.anonymisation.pdf_links import annotations_of, leads_somewhere


def removable(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if "/Info" in pdf.trailer or "/Metadata" in root:
        yield "document properties"
    names = root.get("/Names")
    names = names if isinstance(names, pikepdf.Dictionary) else pikepdf.Dictionary()
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield "attachments"
    if "/JavaScript" in names or "/AA" in root or _acts(root.get("/OpenAction")):
        yield "scripts and actions"
    if "/PieceInfo" in root:
        yield "private data of programs"
    if "/AcroForm" in root:
        yield "form fields"
    if data.count(b"startxref") > (2 if pdf.is_linearized else 1):
        yield "earlier versions"
    for page in pdf.pages:
        yield from _removable_of(page)


def _acts(action: object) -> bool:
    """Many programs write down at which page to open, which is no action to speak of."""
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo


def _removable_of(page: pikepdf.Page) -> Iterator[str]:
    if "/Thumb" in page.obj:
        yield "thumbnails"
    if "/PieceInfo" in page.obj:
        yield "private data of programs"
    if "/AA" in page.obj:
        yield "scripts and actions"
    if "/AF" in page.obj:
        yield "attachments"
    for one in annotations_of(page):
        kind = str(one.get("/Subtype", ""))
        if kind == "/FileAttachment":
            yield "attachments"
        elif kind == "/Widget":
            yield "form fields"
        elif kind != "/Link":
            yield "comments"
        elif not leads_somewhere(one):
            yield "scripts and actions"
