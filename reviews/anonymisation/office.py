"""Office files: every part of the zip, its text and its attributes, whatever the part is called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from reviews.anonymisation import (
    archives,
    attributes,
    byte_strings,
    drawn_text,
    foreign_parts,
    markup,
    open_document,
    sheets,
    slides,
    word_surfaces,
)
from reviews.anonymisation.markup import attribute, local
from reviews.anonymisation.surfaces import Collector, Refusal
from reviews.anonymisation.word_looks import Styles

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "Open it in Word, save it again as “Word document (.docx)” and send that."
OLD_KIND = ("unknown-type", f"It is an Office file of the old kind. {SAVE_AS}")
LOCKED = ("password", "It is protected by a password. Save a copy without the password.")
NOT_ZIP = ("damaged", f"It is not an Office file, or a damaged one. {SAVE_AS}")
MARKUP_ENDINGS = (".xml", ".rels", ".vml", ".rdf", ".xhtml", ".opf", ".ncx", ".fpage", ".fdoc")
DRAWN = frozenset(
    {"chartSpace", "dataModel", "wsDr", "userShapes", "drawing", "lockedCanvas", "diagramData"}
)
PLACES = {
    "coreProperties": "properties",
    "Properties": "properties",
    "settings": "settings",
    "webSettings": "settings",
    "styles": "settings",
    "numbering": "settings",
    "fonts": "settings",
    "theme": "settings",
    "stylesWithEffects": "settings",
    "people": "people",
    "personList": "people",
    "cmAuthorLst": "people",
    "authorLst": "people",
    "Relationships": "link",
    "Types": "file name",
    "commentsEx": "settings",
    "commentsIds": "settings",
    "Signature": "properties",
    "Sources": "properties",
    "datastoreItem": "settings",
}
WORD_PARTS = frozenset(
    {
        *("document", "glossaryDocument", "hdr", "ftr", "footnotes", "endnotes", "comments"),
        "wordDocument",
    }
)


@dataclass
class Package:
    """What of other parts is needed to understand one."""

    word_styles: Styles = field(default_factory=Styles)
    workbook: sheets.Workbook = field(default_factory=lambda: sheets.Workbook())
    show: slides.Show = field(default_factory=lambda: slides.Show())
    open_styles: open_document.Styles = field(default_factory=lambda: open_document.Styles())


def read(data: bytes, name: str, into: Collector) -> None:
    """Raises `Refusal`. ``name`` is the file's own name and is looked at by the caller."""
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refusal(*(LOCKED if locked else OLD_KIND))
    if b"PK\x05\x06" not in data:
        raise Refusal(*NOT_ZIP)
    archive = archives.open_archive(data)
    into.text("file name", "\n".join(dict.fromkeys(entry.name for entry in archive.entries)))
    package = _prepared(archive)
    archive.unpacked = 0
    for entry in archive.entries:
        if entry.name.lower().endswith(".iwa"):
            raise Refusal(*OLD_KIND)
        content = archive.unpack(entry)
        if content.strip(b"\x00 \r\n\t"):
            _part(content, entry.name, package, into)
    for note in archive.notes:
        into.text("archive", byte_strings.strings(note))
    for loose in archive.loose:
        if loose.strip(b"\x00"):
            into.text("archive", byte_strings.strings(loose))
            foreign_parts.carve(loose, into)


def read_flat(data: bytes, into: Collector) -> None:
    """An office file, a drawing or any other markup that is one file and no zip. Raises `Refusal`.

    What only begins like markup is left to those who read it as text.
    """
    try:
        root = markup.parse(data, forgiving=True, document_type=True)
    except Refusal as refusal:
        if refusal.rule == "too-large" or b"<!ENTITY" in data.replace(b"\x00", b""):
            raise
        return
    package = Package(word_styles=Styles.of(next(root.iter("{*}styles"), None)))
    package.open_styles.take(root)
    if local(root) != "package":
        read_markup(root, "", package, into)
        return
    for one in root:
        into.text("file name", attribute(one, "name"))
        for content in one:
            if local(content) == "xmlData" and len(content):
                read_markup(content[0], attribute(one, "name"), package, into)
            elif packed := markup.packed(content.text or ""):
                foreign_parts.read(packed, attribute(one, "name"), into)


