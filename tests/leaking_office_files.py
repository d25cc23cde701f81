"""Office files with a person's name in one place only, one maker for each place.

A maker takes the name and gives the file; with other words it makes the twin that doesn't leak.
"""

import base64
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


WORD: dict[str, Maker] = {
    "text": lambda n: word(paragraph(n)),
    "split runs": lambda n: word(
        "<w:p>" + "".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in n) + "</w:p>"
    ),
    "two cells": lambda n: word(
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{paragraph(half)}</w:tc>" for half in halves(n))
        + "</w:tr></w:tbl>"
    ),
    "down a column": lambda n: word(
        "<w:tbl>"
        + "".join(
            f"<w:tr><w:tc>{paragraph(half)}</w:tc><w:tc>{paragraph('Noted')}</w:tc></w:tr>"
            for half in halves(n)
        )
        + "</w:tbl>"
    ),
    "header": lambda n: word(word__header1_xml=part("hdr", paragraph(n))),
    "footer": lambda n: word(word__footer3_xml=part("ftr", paragraph(n))),
    "footnote": lambda n: word(
        word__footnotes_xml=part("footnotes", f"<w:footnote>{paragraph(n)}</w:footnote>")
    ),
    "endnote": lambda n: word(
        word__endnotes_xml=part("endnotes", f"<w:endnote>{paragraph(n)}</w:endnote>")
    ),
    "comment": lambda n: word(
        word__comments_xml=part("comments", f'<w:comment w:id="1">{paragraph(n)}</w:comment>')
    ),
    "author of a comment": lambda n: word(
        word__comments_xml=part(
            "comments",
            f'<w:comment w:id="1" w:author={quoteattr(n)}>{paragraph("Why?")}</w:comment>',
        )
    ),
    "people": lambda n: word(
        word__people_xml=f"<w15:people {SPACES}><w15:person w15:author={quoteattr(n)}/></w15:people>"
    ),
    "deleted": lambda n: word(
        f"<w:p><w:del><w:r><w:delText>{escape(n)}</w:delText></w:r></w:del></w:p>"
    ),
    "half deleted": lambda n: word(
        f"<w:p><w:r><w:t>{escape(halves(n)[0])}</w:t></w:r><w:ins><w:r><w:t>ZZ</w:t></w:r></w:ins>"
        f"<w:del><w:r><w:delText>{escape(halves(n)[1])}</w:delText></w:r></w:del></w:p>"
    ),
    "joined by a deletion": lambda n: word(
        f"<w:p><w:r><w:t>{escape(halves(n)[0])}</w:t></w:r><w:del><w:r><w:delText>zz</w:delText>"
        f"</w:r></w:del><w:r><w:t>{escape(halves(n)[1])}</w:t></w:r></w:p>"
    ),
    "author of a change": lambda n: word(
        f"<w:p><w:ins w:author={quoteattr(n)}><w:r><w:t>x</w:t></w:r></w:ins></w:p>"
    ),
    "core properties": lambda n: word(
        docProps__core_xml='<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:creator>'
        f"{escape(n)}</dc:creator></cp:coreProperties>"
    ),
    "app properties": lambda n: word(
        docProps__app_xml=f'<Properties xmlns="urn:p"><Manager>{escape(n)}</Manager></Properties>'
    ),
    "custom property": lambda n: word(
        docProps__custom_xml='<Properties xmlns="urn:p"><property name='
        f"{quoteattr(n)}><x>1</x></property></Properties>"
    ),
    "custom xml": lambda n: word(customXml__item1_xml=f"<case><who>{escape(n)}</who></case>"),
    "custom xml attribute": lambda n: word(customXml__item1_xml=f"<case who={quoteattr(n)}/>"),
    "custom xml element": lambda n: word(customXml__item1_xml=f"<{n.replace(' ', '')}/>"),
    "custom xml remark": lambda n: word(customXml__item1_xml=f"<case><!-- {n} --></case>"),
    "after the root": lambda n: word(customXml__item1_xml=f"<case/><!-- {n} -->"),
    "instruction": lambda n: word(customXml__item1_xml=f"<case><?who {n}?></case>"),
    "utf-16 part": lambda n: word(customXml__item1_xml=utf16(f"<case>{escape(n)}</case>")),
    "document variable": lambda n: word(
        word__settings_xml=part(
            "settings", f'<w:docVars><w:docVar w:name="a" w:val={quoteattr(n)}/></w:docVars>'
        )
    ),
    "attached template": lambda n: word(
        word___rels__settings_xml_rels=relations(f"file:///C:/Users/{n}/review.dotx")
    ),
    "link": lambda n: word(word___rels__document_xml_rels=relations(f"https://example.org/{n}")),
    "field code": lambda n: word(
        f"<w:p><w:r><w:instrText>{escape(' INCLUDETEXT ' + n)}</w:instrText></w:r></w:p>"
    ),
    "split field code": lambda n: word(
        "<w:p>"
        + "".join(f"<w:r><w:instrText>{escape(half)}</w:instrText></w:r>" for half in halves(n))
        + "</w:p>"
    ),
    "simple field": lambda n: word(
        f"<w:p><w:fldSimple w:instr={quoteattr('MERGEFIELD ' + n)}/></w:p>"
    ),
    "bookmark": lambda n: word(
        f'<w:p><w:bookmarkStart w:id="1" w:name={quoteattr(n.replace(" ", "_"))}/></w:p>'
    ),
    "tag of a control": lambda n: word(
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(n)}/></w:sdtPr><w:sdtContent>"
        f"{paragraph('x')}</w:sdtContent></w:sdt>"
    ),
    "list of a control": lambda n: word(
        f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText={quoteattr(n)} w:value='1'/>"
        "</w:dropDownList></w:sdtPr></w:sdt>"
    ),
    "form field default": lambda n: word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val='
        f"{quoteattr(n)}/></w:textInput></w:ffData></w:fldChar></w:r></w:p>"
    ),
    "alternative text": lambda n: word(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr={quoteattr(n)}/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    ),
    "text box": lambda n: word(anchored(n)),
    "fallback": lambda n: word(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{paragraph(n)}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "watermark": lambda n: word(
        word__header1_xml=part(
            "hdr",
            f"<w:p><w:r><w:pict><v:shape><v:textpath string={quoteattr(n)}/></v:shape>"
            "</w:pict></w:r></w:p>",
        )
    ),
    "glossary": lambda n: word(
        word__glossary__document_xml=part(
            "glossaryDocument", f"<w:docParts>{paragraph(n)}</w:docParts>"
        )
    ),
    "style name": lambda n: word(
        word__styles_xml=styles(f'<w:style w:styleId="a1"><w:name w:val={quoteattr(n)}/></w:style>')
    ),
    "list text": lambda n: word(
        word__numbering_xml=part(
            "numbering", f"<w:lvl><w:lvlText w:val={quoteattr(n + ' %1')}/></w:lvl>"
        )
    ),
    "chart": lambda n: word(
        word__charts__chart1_xml=f"<c:chartSpace {SPACES}><c:cat><c:strCache><c:pt><c:v>{escape(n)}</c:v>"
        "</c:pt></c:strCache></c:cat></c:chartSpace>"
    ),
    "diagram": lambda n: word(
        word__diagrams__data1_xml=f'<d:dataModel xmlns:d="urn:d" {SPACES}><d:pt><d:t><a:p>'
        + "".join(f"<a:r><a:t>{escape(half)}</a:t></a:r>" for half in halves(n))
        + "</a:p></d:t></d:pt></d:dataModel>"
    ),
    "object": lambda n: word(
        word__embeddings__oleObject1_bin=compound({"Data": n.encode("utf-16-le")})
    ),
    "file in an object": lambda n: word(
        word__embeddings__oleObject1_bin=compound({"\x01Ole10Native": native("a.txt", n.encode())})
    ),
    "path in an object": lambda n: word(
        word__embeddings__oleObject1_bin=compound({"\x01Ole10Native": native(n, b"plain words")})
    ),
    "damaged object": lambda n: word(
        word__embeddings__oleObject1_bin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + n.encode("utf-16-le")
    ),
    "printer settings": lambda n: word(
        word__printerSettings1_bin=b"\0\1\2" + n.encode("utf-16-le") + bytes(90)
    ),
    "unknown part": lambda n: word(word__thing_dat=b"\0\1\2\3" + n.encode("utf-16-be") + b"\0\xff"),
    "rich text part": lambda n: word(
        word__afchunk_rtf=b"{\\rtf1 {\\b "
        + halves(n)[0].encode()
        + b"}"
        + halves(n)[1].encode()
        + b"}"
    ),
    "web page part": lambda n: word(
        word__afchunk_htm=f"<html><body><p>{halves(n)[0]}<b>{halves(n)[1]}</b></p></body></html>"
    ),
    "letter": lambda n: word(
        word__embeddings__mail_eml=b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n"
        b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n"
        + base64.encodebytes(n.encode())
    ),
    "packed in letters": lambda n: word(
        customXml__item1_xml="<case>" + base64.b64encode(n.encode() * 4).decode() + "</case>"
    ),
    "thumbnail words": lambda n: word(docProps__thumbnail_emf=metafile(n)),
    "old metafile": lambda n: word(word__media__image1_wmf=old_metafile(n)),
    "drawing": lambda n: word(
        word__media__image1_svg=f'<svg xmlns="http://www.w3.org/2000/svg"><text>{escape(n)}</text></svg>'
    ),
    "part name": lambda n: zipped(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": part("document", ""),
            f"word/{n}.xml": "<x/>",
        }
    ),
    "archive comment": lambda n: zipped(
        {"[Content_Types].xml": TYPES, "word/document.xml": part("document", "")},
        comment=n.encode(),
    ),
    "entry comment": entry_comment,
    "extra field": extra_field,
    "unlisted part": with_unlisted,
    "same name twice": twice,
    "before the archive": lambda n: n.encode() + b"\n" + word(),
    "after the archive": lambda n: word() + n.encode(),
    "name in the part's own header": otherwise_named,
    "strict kind": lambda n: zipped(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": part("document", paragraph(n)).replace(
                W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
            ),
        }
    ),
}

