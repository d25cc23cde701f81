"""Writes one accessible Word form: headings, marked table headers, fields to fill, marking on each page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from protocols.starter.word_styles import GREY, TINT, prepare_styles
from protocols.zips import same_bytes_each_time

MARKING = "OFFICIAL-SENSITIVE (when completed)"
PROMPTS = {
    "text": "Enter text",
    "long": "Enter text",
    "date": "Enter a date",
    "time": "Time",
    "choice": "Choose",
}


@dataclass(frozen=True)
class Answer:
    """One field. ``kind``: text, long (of several lines), date, time or choice of ``options``."""

    label: str
    kind: str = "text"
    hint: str = ""
    options: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Column(Answer):
    """A column of a table to fill; ``width`` in centimetres."""

    width: float = 4.0


class WordForm:
    def __init__(self, *, title: str, footer: str, landscape: bool = False) -> None:
        self.document = docx.Document()
        self.fields_made = 0
        self._drop_leftovers()
        self._properties(title)
        prepare_styles(self.document.styles)
        self.width = self._page(landscape)
        self._header_and_footer(footer)
        self.document.add_paragraph(title, style="Title")

    def heading(self, words: str, level: int = 1) -> None:
        self.document.add_heading(words, level)

    def text(self, words: str) -> None:
        self.document.add_paragraph(words)

    def notes(self, notes: Sequence[str]) -> None:
        """Shaded: how to fill in what follows."""
        for words in notes:
            self.document.add_paragraph(words, style="Guidance")

    def points(self, points: Sequence[str]) -> None:
        for words in points:
            self.document.add_paragraph(words, style="List Bullet")

    def fields(self, caption: str, answers: Sequence[Answer]) -> None:
        """A table of questions with a field beside each."""
        widths = [min(6.5, self.width * 0.38)]
        widths.append(self.width - widths[0])
        table = self._table(caption, ["What is asked", "Answer"], widths, len(answers))
        for row, answer in zip(table.rows[1:], answers, strict=True):
            row.cells[0].paragraphs[0].add_run(answer.label).bold = True
            if answer.hint:
                row.cells[0].add_paragraph(answer.hint, style="Hint")
            self._control(row.cells[1].paragraphs[0], answer)
        self._gap()

    def table(self, caption: str, columns: Sequence[Column], first_cells: Sequence[str]) -> None:
        """A table with a field in every cell, or with given words in the first column."""
        share = self.width / sum(column.width for column in columns)
        widths = [column.width * share for column in columns]
        table = self._table(caption, [c.label for c in columns], widths, len(first_cells))
        for row, given in zip(table.rows[1:], first_cells, strict=True):
            for cell, column in zip(row.cells, columns, strict=True):
                if given and column is columns[0]:
                    cell.paragraphs[0].add_run(given)
                else:
                    self._control(cell.paragraphs[0], column)
        self._gap()

    def space_to_write(self, label: str, prompt: str) -> None:
        """A field that takes whole paragraphs with their own headings, lists and tables."""
        holder = self.document.add_paragraph()
        control = self._control_element(Answer(label=label, kind="rich"))
        control.find(qn("w:sdtContent")).append(_paragraph_with(self._placeholder(prompt)))
        holder._p.addprevious(control)
        holder._p.getparent().remove(holder._p)
        self._gap()

    def bytes(self) -> bytes:
        saved = io.BytesIO()
        self.document.save(saved)
        return same_bytes_each_time(saved.getvalue())

    def _table(self, caption: str, headings: list[str], widths: list[float], rows: int) -> Any:
        table = self.document.add_table(rows=rows + 1, cols=len(headings), style="Table Grid")
        table.autofit = False
        for kind, words in (("w:tblCaption", caption), ("w:tblDescription", " | ".join(headings))):
            element = OxmlElement(kind)
            element.set(qn("w:val"), words)
            table._tbl.tblPr.append(element)
        for grid_column, width in zip(table.columns, widths, strict=True):
            grid_column.width = Cm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
                cell.paragraphs[0].style = self.document.styles["Cell"]
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, words in zip(head.cells, headings, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            _shade(cell)
        return table

    def _control(self, paragraph: Paragraph, answer: Answer) -> None:
        control = self._control_element(answer)
        prompt = PROMPTS[answer.kind]
        control.find(qn("w:sdtContent")).append(self._placeholder(prompt))
        paragraph._p.append(control)

    def _control_element(self, answer: Answer) -> Any:
        self.fields_made += 1
        number = self.fields_made
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag w:val='field-{number}'/>"
            f"<w:id w:val='{100000 + number}'/><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        properties = control.find(qn("w:sdtPr"))
        properties.find(qn("w:alias")).set(qn("w:val"), answer.label[:64])
        properties.append(_kind_of_control(answer))
        return control

    def _placeholder(self, prompt: str) -> Any:
        run = parse_xml(
            f"<w:r {nsdecls('w')}><w:rPr><w:rStyle w:val='PlaceholderText'/>"
            f"<w:color w:val='{GREY}'/></w:rPr><w:t/></w:r>"
        )
        run.find(qn("w:t")).text = prompt
        return run

    def _gap(self) -> None:
        self.document.add_paragraph(style="Gap")

    def _drop_leftovers(self) -> None:
        """What python-docx's own blank document brings along: a thumbnail and a data store."""
        for owner in (self.document.part.package, self.document.part):
            for key, relationship in list(owner.rels.items()):
                if relationship.reltype.endswith(("/thumbnail", "/customXml")):
                    del owner.rels[key]

    def _properties(self, title: str) -> None:
        properties = self.document.core_properties
        element = properties._element
        for child in list(element):
            element.remove(child)
        properties.title = title
        properties.language = "en-GB"

    def _page(self, landscape: bool) -> float:
        """Sets A4; returns the width between the margins in centimetres."""
        section = self.document.sections[0]
        width, height = (29.7, 21.0) if landscape else (21.0, 29.7)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        return width - 4.0

    def _header_and_footer(self, words: str) -> None:
        section = self.document.sections[0]
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header.add_run(MARKING).bold = True
        footer = section.footer.paragraphs[0]
        footer.paragraph_format.tab_stops.clear_all()
        footer.paragraph_format.tab_stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        footer.style = self.document.styles["Hint"]
        footer.add_run(f"{words}\tPage ")
        _page_field(footer, "PAGE")
        footer.add_run(" of ")
        _page_field(footer, "NUMPAGES")


def _kind_of_control(answer: Answer) -> Any:
    if answer.kind == "date":
        return parse_xml(
            f"<w:date {nsdecls('w')}><w:dateFormat w:val='d MMMM yyyy'/><w:lid w:val='en-GB'/>"
            "<w:storeMappedDataAs w:val='dateTime'/><w:calendar w:val='gregorian'/></w:date>"
        )
    if answer.kind == "choice":
        choices = parse_xml(f"<w:dropDownList {nsdecls('w')}/>")
        for option in answer.options:
            item = OxmlElement("w:listItem")
            item.set(qn("w:displayText"), option)
            item.set(qn("w:value"), option)
            choices.append(item)
        return choices
    if answer.kind == "rich":
        return OxmlElement("w:richText")
    plain = OxmlElement("w:text")
    if answer.kind == "long":
        plain.set(qn("w:multiLine"), "1")
    return plain


def _paragraph_with(run: Any) -> Any:
    paragraph = OxmlElement("w:p")
    paragraph.append(run)
    return paragraph


def _page_field(paragraph: Paragraph, instruction: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def _shade(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:color='auto' w:fill='{TINT}'/>")
    )
