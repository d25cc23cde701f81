"""Takes a file apart by what its bytes are, and the files inside it, within fixed limits."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reviews.anonymisation.content_type import ENDINGS, decoded, kind_of, name_fits
from reviews.anonymisation.reading import SOURCE_BYTES, TOO_LARGE
from reviews.anonymisation.surfaces import Collector, Embedded, Reading, Refusal, Surface

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
WRONG_INSIDE = "A file inside it is not what its name says. Take that file out of it."
NESTED = "It holds files inside files inside files. Take the attachments out."
PASSWORD = "A file inside it is protected by a password. Take that file out of it."  # noqa: S105


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
    layers: list["Layer"] = field(default_factory=list)

    def take(self, data: bytes, name: str, depth: int) -> str:
        """Read one file and what is inside it into ``found``; the kind that it is."""
        if depth > MAX_DEPTH:
            raise Refusal("nested", NESTED)
        self.files += 1
        if depth:
            self.unpacked += len(data)
        if self.unpacked > MAX_UNPACKED_BYTES or self.files > MAX_FILES:
            raise Refusal("too-large", TOO_LARGE)
        kind = kind_of(data)
        if kind == "unknown":
            if not data:
                raise Refusal("damaged", "It is empty. Choose the file again.")
            raise Refusal("unknown-type", UNKNOWN_INSIDE if depth else UNKNOWN)
        if not name_fits(kind, name):
            raise Refusal("wrong-type", WRONG_INSIDE if depth else WRONG)
        into = Collector()
        kind = self._read(kind, data, name, into)
        self._keep(into, depth)
        for inner in into.embedded:
            self._take_inner(inner, depth + 1)
        return kind

    def _take_inner(self, inner: Embedded, depth: int) -> None:
        if not inner.data:
            return
        self.found.text(ATTACHMENT, inner.name, inner.page)
        self.take(inner.data, inner.name, depth)

    def _keep(self, into: Collector, depth: int) -> None:
        for surface in into.surfaces:
            name = ATTACHMENT if depth else surface.name
            self.found.surfaces.append(Surface(name, surface.text, surface.page))
        self.found.faults.extend(into.faults)
        self.found.pictures.extend(into.pictures)

    def _read(self, kind: str, data: bytes, name: str, into: Collector) -> str:
        if kind == "pdf":
            self._read_pdf(data, into)
        elif kind == "zip":
            return self._read_zip(data, name, into)
        elif kind == "image":
            from reviews.anonymisation import pictures

            pictures.read(data, into)
        elif kind == "text":
            _read_text(data, into)
        elif kind == "gzip":
            into.embedded.append(Embedded(ATTACHMENT, self._gunzipped(data), ""))
        else:
            from reviews.anonymisation import containers

            containers.read(kind, data, into)
        return kind

    def _read_zip(self, data: bytes, name: str, into: Collector) -> str:
        members = self._members(data)
        names = {member.filename for member in members}
        if (
            "[Content_Types].xml" in names
            or "mimetype" in names
            or "META-INF/manifest.xml" in names
        ):
            from reviews.anonymisation import office

            office.read(data, name, into)
            return "office"
        if PurePosixPath(name.lower()).suffix.lstrip(".") in ENDINGS["office"]:
            raise Refusal("wrong-type", WRONG)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in members:
                into.text(ATTACHMENT, member.filename)
                into.text(ATTACHMENT, member.comment.decode("cp1252", "replace"))
                if not member.is_dir():
                    into.embedded.append(
                        Embedded(ATTACHMENT, self._unzipped(archive, member), member.filename)
                    )
            into.text(ATTACHMENT, archive.comment.decode("cp1252", "replace"))
        return "zip"

    def _members(self, data: bytes) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refusal("damaged", "It can’t be unpacked. Save it again.") from error
        if any(member.flag_bits & 1 for member in members):
            raise Refusal("password", PASSWORD)
        size = sum(member.file_size for member in members)
        if len(members) > MAX_FILES or self.unpacked + size > MAX_UNPACKED_BYTES:
            raise Refusal("too-large", TOO_LARGE)
        return members

    def _unzipped(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        left = MAX_UNPACKED_BYTES - self.unpacked
        try:
            with archive.open(member) as part:
                content = part.read(left + 1)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error) as error:
            raise Refusal("damaged", "It can’t be unpacked. Save it again.") from error
        if len(content) > left:
            raise Refusal("too-large", TOO_LARGE)
        return content

    def _gunzipped(self, data: bytes) -> bytes:
        left = MAX_UNPACKED_BYTES - self.unpacked
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content = unpacker.decompress(data, left + 1)
        except zlib.error as error:
            raise Refusal("damaged", "It can’t be unpacked. Save it again.") from error
        if len(content) > left or unpacker.unconsumed_tail:
            raise Refusal("too-large", TOO_LARGE)
        return content

    def read_pictures(self) -> None:
        if not self.found.pictures:
            return
        from reviews.anonymisation.ocr import Ocr

        ocr = Ocr(enabled=self.ocr)
        ocr.read_all(self.found.pictures, self.found)
        for layer in self.layers:
            if not layer.agrees([ocr.read(picture) for picture in layer.pictures]):
                for box, text in layer.found[:MAX_FAULTS_A_PAGE]:
                    self.found.fault(HIDDEN, "page", layer.page, box, text)

    def _read_pdf(self, data: bytes, into: Collector) -> None:
        from reviews.anonymisation import pdf_pages

        pages, layers = pdf_pages.read(data, into)
        self.pages += pages
        self.layers += layers
        for module in ("fonts", "pdf_objects", "pdf_revisions", "accessibility"):
            _optional(module, data, into)


def _optional(module: str, data: bytes, into: Collector) -> None:
    import importlib

    try:
        reader = importlib.import_module(f"reviews.anonymisation.{module}")
    except ModuleNotFoundError:
        return
    reader.read(data, into)


def _read_text(data: bytes, into: Collector) -> None:
    text = decoded(data) or ""
    if len(text) > MAX_TEXT:
        raise Refusal("too-large", TOO_LARGE)
    into.text("document", text)