# The words can't be seen: the twin has none there, since hidden words stop a file whatever they say.
HIDDEN: dict[str, Maker] = {
    "vanish": lambda n: word(paragraph(n, "<w:vanish/>")),
    "vanish in a style": lambda n: word(
        paragraph(n, '<w:rStyle w:val="s1"/>'),
        word__styles_xml=styles(
            '<w:style w:type="character" w:styleId="s0"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="s1"><w:basedOn w:val="s0"/></w:style>'
        ),
    ),
    "vanish in a paragraph style": lambda n: word(
        paragraph(n, "", '<w:pPr><w:pStyle w:val="s1"/></w:pPr>'),
        word__styles_xml=styles(
            '<w:style w:type="paragraph" w:styleId="s1"><w:rPr><w:vanish/></w:rPr></w:style>'
        ),
    ),
    "white": lambda n: word(paragraph(n, '<w:color w:val="FFFFFF"/>')),
    "nearly white": lambda n: word(paragraph(n, '<w:color w:val="FEFDFE"/>')),
    "theme white": lambda n: word(
        paragraph(n, '<w:color w:val="FFFFFF" w:themeColor="background1"/>')
    ),
    "black on black": lambda n: word(
        paragraph(n, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')
    ),
    "marked black": lambda n: word(paragraph(n, '<w:highlight w:val="black"/>')),
    "white in a white cell": lambda n: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="00FF00"/></w:tcPr>'
        + paragraph(n, '<w:color w:val="00FF00"/>')
        + "</w:tc></w:tr></w:tbl>"
    ),
    "tiny": lambda n: word(paragraph(n, '<w:sz w:val="2"/>')),
    "squeezed": lambda n: word(paragraph(n, '<w:w w:val="1"/>')),
    "flat line": lambda n: word(
        paragraph(n, "", '<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>')
    ),
    "flat row": lambda n: word(
        '<w:tbl><w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'
        f"<w:tc>{paragraph(n)}</w:tc></w:tr></w:tbl>"
    ),
    "see-through": lambda n: word(paragraph(n, "<w14:textFill><w14:noFill/></w14:textFill>")),
    "box without size": lambda n: word(anchored(n, extent='cx="0" cy="0"')),
    "box beside the page": lambda n: word(anchored(n, x=-90_000_000)),
    "old box hidden": lambda n: word(
        '<w:p><w:r><w:pict><v:shape style="visibility:hidden"><v:textbox><w:txbxContent>'
        f"{paragraph(n)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "hidden sheet": lambda n: workbook(cells(n), state="veryHidden"),
    "hidden row": lambda n: workbook(cells(n, row='hidden="1"')),
    "hidden column": lambda n: workbook(
        '<cols><col min="1" max="1" width="9" hidden="1"/></cols>' + cells(n)
    ),
    "white cell": lambda n: workbook(
        cells(n, cell='s="1"'),
        xl__styles_xml=f'<styleSheet xmlns="{SHEET}"><fonts><font><sz val="11"/></font>'
        '<font><sz val="11"/><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf fontId="0"/>'
        '<xf fontId="1"/></cellXfs></styleSheet>',
    ),
    "cell without format": lambda n: workbook(
        cells(n, cell='s="0"'),
        xl__styles_xml=f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="170" '
        'formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>',
    ),
    "hidden slide": lambda n: slides(shape(n), show="0"),
    "beside the slide": lambda n: slides(shape(n, x=-9_000_000)),
    "hidden shape": lambda n: slides(shape(n, extra='hidden="1"')),
    "hidden open text": lambda n: open_text(
        f'<text:p text:style-name="P9">{escape(n)}</text:p>',
        '<style:style style:name="P9"><style:text-properties text:display="none"/></style:style>',
    ),
}

OTHERS: dict[str, Maker] = {
    "shared string": lambda n: workbook(
        '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>',
        "<si>" + "".join(f"<r><t>{escape(half)}</t></r>" for half in halves(n)) + "</si>",
    ),
    "unused string": lambda n: workbook("", f"<si><t>{escape(n)}</t></si>"),
    "formula": lambda n: workbook(
        f'<sheetData><row><c><f>"{escape(n)}"&amp;B1</f><v>0</v></c></row></sheetData>'
    ),
    "two cells of a sheet": lambda n: workbook(
        "<sheetData><row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(half)}</t></is></c>' for half in halves(n))
        + "</row></sheetData>"
    ),
    "note on a cell": lambda n: workbook(
        xl__comments1_xml=f'<comments xmlns="{SHEET}"><authors/><commentList><comment><text><t>'
        f"{escape(n)}</t></text></comment></commentList></comments>"
    ),
    "author of a note": lambda n: workbook(
        xl__comments1_xml=f'<comments xmlns="{SHEET}"><authors><author>{escape(n)}</author></authors>'
        "<commentList/></comments>"
    ),
    "defined name": lambda n: workbook(
        xl__workbook2_xml=f'<workbook xmlns="{SHEET}"><definedNames><definedName name='
        f"{quoteattr(n)}>A1</definedName></definedNames></workbook>"
    ),
    "kept for a pivot table": lambda n: workbook(
        xl__pivotCache__records1_xml=f'<pivotCacheRecords xmlns="{SHEET}"><r><s v={quoteattr(n)}/></r>'
        "</pivotCacheRecords>"
    ),
    "kept of another file": lambda n: workbook(
        xl__externalLinks__externalLink1_xml=f'<externalLink xmlns="{SHEET}"><cell><v>{escape(n)}</v>'
        "</cell></externalLink>"
    ),
    "header of a sheet": lambda n: workbook(
        f"<headerFooter><oddHeader>{escape('&L' + n)}</oddHeader></headerFooter>"
    ),
    "number format": lambda n: workbook(
        xl__styles_xml=f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="170" '
        f"formatCode={quoteattr(n)}/></numFmts></styleSheet>"
    ),
    "slide": lambda n: slides(
        "<p:sp><p:txBody><a:p>"
        + "".join(f"<a:r><a:t>{escape(half)}</a:t></a:r>" for half in halves(n))
        + "</a:p></p:txBody></p:sp>"
    ),
    "notes": lambda n: slides(
        "", ppt__notesSlides__notesSlide1_xml=f"<p:notes {SPACES}>{shape(n)}</p:notes>"
    ),
    "layout": lambda n: slides(
        "", ppt__slideLayouts__slideLayout1_xml=f"<p:sldLayout {SPACES}>{shape(n)}</p:sldLayout>"
    ),
    "remark on a slide": lambda n: slides(
        "",
        ppt__comments__comment1_xml=f"<p:cmLst {SPACES}><p:cm><p:text>{escape(n)}</p:text></p:cm>"
        "</p:cmLst>",
    ),
    "alternative text of a shape": lambda n: slides(shape("x", extra=f"descr={quoteattr(n)}")),
    "open text": lambda n: open_text(
        f"<text:p>{escape(halves(n)[0])}<text:span>{escape(halves(n)[1])}</text:span></text:p>"
    ),
    "open remark": lambda n: open_text(
        f"<text:p>x<office:annotation><dc:creator>{escape(n)}</dc:creator></office:annotation></text:p>"
    ),
    "open deleted text": lambda n: open_text(
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{escape(n)}</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    ),
    "open properties": lambda n: open_text(
        meta_xml=f"<office:document-meta {ODF}><office:meta><dc:creator>{escape(n)}</dc:creator>"
        "</office:meta></office:document-meta>"
    ),
    "open header": lambda n: open_text(
        styles_xml=f"<office:document-styles {ODF}><style:header><text:p>{escape(n)}</text:p>"
        "</style:header></office:document-styles>"
    ),
}
