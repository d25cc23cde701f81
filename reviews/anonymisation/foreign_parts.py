"""Parts of an office file that are not its own markup: pictures, files in it, pages, letters, bytes."""

import gzip
import zlib
from collections.abc import Callable

from reviews.anonymisation import byte_strings, compound_files, metafiles, pictures
from reviews.anonymisation.letters import (
    eml_text,
    enclosures,
    html_text,
    looks_like_mail,
    rtf_files,
    rtf_text,
)
from reviews.anonymisation.surfaces import Collector, Embedded, Refusal

ATTACHMENT = "attachment"
MAX_CARVED = 200
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
ZIP, PDF, OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = ("password", "It holds a file with a password. Take it out, or save it without one.")
MACROS = ("vbaproject", "vbadata", "activex", "macrosheets", "macros/", "basic/", "scripts/")
TEXT_CONTROLS = frozenset(range(9)) | frozenset(range(14, 32)) - {27}


def read(data: bytes, name: str, into: Collector) -> None:
    """Raises `Refusal` for a picture or a file in it that can't be read."""
    lower = name.lower()
    if any(word in lower for word in MACROS) and lower.endswith(
        (".bin", ".xba", ".bas", ".py", ".js")
    ):
        into.fault("active-content", ATTACHMENT)
    kind = data[:4]
    if data.startswith(ZIP) or PDF in data[:1024]:
        _embed(data, into)
    elif data.startswith(OLE):
        read_compound(data, into)
    elif pictures.is_picture(data):
        pictures.read(data, into)
    elif metafiles.is_metafile(data):
        metafiles.read(data, into)
    elif kind[:2] == b"\x1f\x8b":
        _unpacked(data, name, into)
    else:
        _words(data, lower, into)


def _words(data: bytes, name: str, into: Collector) -> None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if head.startswith(b"{\\rtf"):
        _attach(rtf_text, data, into)
    elif looks_like_mail(data):
        _attach(eml_text, data, into)
    elif b"<html" in head.lower() or head[:14].lower() == b"<!doctype html":
        _attach(html_text, data, into)
    elif (text := _plain(data)) is not None:
        into.text(ATTACHMENT, text)
    else:
        carve(data, into)
        into.text(ATTACHMENT, byte_strings.strings(data))
        if "printersettings" not in name and not name.endswith((".odttf", ".fntdata")):
            into.fault("attachment", ATTACHMENT)


def _attach(reader: Callable[[bytes], str], data: bytes, into: Collector) -> None:
    into.fault("attachment", ATTACHMENT)
    into.text(ATTACHMENT, reader(data))
    into.text(ATTACHMENT, byte_strings.strings(data))
    if reader is not html_text:
        for inner in rtf_files(data) if reader is rtf_text else enclosures(data):
            read(inner, "", into)


def _embed(data: bytes, into: Collector) -> None:
    into.fault("attachment", ATTACHMENT)
    into.embedded.append(Embedded(ATTACHMENT, data))


def read_compound(data: bytes, into: Collector) -> None:
    into.fault("attachment", ATTACHMENT)
    compound = compound_files.open_compound(data)
    if compound is None:
        into.text(ATTACHMENT, byte_strings.strings(data))
        carve(data, into)
        return
    if compound.is_locked:
        raise Refusal(*LOCKED)
    if compound.has_macros:
        into.fault("active-content", ATTACHMENT)
    into.text(ATTACHMENT, "\n".join(compound.names))
    into.text(ATTACHMENT, byte_strings.strings(compound.spare))
    for label, stream in compound.streams:
        wrapped = list(compound_files.packages(label, stream))
        for words, inner in wrapped:
            into.text(ATTACHMENT, words)
            read(inner, "", into)
        if not wrapped:
            carve(stream, into)
        into.text(ATTACHMENT, byte_strings.strings(stream))


def carve(data: bytes, into: Collector) -> None:
    """Whole files inside bytes of a kind of their own. Raises `Refusal` where there is no end."""
    carved = 0
    for mark in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1"):
        at = data.find(mark)
        while at >= 0:
            piece = data[at:]
            carved += 1
            if carved > MAX_CARVED:
                raise Refusal(
                    "too-slow", "It holds too many pictures in one object. Take them out."
                )
            try:
                pictures.read(piece, into)
            except Refusal as refusal:
                if refusal.rule == "too-large":
                    raise
            at = data.find(mark, at + max(pictures.length_of(piece), len(mark)))
    if (at := data.find(ZIP)) >= 0 and b"PK\x05\x06" in data[at:]:
        _embed(data[at:], into)
    if (at := data.find(PDF)) >= 0:
        _embed(data[at:], into)
    if (at := data.find(OLE)) > 0:
        read_compound(data[at:], into)


def _unpacked(data: bytes, name: str, into: Collector) -> None:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        content = unpacker.decompress(data, MAX_UNPACKED_BYTES + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Refusal("damaged", "A part of it can’t be unpacked. Save it again.") from error
    if len(content) > MAX_UNPACKED_BYTES:
        raise Refusal("too-large", "A part of it unpacks to far too much. Save it again.")
    into.text(ATTACHMENT, byte_strings.strings(data[:512]))
    read(content, name.removesuffix(".gz"), into)


def _plain(data: bytes) -> str | None:
    """The text, where the bytes are nothing but text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if sum(data[:65536].count(code) for code in TEXT_CONTROLS) > len(data[:65536]) // 100:
        return None
    return byte_strings.decoded(data)
