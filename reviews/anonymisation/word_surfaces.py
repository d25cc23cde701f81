"""The text of Word's own parts: what readers see, what they don't, what was changed or said beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.surfaces import Collector
from reviews.anonymisation.word_lines import Line, Piece, Where, by_column, symbol
from reviews.anonymisation.word_looks import (
    SMALLEST_LINE_TWENTIETHS,
    Ground,
    Styles,
    box_is_unseen,
    drawn_unseen,
    fill_of,
    is_on,
    is_unseen,
)

PLACES = {
    "document": "document",
    "glossaryDocument": "document",
    "hdr": "header or footer",
    "ftr": "header or footer",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
    "txbxContent": "document",
}
DELETED = frozenset({"del", "moveFrom"})
INSERTED = frozenset({"ins", "moveTo"})
CHANGES = (
    DELETED
    | INSERTED
    | {
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
        *("tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
        *("delText", "delInstrText", "moveFromRangeStart", "moveToRangeStart"),
    }
)
MARKS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
SKIPPED = frozenset({"rPr", "sectPr", "tblGrid", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr"})
READ_IN_RUNS = frozenset({"t", "delText", "instrText", "delInstrText", "posOffset", "align"})
MAX_HIDDEN = 50


@dataclass
class Reader:
    styles: Styles
    lines: list[Line] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    has_changes: bool = False
    has_pictures_behind: bool = False

    def read(self, element: Any, where: Where, line: Line | None) -> None:
        for one in element:
            name = local(one)
            if name in CHANGES:
                self.has_changes = True
            if name == "p":
                self._paragraph(one, where)
            elif name == "tbl":
                self._table(one, where)
            elif name in SKIPPED:
                self._note_changes(one)
            elif name in DELETED:
                self.read(one, replace(where, deleted=True), line)
            elif name in INSERTED:
                self.read(one, replace(where, inserted=True), line)
            elif name == "r" and line is not None:
                self._run(one, where, line)
            elif name == "bdo" and attribute(one, "val") == "rtl" and line is not None:
                turned = Line()
                self.read(one, where, turned)
                line.pieces += turned.pieces
                self.codes.append(turned.text()[::-1])
            elif name in ("anchor", "inline"):
                unseen = name == "anchor" and box_is_unseen(one)
                self.read(one, self._boxed(where, unseen), line)
            elif name in ("shape", "rect", "roundrect", "oval"):
                self.read(one, self._boxed(where, drawn_unseen(one.get("style", ""))), line)
            elif name == "textpath":
                self.lines.append(Line([Piece(one.get("string", ""))]))
            elif name == "txbxContent":
                self.read(one, where, None)
            elif name == "t":
                if line is None:
                    line = Line()
                    self.lines.append(line)
                line.pieces.append(self._piece(one.text, where))
            elif name == "Fallback":
                self._fallback(one, where, line)
            elif name == "fldSimple":
                self.codes.append(attribute(one, "instr"))
                self.read(one, where, line)
            else:
                self.read(one, where, line)

    def _paragraph(self, paragraph: Any, where: Where) -> None:
        properties = child(paragraph, "pPr")
        if properties is not None:
            self._note_changes(properties)
        line = Line()
        self.lines.append(line)
        code = len(self.codes)
        self.read(paragraph, replace(where, ground=self._stands_on(properties, where)), line)
        if len(self.codes) > code + 1:
            self.codes[code:] = ["".join(self.codes[code:])]

    def _stands_on(self, properties: Any | None, where: Where) -> Ground:
        ground = where.ground
        if properties is None:
            return replace(ground, paragraph_style="")
        style, shading, spacing = (child(properties, n) for n in ("pStyle", "shd", "spacing"))
        if style is not None:
            ground = replace(ground, paragraph_style=attribute(style, "val"))
        else:
            ground = replace(ground, paragraph_style="")
        if shading is not None:
            ground = replace(ground, colour=fill_of(shading, ground.colour))
        if spacing is not None and attribute(spacing, "lineRule") == "exact":
            height = attribute(spacing, "line")
            if height.isdigit() and int(height) <= SMALLEST_LINE_TWENTIETHS:
                ground = replace(ground, unseen=True)
        return ground

    def _table(self, table: Any, where: Where) -> None:
        properties = child(table, "tblPr")
        style = child(properties, "tblStyle") if properties is not None else None
        if style is not None and self.styles.shades(attribute(style, "val")):
            where = replace(where, ground=replace(where.ground, colour=None))
        grid: list[list[str]] = []
        for row in _within(table, "tr"):
            grid.append(list(self._row(row, where)))
        self._rest(table, where)
        self.columns.extend(by_column(grid))

    def _rest(self, table: Any, where: Where) -> None:
        for one in table:
            if local(one) in ("bookmarkStart", "bookmarkEnd", "permStart"):
                continue
            if local(one) not in ("tr", "sdt", "customXml", "ins", "del", *SKIPPED):
                self.read(one, where, None)

    def _row(self, row: Any, where: Where) -> Iterator[str]:
        where = _changed(row, "trPr", where)
        properties = child(row, "trPr")
        if properties is not None:
            self._note_changes(properties)
            height = child(properties, "trHeight")
            exact = height is not None and attribute(height, "hRule") == "exact"
            flat = exact and _flat(attribute(height, "val"))
            if is_on(child(properties, "hidden")) or flat:
                where = replace(where, ground=replace(where.ground, unseen=True))
        cells = list(_within(row, "tc"))
        for cell in cells:
            first = len(self.lines)
            self._cell(cell, where)
            if len(self.lines) > first and cell is not cells[-1]:
                self.lines[-1].end = "\t"
            yield "".join(line.text() for line in self.lines[first:])

    def _cell(self, cell: Any, where: Where) -> None:
        properties = child(cell, "tcPr")
        if properties is not None:
            self._note_changes(properties)
            shading = child(properties, "shd")
            if shading is not None:
                colour = fill_of(shading, where.ground.colour)
                where = replace(where, ground=replace(where.ground, colour=colour))
        self.read(cell, where, None)

    def _run(self, run: Any, where: Where, line: Line) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            self._note_changes(properties)
            where = _changed(run, "rPr", where)
        if is_unseen(run, self.styles, where.ground):
            where = replace(where, ground=replace(where.ground, unseen=True))
        for one in run:
            name = local(one)
            if name == "t":
                line.pieces.append(self._piece(one.text, where))
            elif name == "delText":
                self.has_changes = True
                line.pieces.append(self._piece(one.text, replace(where, deleted=True)))
            elif name in ("instrText", "delInstrText"):
                self.codes.append(one.text or "")
            elif name in MARKS:
                line.pieces.append(self._piece(MARKS[name], where))
            elif name == "sym":
                line.pieces.append(self._piece(symbol(one), where))
            elif name == "ruby":
                self._ruby(one, where, line)
            elif name not in SKIPPED:
                self.read([one], where, line)

    def _ruby(self, ruby: Any, where: Where, line: Line) -> None:
        for one in ruby:
            if local(one) == "rubyBase":
                self.read(one, where, line)
            elif local(one) == "rt":
                above = Line()
                self.read(one, where, above)
                self.lines.append(above)

    def _fallback(self, element: Any, where: Where, line: Line | None) -> None:
        """The other form of a drawing usually says the same again."""
        apart = Reader(self.styles)
        holder = Line()
        apart.read(element, where, holder)
        known = {one.text() for one in self.lines}
        said = holder.text()
        if said.strip() and line is not None and said not in line.text():
            self.lines.append(holder)
        self.lines += [one for one in apart.lines if one.text() not in known]
        self.codes += [code for code in apart.codes if code not in self.codes]

    def _boxed(self, where: Where, unseen: bool) -> Where:
        ground = Ground(colour=None, unseen=where.ground.unseen or unseen)
        return replace(where, ground=ground)

    def _piece(self, text: str | None, where: Where) -> Piece:
        return Piece(text or "", where.ground.unseen, where.deleted, where.inserted)

    def _note_changes(self, properties: Any) -> None:
        if not self.has_changes:
            self.has_changes = any(local(one) in CHANGES for one in properties.iter())


def read(root: Any, styles: Styles, into: Collector) -> None:
    """One part that holds text of a document into ``into``."""
    place = PLACES.get(local(root), "document")
    behind = any(local(one) == "anchor" and one.get("behindDoc") == "1" for one in root.iter())
    ground = Ground(colour=None) if behind or _has_own_ground(root) else Ground()
    reader = Reader(styles)
    reader.read(root, Where(ground), None)
    lines = reader.lines
    into.text(place, "".join(line.text(final=True) + line.end for line in lines))
    _tell_hidden(lines, place, into)
    changed = [line for line in lines if any(p.deleted or p.inserted for p in line.pieces)]
    if any(piece.deleted for line in changed for piece in line.pieces):
        into.text("tracked change", "\n".join(line.text(original=True) for line in changed))
        into.text("tracked change", "\n".join(line.text() for line in changed))
    if reader.has_changes:
        deleted = (p.text for line in lines for p in line.pieces if p.deleted)
        into.fault("tracked-change", place, text="".join(deleted))
    if place == "comment" and any(local(one) == "comment" for one in root):
        into.fault("comment", place)
    others = (one.text for one in root.iter() if one.text and local(one) not in READ_IN_RUNS)
    into.text("markup", "\n".join(text for text in others if text.strip()))
    into.text("field code", "\n".join(reader.codes))
    into.text("table columns", "\n".join(reader.columns))
    if any(code.split()[:1] in (["DDE"], ["DDEAUTO"]) for code in reader.codes):
        into.fault("active-content", "field code")


def _tell_hidden(lines: list[Line], place: str, into: Collector) -> None:
    hidden = [line for line in lines if any(p.unseen and p.text.strip() for p in line.pieces)]
    into.text("hidden text", "\n".join(line.text() for line in hidden))
    for line in hidden[:MAX_HIDDEN]:
        unseen = "".join(piece.text for piece in line.pieces if piece.unseen)
        into.fault("hidden-text", place, text=unseen.strip())


def _within(element: Any, wanted: str) -> Iterator[Any]:
    """Rows and cells may stand in wrappers."""
    for one in element:
        if local(one) == wanted:
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"):
            yield from _within(one, wanted)


def _changed(element: Any, properties: str, where: Where) -> Where:
    holder = child(element, properties)
    if holder is None:
        return where
    deleted = where.deleted or child(holder, "del") is not None
    return replace(
        where, deleted=deleted, inserted=where.inserted or child(holder, "ins") is not None
    )


def _flat(height: str) -> bool:
    return height.isdigit() and 0 < int(height) <= SMALLEST_LINE_TWENTIETHS


def _has_own_ground(root: Any) -> bool:
    return any(local(one) == "background" for one in root)
