"""The parts of a zip file as they lie in its bytes: every entry, also of the same name, and what is
between, before and after them."""

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviews.anonymisation.surfaces import Refusal

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
# Ordinary markup packs to a twentieth; only what is made to burst packs to a three-hundredth.
RATIO_LOOKED_AT_FROM_BYTES = 20 * 1024 * 1024
MAX_RATIO = 300
LOCAL_MARK, LOCAL_HEADER = b"PK\x03\x04", struct.Struct("<4s5H3I2H")
DESCRIPTOR_MARK = b"PK\x07\x08"
STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1 | 0x40
DESCRIPTOR_FOLLOWS = 0x8

DAMAGED = ("damaged", "It can’t be unpacked. Open it, save it again and send that.")
PASSWORD = ("password", "It is protected by a password. Save a copy without the password.")
BURSTS = ("too-large", "It unpacks to far too much. Save it again from the original.")


@dataclass(frozen=True)
class Entry:
    name: str
    method: int
    crc: int
    size: int
    packed: memoryview = field(repr=False)

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/") and not self.size


@dataclass
class Archive:
    """``notes`` are comments and extra fields, ``loose`` the bytes that belong to no entry."""

    entries: list[Entry]
    notes: list[bytes]
    loose: list[bytes]
    unpacked: int = 0

    def unpack(self, entry: Entry) -> bytes:
        """The content of a part. Raises `Refusal`; what follows the packed content becomes loose."""
        if entry.method == STORED:
            content = bytes(entry.packed)
        elif entry.method == DEFLATED:
            content = self._inflate(entry)
        else:
            raise Refusal(*DAMAGED)
        if zlib.crc32(content) != entry.crc:
            raise Refusal(*DAMAGED)
        self._count(len(content), len(entry.packed))
        return content

    def _inflate(self, entry: Entry) -> bytes:
        left = MAX_UNPACKED_BYTES - self.unpacked
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacker.decompress(entry.packed, left + 1)
        except zlib.error as error:
            raise Refusal(*DAMAGED) from error
        if len(content) > left:
            raise Refusal(*BURSTS)
        if not unpacker.eof:
            raise Refusal(*DAMAGED)
        if unpacker.unused_data:
            self.loose.append(unpacker.unused_data)
        return content

    def _count(self, size: int, packed: int) -> None:
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED_BYTES:
            raise Refusal(*BURSTS)
        if size > RATIO_LOOKED_AT_FROM_BYTES and size > MAX_RATIO * max(packed, 1):
            raise Refusal(*BURSTS)


