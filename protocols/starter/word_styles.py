"""How the starter forms look: one plain typeface, headings in the Board's colour, shaded notes."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.styles import Styles

PLUM = RGBColor(0x3B, 0x22, 0x61)
GREY = RGBColor(0x59, 0x59, 0x59)
TINT = "F1EEF6"
RULE = "6F5B93"
FONT = "Arial"


def prepare_styles(styles: Styles) -> None:
    """Turns the styles of python-docx's blank document into ours."""
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
    guidance.paragraph_format.keep_with_next = True
    properties = guidance.element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}><w:left w:val='single' w:sz='24' w:space='6' w:color='{RULE}'/></w:pBdr>"
        )
    )
    properties.append(parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='{TINT}'/>"))
    _in_schema_order(properties)
    cell = styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(3)
    cell.paragraph_format.line_spacing = 1.0
    hint = styles.add_style("Hint", WD_STYLE_TYPE.PARAGRAPH)
    hint.base_style = normal
    hint.font.size = Pt(9.5)
    hint.paragraph_format.space_after = Pt(3)
    gap = styles.add_style("Gap", WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style = normal
    gap.font.size = Pt(6)
    gap.paragraph_format.space_after = Pt(0)
    placeholder = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    placeholder.font.color.rgb = GREY


def _font(style: Any, size: float) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def _in_schema_order(properties: Any) -> None:
    """Word refuses paragraph properties in another order than the schema's."""
    order = ["keepNext", "keepLines", "pBdr", "shd", "tabs", "spacing", "ind", "jc"]
    children = sorted(properties, key=lambda child: order.index(child.tag.split("}")[1]))
    for child in children:
        properties.append(child)
