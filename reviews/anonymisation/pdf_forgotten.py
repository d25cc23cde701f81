"""Objects that are in a PDF's bytes and that its tables do not know any more."""

import re
from dataclasses import dataclass, field

import pikepdf

from reviews.anonymisation.content_type import kind_of
from reviews.anonymisation.pdf_contents import (
    LOOKS_PAINTED,
    read_content,
    shown_text,
    string_bytes,
)
from reviews.anonymisation.pdf_graph import Graph
from reviews.anonymisation.pdf_stored import Fragment, text_in
from reviews.anonymisation.pdf_streams import UNREADABLE, Unpacked, Unpacker
from reviews.anonymisation.pdf_strings import link_texts, text_of
from reviews.anonymisation.pdf_vocabulary import is_ordinary, typeface_text
from reviews.anonymisation.surfaces import Collector, Embedded, Refusal

UNUSED = "unused object"
STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_TOKEN = re.compile(STRING + rb"|<[0-9A-Fa-f\s]*+>(?!>)|%[^\r\n]*+|/[^\s/<>\[\](){}%]*", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FONT_NAMES = frozenset({"BaseFont", "FontName", "FontFamily"})
_FONT_LENGTHS = frozenset({"/Length1", "/Length2", "/FunctionType", "/ShadingType"})
_FILES = frozenset({"pdf", "zip", "ole", "image", "gzip", "tar"})


@dataclass
class Forgotten:
    """``contents`` are streams that painted a page once: their fonts may still be in the file."""

    unpacker: Unpacker
    into: Collector
    contents: list[Fragment] = field(default_factory=list)

    def read_body(self, body: bytes) -> None:
        """The strings, names and comments of an object."""
        last = ""
        for token in _TOKEN.findall(body):
            text = self._token(token, last)
            last = _name(token[1:]) if token[:1] == b"/" else ""
            self.into.text(UNUSED, text)

    def _token(self, token: bytes, last: str) -> str:
        if token[:1] == b"%":
            return text_of(token[1:])
        if token[:1] != b"/":
            text = text_of(string_bytes(token))
            if last == "CharSet":
                return ""
            if last in ("Registry", "Ordering") and is_ordinary(text):
                return ""
            return link_texts(text) if last == "URI" else text
        name = _name(token[1:])
        if last in _FONT_NAMES:
            return typeface_text(name)
        return "" if is_ordinary(name) else name

    def read_stream(self, dictionary: bytes, packed: bytes) -> None:
        """What does not follow its own filters shows nothing to anybody. Raises `Refusal`."""
        # The stream lives as long as the file that owns it.
        with pikepdf.Pdf.new() as owner:
            try:
                entries = pikepdf.Object.parse(dictionary)
                stream = pikepdf.Stream(owner, packed)
                for key in ("/Filter", "/DecodeParms"):
                    if key in entries:
                        stream[key] = entries[key]
                unpacked = self.unpacker.unpack(stream)
                kinds = {str(entries.get(key, "")) for key in ("/Type", "/Subtype")}
                if "/ObjStm" in kinds:
                    for part in parts_of(entries, unpacked.data).values():
                        self.read_body(part)
                elif _FONT_LENGTHS.isdisjoint(entries.keys()) and "/XRef" not in kinds:
                    self._read_data(unpacked, "/Image" in kinds)
            except Refusal as refusal:
                if refusal.rule != "damaged":
                    raise
            except UNREADABLE:
                return

    def _read_data(self, unpacked: Unpacked, is_picture: bool) -> None:
        data = unpacked.data
        if kind_of(data) in _FILES:
            self.into.embedded.append(Embedded(UNUSED, data))
        elif is_picture or unpacked.coding:
            return
        elif LOOKS_PAINTED.search(data):
            self.into.text(UNUSED, shown_text(data))
            read_content(data, None, UNUSED, self.into)
            self.contents.append(Fragment((0, 0), "forgotten", UNUSED, content=data))
        else:
            self.into.text(UNUSED, text_in(data))

    def read_object_streams(
        self, pdf: pikepdf.Pdf, graph: Graph, current: set[tuple[int, int]]
    ) -> None:
        """``current`` holds the numbers of objects with those of the streams that they are in."""
        for identity in graph.streams:
            stream = pdf.get_object(identity)
            if graph.values[identity].get("/Type") != "/ObjStm":
                continue
            if isinstance(stream, pikepdf.Stream):
                parts = parts_of(stream, self.unpacker.unpack(stream).data)
                for number, part in parts.items():
                    if (number, identity[0]) not in current:
                        self.read_body(part)


def parts_of(entries: pikepdf.Object, data: bytes) -> dict[int, bytes]:
    """The objects of an object stream by their numbers."""
    try:
        first, count = int(entries.First), int(entries.N)
        numbers = [int(one) for one in data[:first].split()[: 2 * count]]
    except UNREADABLE:
        return {0: data}
    offsets = [*numbers[1::2], len(data) - first]
    return {
        number: data[first + at : first + after]
        for number, at, after in zip(numbers[::2], offsets, offsets[1:], strict=False)
    }


def _name(raw: bytes) -> str:
    return text_of(_ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), raw))
