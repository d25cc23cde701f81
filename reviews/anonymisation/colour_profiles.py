"""The words in a colour profile: what it is called and who made it. The tables hold none."""

import struct
from collections.abc import Iterator

from reviews.anonymisation.byte_strings import strings

TABLES = frozenset(
    (b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"bkpt", b"chad",
     b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"lumi", b"meas", b"tech",
     b"vcgt", b"ndin", b"view", b"mmod", b"aarg", b"aagg", b"aabg", b"chrm", b"clro", b"cicp")
)  # fmt: skip
MAX_TAGS = 200
# Makers of the profiles that come with cameras and programs.
MAKERS = ("Hewlett-Packard Company", "Hewlett-Packard", "Apple Inc.", "Adobe Systems Incorporated")


def profile_words(data: bytes) -> str:
    said = "\n".join(_words(data))
    for maker in MAKERS:
        said = said.replace(maker, "")
    return said


def _words(data: bytes) -> Iterator[str]:
    if data[36:40] != b"acsp" or len(data) < 132:
        yield strings(data)
        return
    (count,) = struct.unpack_from(">I", data, 128)
    end = 132
    for number in range(min(count, MAX_TAGS)):
        at = 132 + 12 * number
        if at + 12 > len(data):
            return
        name, start, size = struct.unpack_from(">4sII", data, at)
        end = max(end, start + size)
        body = data[start : start + size]
        if name in TABLES:
            continue
        yield from _localised(body) if body.startswith(b"mluc") else (strings(body[8:]),)
    yield strings(data[end:])


def _localised(body: bytes) -> Iterator[str]:
    """One text in several languages, of which whoever hides something may use any."""
    if len(body) < 16:
        return
    count, width = struct.unpack_from(">II", body, 8)
    for number in range(min(count, MAX_TAGS)):
        at = 16 + number * max(width, 12)
        if at + 12 > len(body):
            return
        size, start = struct.unpack_from(">II", body, at + 4)
        yield body[start : start + size].decode("utf-16-be", "replace")
