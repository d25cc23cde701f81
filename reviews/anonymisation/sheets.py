"""Workbooks: cells as readers see them, and the rows, columns and sheets that they don't see."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation import drawn_text, markup
from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.surfaces import Collector
from reviews.anonymisation.word_lines import by_column
from reviews.anonymisation.word_looks import WHITE, alike, colour_value

DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
LAST_DATE = 80_000
INVISIBLE_FORMAT = re.compile(r"\s*;\s*;\s*;?\s*(\"\s*\")?")
NARROWEST, FLATTEST_POINTS, SMALLEST_POINTS = 0.3, 2.0, 3.0
MAX_HIDDEN = 50
OTHERS = frozenset(
    ("sst", "styleSheet", "workbook", "pivotCacheDefinition", "pivotCacheRecords", "externalLink",
     "connections", "ThreadedComments", "table", "queryTable", "chartsheet", "dialogsheet",
     "macrosheet", "users", "headers", "revisions", "metadata", "slicers", "timelines", "MapInfo",
     "volTypes", "calcChain")
)  # fmt: skip
COMMENTS = frozenset({"comments", "ThreadedComments"})


@dataclass
class Look:
    """How the cells of one style look."""

    is_date: bool = False
    unseen: bool = False


@dataclass
class Workbook:
    strings: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    starts_1904: bool = False
    hidden_ids: set[str] = field(default_factory=set)
    targets: dict[str, str] = field(default_factory=dict)

    def take_strings(self, root: Any) -> None:
        self.strings = [_shared(one) for one in root if local(one) == "si"]

    def take_workbook(self, root: Any) -> None:
        for element in root.iter("{*}workbookPr"):
            self.starts_1904 = attribute(element, "date1904") in ("1", "true")
        for sheet in root.iter("{*}sheet"):
            if attribute(sheet, "state") in ("hidden", "veryHidden"):
                self.hidden_ids.add(attribute(sheet, "id"))

    def take_relationships(self, root: Any) -> None:
        for one in root:
            self.targets[one.get("Id", "")] = one.get("Target", "").rpartition("/")[2]

    def hides(self, name: str) -> bool:
        base = name.rpartition("/")[2]
        return any(self.targets.get(one) == base for one in self.hidden_ids)

    def take_styles(self, root: Any) -> None:
        groups = {local(one): list(one) for one in root}
        formats = {
            attribute(one, "numFmtId"): attribute(one, "formatCode")
            for one in groups.get("numFmts", [])
        }
        fonts, fills = groups.get("fonts", []), groups.get("fills", [])
        for one in groups.get("cellXfs", []):
            number = attribute(one, "numFmtId", "0")
            code = formats.get(number, "")
            is_date = (number.isdigit() and int(number) in DATE_FORMATS) or _tells_date(code)
            font = _at(fonts, attribute(one, "fontId"))
            fill = _at(fills, attribute(one, "fillId"))
            unseen = bool(code) and bool(INVISIBLE_FORMAT.fullmatch(code))
            self.looks.append(Look(is_date, unseen or _font_is_unseen(font, fill)))

    def look(self, cell: Any) -> Look:
        number = attribute(cell, "s", "0")
        found = _at(self.looks, number)
        return found if found is not None else Look()

    def shown(self, number: str, look: Look) -> str:
        """A number as its digits, and as a day where it is formatted as one."""
        try:
            value = float(number)
        except ValueError:
            return number
        digits = str(int(value)) if value.is_integer() and abs(value) < 1e15 else number
        if look.is_date and 1 <= value < LAST_DATE:
            start = datetime.date(1904, 1, 1) if self.starts_1904 else datetime.date(1899, 12, 30)
            return (start + datetime.timedelta(days=int(value))).isoformat()
        return digits


def reads(root: Any) -> bool:
    kind = local(root)
    if kind == "comments":
        return child(root, "commentList") is not None
    return kind == "worksheet" or kind in OTHERS


def read(root: Any, name: str, workbook: Workbook, into: Collector) -> str:
    """The surface of what else the part says."""
    kind = local(root)
    if kind == "worksheet":
        _worksheet(root, workbook.hides(name), workbook, into)
        return "markup"
    if kind in COMMENTS:
        said = [_shared(one) for one in root.iter() if local(one) in ("comment", "threadedComment")]
        into.text("comment", "\n".join([*said, *markup.lines(root)]))
        into.fault("comment", "comment")
        return "people"
    if kind == "sst":
        into.text("document", "\n".join(_shared(one) for one in root))
        return "markup"
    place = "settings" if kind in ("styleSheet", "calcChain") else "workbook"
    into.text(place, "\n".join(drawn_text.lines(root)))
    return place


def _worksheet(root: Any, hidden: bool, workbook: Workbook, into: Collector) -> None:
    unseen_columns = list(_unseen_columns(root))
    grid: list[list[str]] = []
    unseen: list[str] = []
    formulas: list[str] = []
    for row in root.iter("{*}row"):
        flat = _number(attribute(row, "ht"), 99) <= FLATTEST_POINTS
        row_hidden = hidden or flat or attribute(row, "hidden") in ("1", "true")
        cells = []
        for cell in row:
            if local(cell) != "c":
                continue
            look = workbook.look(cell)
            said = _said(cell, look, workbook)
            formulas += [one.text for one in cell.iter("{*}f") if one.text]
            column = _column(attribute(cell, "r"))
            if not said:
                continue
            cells.append(said)
            by_column_hidden = any(low <= column <= high for low, high in unseen_columns)
            if row_hidden or look.unseen or by_column_hidden:
                unseen.append(said)
        grid.append(cells)
    into.text("document", "\n".join("\t".join(row) for row in grid if row))
    into.text("table columns", "\n".join(by_column(grid)) if grid else "")
    into.text("formula", "\n".join(formulas))
    into.text("hidden text", "\n".join(unseen))
    for said in unseen[:MAX_HIDDEN]:
        into.fault("hidden-text", "document", text=said)
    headers = root.iter("{*}oddHeader", "{*}oddFooter", "{*}evenHeader", "{*}evenFooter",
                        "{*}firstHeader", "{*}firstFooter")  # fmt: skip
    into.text("header or footer", "\n".join(one.text or "" for one in headers))
    others = (one.text for one in root.iter() if one.text and local(one) not in ("v", "t", "f"))
    into.text("markup", "\n".join(text for text in others if text.strip()))


def _said(cell: Any, look: Look, workbook: Workbook) -> str:
    value = child(cell, "v")
    text = (value.text or "") if value is not None else ""
    kind = attribute(cell, "t", "n")
    if kind == "s":
        found = _at(workbook.strings, text)
        return found if found is not None else text
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _shared(inline) if inline is not None else text
    return workbook.shown(text, look) if kind == "n" and text else text


def _shared(element: Any) -> str:
    """Runs make one text; how it is to be pronounced is another."""
    plain: list[str] = []
    spoken: list[str] = []
    for one in element.iter():
        if local(one) in ("t", "text") and one.text:
            above = {local(parent) for parent in one.iterancestors()}
            (spoken if "rPh" in above else plain).append(one.text)
    return "\n".join(part for part in ("".join(plain), "".join(spoken)) if part)


def _unseen_columns(root: Any) -> Iterator[tuple[int, int]]:
    for column in root.iter("{*}col"):
        narrow = _number(attribute(column, "width"), 99) <= NARROWEST
        if narrow or attribute(column, "hidden") in ("1", "true"):
            yield (
                int(_number(attribute(column, "min"), 0)),
                int(_number(attribute(column, "max"), 0)),
            )


def _column(reference: str) -> int:
    number = 0
    for letter in reference.upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def _tells_date(code: str) -> bool:
    bare = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", code).lower()
    return "y" in bare or ("d" in bare and "m" in bare)


def _font_is_unseen(font: Any | None, fill: Any | None) -> bool:
    if font is None:
        return False
    size, colour = child(font, "sz"), child(font, "color")
    if size is not None and _number(attribute(size, "val"), 99) <= SMALLEST_POINTS:
        return True
    if colour is None:
        return False
    ink = colour_value(attribute(colour, "rgb")[-6:])
    if attribute(colour, "theme") == "0" and not attribute(colour, "tint"):
        ink = WHITE
    if attribute(colour, "indexed") in ("1", "9"):
        ink = WHITE
    behind = WHITE
    pattern = child(fill, "patternFill") if fill is not None else None
    if fill is not None and pattern is None:
        return False
    if pattern is not None and attribute(pattern, "patternType", "none") != "none":
        ground = child(pattern, "fgColor")
        shade = colour_value(attribute(ground, "rgb")[-6:]) if ground is not None else None
        if shade is None:
            return False
        behind = shade
    return ink is not None and alike(ink, behind)


def _at(found: list[Any], number: str) -> Any | None:
    return found[int(number)] if number.isdigit() and int(number) < len(found) else None


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default
