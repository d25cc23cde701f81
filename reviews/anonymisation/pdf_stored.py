"""Every stream of a PDF by what it holds: metadata, scripts, files, pictures, private data."""

import base64
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from reviews.anonymisation.content_type import decoded, kind_of
from reviews.anonymisation.font_names import font_texts
from reviews.anonymisation.pdf_actions import SCRIPT
from reviews.anonymisation.pdf_contents import (
    LOOKS_PAINTED,
    painted_names,
    pictures_in,
    read_content,
    shown_text,
)
from reviews.anonymisation.pdf_graph import Graph, Id, id_of
from reviews.anonymisation.pdf_places import ANNOTATION, ATTACHMENT, FONT, FORM_FIELD, METADATA
from reviews.anonymisation.pdf_streams import DAMAGED, TOO_LARGE, Unpacked, Unpacker
from reviews.anonymisation.pdf_strings import (
    bytes_text,
    runs_of_text,
    script_texts,
    tag_text,
    text_of,
    text_of_json,
    xml_texts,
)
from reviews.anonymisation.surfaces import Collector, Embedded, Refusal

MAX_PIXELS = 200_000_000
FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
FILE_ROLES = frozenset({"/F", "/UF", "/DOS", "/Mac", "/Unix"})
XML_ROLES = {"/Metadata": METADATA, "/XFA": FORM_FIELD, "/RC": ANNOTATION, "/RV": FORM_FIELD}
PICTURE_CODINGS = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
STRAY = "stray bytes"
# A font's letters in the order of their first use would spell short names by chance.
_LETTER_CODES = re.compile(rb"<[0-9A-Fa-f\s]{0,14}>")
_PACKED = re.compile(rb"[\"'>]((?:[A-Za-z0-9+/=]|\s|&#[xX]?[0-9A-Da-d]{1,2};){200,}+)[\"'<]")
_BREAK = re.compile(rb"\s|&#[xX]?[0-9A-Da-d]{1,2};")
_MARK_UP = re.compile(rb"\s*+(?:\xef\xbb\xbf)?+<[?!A-Za-z]")


@dataclass(frozen=True)
class Fragment:
    """Something that no page shows as it is: to be put on a page of its own and read there."""

    identity: Id
    kind: str
    surface: str
    page: int | None = None
    content: bytes = b""


