"""The bytes of a PDF outside of its objects, and the objects that its tables have forgotten."""

import re
from dataclasses import dataclass, field

import pikepdf

from reviews.anonymisation.pdf_contents import string_bytes
from reviews.anonymisation.pdf_graph import Graph
from reviews.anonymisation.pdf_stored import STRAY, text_in
from reviews.anonymisation.pdf_streams import UNREADABLE, Unpacker
from reviews.anonymisation.pdf_strings import text_of
from reviews.anonymisation.pdf_vocabulary import is_ordinary
from reviews.anonymisation.surfaces import Collector, Refusal

UNUSED = "unused object"
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_BODY = re.compile(
    rb"(?:[^()%es]++|" + _STRING + rb"|%[^\r\n]*+|e(?!ndobj)|s(?!tream\b)|[()])*+", re.DOTALL
)
_TOKEN = re.compile(_STRING + rb"|<[0-9A-Fa-f\s]*+>(?!>)|%[^\r\n]*+|/[^\s/<>\[\](){}%]*", re.DOTALL)
_TABLE = re.compile(
    rb"xref\s+(?:\d+\s+\d+\s+(?:\d{10}\s\d{5}\s[fn]\s*)*)+|startxref\s+\d+|%%EOF|%PDF-\d\.\d"
    rb"|\btrailer\b|\bendobj\b|\bendstream\b"
)
_TRAILER_ID = re.compile(
    rb"/ID\s*\[\s*(?:<[^<>]*>|" + _STRING + rb")\s*(?:<[^<>]*>|" + _STRING + rb")\s*\]"
)
_ENDING = re.compile(rb"\s*endstream\s*endobj|\s*endobj")


@dataclass
class _Spans:
    """Where the objects that count stand, and what stands between them."""

    data: bytes
    gaps: list[tuple[int, int]] = field(default_factory=list)
    comments: list[bytes] = field(default_factory=list)


def read(data: bytes, pdf: pikepdf.Pdf, graph: Graph, unpacker: Unpacker, into: Collector) -> None:
    """Raises `Refusal`."""
    try:
        table = pdf.get_xref_table()
    except UNREADABLE:
        table = {}
    header = max(data.find(b"%PDF-"), 0)
    places = {
        (entry.offset or 0) + header: key for key, entry in table.items() if int(entry.type) == 1
    }
    spans = _spans(data, header, places, graph)
    for comment in spans.comments:
        into.text(STRAY, text_of(comment))
    left_over = b"\n".join(
        _read_gap(data, start, end, graph, unpacker, into) for start, end in spans.gaps
    )
    _read_stray(left_over, into)
    _read_forgotten_in_streams(pdf, graph, table, unpacker, into)


def _spans(data: bytes, header: int, places: dict[int, tuple[int, int]], graph: Graph) -> _Spans:
    found = _Spans(data)
    at = 0
    for start in sorted(places):
        if start < at:
            continue
        heading = _OBJECT.match(data, start)
        if heading is None:
            continue
        if start > at:
            found.gaps.append((at, start))
        body = _BODY.match(data, heading.end())
        end = body.end() if body else heading.end()
        if b"%" in data[heading.end() : end]:
            found.comments += [
                one[1:] for one in _TOKEN.findall(data, heading.end(), end) if one[:1] == b"%"
            ]
        at = _end_of(data, end, places[start], graph)
    if at < len(data):
        found.gaps.append((at, len(data)))
    return found


def _end_of(data: bytes, end: int, identity: tuple[int, int], graph: Graph) -> int:
    if data[end : end + 6] == b"stream":
        begin = end + 6
        begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
        length = graph.get(graph.dictionary(graph.values.get(identity)).get("/Length"))
        end = begin + length if isinstance(length, int) and length >= 0 else begin
        if not re.match(rb"\s*endstream", data[end : end + 40]):
            found = data.find(b"endstream", begin)
            end = found if found >= 0 else len(data)
    closing = _ENDING.match(data, end)
    return closing.end() if closing else end


def _read_gap(
    data: bytes, start: int, end: int, graph: Graph, unpacker: Unpacker, into: Collector
) -> bytes:
    """Objects between the objects that count are of an earlier state; the rest is given back."""
    rest = []
    at = start
    for heading in _OBJECT.finditer(data, start, end):
        if heading.start() < at:
            continue
        rest.append(data[at : heading.start()])
        body = _BODY.match(data, heading.end(), end)
        stop = body.end() if body else heading.end()
        _read_tokens(data[heading.end() : stop], into)
        if data[stop : stop + 6] == b"stream":
            stop = _read_stream(data, heading.end(), stop, end, unpacker, into)
        closing = _ENDING.match(data, stop, end)
        at = closing.end() if closing else stop
    rest.append(data[at:end])
    return b"\n".join(rest)


