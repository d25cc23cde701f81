"""Taking everything out of an opened PDF that its published copy has no use for."""

from collections.abc import Iterator

import pikepdf

from reviews.anonymisation import picture_segments
from reviews.anonymisation.pdf_keys import (
    DESTINATIONS,
    DROPPED,
    ELEMENT,
    ELEMENTS,
    LEAF,
    LINK_OBJECT,
    PAGE,
    kind_of_key,
)
from reviews.anonymisation.pdf_links import annotations_of, is_harmless, leads_somewhere
from reviews.anonymisation.pdf_streams import DAMAGED, Unpacker
from reviews.anonymisation.surfaces import Refusal

# What these lead to is looked at where it is reached another way, or is plain.
_NOT_FOLLOWED = frozenset({LEAF, PAGE, LINK_OBJECT})
Id = tuple[int, int]


def keep_only_known(pdf: pikepdf.Pdf, removed: set[str]) -> None:
    """Raises `Refusal`."""
    _Keeper(pdf, removed).keep()


class _Keeper:
    def __init__(self, pdf: pikepdf.Pdf, removed: set[str]) -> None:
        self.pdf, self.removed = pdf, removed
        self.pages = {page.obj.objgen for page in pdf.pages}
        self.links: set[Id] = set()
        self.seen: set[tuple[str, Id]] = set()
        self.unpacker = Unpacker()

    def keep(self) -> None:
        for page in self.pdf.pages:
            self._keep_links(page)
        pending: list[tuple[str, pikepdf.Object]] = [("catalog", self.pdf.Root)]
        while pending:
            kind, one = pending.pop()
            if kind == "pages" and _is_page(one):
                kind = "page"
            elif kind in (ELEMENT, ELEMENTS) and self._is_root(one):
                kind = "structure"
            if one.is_indirect:
                if (kind, one.objgen) in self.seen:
                    continue
                self.seen.add((kind, one.objgen))
            if isinstance(one, pikepdf.Array):
                pending.extend(self._parts(kind, one))
            else:
                pending.extend(self._entries(ELEMENT if kind == ELEMENTS else kind, one))
                if isinstance(one, pikepdf.Stream):
                    self._bare(one)

    def _is_root(self, one: pikepdf.Object) -> bool:
        root = self.pdf.Root.get("/StructTreeRoot")
        return isinstance(root, pikepdf.Object) and root.is_same_object_as(one)

    def _keep_links(self, page: pikepdf.Page) -> None:
        kept = []
        for one in annotations_of(page):
            if one.get("/Subtype") == pikepdf.Name.Link and leads_somewhere(one):
                kept.append(one if one.is_indirect else self.pdf.make_indirect(one))
                self.links.add(kept[-1].objgen)
        if kept:
            page.obj.Annots = pikepdf.Array(kept)
        elif "/Annots" in page.obj:
            del page.obj.Annots

    def _parts(self, kind: str, array: pikepdf.Array) -> Iterator[tuple[str, pikepdf.Object]]:
        if kind == DESTINATIONS:
            yield from self._destinations(array)
            return
        for index in reversed(range(len(array))):
            part = array[index]
            if not isinstance(part, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
                continue
            if self._fits(kind, part):
                yield kind, part
            elif kind == ELEMENTS:
                array[index] = None
            else:
                del array[index]

    def _destinations(self, array: pikepdf.Array) -> Iterator[tuple[str, pikepdf.Object]]:
        parts = list(array)
        kept: list[object] = []
        for name, place in zip(parts[::2], parts[1::2], strict=False):
            if isinstance(place, pikepdf.Object) and self._leads_to_page(place):
                kept += [name, place]
                if isinstance(place, pikepdf.Dictionary):
                    yield "destination", place
        array[:] = []
        for one in kept:
            array.append(one)

    def _entries(self, kind: str, one: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        for key in list(one.keys()):
            below = kind_of_key(kind, key)
            value = one[key]
            if below == DROPPED:
                self._note(key)
                del one[key]
            elif isinstance(value, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
                if not self._fits(below, value):
                    del one[key]
                elif below not in _NOT_FOLLOWED and not self._is_place(below, value):
                    yield below, value

    def _is_place(self, kind: str, value: pikepdf.Object) -> bool:
        """The array of a destination begins with its page, which is no part of it."""
        return kind == "destination" and isinstance(value, pikepdf.Array)

    def _note(self, key: str) -> None:
        if key == "/PieceInfo":
            self.removed.add("private data of programs")
        elif key == "/Metadata":
            self.removed.add("document properties")

    def _fits(self, kind: str, value: pikepdf.Object) -> bool:
        """Whether what stands there is of the kind that belongs there."""
        if kind == LEAF:
            return _is_plain(value)
        if kind in (PAGE, "destination"):
            return self._leads_to_page(value)
        if kind == "action":
            return isinstance(value, pikepdf.Dictionary) and is_harmless(value)
        if kind == LINK_OBJECT:
            return value.is_indirect and value.objgen in self.links
        if kind == "link":
            return isinstance(value, pikepdf.Array) or value.objgen in self.links
        if kind == "pages" and _is_page(value):
            return value.objgen in self.pages
        if not isinstance(value, pikepdf.Dictionary):
            return True
        if kind in (ELEMENT, ELEMENTS):
            return self._is_element(value)
        return kind != "attributes" or value.get("/O") != pikepdf.Name.UserProperties

    def _is_element(self, value: pikepdf.Dictionary) -> bool:
        if "/Obj" in value:
            target = value.get("/Obj")
            return isinstance(target, pikepdf.Dictionary) and target.objgen in self.links
        return "/S" in value or "/MCID" in value or self._is_root(value)

    def _leads_to_page(self, value: pikepdf.Object) -> bool:
        if isinstance(value, pikepdf.Dictionary):
            inner = value.get("/D")
            if isinstance(inner, pikepdf.Array):
                return self._leads_to_page(inner)
            return value.objgen in self.pages
        if not isinstance(value, pikepdf.Array) or not len(value):
            return False
        first, *rest = list(value)
        if any(
            isinstance(one, pikepdf.Object) and not isinstance(one, pikepdf.Name) for one in rest
        ):
            return False
        return isinstance(first, pikepdf.Dictionary) and first.objgen in self.pages

    def _bare(self, stream: pikepdf.Stream) -> None:
        if stream.get("/Subtype") != pikepdf.Name.Image:
            return
        unpacked = self.unpacker.unpack(stream)
        if unpacked.coding not in (("/DCTDecode",), ("/DCT",), ("/JPXDecode",)):
            return
        try:
            if unpacked.coding == ("/JPXDecode",):
                data = picture_segments.bare_jpeg2000(unpacked.data)
            else:
                data = picture_segments.bare_jpeg(unpacked.data)
        except (picture_segments.Unreadable, IndexError) as error:
            raise Refusal("damaged", DAMAGED) from error
        if data != unpacked.data:
            self.removed.add("picture metadata")
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, pikepdf.Array):
            parameters = parameters[len(parameters) - 1] if len(parameters) else None
        stream.write(
            data,
            filter=pikepdf.Name(unpacked.coding[0]),
            decode_parms=parameters if isinstance(parameters, pikepdf.Dictionary) else None,
        )


def _is_page(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.Page


def _is_plain(value: pikepdf.Object) -> bool:
    """Numbers, names and strings, and arrays or small dictionaries of them: nothing to follow."""
    pending = [(0, value)]
    while pending:
        depth, one = pending.pop()
        if isinstance(one, pikepdf.Stream) or depth > 4:
            return False
        if isinstance(one, pikepdf.Array):
            pending.extend((depth + 1, part) for part in one if isinstance(part, pikepdf.Object))
        elif isinstance(one, pikepdf.Dictionary):
            if "/Type" in one and one.Type in (pikepdf.Name.Page, pikepdf.Name.Annot):
                return False
            pending.extend(
                (depth + 1, part) for part in one.values() if isinstance(part, pikepdf.Object)
            )
    return True
