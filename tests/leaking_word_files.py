"""Word files with a person’s name in one place only, one maker for each place."""

import base64
from xml.sax.saxutils import escape, quoteattr

from office_parts import (
    SPACES,
    TYPES,
    Maker,
    W,
    anchored,
    compound,
    entry_comment,
    extra_field,
    halves,
    metafile,
    native,
    old_metafile,
    otherwise_named,
    paragraph,
    part,
    relations,
    styles,
    twice,
    utf16,
    with_unlisted,
    word,
    zipped,
)

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
