"""Takes a file apart by what its bytes are, and the files inside it, within fixed limits."""

import base64
import hashlib
import io
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reviews.anonymisation.byte_strings import strings
from reviews.anonymisation.content_type import ENDINGS, decoded, kind_of, name_fits
from reviews.anonymisation.ocr import Ocr
from reviews.anonymisation.reading import SOURCE_BYTES, TOO_LARGE
from reviews.anonymisation.rules import RULES
from reviews.anonymisation.surfaces import (
    Collector,
    Embedded,
    Picture,
    Reading,
    Refusal,
    Surface,
)

if TYPE_CHECKING:
    from reviews.anonymisation.scan_layers import Layer

MAX_DEPTH = 3
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_FILES = 2_000
MAX_TEXT = 50_000_000
ATTACHMENT = "attachment"
HIDDEN = "hidden-text"
MAX_FAULTS_A_PAGE = 40
UNKNOWN = "It is not a kind of file that can be checked. Save it as a PDF and send that."
UNKNOWN_INSIDE = "It holds a file of a kind that can’t be checked. Take that file out of it."
WRONG = "Its content is not what its name says. Open it, and save it again as a PDF."
NESTED = "It holds files inside files inside files. Take the attachments out."
EMPTY = "It is empty. Choose the file again."
UNPACKS_BADLY = "It can’t be unpacked. Save it again."
# What may be sent by itself: the others are looked into only where they are inside something.
ALONE = frozenset({"pdf", "zip", "image", "text"})
OFFICE_MARKS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
_INLINE = re.compile(r"data:[\w/+.-]+;base64,([A-Za-z0-9+/=\s]{64,})")


def read(path: str, name: str, ocr: bool = True) -> dict[str, Any]:
    """The task of the child process."""
    if Path(path).stat().st_size > SOURCE_BYTES:
        raise Refusal("too-large", TOO_LARGE)
    return read_bytes(Path(path).read_bytes(), name, ocr=ocr).to_dict()


def read_bytes(data: bytes, name: str = "", *, ocr: bool = True) -> Reading:
    """Everything that the file holds. Raises `Refusal`."""
    reader = Reader(ocr=ocr)
    kind = reader.take(data, name, depth=0)
    reader.read_pictures()
    found = reader.found
    return Reading(
        type=kind,
        surfaces=tuple(_clean(surface) for surface in found.surfaces),
        faults=tuple(found.faults),
        pages=reader.pages,
    )


def _clean(surface: Surface) -> Surface:
    if surface.text.isascii():
        return surface
    return Surface(surface.name, without_surrogates(surface.text), surface.page)