def open_archive(data: bytes) -> Archive:
    """Raises `Refusal` for what can't be unpacked, is locked or is made to burst."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members, comment, directory = opened.infolist(), opened.comment, opened.start_dir
    # NotImplementedError is zipfile's own word for an archive of a later or a split format.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise Refusal(*DAMAGED) from error
    if len(members) > MAX_PARTS:
        raise Refusal(*BURSTS)
    archive = Archive([], [comment], [])
    view, taken = memoryview(data), [(directory, _end_of_directory(data, members, directory))]
    for member in members:
        if member.flag_bits & ENCRYPTED:
            raise Refusal(*PASSWORD)
        entry, end, notes = _entry(view, member)
        archive.entries.append(entry)
        archive.notes += [member.comment, member.extra, *notes]
        taken.append((member.header_offset, end))
    _refuse_overlaps(taken[1:])
    for gap in _gaps(data, taken):
        _read_gap(gap, archive)
    return archive


def _entry(view: memoryview, member: zipfile.ZipInfo) -> tuple[Entry, int, list[bytes]]:
    """The entry as the list of contents has it; the end of its bytes; what else its header says."""
    header = bytes(view[member.header_offset : member.header_offset + LOCAL_HEADER.size])
    if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MARK):
        raise Refusal(*DAMAGED)
    _, _, flags, method, _, _, _, _, _, name_size, extra_size = LOCAL_HEADER.unpack(header)
    if flags & ENCRYPTED:
        raise Refusal(*PASSWORD)
    if method != member.compress_type:
        raise Refusal(*DAMAGED)
    start = member.header_offset + LOCAL_HEADER.size
    content = start + name_size + extra_size
    end = content + member.compress_size
    if end > len(view):
        raise Refusal(*DAMAGED)
    local_name = bytes(view[start : start + name_size])
    encoding = "utf-8" if flags & 0x800 else "cp437"
    notes = [bytes(view[start + name_size : content])]
    if local_name.decode(encoding, "replace") != member.orig_filename:
        notes.append(local_name)
    entry = Entry(member.orig_filename, method, member.CRC, member.file_size, view[content:end])
    if flags & DESCRIPTOR_FOLLOWS:
        end = _after_descriptor(view, end, member)
    return entry, end, notes


def _after_descriptor(view: memoryview, end: int, member: zipfile.ZipInfo) -> int:
    marked = bytes(view[end : end + 4]) == DESCRIPTOR_MARK
    start = end + 4 if marked else end
    if bytes(view[start : start + 4]) != member.CRC.to_bytes(4, "little"):
        return end
    short = struct.pack("<II", member.compress_size & 0xFFFFFFFF, member.file_size & 0xFFFFFFFF)
    return start + (12 if bytes(view[start + 4 : start + 12]) == short else 20)


def _end_of_directory(data: bytes, members: list[zipfile.ZipInfo], directory: int) -> int:
    """Where the list of contents ends; the record that closes the file has no text but its comment."""
    at = directory
    for _ in members:
        if data[at : at + 4] != b"PK\x01\x02":
            return at
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        at += 46 + name + extra + comment
    for mark, size in ((b"PK\x06\x06", 56), (b"PK\x06\x07", 20), (b"PK\x05\x06", 22)):
        if data[at : at + 4] == mark:
            at += size
            if size == 22:
                at += struct.unpack_from("<H", data, at - 2)[0]
    return at


def _refuse_overlaps(taken: list[tuple[int, int]]) -> None:
    """Entries that share bytes are a way to burst; two names for one entry share all of them."""
    spans = sorted(set(taken))
    for (_, end), (start, _) in itertools.pairwise(spans):
        if start < end:
            raise Refusal(*DAMAGED)


def _gaps(data: bytes, taken: list[tuple[int, int]]) -> Iterator[bytes]:
    at = 0
    for start, end in sorted(taken):
        if start > at:
            yield data[at:start]
        at = max(at, end)
    if at < len(data):
        yield data[at:]


def _read_gap(gap: bytes, archive: Archive) -> None:
    """Parts that the list of contents leaves out are still in the file for whoever looks."""
    while (at := gap.find(LOCAL_MARK)) >= 0 and len(archive.entries) <= MAX_PARTS:
        archive.loose.append(gap[:at])
        header = gap[at : at + LOCAL_HEADER.size]
        if len(header) < LOCAL_HEADER.size:
            break
        _, _, flags, method, _, _, _, packed, _, name_size, extra_size = LOCAL_HEADER.unpack(header)
        start = at + LOCAL_HEADER.size
        content = start + name_size + extra_size
        name = gap[start : start + name_size]
        archive.notes += [name, gap[start + name_size : content]]
        if flags & ENCRYPTED:
            raise Refusal(*PASSWORD)
        body, end = _unlisted(gap, content, method, packed)
        encoding = "utf-8" if flags & 0x800 else "cp437"
        shown = name.decode(encoding, "replace")
        archive.entries.append(Entry(shown, STORED, zlib.crc32(body), len(body), memoryview(body)))
        gap = gap[max(end, content) :]
    archive.loose.append(gap)


def _unlisted(gap: bytes, content: int, method: int, packed: int) -> tuple[bytes, int]:
    if method == DEFLATED:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            body = unpacker.decompress(gap[content:], RATIO_LOOKED_AT_FROM_BYTES)
        except zlib.error:
            return gap[content : content + packed], content + packed
        return body, len(gap) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
    return gap[content : content + packed], content + packed
