"""Small office files and their parts, made by hand."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
Maker = Callable[[str], bytes]


def zipped(parts: dict[str, str | bytes], **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        archive.comment = more.get("comment", b"")
    return made.getvalue()


def word(body: str = "", **parts: str | bytes) -> bytes:
    """``parts`` are named with ``__`` for a slash and ``_`` before the ending."""
    document = (
        f"<w:document {SPACES}><w:body>{paragraph('The review.')}{body}</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document, **_named(parts)})


def _named(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    named = {}
    for name, content in parts.items():
        folder, _, base = name.rpartition("__")
        stem, _, ending = base.rpartition("_")
        named[f"{folder.replace('__', '/')}/{stem}.{ending}".lstrip("/")] = content
    return named


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    return (
        f"<w:p>{properties}<w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def part(root: str, inside: str) -> str:
    return f"<w:{root} {SPACES}>{inside}</w:{root}>"


def workbook(
    sheet: str = "", strings: str = "", state: str = "visible", **parts: str | bytes
) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" {SPACES}><sheets>'
            f'<sheet name="One" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
            '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
            **_named(parts),
        }
    )


def cells(text: str, row: str = "", cell: str = "") -> str:
    return (
        f'<sheetData><row r="1" {row}><c r="A1" t="inlineStr" {cell}><is><t>{escape(text)}</t></is>'
        "</c></row></sheetData>"
    )


def shape(text: str, x: int = 0, size: int = 500_000, extra: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Box 1" {extra}/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm></p:spPr><p:txBody>'
        f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def slides(inside: str, show: str = "1", **parts: str | bytes) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "ppt/presentation.xml": f'<p:presentation {SPACES}><p:sldSz cx="9144000" cy="6858000"/>'
            "</p:presentation>",
            "ppt/slides/slide1.xml": f'<p:sld {SPACES} show="{show}"><p:cSld><p:spTree>{inside}'
            "</p:spTree></p:cSld></p:sld>",
            **_named(parts),
        }
    )


def open_text(body: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text><text:p>The review.</text:p>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            **_named(parts),
        }
    )


def halves(name: str) -> tuple[str, str]:
    return name[: len(name) // 2], name[len(name) // 2 :]


def relations(target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId9" Type="x/hyperlink" '
        f'Target={quoteattr(target)} TargetMode="External"/></Relationships>'
    )


def anchored(
    text: str, anchor: str = "", extent: str = 'cx="900000" cy="900000"', x: int = 0
) -> str:
    return (
        f"<w:p><w:r><w:drawing><wp:anchor {anchor}><wp:positionH><wp:posOffset>{x}</wp:posOffset>"
        f'</wp:positionH><wp:extent {extent}/><wp:docPr id="1" name="Box 1"/><a:graphic><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """The least that makes a compound file: one sector table, one directory, long streams."""
    size, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        pieces = [content[at : at + size] for at in range(0, len(content), size)]
        first = len(table) + 1
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            table.append(end if last else first + number + 1)
            sectors.append(piece.ljust(size, b"\0"))
        return first

    entries = [_entry("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, add(content), len(content)))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = add(b"".join(entries))
    numbers = [0xFFFFFFFD, *table]
    numbers += [free] * (128 - len(numbers))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + struct.pack("<128I", *numbers) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    body = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, *[0xFFFFFFFF] * 3)
    return body + bytes(36) + struct.pack("<IQ", start, length)


def native(name: str, content: bytes) -> bytes:
    """What Word keeps of a file that was dropped into a document."""
    label = name.encode() + b"\0C:\\files\\object\0"
    body = b"\x02\0" + label + struct.pack("<HHI", 0, 3, 4) + b"tmp\0"
    body += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def metafile(text: str) -> bytes:
    wide = text.encode("utf-16-le")
    record = struct.pack("<II", 84, 76 + len(wide)) + bytes(28)
    record += struct.pack("<IIIII", 0, 0, len(text), 76, 0) + bytes(20) + wide
    end = struct.pack("<IIIII", 14, 20, 0, 0, 20)
    header = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    return header + record + end


def old_metafile(text: str) -> bytes:
    packed = text.encode("cp1252")
    packed += b"\0" * (len(packed) % 2)
    record = struct.pack("<IHH", 4 + len(packed) // 2 + 2, 0x0521, len(text)) + packed + bytes(4)
    header = struct.pack("<HHHIHIH", 1, 9, 0x0300, 9 + len(record) // 2, 0, 0, 0)
    return header + record + struct.pack("<IH", 3, 0)


def with_unlisted(name: str) -> bytes:
    """A part whose bytes lie between the parts and that the list of contents leaves out."""
    plain = word()
    extra = zipped({"word/old.xml": part("document", paragraph(name))})
    extra = extra[: extra.index(b"PK\x01\x02")]
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        directory = archive.start_dir
    end = plain.index(b"PK\x05\x06")
    tail = bytearray(plain[end:])
    struct.pack_into("<I", tail, 16, directory + len(extra))
    return plain[:directory] + extra + plain[directory:end] + bytes(tail)


def twice(name: str) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for text in (name, "The review."):
            archive.writestr("word/document.xml", part("document", paragraph(text)))
    return made.getvalue()


def otherwise_named(name: str) -> bytes:
    """The part's own header calls it something else than the list of contents."""
    plain = word(word__aaaaaaaaaaaaaaaa_xml="<x/>")
    hidden = name.encode()[:20].ljust(20, b"a")
    at = plain.index(b"word/aaaaaaaaaaaaaaaa.xml")
    return plain[: at + 5] + hidden + plain[at + 25 :]


def utf16(text: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def extra_field(name: str) -> bytes:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive:
        entry = zipfile.ZipInfo("word/more.xml")
        note = name.encode()
        entry.extra = struct.pack("<HH", 0xCAFE, len(note)) + note
        archive.writestr(entry, "<x/>")
    return made.getvalue()


def entry_comment(name: str) -> bytes:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive:
        entry = zipfile.ZipInfo("word/more.xml")
        entry.comment = name.encode()
        archive.writestr(entry, "<x/>")
    return made.getvalue()


def styles(inside: str) -> str:
    return part("styles", inside)
