"""A Word document as blocks. Read in the limited child process, as nobody knows what the file is.

What a reader of the page never saw does not come in: headers and footers, comments, hidden text,
tracked changes (neither what was put in nor what was taken out), pictures.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviews.anonymisation import archives, markup
from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.surfaces import Refusal
from reviews.anonymisation.word_looks import Ground, Styles, is_on, is_unseen
from reviews.report_text import furniture
from reviews.report_text.blocks import (
    DEEPEST_ITEM,
    HEADING,
    LIST,
    NOTE,
    PARAGRAPH,
    QUOTE,
    TABLE,
    Block,
    Cell,
    Item,
    take_number,
)
from reviews.report_text.markup import write
from reviews.report_text.numbering import Mark, Numbering
from reviews.report_text.runs import Line, Notes

NOT_WORD = (
    "unknown-type",
    "This is not a Word document. Save the report as “Word document (.docx)” and bring that in.",
)
HEADING_STYLE = re.compile(r"heading\s*(\d)", re.IGNORECASE)
LONGEST_GUESSED_HEADING = 90
MOST_COLUMNS = 30
PART = re.compile(r"word/(document|styles|numbering|footnotes|endnotes)\d*\.xml", re.IGNORECASE)
RELATIONS = re.compile(r"word/_rels/(document|footnotes|endnotes)\d*\.xml\.rels", re.IGNORECASE)


def task(path: str) -> dict[str, Any]:
    """The task of the child process: the markup, and what an editor should know of it."""
    blocks, warnings = read(Path(path).read_bytes())
    return {"markup": write(blocks), "warnings": warnings}


def read(data: bytes) -> tuple[list[Block], list[list[Any]]]:
    """Raises `Refusal`. Warnings are a code and what it is about: see ``warnings.SENTENCES``."""
    if not data.startswith(b"PK"):
        raise Refusal(*NOT_WORD)
    parts, links = _parts(data)
    if local(parts.get("document")) != "document":
        raise Refusal(*NOT_WORD)
    return _Document(parts, links).read()


def _parts(data: bytes) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    archive = archives.open_archive(data)
    parts: dict[str, Any] = {}
    links: dict[str, dict[str, str]] = {}
    for entry in archive.entries:
        if match := PART.fullmatch(entry.name):
            parts.setdefault(match[1].lower(), markup.parse(archive.unpack(entry)))
        elif match := RELATIONS.fullmatch(entry.name):
            root = markup.parse(archive.unpack(entry))
            links[match[1].lower()] = {
                attribute(one, "Id"): attribute(one, "Target")
                for one in root
                if attribute(one, "TargetMode") == "External"
            }
    return parts, links


@dataclass
class _Document:
    parts: dict[str, Any]
    links: dict[str, dict[str, str]]
    blocks: list[Block] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    guessed: list[str] = field(default_factory=list)
    level: int = 1

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.parts.get("styles"))
        self.numbering = Numbering.of(self.parts.get("numbering"))
        self.notes = Notes(self.parts)
        self.names = {
            key: attribute(child(one, "name"), "val") if child(one, "name") is not None else ""
            for key, one in self.styles.by_id.items()
        }

    def read(self) -> tuple[list[Block], list[list[Any]]]:
        body = child(self.parts["document"], "body")
        self._children(body if body is not None else [])
        for number, part, element in self.notes.used():
            text = " ".join(self._line(one, part).text for one in element if local(one) == "p")
            self.blocks.append(Block(NOTE, text=text.strip(), label=str(number)))
        blocks, dropped = furniture.without(self.blocks)
        warnings: list[list[Any]] = [[code, count] for code, count in sorted(self.counts.items())]
        warnings += [["left-out", words] for words in dropped]
        warnings += [["guessed-heading", words] for words in self.guessed]
        return blocks, warnings

    def _children(self, parent: Any) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "sdt":
                self._control(element)
            elif name in ("ins", "moveTo", "del", "moveFrom"):
                self.counts["changes"] += 1
            elif name in ("customXml", "smartTag"):
                self._children(element)

    def _control(self, element: Any) -> None:
        gallery = [one for one in element.iter() if local(one) == "docPartGallery"]
        if any("contents" in attribute(one, "val").lower() for one in gallery):
            self.counts["contents"] += 1
            return
        content = child(element, "sdtContent")
        if content is not None:
            self._children(content)

    def _paragraph(self, element: Any) -> None:
        style = self._style(element)
        name = self.names.get(style, "").lower()
        mark = self.numbering.mark(element, style, self.styles)
        line = self._line(element, "document")
        if name.startswith(("toc", "table of figures")) or line.is_contents:
            self.counts["contents"] += 1
        elif text := line.text.strip():
            self._add(element, style, name, mark, text, line)
        for box in line.boxes:
            self.counts["text-boxes"] += 1
            self._children(box)

    def _add(
        self, element: Any, style: str, name: str, mark: Mark | None, text: str, line: Line
    ) -> None:
        level = self._heading_level(element, style)
        number = mark.text if mark else ""
        if level:
            typed, rest = take_number(_unbold(text))
            self.level = level
            shown = rest if typed else _unbold(text)
            self._block(HEADING, shown, number or typed, level=min(level + 1, 5))
        elif mark and mark.is_bullet:
            self._item(text, mark.level)
        elif mark and not take_number(f"{number} ")[0]:
            self._item(f"{number} {text}", mark.level)
        elif mark:
            self._block(PARAGRAPH, text, number)
        elif name in ("quote", "intense quote"):
            self._block(QUOTE, text)
        elif name in ("title", "subtitle"):
            self._block(furniture.COVER, text)
        elif bullet := re.match(r"[•▪●◦\uf0b7\uf0a7]\s*(?=\S)", text):
            self._item(text[bullet.end() :], 0)
        elif name == "caption":
            self._block(furniture.CAPTION, text)
        else:
            self._plain(text, line)

    def _plain(self, text: str, line: Line) -> None:
        number, rest = take_number(text)
        bold = line.is_bold and len(text) <= LONGEST_GUESSED_HEADING and text[-3:-2] not in ".;,"
        if bold and text.startswith("**") and text.endswith("**"):
            self.guessed.append(_unbold(text))
            self._block(HEADING, _unbold(rest), number, level=min(self.level + 2, 4))
        else:
            self._block(PARAGRAPH, rest, number)

    def _block(self, kind: str, text: str, number: str = "", level: int = 0) -> None:
        self.blocks.append(Block(kind, text=text, number=number, level=level))

    def _item(self, text: str, level: int) -> None:
        item = Item(text, min(level + 1, DEEPEST_ITEM))
        if self.blocks and self.blocks[-1].kind == LIST:
            self.blocks[-1] = Block(LIST, items=(*self.blocks[-1].items, item))
        else:
            self.blocks.append(Block(LIST, items=(item,)))

    def _style(self, element: Any) -> str:
        properties = child(element, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        return attribute(style, "val") if style is not None else self.styles.default_paragraph

    def _heading_level(self, element: Any, style: str) -> int:
        """From 1, or 0. Styles made by the office count by the one that they are based on."""
        properties = child(element, "pPr")
        own = child(properties, "outlineLvl") if properties is not None else None
        for _ in range(20):
            if own is not None and attribute(own, "val").isdecimal():
                return int(attribute(own, "val")) + 1 if int(attribute(own, "val")) < 9 else 0
            definition = self.styles.by_id.get(style)
            if match := HEADING_STYLE.fullmatch(self.names.get(style, "")):
                return int(match[1])
            if definition is None:
                return 0
            properties, based_on = child(definition, "pPr"), child(definition, "basedOn")
            own = child(properties, "outlineLvl") if properties is not None else None
            style = attribute(based_on, "val") if based_on is not None else ""
        return 0

    def _line(self, paragraph: Any, part: str, in_table: bool = False) -> Line:
        # Inside tables white letters are common: what they stand on is not followed here.
        ground = Ground(
            colour=None if in_table else (255, 255, 255), paragraph_style=self._style(paragraph)
        )
        line = Line(
            styles=self.styles,
            links=self.links.get(part, {}),
            notes=self.notes if part == "document" else None,
            counts=self.counts,
            hides=lambda run: is_unseen(run, self.styles, ground),
        )
        line.read(paragraph)
        return line

    def _table(self, table: Any) -> None:
        rows = list(_within(table, "tr"))
        if not rows:
            return
        if len(rows) == 1 and len(cells := list(_within(rows[0], "tc"))) == 1:
            # A box drawn round some text, and no table.
            self._children(cells[0])
            return
        look = [one for one in table.iter() if local(one) == "tblLook"][:1]
        first_row = not look or attribute(look[0], "firstRow", "1") != "0"
        found = [self._row(row, place, first_row) for place, row in enumerate(rows)]
        width = max(len(row) for row in found)
        padded = tuple(
            (*row, *(Cell(is_header=bool(row) and row[-1].is_header),) * (width - len(row)))
            for row in found
        )
        self.blocks.append(Block(TABLE, rows=padded))

    def _row(self, row: Any, place: int, first_row: bool) -> tuple[Cell, ...]:
        properties = child(row, "trPr")
        repeated = child(properties, "tblHeader") if properties is not None else None
        is_header = is_on(repeated) or (place == 0 and first_row)
        cells: list[Cell] = []
        for element in _within(row, "tc"):
            given = child(element, "tcPr")
            span = child(given, "gridSpan") if given is not None else None
            merge = child(given, "vMerge") if given is not None else None
            goes_on = merge is not None and attribute(merge, "val", "continue") != "restart"
            across = attribute(span, "val", "1") if span is not None else "1"
            if goes_on and place > 0:
                cells.append(Cell(is_header=is_header, joins=Cell.ABOVE))
            else:
                cells.append(Cell(tuple(self._cell(element)), is_header))
            joined = min(int(across), MOST_COLUMNS) - 1 if across.isdecimal() else 0
            cells += [Cell(is_header=is_header, joins=Cell.LEFT)] * joined
        return tuple(cells[:MOST_COLUMNS])

    def _cell(self, cell: Any) -> list[str]:
        texts = []
        for paragraph in _paragraphs(cell):
            mark = self.numbering.mark(paragraph, self._style(paragraph), self.styles)
            text = self._line(paragraph, "document", in_table=True).text.strip()
            if text:
                number = mark.text if mark else ""
                texts.append(f"{number} {text}" if number else text)
        return [re.sub(r" //(?= )", r" \//", text) for text in texts]


def _within(element: Any, wanted: str) -> Any:
    """Rows of a table or cells of a row, also inside content controls."""
    for one in element:
        if local(one) == wanted:
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            yield from _within(one, wanted)


def _paragraphs(element: Any) -> Any:
    for one in element:
        if local(one) == "p":
            yield one
        elif local(one) in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml"):
            yield from _paragraphs(one)


def _unbold(text: str) -> str:
    return text.replace("**", "").strip()
