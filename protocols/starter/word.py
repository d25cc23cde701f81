"""Writes one accessible Word form: headings, marked table headers, fields to fill, marking on each page."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

MARKING = "OFFICIAL-SENSITIVE (when completed)"
PLUM = RGBColor(0x3B, 0x22, 0x61)
TINT = "F1EEF6"
RULE = "6F5B93"
FONT = "Arial"
# A fixed moment for every entry of the zip: the earliest that the format can say.
MOMENT = (1980, 1, 1, 0, 0, 0)
PROMPTS = {
    "text": "Enter text",
    "long": "Enter text",
    "date": "Enter a date",
    "time": "Enter a time",
    "choice": "Choose one",
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
        self._styles()
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
            label = row.cells[0].paragraphs[0]
            label.add_run(answer.label).bold = True
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
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, words in zip(head.cells, headings, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
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
            f"<w:r {nsdecls('w')}><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t/></w:r>"
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

    def _styles(self) -> None:
        styles = self.document.styles
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-GB")
        normal = styles["Normal"]
        _font(normal, 11)
        normal.paragraph_format.space_after = Pt(8)
        normal.paragraph_format.line_spacing = 1.15
        for name, size, before in (
            ("Title", 24, 0),
            ("Heading 1", 16, 18),
            ("Heading 2", 13, 14),
            ("Heading 3", 11.5, 10),
        ):
            style = styles[name]
            _font(style, size)
            style.font.bold = True
            style.font.color.rgb = PLUM
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(6)
            style.paragraph_format.keep_with_next = True
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)
        guidance = styles.add_style("Guidance", WD_STYLE_TYPE.PARAGRAPH)
        guidance.base_style = normal
        guidance.font.size = Pt(10)
        guidance.paragraph_format.left_indent = Cm(0.3)
        guidance.paragraph_format.space_after = Pt(6)
        properties = guidance.element.get_or_add_pPr()
        properties.append(
            parse_xml(
                f"<w:pBdr {nsdecls('w')}><w:left w:val='single' w:sz='24' w:space='6' w:color='{RULE}'/></w:pBdr>"
            )
        )
        properties.append(parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='{TINT}'/>"))
        _in_schema_order(properties)
        hint = styles.add_style("Hint", WD_STYLE_TYPE.PARAGRAPH)
        hint.base_style = normal
        hint.font.size = Pt(9.5)
        hint.paragraph_format.space_after = Pt(3)
        gap = styles.add_style("Gap", WD_STYLE_TYPE.PARAGRAPH)
        gap.base_style = normal
        gap.font.size = Pt(6)
        gap.paragraph_format.space_after = Pt(0)
        placeholder = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
        placeholder.font.color.rgb = RGBColor(0x59, 0x59, 0x59)

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


def same_bytes_each_time(data: bytes) -> bytes:
    """The zip again, its entries in order and all of one moment."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


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


def _font(style: Any, size: float) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def _shade(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:color='auto' w:fill='{TINT}'/>")
    )


def _in_schema_order(properties: Any) -> None:
    """Word refuses paragraph properties in another order than the schema's."""
    order = ["keepNext", "keepLines", "pBdr", "shd", "tabs", "spacing", "ind", "jc"]
    children = sorted(list(properties), key=lambda child: order.index(child.tag.split("}")[1]))
    for child in children:
        properties.append(child)
