"""What a camera or a program wrote beside a picture: the directories of TIFF, also inside EXIF."""

import re
import struct
from dataclasses import dataclass, field

from reviews.anonymisation.byte_strings import decoded, strings

MAX_DIRECTORIES = 200
MAX_ENTRIES = 4_000
LONGEST_VALUE = 4 * 1024 * 1024
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
WHOLE = {3: "H", 4: "I", 13: "I", 16: "Q"}
SUBDIRECTORIES = frozenset({330, 34665, 34853, 40965})
GPS = 34853
STRIPS, TILES = (273, 279), (324, 325)
THUMBNAIL = (513, 514)
XMP, IPTC, PHOTOSHOP, PROFILE = 700, 33723, 34377, 34675
TYPED_BY_PEOPLE = range(0x9C9B, 0x9CA0)
COMMENT = 37510
CHARSETS = {b"ASCII": "latin-1", b"UNICODE": "utf-16", b"JIS": "iso2022_jp"}
CAMERA_DATE = re.compile(r"(?<!\d)(\d{4}):(\d\d):(\d\d)(?!\d)")


@dataclass
class Exif:
    """``images`` are whole pictures such as the thumbnail; ``packets`` the XMP in it."""

    words: list[str] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)
    packets: list[bytes] = field(default_factory=list)
    resources: list[bytes] = field(default_factory=list)
    pixels: list[tuple[int, int]] = field(default_factory=list)


def read(data: bytes) -> Exif:
    """``data`` begins with the byte order, ``II`` or ``MM``. What is damaged is passed over."""
    found = Exif()
    order = {b"II": "<", b"MM": ">"}.get(data[:2], "")
    if not order or len(data) < 8:
        return found
    ahead = [(struct.unpack_from(order + "I", data, 4)[0], False)]
    seen: set[int] = set()
    while ahead and len(seen) < MAX_DIRECTORIES:
        at, is_gps = ahead.pop(0)
        if at in seen or not 0 < at < len(data) - 1:
            continue
        seen.add(at)
        _directory(data, order, at, is_gps, ahead, found)
    found.words = [CAMERA_DATE.sub(r"\1-\2-\3", word) for word in found.words]
    return found


def _directory(
    data: bytes, order: str, at: int, is_gps: bool, ahead: list[tuple[int, bool]], found: Exif
) -> None:
    (count,) = struct.unpack_from(order + "H", data, at)
    values: dict[int, bytes] = {}
    whole: dict[int, list[int]] = {}
    for number in range(min(count, MAX_ENTRIES)):
        place = at + 2 + 12 * number
        if place + 12 > len(data):
            return
        tag, kind, amount = struct.unpack_from(order + "HHI", data, place)
        size = SIZES.get(kind, 1) * amount
        start = place + 8 if size <= 4 else struct.unpack_from(order + "I", data, place + 8)[0]
        if size > LONGEST_VALUE or start + size > len(data):
            continue
        value = data[start : start + size]
        values[tag] = value
        if kind in WHOLE:
            whole[tag] = list(struct.unpack(f"{order}{amount}{WHOLE[kind]}", value))
        if tag in SUBDIRECTORIES:
            ahead += [(one, tag == GPS) for one in whole.get(tag, [])]
        else:
            _value(tag, kind, value, order, found)
    end = at + 2 + 12 * count
    if end + 4 <= len(data):
        ahead.append((struct.unpack_from(order + "I", data, end)[0], False))
    _pictures(data, whole, found)
    if is_gps:
        found.words += _position(values, order)


def _value(tag: int, kind: int, value: bytes, order: str, found: Exif) -> None:
    if tag == XMP:
        found.packets.append(value)
    elif tag in (IPTC, PHOTOSHOP):
        found.resources.append(value)
    elif tag == PROFILE:
        return
    elif tag in TYPED_BY_PEOPLE:
        found.words.append(value.decode("utf-16-le", "replace").replace("\x00", ""))
    elif tag == COMMENT:
        found.words.append(_comment(value, order))
    elif kind == 2:
        found.words += [decoded(part) for part in value.split(b"\x00") if part.strip()]
    elif kind in (1, 6, 7) and len(value) > 4:
        found.words.append(strings(value))


def _comment(value: bytes, order: str) -> str:
    charset, text = value[:8].strip(b"\x00 "), value[8:]
    encoding = CHARSETS.get(charset, "")
    if encoding == "utf-16" and text[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        other = "utf-16-be" if order == "<" else "utf-16-le"
        own = "utf-16-le" if order == "<" else "utf-16-be"
        return "\n".join(text.decode(one, "replace").replace("\x00", "") for one in (own, other))
    if encoding:
        return text.decode(encoding, "replace").replace("\x00", "")
    return decoded(value.replace(b"\x00", b"")) + "\n" + strings(value)


def _pictures(data: bytes, whole: dict[int, list[int]], found: Exif) -> None:
    start, size = (whole.get(tag, [0])[:1] for tag in THUMBNAIL)
    if start and size and start[0] and size[0]:
        found.images.append(data[start[0] : start[0] + size[0]])
        found.pixels.append((start[0], start[0] + size[0]))
    for starts, sizes in (STRIPS, TILES):
        for at, length in zip(whole.get(starts, []), whole.get(sizes, []), strict=False):
            found.pixels.append((at, at + length))


def _position(values: dict[int, bytes], order: str) -> list[str]:
    parts = []
    for reference, tag in ((1, 2), (3, 4)):
        value = values.get(tag, b"")
        if len(value) != 24:
            continue
        numbers = struct.unpack(order + "6I", value)
        degrees = sum(
            numbers[2 * i] / numbers[2 * i + 1] / 60**i for i in range(3) if numbers[2 * i + 1]
        )
        side = values.get(reference, b"")[:1].decode("latin-1")
        parts.append(f"{degrees:.5f} {side}")
    return ["Position " + " ".join(parts)] if parts else []