def _prepared(archive: archives.Archive) -> Package:
    package = Package()
    prepare: dict[str, Callable[[Any, str], None]] = {
        "styles": lambda root, name: setattr(package, "word_styles", Styles.of(root)),
        "sst": lambda root, name: package.workbook.take_strings(root),
        "styleSheet": lambda root, name: package.workbook.take_styles(root),
        "workbook": lambda root, name: package.workbook.take_workbook(root),
        "presentation": lambda root, name: package.show.take(root),
        "document-styles": lambda root, name: package.open_styles.take(root),
        "document-content": lambda root, name: package.open_styles.take(root),
    }
    needed = ("styles.xml", "sharedstrings.xml", "workbook.xml", "presentation.xml", "content.xml")
    for entry in archive.entries:
        base = entry.name.lower().rpartition("/")[2]
        if base in needed or (base.endswith(".xml.rels") and "workbook" in base):
            content = archive.unpack(entry)
            if not markup.looks_like_markup(content):
                continue
            root = markup.parse(content)
            if local(root) in prepare:
                prepare[local(root)](root, entry.name)
            elif local(root) == "Relationships":
                package.workbook.take_relationships(root)
    return package


def _part(content: bytes, name: str, package: Package, into: Collector) -> None:
    lower = name.lower()
    is_markup = lower.endswith(MARKUP_ENDINGS) or markup.looks_like_markup(content)
    head = content[:512].replace(b"\x00", b"").lower()
    page = b"<!doctype html" in head or (b"<html" in head and b"xhtml" not in head)
    if not is_markup or page:
        foreign_parts.read(content, name, into)
        return
    drawing = lower.endswith((".vml", ".svg")) or b"<svg" in head
    try:
        root = markup.parse(content, forgiving=drawing, document_type=drawing)
    except Refusal:
        if lower.endswith(MARKUP_ENDINGS):
            raise
        foreign_parts.read(content, name, into)
        return
    read_markup(root, name, package, into)


def read_markup(root: Any, name: str, package: Package, into: Collector) -> None:
    """One part by what its root says it is."""
    kind = local(root)
    place = PLACES.get(kind, "document" if kind in WORD_PARTS | DRAWN else "custom xml")
    if open_document.reads(root):
        place = open_document.read(root, package.open_styles, into)
    elif kind in WORD_PARTS and not sheets.reads(root):
        word_surfaces.read(root, package.word_styles, into)
        place = "markup"
    elif sheets.reads(root):
        place = sheets.read(root, name, package.workbook, into)
    elif slides.reads(root):
        place = slides.read(root, name, package.show, into)
    elif kind in DRAWN:
        drawn_text.read(root, "document", into)
        place = "markup"
    else:
        place = "picture" if kind == "svg" else place
        into.text(place, "\n".join(markup.lines(root)))
    _whatever_it_is(root, kind, place, into)


def _whatever_it_is(root: Any, kind: str, place: str, into: Collector) -> None:
    if place == "custom xml":
        into.text(place, "\n".join(markup.names(root)))
    into.text("markup", "\n".join(markup.remarks(root)))
    by_place: dict[str, list[str]] = {}
    for where, value in attributes.places(root, "markup" if place == "document" else place):
        by_place.setdefault(where, []).append(value)
    for where, values in by_place.items():
        into.text(where, "\n".join(dict.fromkeys(values)))
    _packed_files(root, by_place, into)
    if kind in ("ocx", "macrosheet", "module", "ddeLink") or _acts(root):
        into.fault("active-content", place)


def _packed_files(root: Any, by_place: dict[str, list[str]], into: Collector) -> None:
    """Pictures, certificates and whole files that are written as letters in the markup."""
    texts = [one.text for one in root.iter(etree.Element) if one.text and len(one.text) >= 64]
    texts += [value for values in by_place.values() for value in values if len(value) >= 64]
    for text in texts:
        content = markup.packed(text)
        if content:
            foreign_parts.read(content, "", into)


def _acts(root: Any) -> bool:
    """Scripts in drawings and in open documents, and links that run something."""
    for element in root.iter(etree.Element):
        name = local(element)
        if name in ("script", "event-listener", "ddeLink") or attribute(element, "onload"):
            return True
        if name == "Relationship" and element.get("Target", "").lower().startswith("javascript:"):
            return True
    return False