@dataclass
class Streams:
    pdf: pikepdf.Pdf
    graph: Graph
    unpacker: Unpacker
    into: Collector
    fragments: list[Fragment] = field(default_factory=list)
    painted: set[Id] = field(default_factory=set)
    _contents: dict[Id, bytes] = field(default_factory=dict)
    _files: dict[Id, str] = field(default_factory=dict)
    _glyphs: set[Id] = field(default_factory=set)
    _owned: set[Id] = field(default_factory=set)

    def read(self) -> list[Fragment]:
        """Raises `Refusal`."""
        self._name_files()
        pages = self._pages()
        contents = {one for page in pages for one in self._parts(page)}
        for identity in sorted(self.graph.streams):
            self._stream(identity, contents)
        for page in pages:
            if page in self.graph.page_of and page in self.graph.pages:
                self._paint(page, b"\n".join(self._contents[one] for one in self._parts(page)))
            else:
                self.fragments.insert(0, Fragment(page, "page", "unused object"))
        for identity in self._owned:
            self._paint(identity, self._contents[identity])
        self.fragments = [one for one in self.fragments if one.identity not in self.painted]
        return self.fragments

    def _pages(self) -> list[Id]:
        values = self.graph.values.items()
        return [key for key, one in values if isinstance(one, dict) and one.get("/Type") == "/Page"]

    def _parts(self, page: Id) -> list[Id]:
        contents = self.graph.values[page].get("/Contents")
        parts = [contents, *self.graph.items(contents)]
        found = [id_of(part) for part in parts]
        return [one for one in found if one in self.graph.streams]

    def _name_files(self) -> None:
        for identity, value in self.graph.values.items():
            pending = [value]
            while pending:
                one = pending.pop()
                if isinstance(one, list):
                    pending.extend(one)
                elif isinstance(one, dict):
                    pending.extend(one.values())
                    self._name_file(one)
                    if "/CharProcs" in one:
                        glyphs = self.graph.dictionary(one["/CharProcs"]).values()
                        self._glyphs.update(found for glyph in glyphs if (found := id_of(glyph)))
            del identity

    def _name_file(self, one: dict[str, Any]) -> None:
        name = self.graph.get(one.get("/UF", one.get("/F")))
        for key in ("/EF", "/RF"):
            for part in self.graph.dictionary(one.get(key)).values():
                parts = [part, *self.graph.items(part)]
                for found in filter(None, map(id_of, parts)):
                    text = text_of_json(name) if isinstance(name, str) and name[1:2] == ":" else ""
                    self._files[found] = text

    def _stream(self, identity: Id, contents: set[Id]) -> None:
        value = self.graph.values[identity]
        roles = self.graph.roles.get(identity, set())
        page = self.graph.page_of.get(identity)
        if value.get("/Type") in ("/XRef", "/ObjStm"):
            return
        surface = "object" if identity in self.graph.used else "unused object"
        if value.get("/Subtype") == "/Image" or (not roles.isdisjoint({"/Thumb"})):
            self._picture(identity, value, page)
            return
        unpacked = self.unpacker.unpack(self._object(identity))
        self._surplus(unpacked, page)
        data = unpacked.data
        is_form = value.get("/Subtype") == "/Form" or value.get("/PatternType") == 1
        if identity in contents or is_form or identity in self._glyphs:
            self._content(identity, data, surface, page, is_form)
        elif value.get("/Type") == "/EmbeddedFile" or identity in self._files:
            self._attached(identity, data, page)
        elif "/JS" in roles:
            self.into.text(SCRIPT, script_texts(decoded(data) or text_of(data)), page)
        elif not roles.isdisjoint(FONT_FILES):
            self.into.text(FONT, font_texts(data))
        elif unpacked.coding:
            self._coded(data, page)
        elif not roles.isdisjoint({"/ToUnicode", "/UseCMap"}) or value.get("/Type") == "/CMap":
            read_content(_LETTER_CODES.sub(b" ", data), page, FONT, self.into)
        elif "/CIDSet" in roles:
            self.into.text(FONT, runs_of_text(data), page)
        elif not {"/FunctionType", "/ShadingType"}.isdisjoint(value):
            read_content(data, page, surface, self.into)
        else:
            self._other(identity, data, value, roles, surface, page)

    def _object(self, identity: Id) -> pikepdf.Stream:
        found = self.pdf.get_object(identity)
        if not isinstance(found, pikepdf.Stream):
            raise Refusal("damaged", DAMAGED)
        return found

    def _surplus(self, unpacked: Unpacked, page: int | None) -> None:
        if len(unpacked.surplus.strip()) > 3:
            self.into.text(STRAY, text_in(unpacked.surplus), page)

    def _content(
        self, identity: Id, data: bytes, surface: str, page: int | None, is_form: bool
    ) -> None:
        self._contents[identity] = data
        for packed in pictures_in(data):
            self._coded(packed, page)
        read_content(data, page, surface, self.into)
        if is_form or identity in self._glyphs:
            self._owned.add(identity)
        if is_form:
            roles = self.graph.roles.get(identity, set())
            self.fragments.append(
                Fragment(identity, "form", self._form_place(roles, surface), page)
            )

    def _form_place(self, roles: set[str], surface: str) -> str:
        if surface == "object" and not roles.isdisjoint({"/N", "/R", "/D", "/Off", "/Yes", "/On"}):
            return ANNOTATION
        return surface

    def _paint(self, owner: Id, content: bytes) -> None:
        """What a page shows by name is read with the page."""
        pending = [(owner, content)]
        while pending:
            at, data = pending.pop()
            resources = self.graph.dictionary(self.graph.values[at].get("/Resources"))
            named = self.graph.dictionary(resources.get("/XObject"))
            for name in painted_names(data):
                target = id_of(named.get(name))
                if target is not None and target not in self.painted:
                    if (
                        owner in self._owned
                        and self.graph.values[target].get("/Subtype") == "/Form"
                    ):
                        continue
                    self.painted.add(target)
                    if target in self._contents:
                        pending.append((target, self._contents[target]))

    def _picture(self, identity: Id, value: dict[str, Any], page: int | None) -> None:
        size = [self.graph.get(value.get(key)) for key in ("/Width", "/Height")]
        if not all(isinstance(one, int) and one > 0 for one in size):
            raise Refusal("damaged", DAMAGED)
        if size[0] * size[1] > MAX_PIXELS:
            raise Refusal("too-large", TOO_LARGE)
        names = [value.get("/Filter"), *self.graph.items(value.get("/Filter"))]
        if not PICTURE_CODINGS.isdisjoint(one for one in names if isinstance(one, str)):
            unpacked = self.unpacker.unpack(self._object(identity))
            self._coded(unpacked.data, page)
        roles = self.graph.roles.get(identity, set())
        place = "thumbnail" if "/Thumb" in roles else "picture"
        self.fragments.append(Fragment(identity, "picture", place, page))

    def _coded(self, data: bytes, page: int | None) -> None:
        """The metadata only: what the picture shows is read where it is shown, or as a fragment."""
        from reviews.anonymisation import pictures

        if kind_of(data) != "image":
            return
        try:
            pictures.read(data, self.into, pixels=False)
        except Refusal as refusal:
            if refusal.rule != "damaged":
                raise
            self.into.text("picture metadata", runs_of_text(data[:65536]), page)

    def _attached(self, identity: Id, data: bytes, page: int | None) -> None:
        name = self._files.get(identity, "")
        self.into.embedded.append(Embedded(ATTACHMENT, data, name, page))
        if identity not in self.graph.used:
            self.into.fault("attachment", ATTACHMENT, page)

    def _other(
        self,
        identity: Id,
        data: bytes,
        value: dict[str, Any],
        roles: set[str],
        surface: str,
        page: int | None,
    ) -> None:
        place = next((XML_ROLES[role] for role in sorted(roles) if role in XML_ROLES), surface)
        if value.get("/Type") == "/Metadata" or value.get("/Subtype") == "/XML":
            place = METADATA if place == surface else place
        if place == METADATA:
            self._thumbnails(data, page)
        if kind_of(data) in ("pdf", "zip", "ole", "image", "gzip", "tar"):
            self.into.embedded.append(Embedded(ATTACHMENT, data, "", page))
            self.into.fault("attachment", ATTACHMENT, page)
        elif surface == "unused object" and LOOKS_PAINTED.search(data):
            read_content(data, page, surface, self.into)
            self.into.text(surface, shown_text(data), page)
            self.fragments.append(Fragment(identity, "content", surface))
        else:
            self.into.text(place, text_in(data), page)

    def _thumbnails(self, packet: bytes, page: int | None) -> None:
        """Programs keep small pictures of the pages in the metadata."""
        for coded in _PACKED.findall(packet):
            try:
                data = base64.b64decode(_BREAK.sub(b"", coded))
            except ValueError:
                continue
            if kind_of(data) == "image":
                self.into.embedded.append(Embedded("thumbnail", data, "", page))


def text_in(data: bytes) -> str:
    """Whatever can be read in some bytes."""
    marked_up = _MARK_UP.match(data) is not None
    if marked_up or data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        parsed = xml_texts(data)
        if parsed is not None:
            return parsed
    text = decoded(data)
    if text is None:
        return bytes_text(data)
    return tag_text(text) if marked_up else text
