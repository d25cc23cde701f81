"""Opens an uploaded Word file without trusting it: what it is by content, how big, what it carries."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import ValidationError
from lxml import etree

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_PARTS = 400
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAVE_AGAIN = "Open it in Word, save it again as “Word document (.docx)” and upload that."


def w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True)
class Relationship:
    kind: str
    target: str
    external: bool


@dataclass
class WordFile:
    """The parts of a Word file by name; XML parts are parsed once, when they are asked for."""

    parts: dict[str, bytes]
    main: str
    _trees: dict[str, Any] = field(default_factory=dict)

    def tree(self, name: str) -> Any:
        if name not in self._trees:
            self._trees[name] = parse(self.parts[name])
        return self._trees[name]

    @property
    def body(self) -> Any:
        return self.tree(self.main)

    def text_parts(self) -> Iterator[Any]:
        """Every part that may hold words of the document: body, headers, footers, notes, glossary."""
        for name in self.parts:
            if name.startswith("word/") and name.endswith(".xml"):
                tree = self.tree(name)
                if tree.tag in WORDS:
                    yield tree

    def optional(self, name: str) -> Any | None:
        return self.tree(name) if name in self.parts else None

    def relationships(self, part: str) -> dict[str, Relationship]:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.parts:
            return {}
        found = {}
        for element in self.tree(rels):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(kind, target, external)
        return found


WORDS = {
    w(name) for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "glossaryDocument")
}


# What zipfile, zlib and lxml raise for bytes that were changed on the way. NotImplementedError is
# zipfile's word for a kind of compression that no Word file has.
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    ValueError,
    zlib.error,
    etree.XMLSyntaxError,
)


def read_word_file(upload: IO[bytes]) -> WordFile:
    """The parts of the file. Raises ``ValidationError`` with what is wrong and what to do."""
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise ValidationError("The file is empty. Save it again and upload it once more.")
    if len(data) > MAX_BYTES:
        raise ValidationError("The file is larger than 5 MB. Make the pictures in it smaller.")
    if data.startswith(OLE_MARK):
        raise ValidationError(
            "The file is protected by a password, or is of the old .doc kind. "
            "Save it as “Word document (.docx)” without a password."
        )
    if not data.startswith(ZIP_MARK):
        raise ValidationError(f"This is not a Word file. {SAVE_AGAIN}")
    try:
        return _word_file(_unpack(data))
    except DAMAGED as error:
        raise ValidationError(f"The file is damaged and can’t be read. {SAVE_AGAIN}") from error
    except (RuntimeError, zipfile.LargeZipFile) as error:
        raise ValidationError(f"The file is protected or can’t be read. {SAVE_AGAIN}") from error


def parse(data: bytes) -> Any:
    """One XML part, without entities, document types or anything fetched from elsewhere."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    tree = etree.fromstring(data, parser)
    if tree.getroottree().docinfo.doctype:
        raise ValidationError(f"The file holds code that no Word file needs. {SAVE_AGAIN}")
    return tree


def _unpack(data: bytes) -> dict[str, bytes]:
    """The sizes that the file itself declares are checked first; more than that is never read."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        names = [entry.filename for entry in entries]
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise ValidationError("The file is protected by a password. Save a copy without it.")
        too_much = sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES
        if too_much or len(entries) > MAX_PARTS:
            raise ValidationError(
                "The file is far larger inside than outside. Make the pictures in it smaller."
            )
        if len({name.lower() for name in names}) != len(names):
            raise ValidationError(f"The file is damaged and can’t be read. {SAVE_AGAIN}")
        return {entry.filename: packed.read(entry) for entry in entries}


def _word_file(parts: dict[str, bytes]) -> WordFile:
    if CONTENT_TYPES not in parts or "_rels/.rels" not in parts:
        raise ValidationError(f"This is not a Word file. {SAVE_AGAIN}")
    types = parse(parts[CONTENT_TYPES])
    kinds = {
        element.get("PartName", "").lstrip("/"): element.get("ContentType", "") for element in types
    }
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds.values()) or any(
        name.lower().endswith("vbaproject.bin") for name in parts
    ):
        raise ValidationError("The file holds macros. Save it as “Word document (.docx)”.")
    file = WordFile(parts, main="")
    for relationship in file.relationships("").values():
        if relationship.kind == "officeDocument":
            file.main = relationship.target
    if file.main not in parts or kinds.get(file.main) != WORD_MAIN:
        raise ValidationError(f"This is not a Word file. {SAVE_AGAIN}")
    if file.body.tag != w("document"):
        raise ValidationError(f"The file is of the “Strict Open XML” kind. {SAVE_AGAIN}")
    return file
