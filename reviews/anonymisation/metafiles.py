"""Windows metafiles (EMF and WMF): the words that they draw and the pictures in them.

Records by Microsoft's open specifications (MS-EMF, MS-EMFPLUS, MS-WMF).
"""

import struct
from collections.abc import Iterator

from reviews.anonymisation import byte_strings
from reviews.anonymisation.surfaces import Collector, Picture, Refusal

EMF_MARK, PLACEABLE = b" EMF", b"\xd7\xcd\xc6\x9a"
TEXT_NARROW, TEXT_WIDE = (83, 96), (84, 97)
SMALL_TEXT, COMMENT, END_OF_FILE = 108, 70, 14
GLYPH_INDEXES = 0x10
PLUS_TEXT, PLUS_GLYPHS = 0x401C, 0x4036
BITMAPS = {81: 48, 80: 48, 76: 84, 77: 84, 78: 84, 79: 96, 114: 84, 116: 84, 94: 16, 93: 16}
WMF_TEXT, WMF_EXTENDED_TEXT, WMF_ESCAPE = 0x0521, 0x0A32, 0x0626
WMF_BITMAPS = (0x0F43, 0x0B41, 0x0940, 0x0D33, 0x0142)
BITMAP_HEADER = b"\x28\x00\x00\x00"
MAX_PICTURES = 20
PLACE = "picture"
UNREADABLE = (
    "unknown-type",
    "It holds a drawing whose words can’t be read. Save that picture as PNG and put it in again.",
)


def is_metafile(data: bytes) -> bool:
    return data[40:44] == EMF_MARK or data.startswith(PLACEABLE) or _is_bare(data)


def read(data: bytes, into: Collector) -> None:
    """Raises `Refusal` where words are drawn by numbers of a font's shapes."""
    found = Collector()
    words = list(_emf(data, found)) if data[40:44] == EMF_MARK else list(_wmf(data, found))
    into.text(PLACE, "\n".join(word for word in words if word.strip()))
    into.text("picture metadata", byte_strings.strings(_without_bitmaps(data, found)))
    for picture in found.pictures[:MAX_PICTURES]:
        into.pictures.append(picture)


def _emf(data: bytes, into: Collector) -> Iterator[str]:
    yield _description(data)
    for kind, record in _emf_records(data):
        if kind in TEXT_WIDE or kind in TEXT_NARROW:
            many = kind in (96, 97)
            yield from _drawn(record, wide=kind in TEXT_WIDE, many=many)
        elif kind == SMALL_TEXT and len(record) >= 36:
            count, options = struct.unpack_from("<II", record, 16)
            start = 36 if options & 0x100 else 52
            wide = not options & 0x200
            yield _text(record[start : start + count * (2 if wide else 1)], wide)
        elif kind == COMMENT and record[12:16] == b"EMF+":
            yield from _plus(record[16:], into)
        elif kind in BITMAPS and len(record) >= BITMAPS[kind] + 16:
            _bitmap(record, BITMAPS[kind], into)


def _emf_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or kind == END_OF_FILE:
            return
        yield kind, data[at : at + size]
        at += size


def _description(data: bytes) -> str:
    count, start = struct.unpack_from("<II", data, 60) if len(data) >= 68 else (0, 0)
    return _text(data[start : start + 2 * min(count, 1000)], True)


def _drawn(record: bytes, *, wide: bool, many: bool) -> Iterator[str]:
    count = struct.unpack_from("<I", record, 36)[0] if many and len(record) >= 40 else 1
    for number in range(min(count, 10_000)):
        at = (40 if many else 36) + number * 40
        if at + 20 > len(record):
            return
        length, start, options = struct.unpack_from("<III", record, at + 8)
        if options & GLYPH_INDEXES and length:
            raise Refusal(*UNREADABLE)
        yield _text(record[start : start + length * (2 if wide else 1)], wide)


