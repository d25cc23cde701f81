"""Pictures made of boxes (JPEG 2000, HEIF, AVIF): what their boxes say."""

import struct

from reviews.anonymisation.byte_strings import decoded, strings
from reviews.anonymisation.picture_notes import Parts

BOXES_IN_BOXES = frozenset(
    (b"asoc", b"jp2h", b"meta", b"moov", b"udta", b"iprp", b"ipco", b"iinf", b"res ", b"trak")
)
EXIF_UUID = bytes.fromhex("4a706754696666457869662d3e4a5032")


def read_boxes(data: bytes, parts: Parts, depth: int) -> None:
    """JPEG 2000 and HEIF are boxes of a length, four letters and a content."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        end = len(data) if size == 0 else at + size
        if end <= at or size in range(2, 8):
            parts.words.append(strings(data[at:]))
            return
        body = data[start:end]
        if kind in BOXES_IN_BOXES and depth < 8:
            read_boxes(body[4:] if kind in (b"meta", b"iinf") else body, parts, depth + 1)
        if kind not in (b"jp2c", b"mdat"):
            parts.words += [strings(body), decoded(body) if kind in (b"xml ", b"lbl ") else ""]
        elif kind == b"jp2c":
            parts.words.append(strings(body[:65536].partition(b"\xff\x90")[0]))
        if b"<x:xmpmeta" in body or kind == b"xml ":
            packet = body[body.find(b"<") :]
            parts.packets.append(packet[: packet.rfind(b">") + 1])
        for mark in (b"Exif\x00\x00", EXIF_UUID):
            if (found := body.find(mark)) >= 0:
                parts.words.append(strings(body[found : found + 65536]))
                parts.add_exif(body[found + len(mark) :])
        at = end
