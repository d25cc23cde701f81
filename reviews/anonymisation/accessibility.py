"""A few things that readers with a screen reader meet first. It is a check of the file's tags and
settings, not a validation against PDF/UA."""

import pikepdf

from reviews.anonymisation.pdf_streams import DAMAGED, UNREADABLE, open_pdf
from reviews.anonymisation.pdf_strings import text_of
from reviews.anonymisation.surfaces import Collector, Refusal

SURFACE = "document"
MAX_ELEMENTS = 500_000
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}
_FIGURES = ("/Figure", "/Formula")


def read(data: bytes, into: Collector) -> None:
    """Raises `Refusal`."""
    with open_pdf(data) as pdf:
        try:
            read_opened(pdf, into)
        except UNREADABLE as error:
            raise Refusal("damaged", DAMAGED) from error


def read_opened(pdf: pikepdf.Pdf, into: Collector) -> None:
    root = pdf.Root
    if not _text(root.get("/Lang")):
        into.fault("no-language", SURFACE)
    if not _title(pdf):
        into.fault("no-title", SURFACE)
    tree, marked = root.get("/StructTreeRoot"), root.get("/MarkInfo")
    if (
        not isinstance(tree, pikepdf.Dictionary)
        or "/K" not in tree
        or not isinstance(marked, pikepdf.Dictionary)
        or marked.get("/Marked") is not True
    ):
        into.fault("untagged", SURFACE)
        return
    _Structure(pdf, tree, into).read()


def _title(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    title = _text(info.get("/Title")) if isinstance(info, pikepdf.Dictionary) else ""
    if title:
        return title
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as found:
        return str(found.get("dc:title", "") or "").strip()


def _text(value: object) -> str:
    return text_of(bytes(value)).strip() if isinstance(value, pikepdf.String) else ""


class _Structure:
    def __init__(self, pdf: pikepdf.Pdf, tree: pikepdf.Dictionary, into: Collector) -> None:
        self.tree, self.into = tree, into
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        roles = tree.get("/RoleMap")
        self.roles = dict(roles.items()) if isinstance(roles, pikepdf.Dictionary) else {}
        self.level = 0

    def read(self) -> None:
        """In reading order, each element once: a tree can lead back into itself."""
        seen: set[tuple[int, int]] = set()
        pending: list[tuple[object, int | None]] = [(self.tree.get("/K"), None)]
        count = 0
        while pending and count < MAX_ELEMENTS:
            one, page = pending.pop()
            if isinstance(one, pikepdf.Array):
                pending.extend((part, page) for part in reversed(list(one)))
                continue
            if not isinstance(one, pikepdf.Dictionary):
                continue
            if one.is_indirect:
                if one.objgen in seen:
                    continue
                seen.add(one.objgen)
            count += 1
            at = one.get("/Pg")
            if isinstance(at, pikepdf.Dictionary):
                page = self.pages.get(at.objgen, page)
            if isinstance(one.get("/S"), pikepdf.Name):
                self._element(one, page)
            pending.append((one.get("/K"), page))

    def _element(self, one: pikepdf.Dictionary, page: int | None) -> None:
        kind = self._standard(str(one.S))
        if kind in _FIGURES and not (_text(one.get("/Alt")) or _text(one.get("/ActualText"))):
            self.into.fault("no-alternative-text", SURFACE, page, _box(one))
        level = _HEADINGS.get(kind)
        if level is not None:
            if level > self.level + 1:
                self.into.fault("heading-order", SURFACE, page, text=_text(one.get("/T")))
            self.level = level

    def _standard(self, kind: str) -> str:
        for _ in range(10):
            mapped = self.roles.get(kind)
            if kind in _HEADINGS or kind in _FIGURES or not isinstance(mapped, pikepdf.Name):
                break
            kind = str(mapped)
        return kind


def _box(one: pikepdf.Dictionary) -> tuple[float, float, float, float] | None:
    attributes = one.get("/A")
    for part in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(part, pikepdf.Dictionary) and isinstance(part.get("/BBox"), pikepdf.Array):
            try:
                left, bottom, right, top = (float(value) for value in part.BBox)
            except UNREADABLE:
                return None
            return left, bottom, right, top
    return None
