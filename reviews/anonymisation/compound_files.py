"""Compound files, the container of old Office files, of objects in documents and of macros.

Layout by Microsoft's open specification of the format (MS-CFB) and of packages in it (MS-OLEDS).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.anonymisation.byte_strings import decoded

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
LAST_SECTOR = 0xFFFFFFFA
ENTRY_BYTES, SMALL_BYTES = 128, 64
MAX_ENTRIES = 20_000
STORAGE, STREAM, ROOT = 1, 2, 5
LOCKED = ("EncryptedPackage", "EncryptionInfo", "EncryptedSummary")
PACKAGE = "\x01Ole10Native"


@dataclass
class Compound:
    """``spare`` are the sectors that no stream uses: what was deleted is often still there."""

    names: list[str] = field(default_factory=list)
    streams: list[tuple[str, bytes]] = field(default_factory=list)
    spare: bytes = b""

    @property
    def is_locked(self) -> bool:
        return any(name in LOCKED for name in self.names)

    @property
    def has_macros(self) -> bool:
        return any(name.upper() in ("VBA", "_VBA_PROJECT", "MACROS", "_VBA_PROJECT_CUR")
                   for name in self.names)  # fmt: skip


@dataclass
class _Sectors:
    data: bytes
    size: int
    table: list[int]
    used: set[int] = field(default_factory=set)

    def chain(self, start: int) -> Iterator[bytes]:
        seen = set()
        while start < LAST_SECTOR and start not in seen and start < len(self.table):
            seen.add(start)
            self.used.add(start)
            at = (start + 1) * self.size
            yield self.data[at : at + self.size]
            start = self.table[start]

    def read(self, start: int) -> bytes:
        return b"".join(self.chain(start))


def open_compound(data: bytes) -> Compound | None:
    """None where it is too damaged to follow; its bytes may still hold words."""
    try:
        return _open(data)
    except (struct.error, IndexError, ValueError, MemoryError):
        return None


def _open(data: bytes) -> Compound | None:
    if not data.startswith(MAGIC) or len(data) < 512:
        return None
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return None
    size = 1 << shift
    (directory,) = struct.unpack_from("<I", data, 48)
    cutoff, small_start, _, more, _ = struct.unpack_from("<5I", data, 56)
    table = _table(data, size, more)
    sectors = _Sectors(data, size, table)
    entries = sectors.read(directory)
    small_table = _numbers(sectors.read(small_start))
    compound, small = Compound(), b""
    for at in range(0, min(len(entries), MAX_ENTRIES * ENTRY_BYTES), ENTRY_BYTES):
        entry = entries[at : at + ENTRY_BYTES]
        (name_size,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(0, min(name_size, 64) - 2)].decode("utf-16-le", "replace")
        kind, start = entry[66], struct.unpack_from("<I", entry, 116)[0]
        length = (
            struct.unpack_from("<Q", entry, 120)[0]
            if size == 4096
            else (struct.unpack_from("<I", entry, 120)[0])
        )
        if name:
            compound.names.append(name)
        if kind == ROOT:
            small = sectors.read(start)
        elif kind == STREAM and length:
            in_small = length < cutoff
            content = _small(small, small_table, start) if in_small else sectors.read(start)
            compound.streams.append((name, content))
    compound.spare = b"".join(
        data[(number + 1) * size : (number + 2) * size]
        for number in range((len(data) + size - 1) // size - 1)
        if number not in sectors.used and (number >= len(table) or table[number] == FREE)
    )
    return compound


def _table(data: bytes, size: int, more: int) -> list[int]:
    places = [one for one in struct.unpack_from("<109I", data, 76) if one < LAST_SECTOR]
    seen = set()
    while more < LAST_SECTOR and more not in seen:
        seen.add(more)
        numbers = _numbers(data[(more + 1) * size : (more + 2) * size])
        if not numbers:
            break
        places += [one for one in numbers[:-1] if one < LAST_SECTOR]
        more = numbers[-1]
    table: list[int] = []
    for place in places[: len(data) // size + 1]:
        table += _numbers(data[(place + 1) * size : (place + 2) * size])
    return table


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _small(small: bytes, table: list[int], start: int) -> bytes:
    found, seen = [], set()
    while start < LAST_SECTOR and start not in seen and start < len(table):
        seen.add(start)
        found.append(small[start * SMALL_BYTES : (start + 1) * SMALL_BYTES])
        start = table[start]
    return b"".join(found)


def packages(name: str, stream: bytes) -> Iterator[tuple[str, bytes]]:
    """(names and paths, content) of the files that a stream wraps."""
    if name == PACKAGE:
        yield from _native(stream)
    elif stream.startswith((b"PK\x03\x04", b"%PDF-", MAGIC)) or name == "Package":
        yield "", stream


def _native(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """A label, the file's name and path where it came from, then its bytes."""
    try:
        label_end = stream.index(b"\x00", 6)
        path_end = stream.index(b"\x00", label_end + 1)
        at = path_end + 1 + 4
        (size,) = struct.unpack_from("<I", stream, at)
        command = stream[at + 4 : at + 4 + size]
        at += 4 + size
        (size,) = struct.unpack_from("<I", stream, at)
    except (ValueError, struct.error):
        return
    content = stream[at + 4 : at + 4 + size]
    words = b"\n".join((stream[6:label_end], stream[label_end + 1 : path_end], command))
    wide = stream[at + 4 + size :].decode("utf-16-le", "ignore")
    if content:
        yield decoded(words.replace(b"\x00", b"")) + "\n" + wide.replace("\x00", ""), content
