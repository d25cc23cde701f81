"""Office files with a person’s name in one place only, one maker for each place.

A maker takes the name and gives the file; with other words it makes the twin that doesn't leak.
"""

from xml.sax.saxutils import escape, quoteattr

from office_parts import (
    ODF,
    SHEET,
    SPACES,
    Maker,
    anchored,
    cells,
    halves,
    open_text,
    paragraph,
    shape,
    slides,
    styles,
    word,
    workbook,
)

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
