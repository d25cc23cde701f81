"""A fictional report as a Word document, of the same blocks as its PDF, to be brought in online."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from reviews.starter.blocks import Block

FOOTNOTES = "word/footnotes.xml"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def word_file(document: dict[str, Any]) -> bytes:
    """``document`` is what ``compose`` makes: see ``reviews.starter.compose``."""
    return _Writer(document).data()


class _Writer:
    def __init__(self, composed: dict[str, Any]) -> None:
        self.document = Document()
        self.notes: list[str] = []
        self.document.add_paragraph(composed["heading"], style="Title")
        self.document.add_paragraph(composed["kind"], style="Subtitle")
        for block in composed["blocks"]:
            self._write(block)

    def _write(self, block: Block) -> None:
        kind = block["type"]
        if kind == "heading":
            self.document.add_heading(block["text"], block["level"])
        elif kind == "paragraph":
            words = f"{block['number']}\t{block['text']}" if block["number"] else block["text"]
            paragraph = self.document.add_paragraph(words)
            if block.get("note"):
                self._note(paragraph, block["note"])
        elif kind == "bullets":
            for words in block["items"]:
                self.document.add_paragraph(words, style="List Bullet")
        elif kind == "table":
            self._table(block)
        else:
            for words in block["items"]:
                self.document.add_paragraph(words)

    def _table(self, block: Block) -> None:
        self.document.add_paragraph(block["caption"], style="Caption")
        rows = [block["head"], *block["rows"]]
        table = self.document.add_table(rows=len(rows), cols=len(block["head"]))
        for row, cells in zip(rows, table.rows, strict=True):
            for words, cell in zip(row, cells.cells, strict=True):
                cell.text = words

    def _note(self, paragraph: Any, words: str) -> None:
        self.notes.append(words)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        paragraph.add_run()._r.append(reference)

    def data(self) -> bytes:
        """python-docx writes no footnotes, so their part is put in here."""
        written, out = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w") as zipped:
            for name in made.namelist():
                content = made.read(name)
                if name == "[Content_Types].xml":
                    part = f'<Override PartName="/{FOOTNOTES}" ContentType="{FOOTNOTES_TYPE}"/>'
                    content = content.replace(b"</Types>", f"{part}</Types>".encode())
                elif name == "word/_rels/document.xml.rels":
                    link = (
                        f'<Relationship Id="notes" Type="{FOOTNOTES_RELATION}" '
                        'Target="footnotes.xml"/>'
                    )
                    content = content.replace(
                        b"</Relationships>", f"{link}</Relationships>".encode()
                    )
                zipped.writestr(name, content)
            zipped.writestr(FOOTNOTES, self._footnotes())
        return out.getvalue()

    def _footnotes(self) -> bytes:
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for key, words in enumerate(self.notes, start=1):
            note = etree.SubElement(root, qn("w:footnote"), {qn("w:id"): str(key)})
            run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
            etree.SubElement(run, qn("w:t")).text = words
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
