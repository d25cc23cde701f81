"""The blocks of a picture file beside its pixels, for each format, as words, packets and files."""

import contextlib
import re
import struct
import zlib
from collections.abc import Callable

from reviews.anonymisation.byte_strings import decoded, strings
from reviews.anonymisation.colour_profiles import profile_words
from reviews.anonymisation.picture_boxes import read_boxes
from reviews.anonymisation.picture_notes import Parts

MAX_INFLATED = 16 * 1024 * 1024
PNG_MARK = b"\x89PNG\r\n\x1a\n"
PNG_PLAIN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB bKGD pHYs sBIT hIST tIME acTL fcTL fdAT cICP".split()
)
XMP_MARK, MORE_XMP_MARK = (
    b"http://ns.adobe.com/xap/1.0/\x00",
    b"http://ns.adobe.com/xmp/extension/\x00",
)
EXIF_MARK, PHOTOSHOP_MARK = b"Exif\x00", b"Photoshop 3.0\x00"
NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.S)


def read(data: bytes) -> Parts:
    parts = Parts()
    for mark, reader in READERS:
        if data.startswith(mark):
            with contextlib.suppress(struct.error, IndexError):
                reader(data, parts)
            break
    else:
        read_boxes(data, parts, 0)
    parts.length = parts.length or len(data)
    parts.trailing = data[parts.length :]
    return parts


def _jpeg(data: bytes, parts: Parts) -> None:
    at = 2
    more: list[tuple[tuple[bytes, int], bytes]] = []
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            match = NEXT_MARKER.search(data, at)
            if not match:
                break
            parts.words.append(strings(data[at : match.start()]))
            at = match.end() - 2
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == 0xD9:
            parts.length = at + 2
            break
        if kind in range(0xD0, 0xD9) or kind == 1:
            at += 2
            continue
        (size,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
        if kind == 0xDA:
            match = NEXT_MARKER.search(data, at)
            at = match.end() - 2 if match else len(data)
        elif kind == 0xFE:
            parts.words.append(decoded(body))
        elif 0xE0 <= kind <= 0xEF:
            _application(body, parts, more)
    for _, body in sorted(more):
        parts.packets.append(body)
    if len(more) > 1:
        parts.packets.append(b"".join(body for _, body in sorted(more)))


def _application(body: bytes, parts: Parts, more: list[tuple[tuple[bytes, int], bytes]]) -> None:
    if body.startswith(EXIF_MARK):
        parts.words.append(strings(body))
        parts.add_exif(body[6:])
    elif body.startswith(XMP_MARK):
        parts.packets.append(body[len(XMP_MARK) :])
    elif body.startswith(MORE_XMP_MARK):
        at = len(MORE_XMP_MARK)
        (offset,) = struct.unpack_from(">I", body, at + 36)
        more.append(((body[at : at + 32], offset), body[at + 40 :]))
    elif body.startswith(PHOTOSHOP_MARK):
        parts.add_resources(body[len(PHOTOSHOP_MARK) :])
    elif body.startswith(b"ICC_PROFILE\x00"):
        parts.words.append(profile_words(body[14:]))
    elif not body.startswith((b"JFIF\x00", b"Adobe\x00", b"MPF\x00")):
        parts.words.append(strings(body))
        if (found := body.find(b"\xff\xd8\xff")) >= 0:
            parts.images.append(body[found:])


def _png(data: bytes, parts: Parts) -> None:
    at = len(PNG_MARK)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            parts.words.append(strings(body))
            parts.length = at
            return
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            _png_text(kind, body, parts)
        elif kind == b"eXIf":
            parts.words.append(strings(body))
            parts.add_exif(body)
        elif kind == b"iCCP":
            name, _, packed = body.partition(b"\x00")
            parts.words += [decoded(name), profile_words(_inflated(packed[1:]))]
        elif kind not in PNG_PLAIN:
            parts.words += [strings(body), strings(_inflated(body))]


def _png_text(kind: bytes, body: bytes, parts: Parts) -> None:
    keyword, _, rest = body.partition(b"\x00")
    if kind == b"zTXt":
        rest = _inflated(rest[1:])
    elif kind == b"iTXt":
        packed, fields = rest[:1] == b"\x01", rest[2:].split(b"\x00", 2)
        parts.words += [decoded(one) for one in fields[:-1]]
        rest = _inflated(fields[-1]) if packed else fields[-1]
    parts.words.append(f"{decoded(keyword)}: {decoded(rest)}")
    if b"<x:xmpmeta" in rest or b"<rdf:RDF" in rest:
        parts.packets.append(rest)
    if keyword.startswith(b"Raw profile type"):
        _rawprofile_words(rest, parts)


def _rawprofile_words(text: bytes, parts: Parts) -> None:
    """What ImageMagick writes: a name, a length, then the bytes as digits."""
    digits = b"".join(text.split()[2:])
    with contextlib.suppress(ValueError):
        raw = bytes.fromhex(digits.decode("ascii"))
        parts.words.append(strings(raw))
        if raw.startswith(EXIF_MARK):
            parts.add_exif(raw[6:])
        else:
            parts.add_resources(raw)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_INFLATED)
    except zlib.error:
        return b""


def _gif(data: bytes, parts: Parts) -> None:
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while at < len(data):
        if data[at] == 0x3B:
            parts.length = at + 1
            return
        if data[at] == 0x21:
            kind, (body, at) = data[at + 1], _gif_blocks(data, at + 2)
            if kind != 0xF9:
                parts.words += [decoded(body), strings(body)]
                if b"<x:xmpmeta" in body or b"<rdf:RDF" in body:
                    parts.packets.append(body)
        elif data[at] == 0x2C:
            flags = data[at + 9]
            at += 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1
            _, at = _gif_blocks(data, at)
        else:
            return


def _gif_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """XMP in a GIF is written over the lengths of the blocks, so they are kept in the text."""
    start, body = at, []
    while at < len(data) and data[at]:
        body.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    raw = data[start : at + 1]
    return (raw if b"XMP Data" in raw[:12] else b"".join(body)), at + 1


def _riff(data: bytes, parts: Parts) -> None:
    (size,) = struct.unpack_from("<I", data, 4)
    end, at = min(len(data), 8 + size), 12
    while at + 8 <= end:
        kind, length = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        body = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if kind == b"EXIF":
            parts.words.append(strings(body))
            parts.add_exif(body.removeprefix(b"Exif\x00\x00"))
        elif kind == b"XMP ":
            parts.packets.append(body)
        elif kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            parts.words += [decoded(body) if len(body) < 4096 else "", strings(body)]
    parts.length = 8 + size + size % 2


def _tiff(data: bytes, parts: Parts) -> None:
    found = parts.add_exif(data)
    at, loose = 8, []
    for start, end in sorted(found.pixels):
        loose.append(data[at:start])
        at = max(at, end)
    parts.words.append(strings(b"\n".join([*loose, data[at:]]) if found.pixels else data))


def _bmp(data: bytes, parts: Parts) -> None:
    size, _, start = struct.unpack_from("<III", data, 2)
    parts.words.append(strings(data[14 : min(start, 14 + 124 + 1024)]))
    parts.length = size if 54 <= size <= len(data) else len(data)


READERS: tuple[tuple[bytes, Callable[[bytes, Parts], None]], ...] = (
    (b"\xff\xd8\xff", _jpeg),
    (PNG_MARK, _png),
    (b"GIF8", _gif),
    (b"RIFF", _riff),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
    (b"BM", _bmp),
)
