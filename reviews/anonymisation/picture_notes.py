"""What was found in a picture file beside its pixels, and the blocks that formats share."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.anonymisation import exif
from reviews.anonymisation.byte_strings import decoded, strings

RESOURCE_THUMBNAILS = (1033, 1036)


@dataclass
class Parts:
    """``trailing`` are bytes after the picture's end, ``images`` whole pictures in it."""

    words: list[str] = field(default_factory=list)
    packets: list[bytes] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)
    trailing: bytes = b""
    length: int = 0

    def add_exif(self, data: bytes) -> exif.Exif:
        found = exif.read(data)
        self.words += found.words
        self.images += found.images
        self.packets += found.packets
        for one in found.resources:
            self.add_resources(one)
        return found

    def add_resources(self, data: bytes) -> None:
        """Photoshop's blocks, which hold what press agencies write about a picture."""
        self.words.append(strings(data))
        at = 0
        while (at := data.find(b"8BIM", at)) >= 0 and at + 12 <= len(data):
            number, name = struct.unpack_from(">HB", data, at + 4)
            start = at + 6 + (name + 2) // 2 * 2
            if start + 4 > len(data):
                return
            (size,) = struct.unpack_from(">I", data, start)
            body = data[start + 4 : start + 4 + size]
            if number in RESOURCE_THUMBNAILS:
                self.images.append(body[28:])
            elif number == 1058:
                self.add_exif(body)
            elif number == 1060:
                self.packets.append(body)
            else:
                self.words += _press(body)
            at = start + 4
        if not data.startswith(b"8BIM"):
            self.words += _press(data)


def _press(data: bytes) -> Iterator[str]:
    """IPTC: each entry begins with 1C, a record, a kind and a length."""
    at = 0
    while (at := data.find(b"\x1c", at)) >= 0 and at + 5 <= len(data):
        (size,) = struct.unpack_from(">H", data, at + 3)
        if data[at + 1] in range(1, 10) and size < 0x8000 and at + 5 + size <= len(data):
            yield decoded(data[at + 5 : at + 5 + size])
            at += 5 + size
        else:
            at += 1
