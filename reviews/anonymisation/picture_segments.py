"""Pictures without what cameras and programs write beside the pixels, which stay as they are."""

import struct

# Start of image, quantisation, frames, tables, restart interval: what a decoder needs.
_JFIF, _ADOBE = 0xE0, 0xEE
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN, _END_OF_IMAGE, _COMMENT = 0xDA, 0xD9, 0xFE
_JP2_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"jpch", b"jplh"})
_CODESTREAM = b"\xff\x4f\xff\x51"
_CODESTREAM_COMMENT = 0xFF64
_TILE = 0xFF90


class Unreadable(ValueError):
    """The picture does not follow its format."""


def bare_jpeg(data: bytes) -> bytes:
    """Without application data, comments and what follows the end. Raises `Unreadable`."""
    if data[:2] != b"\xff\xd8":
        raise Unreadable
    kept = [b"\xff\xd8"]
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise Unreadable
        while at + 1 < len(data) and data[at + 1] == 0xFF:
            at += 1
        if at + 1 >= len(data):
            raise Unreadable
        marker = data[at + 1]
        if marker == _END_OF_IMAGE:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        if marker in _STANDALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        if at + 4 > len(data):
            raise Unreadable
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise Unreadable
        kept.append(_segment(marker, data[at:end]))
        at = end
        if marker == _START_OF_SCAN:
            end = _scan_end(data, at)
            kept.append(data[at:end])
            at = end
    # Cut off before its end: decoders show what is there.
    kept.append(b"\xff\xd9")
    return b"".join(kept)


def _segment(marker: int, segment: bytes) -> bytes:
    if marker == _JFIF and segment[4:9] == b"JFIF\x00" and len(segment) >= 18:
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
    if marker == _ADOBE and segment[4:9] == b"Adobe":
        return b"\xff\xee\x00\x0e" + segment[4:16]
    if 0xE0 <= marker <= 0xEF or marker == _COMMENT or 0xF0 <= marker <= 0xFD:
        return b""
    return segment


def _scan_end(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def bare_jpeg2000(data: bytes) -> bytes:
    """Without XML, UUID and other side boxes and without comments. Raises `Unreadable`."""
    if data.startswith(_CODESTREAM):
        return _bare_codestream(data)
    kept = []
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, at)
        header = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            header = 16
        end = len(data) if length == 0 else at + length
        if end > len(data) or end < at + header:
            raise Unreadable
        if kind == b"jp2c":
            stream = _bare_codestream(data[at + header : end])
            kept.append(struct.pack(">L4s", len(stream) + 8, kind) + stream)
        elif kind in _JP2_BOXES:
            kept.append(data[at:end])
        at = end
    if not kept:
        raise Unreadable
    return b"".join(kept)


def _bare_codestream(data: bytes) -> bytes:
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data):
        marker, length = struct.unpack_from(">HH", data, at)
        if marker == _TILE:
            break
        if marker != _CODESTREAM_COMMENT:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, data[at:]])
