"""The bytes of a PDF outside of its objects, and the objects between those that count."""

import re
from dataclasses import dataclass, field

import pikepdf

from reviews.anonymisation.content_type import kind_of
from reviews.anonymisation.pdf_forgotten import STRING, Forgotten
from reviews.anonymisation.pdf_graph import Graph
from reviews.anonymisation.pdf_places import ATTACHMENT
from reviews.anonymisation.pdf_stored import STRAY, Fragment, text_in
from reviews.anonymisation.pdf_streams import UNREADABLE, Unpacker
from reviews.anonymisation.pdf_strings import text_of
from reviews.anonymisation.surfaces import Collector, Embedded

_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_BODY = re.compile(
    rb"(?:[^()%es]++|" + STRING + rb"|%[^\r\n]*+|e(?!ndobj)|s(?!tream\b)|[()])*+", re.DOTALL
)
_COMMENT = re.compile(STRING + rb"|%[^\r\n]*+", re.DOTALL)
_TABLE = re.compile(
    rb"xref\s+(?:\d+\s+\d+\s+(?:\d{10}\s\d{5}\s[fn]\s*)*)+|startxref\s+\d+|%%EOF|%PDF-\d\.\d"
    rb"|\btrailer\b|\bendobj\b|\bendstream\b"
)
_TRAILER_ID = re.compile(
    rb"/ID\s*\[\s*(?:<[^<>]*>|" + STRING + rb")\s*(?:<[^<>]*>|" + STRING + rb")\s*\]"
)
# The line of bytes after the header that marks the file as binary.
_BINARY_LINE = re.compile(rb"%[\x80-\xff]{4,}\s")
_DICTIONARY = re.compile(rb"<<.*?>>", re.DOTALL)
_ENDING = re.compile(rb"\s*endstream\s*endobj|\s*endobj")
_FILE_MARKS = (
    b"PK\x03\x04",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08",
)


@dataclass
class _Spans:
    """Where the objects that count stand, and what stands between them."""

    data: bytes
    gaps: list[tuple[int, int]] = field(default_factory=list)
    comments: list[bytes] = field(default_factory=list)


def read(
    data: bytes, pdf: pikepdf.Pdf, graph: Graph, unpacker: Unpacker, into: Collector
) -> list[Fragment]:
    """What once painted a page is given back, to be drawn with the fonts that are left.

    Raises `Refusal`.
    """
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
    forgotten = Forgotten(unpacker, into)
    left_over = b"\n".join(_read_gap(data, *gap, forgotten) for gap in spans.gaps)
    _read_stray(left_over, forgotten)
    forgotten.read_object_streams(
        pdf,
        graph,
        {
            (key[0], entry.obj_stream_number or 0)
            for key, entry in table.items()
            if int(entry.type) == 2
        },
    )
    return forgotten.contents


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
                one[1:] for one in _COMMENT.findall(data, heading.end(), end) if one[:1] == b"%"
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


def _read_gap(data: bytes, start: int, end: int, forgotten: Forgotten) -> bytes:
    """Objects between the objects that count are of an earlier state; the rest is given back."""
    rest = []
    at = start
    for heading in _OBJECT.finditer(data, start, end):
        if heading.start() < at:
            continue
        rest.append(data[at : heading.start()])
        body = _BODY.match(data, heading.end(), end)
        stop = body.end() if body else heading.end()
        forgotten.read_body(data[heading.end() : stop])
        if data[stop : stop + 6] == b"stream":
            begin = stop + 6
            begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
            found = data.find(b"endstream", begin, end)
            finish = found if found >= 0 else end
            forgotten.read_stream(data[heading.end() : stop], data[begin:finish])
            stop = finish
        closing = _ENDING.match(data, stop, end)
        at = closing.end() if closing else stop
    rest.append(_without_files(data[at:end], forgotten.into))
    return b"\n".join(rest)


def _without_files(stray: bytes, into: Collector) -> bytes:
    """Programs that open a file by its end or by its marks find another file here."""
    places = [at for mark in _FILE_MARKS if (at := stray.find(mark)) >= 0]
    for at in sorted(places):
        if kind_of(stray[at:]) in ("zip", "image", "ole", "gzip"):
            into.embedded.append(Embedded(ATTACHMENT, stray[at:]))
            into.fault("attachment", STRAY)
            return stray[:at]
    return stray


def _read_stray(left_over: bytes, forgotten: Forgotten) -> None:
    rest = _TRAILER_ID.sub(b" ", left_over)
    rest = _TABLE.sub(b" ", rest)
    rest = _BINARY_LINE.sub(b" ", rest)
    for raw in _DICTIONARY.findall(rest):
        forgotten.read_body(raw)
    rest = _DICTIONARY.sub(b" ", rest).strip(b"\x00\t\r\n >")
    if rest:
        forgotten.into.text(STRAY, text_in(rest))