def _plus(data: bytes, into: Collector) -> Iterator[str]:
    at = 0
    while at + 12 <= len(data):
        kind, _flags, size = struct.unpack_from("<HHI", data, at)
        (length,) = struct.unpack_from("<I", data, at + 8)
        body = data[at + 12 : at + 12 + length]
        if kind == PLUS_TEXT and len(body) >= 28:
            (count,) = struct.unpack_from("<I", body, 8)
            yield _text(body[28 : 28 + 2 * count], True)
        elif kind == PLUS_GLYPHS and len(body) >= 16:
            options, _, count = struct.unpack_from("<III", body, 4)
            if not options & 1 and count:
                raise Refusal(*UNREADABLE)
            yield _text(body[16 : 16 + 2 * count], True)
        elif size:
            _whole_pictures(body, into)
        if size < 12:
            return
        at += size


def _whole_pictures(body: bytes, into: Collector) -> None:
    for mark in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", BITMAP_HEADER):
        at = body.find(mark, 0, 256)
        if at >= 0 and mark != BITMAP_HEADER:
            into.pictures.append(Picture(body[at:], surface=PLACE))


def _bitmap(record: bytes, fields: int, into: Collector) -> None:
    header, header_size, bits, bits_size = struct.unpack_from("<4I", record, fields)
    head, body = record[header : header + header_size], record[bits : bits + bits_size]
    if head and body:
        _add_bitmap(head, body, into)


def _add_bitmap(head: bytes, body: bytes, into: Collector) -> None:
    start = 14 + len(head)
    file = struct.pack("<2sIHHI", b"BM", start + len(body), 0, 0, start) + head + body
    into.pictures.append(Picture(file, surface=PLACE))


def _is_bare(data: bytes) -> bool:
    if len(data) < 18:
        return False
    kind, words, version = struct.unpack_from("<HHH", data)
    return kind in (1, 2) and words == 9 and version in (0x0100, 0x0300)


def _wmf(data: bytes, into: Collector) -> Iterator[str]:
    at = (22 if data.startswith(PLACEABLE) else 0) + 18
    while at + 6 <= len(data):
        words, function = struct.unpack_from("<IH", data, at)
        record = data[at + 6 : at + 2 * words]
        if words < 3 or function == 0:
            return
        if function == WMF_TEXT and len(record) >= 2:
            (length,) = struct.unpack_from("<H", record)
            yield _text(record[2 : 2 + length], False)
        elif function == WMF_EXTENDED_TEXT and len(record) >= 8:
            length, options = struct.unpack_from("<HH", record, 4)
            if options & GLYPH_INDEXES and length:
                raise Refusal(*UNREADABLE)
            start = 16 if options & 0x6 else 8
            yield _text(record[start : start + length], False)
        elif function in WMF_BITMAPS and (found := record.find(BITMAP_HEADER)) >= 0:
            _packed_bitmap(record[found:], into)
        elif function == WMF_ESCAPE and b" EMF" in record:
            yield byte_strings.strings(record)
        at += 2 * words


def _packed_bitmap(packed: bytes, into: Collector) -> None:
    """Header, colours and bits in one; the header says how many colours there are."""
    if len(packed) < 40:
        return
    (depth,) = struct.unpack_from("<H", packed, 14)
    (colours,) = struct.unpack_from("<I", packed, 32)
    if depth <= 8:
        colours = colours or 1 << depth
    head = 40 + 4 * min(colours, 256)
    _add_bitmap(packed[:head], packed[head:], into)


def _text(data: bytes, wide: bool) -> str:
    text = data.decode("utf-16-le" if wide else "cp1252", "replace")
    return text.replace("\x00", "")


def _without_bitmaps(data: bytes, found: Collector) -> bytes:
    """The bits of a picture hold no words; its bytes only look like some by chance."""
    for picture in found.pictures:
        bits = picture.data[14 + 1064 :] if picture.data.startswith(b"BM") else picture.data
        if len(bits) > 4096:
            data = data.replace(bits, b"")
    return data