def without_surrogates(text: str) -> str:
    """Halves of characters joined or replaced: nothing after this can encode them."""
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass
class Reader:
    """One reading: what was found so far and what it may still cost."""

    ocr: bool = True
    found: Collector = field(default_factory=Collector)
    pages: int = 0
    unpacked: int = 0
    files: int = 0
    seen: set[bytes] = field(default_factory=set)
    layers: list["Layer"] = field(default_factory=list)
    eyes: Ocr = field(init=False)

    def __post_init__(self) -> None:
        self.eyes = Ocr(enabled=self.ocr)

    def take(self, data: bytes, name: str, depth: int) -> str:
        """Read one file and what is inside it into ``found``; the kind that it is."""
        self._count(data, depth)
        if not data:
            raise Refusal("damaged", EMPTY)
        kind = kind_of(data)
        if not depth and kind == "ole":
            refuse_old_office(data)
        if not depth and kind not in ALONE:
            raise Refusal("unknown-type", UNKNOWN)
        if not depth and not name_fits(kind, name):
            raise Refusal("wrong-type", WRONG)
        if depth and kind == "unknown" and is_packed(data):
            raise Refusal("unknown-type", UNKNOWN_INSIDE)
        into = Collector()
        kind = self._read(kind, data, name, into)
        self._keep(into, depth)
        for inner in into.embedded:
            self._take_inner(inner, depth + 1)
        return kind

    def _count(self, data: bytes, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Refusal("nested", NESTED)
        self.files += 1
        if depth:
            self.unpacked += len(data)
        if self.unpacked > MAX_UNPACKED_BYTES or self.files > MAX_FILES:
            raise Refusal("too-large", TOO_LARGE)

    def _take_inner(self, inner: Embedded, depth: int) -> None:
        self.found.text(ATTACHMENT, inner.name, inner.page)
        digest = hashlib.blake2b(inner.data, digest_size=16).digest()
        if inner.data and digest not in self.seen:
            self.seen.add(digest)
            self.take(inner.data, inner.name, depth)

    def _keep(self, into: Collector, depth: int) -> None:
        if not depth:
            self.found.surfaces += into.surfaces
            self.found.faults += into.faults
            self.found.pictures += into.pictures
            return
        # Pages of an inner file aren't pages of the file, and how it is tagged is nobody's worry.
        for surface in into.surfaces:
            self.found.surfaces.append(Surface(ATTACHMENT, surface.text))
        for fault in into.faults:
            if RULES[fault.rule].group != "access":
                self.found.fault(fault.rule, ATTACHMENT, text=fault.text)
        for picture in into.pictures:
            self.found.pictures.append(Picture(picture.data, surface=ATTACHMENT))

    def _read(self, kind: str, data: bytes, name: str, into: Collector) -> str:
        if kind == "pdf":
            self._read_pdf(data, into)
        elif kind == "zip":
            return _read_zip(data, name, into)
        elif kind == "image":
            from reviews.anonymisation import pictures

            pictures.read(data, into)
        elif kind == "text":
            _read_text(data, into)
        elif kind == "gzip":
            into.embedded.append(Embedded(ATTACHMENT, self._gunzipped(data)))
        elif kind == "tar":
            _read_tar(data, into)
        else:
            from reviews.anonymisation import foreign_parts

            foreign_parts.read(data, name, into)
        return kind

    def _gunzipped(self, data: bytes) -> bytes:
        left = MAX_UNPACKED_BYTES - self.unpacked
        content = bytearray()
        try:
            while data:
                unpacker = zlib.decompressobj(wbits=31)
                content += unpacker.decompress(data, left + 1 - len(content))
                if len(content) > left or unpacker.unconsumed_tail:
                    raise Refusal("too-large", TOO_LARGE)
                data = unpacker.unused_data.lstrip(b"\x00")
        except zlib.error as error:
            raise Refusal("damaged", UNPACKS_BADLY) from error
        return bytes(content)

    def read_pictures(self) -> None:
        self.eyes.read_all(self.found.pictures, self.found)
        for layer in self.layers:
            if not layer.agrees([self.eyes.read(picture) for picture in layer.pictures]):
                for box, text in layer.found[:MAX_FAULTS_A_PAGE]:
                    self.found.fault(HIDDEN, "page", layer.page, box, text)

    def _read_pdf(self, data: bytes, into: Collector) -> None:
        from reviews.anonymisation import (
            accessibility,
            fonts,
            pdf_endless,
            pdf_objects,
            pdf_pages,
            pdf_revisions,
        )

        pdf_endless.refuse(data)
        blank = fonts.read(data, into, self.eyes)
        pages, layers = pdf_pages.read(data, into, blank_letters=blank)
        self.pages += pages
        self.layers += layers
        pdf_objects.read(data, into)
        pdf_revisions.read(data, into)
        accessibility.read(data, into)


def is_packed(data: bytes) -> bool:
    """Whether bytes of no known kind are compressed or encrypted, so that no words can be seen."""
    sample = data[: 256 * 1024]
    return len(sample) > 64 and len(zlib.compress(sample, 1)) > 0.95 * len(sample)


def _read_zip(data: bytes, name: str, into: Collector) -> str:
    from reviews.anonymisation import archives, office

    if is_office(data):
        office.read(data, name, into)
        return "office"
    if PurePosixPath(name.lower()).suffix.lstrip(".") in ENDINGS["office"]:
        raise Refusal("wrong-type", WRONG)
    archive = archives.open_archive(data)
    for entry in archive.entries:
        if not entry.name.endswith("/") or entry.packed:
            into.embedded.append(Embedded(ATTACHMENT, archive.unpack(entry), entry.name))
        else:
            into.text(ATTACHMENT, entry.name)
    for note in (*archive.notes, *archive.loose):
        into.text(ATTACHMENT, strings(note))
    return "zip"


def refuse_old_office(data: bytes) -> None:
    """A protected file of the new kind looks like one of the old kind from outside."""
    from reviews.anonymisation import office

    office.read(data, "", Collector())


def is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not OFFICE_MARKS.isdisjoint(archive.namelist())
    # NotImplementedError: an archive of a later or a split format, see archives.py.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal("damaged", UNPACKS_BADLY) from error


def _read_tar(data: bytes, into: Collector) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                into.text(ATTACHMENT, f"{member.name}\n{member.uname}\n{member.linkname}")
                part = archive.extractfile(member) if member.isreg() else None
                if part:
                    into.embedded.append(Embedded(ATTACHMENT, part.read(), member.name))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise Refusal("damaged", UNPACKS_BADLY) from error


def _read_text(data: bytes, into: Collector) -> None:
    from reviews.anonymisation import foreign_parts, letters, markup, office

    text = decoded(data) or ""
    if len(text) > MAX_TEXT:
        raise Refusal("too-large", TOO_LARGE)
    into.text("document", text)
    head = text[:4096].lstrip("\ufeff \r\n\t").casefold()
    if head.startswith("{\\rtf"):
        into.text("document", letters.rtf_text(data))
        for inner in letters.rtf_files(data):
            foreign_parts.read(inner, "", into)
        return
    if "<html" in head or head.startswith("<!doctype html"):
        into.text("document", letters.html_text(data))
    elif letters.looks_like_mail(data):
        into.text("document", letters.eml_text(data))
        for enclosed in letters.enclosures(data):
            into.embedded.append(Embedded(ATTACHMENT, enclosed))
    elif markup.looks_like_markup(data):
        office.read_flat(data, into)
    for match in _INLINE.finditer(text):
        try:
            inner = base64.b64decode(match.group(1), validate=False)
        except ValueError:
            continue
        into.embedded.append(Embedded(ATTACHMENT, inner))
