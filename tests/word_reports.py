"""Word documents for the tests, with what python-docx itself can't write."""

import io
import zipfile
from copy import deepcopy

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

MULTI_LEVEL = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>"""
FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {ns}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{notes}</w:footnotes>"""
FOOTNOTE = (
    '<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
    "</w:footnote>"
)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


class WordReport:
    """Grows paragraph by paragraph; ``data`` is the file."""

    def __init__(self, first_section: int = 1) -> None:
        self.document = Document()
        self.notes: dict[int, str] = {}
        numbering = self.document.part.numbering_part.element
        ns = nsdecls("w")
        numbering.insert(0, parse_xml(MULTI_LEVEL.format(ns=ns, start=first_section)))
        numbering.append(
            parse_xml(f'<w:num {ns} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
        )
        style = self.document.styles["Heading 1"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {ns}><w:numId w:val="90"/></w:numPr>'))

    def heading(self, text: str, level: int = 1):
        return self.document.add_heading(text, level)

    def paragraph(self, text: str = "", *, level: int | None = None, style: str | None = None):
        """With a level, Word numbers it: 1 is “4.2”, 2 is “4.2.1”, 3 is “a)”."""
        paragraph = self.document.add_paragraph(text, style=style)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
                )
            )
        return paragraph

    def note(self, paragraph, text: str) -> None:
        key = len(self.notes) + 1
        self.notes[key] = text
        run = paragraph.add_run()
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(key))
        run._r.append(reference)

    def table(self, rows: list[list[str]]):
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                lines = text.split("\n")
                cell.text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
        return table

    def tracked(self, paragraph, inserted: str, deleted: str) -> None:
        for tag, text_tag, text in (
            ("w:ins", "w:t", inserted),
            ("w:del", "w:delText", deleted),
        ):
            change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            change.set(qn("w:author"), "Somebody")
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)

    @property
    def data(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return with_footnotes(out.getvalue(), self.notes) if self.notes else out.getvalue()


def with_footnotes(data: bytes, notes: dict[int, str]) -> bytes:
    ns = nsdecls("w")
    body = "".join(FOOTNOTE.format(key=key, text=text) for key, text in notes.items())
    return with_part(
        data, "footnotes", FOOTNOTES.format(ns=ns, notes=body), FOOTNOTES_TYPE, RELATION
    )


def with_part(data: bytes, name: str, xml: str, content_type: str, relation: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = deepcopy(old.read(entry))
            if entry.filename == "[Content_Types].xml":
                part = f'<Override PartName="/word/{name}.xml" ContentType="{content_type}"/>'
                content = content.replace(b"</Types>", f"{part}</Types>".encode())
            if entry.filename == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdx{name}" Type="{relation}" Target="{name}.xml"/>'
                content = content.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            new.writestr(entry.filename, content)
        new.writestr(f"word/{name}.xml", xml)
    return out.getvalue()