def _read_stream(
    data: bytes, start: int, stop: int, end: int, unpacker: Unpacker, into: Collector
) -> int:
    """A stream without a table to say its length. Raises `Refusal`."""
    found = data.find(b"endstream", stop, end)
    finish = found if found >= 0 else end
    begin = stop + 6
    begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
    try:
        dictionary = pikepdf.Object.parse(data[start:stop])
        stream = pikepdf.Stream(pikepdf.Pdf.new(), data[begin:finish])
        for key in ("/Filter", "/DecodeParms"):
            if key in dictionary:
                stream[key] = dictionary[key]
        unpacked = unpacker.unpack(stream)
    except Refusal as refusal:
        if refusal.rule == "too-large":
            raise
        return finish
    except UNREADABLE:
        return finish
    _read_forgotten(dictionary, unpacked.data, unpacked.coding, into)
    return finish


def _read_forgotten(
    dictionary: pikepdf.Object, data: bytes, coding: tuple[str, ...], into: Collector
) -> None:
    from reviews.anonymisation.pdf_contents import LOOKS_PAINTED, read_content, shown_text

    kind = str(dictionary.get("/Type", ""))
    if kind == "/XRef" or coding or str(dictionary.get("/Subtype", "")) == "/Image":
        return
    if kind == "/ObjStm":
        for part in _parts(dictionary, data).values():
            _read_tokens(part, into)
    elif LOOKS_PAINTED.search(data):
        into.text(UNUSED, shown_text(data))
        read_content(data, None, UNUSED, into)
    elif not {"/Length1", "/Length2", "/FunctionType"} & set(dictionary.keys()):
        into.text(UNUSED, text_in(data))


def _parts(dictionary: pikepdf.Object, data: bytes) -> dict[int, bytes]:
    """The objects of an object stream by their numbers."""
    try:
        first, count = int(dictionary.First), int(dictionary.N)
        numbers = [int(one) for one in data[:first].split()[: 2 * count]]
    except UNREADABLE:
        return {0: data}
    offsets = [*numbers[1::2], len(data) - first]
    return {
        number: data[first + at : first + after]
        for number, at, after in zip(numbers[::2], offsets, offsets[1:], strict=False)
    }


def _read_tokens(body: bytes, into: Collector) -> None:
    texts = []
    for token in _TOKEN.findall(body):
        if token[:1] == b"%":
            texts.append(text_of(token[1:]))
        elif token[:1] == b"/":
            name = text_of(
                re.sub(rb"#([0-9A-Fa-f]{2})", lambda one: bytes([int(one[1], 16)]), token[1:])
            )
            texts.append("" if is_ordinary(name) else name)
        else:
            texts.append(text_of(string_bytes(token)))
    for text in texts:
        into.text(UNUSED, text)


def _read_stray(left_over: bytes, into: Collector) -> None:
    rest = _TRAILER_ID.sub(b" ", left_over)
    rest = _TABLE.sub(b" ", rest)
    # The line of bytes after the header that marks the file as binary.
    rest = re.sub(rb"%[\x80-\xff]{4,}\s", b" ", rest)
    for raw in re.findall(rb"<<.*?>>", rest, re.DOTALL):
        _read_tokens(raw, into)
    rest = re.sub(rb"<<.*?>>", b" ", rest, flags=re.DOTALL).strip(b"\x00\t\r\n >")
    if rest:
        into.text(STRAY, text_in(rest))


def _read_forgotten_in_streams(
    pdf: pikepdf.Pdf,
    graph: Graph,
    table: dict[tuple[int, int], pikepdf.XrefEntry],
    unpacker: Unpacker,
    into: Collector,
) -> None:
    current = {
        (key[0], entry.obj_stream_number) for key, entry in table.items() if int(entry.type) == 2
    }
    for identity in graph.streams:
        if graph.values[identity].get("/Type") != "/ObjStm":
            continue
        stream = pdf.get_object(identity)
        if not isinstance(stream, pikepdf.Stream):
            continue
        for number, part in _parts(stream, unpacker.unpack(stream).data).items():
            if (number, identity[0]) not in current:
                _read_tokens(part, into)
