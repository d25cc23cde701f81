"""A tagged PDF as blocks: one that says which of its words are headings, paragraphs and tables.

Read in the limited child process. What the tags leave out (running heads, page numbers) stays out.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from reviews.anonymisation.surfaces import Refusal
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
from reviews.report_text.inline import escaped
from reviews.report_text.marked_words import MarkedWords
from reviews.report_text.markup import write
from reviews.report_text.pdf_tags import (
    BLOCKS,
    HEADINGS,
    LEFT_OUT,
    MOST_COLUMNS,
    NOTES,
    PICTURES,
    children,
    span,
)

UNTAGGED = (
    "unknown-type",
    "The PDF does not say what its headings, paragraphs and tables are (it is not tagged). Bring "
    "in the Word document instead.",
)
BULLET = re.compile(r"[•▪●◦‣⁃–\-\uf0b7\uf0a7]?")
DEEPEST = 60
MOST_ELEMENTS = 200_000


def task(path: str) -> dict[str, Any]:
    """The task of the child process: the markup, and what an editor should know of it."""
    with pikepdf.open(Path(path)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
        if tree is None or not marked or "/K" not in tree:
            raise Refusal(*UNTAGGED)
        reader = _Reader(pdf, MarkedWords(path))
        reader.container(tree, 0)
        blocks, dropped = furniture.without([*reader.blocks, *reader.notes.values()])
    if not any(block.kind in (HEADING, PARAGRAPH) for block in blocks):
        raise Refusal(*UNTAGGED)
    warnings: list[list[Any]] = [[code, count] for code, count in sorted(reader.counts.items())]
    warnings += [["left-out", words] for words in dropped]
    return {"markup": write(blocks), "warnings": warnings}


@dataclass
class _Reader:
    pdf: pikepdf.Pdf
    words: MarkedWords
    blocks: list[Block] = field(default_factory=list)
    notes: dict[tuple[int, int], Block] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    last: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.pages = {page.obj.objgen: place for place, page in enumerate(self.pdf.pages)}
        roles: Any = self.pdf.Root.StructTreeRoot.get("/RoleMap", {})
        self.roles = {str(name)[1:]: str(role)[1:] for name, role in roles.items()}

    def container(self, element: Any, depth: int, page: Any = None) -> None:
        """What is in it one after the other; words that stand there loose are a paragraph."""
        page = element.get("/Pg", page)
        loose: list[str] = []
        for child in children(element):
            name = self._name(child)
            if not name or not (
                name in BLOCKS | LEFT_OUT | PICTURES or self._holds_blocks(child, depth)
            ):
                loose.append(self._text(child, page, depth) if name else self._leaf(child, page))
                continue
            self._loose(loose)
            loose = []
            if name in LEFT_OUT:
                self.counts["contents"] += name == "TOC"
            elif name in PICTURES:
                self.counts["pictures"] += 1
            elif name in BLOCKS:
                self._block(name, child, depth, page)
            else:
                self.container(child, depth + 1, page)
        self._loose(loose)

    def _loose(self, parts: list[str]) -> None:
        """What nobody tagged as a paragraph is, before the text begins, of the cover."""
        text = re.sub(r"\s+", " ", " ".join(parts)).strip()
        if text and not any(one.kind == HEADING for one in self.blocks):
            self.blocks.append(Block(furniture.COVER, text=text))
        else:
            self._paragraph(text)

    def _block(self, name: str, element: Any, depth: int, page: Any) -> None:
        if name == "L":
            self._list(element, depth, 1, page)
        elif name == "Table":
            self._table(element, depth, page)
        elif name in NOTES:
            self._note(element, page, depth)
        elif name in HEADINGS:
            number, rest = take_number(self._text(element, page, depth))
            if rest:
                level = min(HEADINGS[name] + 1, 5)
                self.blocks.append(Block(HEADING, text=rest, number=number, level=level))
        elif name == "P" and self._holds_blocks(element, depth):
            self.container(element, depth + 1, page)
        elif text := self._text(element, page, depth):
            kinds = {"BlockQuote": QUOTE, "Title": furniture.COVER, "Caption": furniture.CAPTION}
            if name in kinds:
                self.blocks.append(Block(kinds[name], text=text))
            else:
                self._paragraph(text)

    def _paragraph(self, text: str) -> None:
        number, rest = take_number(text.strip())
        if rest:
            self.blocks.append(Block(PARAGRAPH, text=rest, number=number))

    def _list(self, element: Any, depth: int, level: int, page: Any) -> None:
        for child in children(element):
            name = self._name(child)
            if name == "L" and depth < DEEPEST:
                self._list(child, depth + 1, min(level + 1, DEEPEST_ITEM), page)
            elif name == "LI":
                self._item(child, depth + 1, level, child.get("/Pg", page))

    def _item(self, element: Any, depth: int, level: int, page: Any) -> None:
        label, body, inner = "", [], []
        for child in children(element):
            name = self._name(child)
            if name == "Lbl":
                label = self._text(child, page, depth)
            elif name == "LBody":
                inner += [one for one in children(child) if self._name(one) == "L"]
                body.append(self._text(child, page, depth, without="L"))
            elif name == "L":
                inner.append(child)
            else:
                body.append(self._text(child, page, depth))
        text = " ".join(part for part in body if part).strip()
        mark = "" if BULLET.fullmatch(label) else f"{label} "
        if take_number(mark)[0]:
            self._paragraph(f"{mark}{text}")
        elif text:
            item = Item(f"{mark}{text}", level)
            if self.blocks and self.blocks[-1].kind == LIST:
                self.blocks[-1] = Block(LIST, items=(*self.blocks[-1].items, item))
            else:
                self.blocks.append(Block(LIST, items=(item,)))
        for one in inner:
            self._list(one, depth + 1, min(level + 1, DEEPEST_ITEM), page)

    def _table(self, element: Any, depth: int, page: Any) -> None:
        caption = ""
        rows: list[list[Cell]] = []
        held: dict[int, int] = {}
        for child in self._within(element, {"TR", "Caption"}, depth):
            if self._name(child) == "Caption":
                caption = self._text(child, page, depth)
                continue
            rows.append(self._row(child, depth, child.get("/Pg", page), held))
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        padded = tuple((*row, *(Cell(),) * (width - len(row))) for row in rows)
        self.blocks.append(Block(TABLE, text=caption, rows=padded))

    def _row(self, element: Any, depth: int, page: Any, held: dict[int, int]) -> list[Cell]:
        """``held`` counts for each column how many rows more a cell from above reaches down."""
        row: list[Cell] = []

        def fill() -> None:
            while held.get(len(row), 0) > 0 and len(row) < MOST_COLUMNS:
                held[len(row)] -= 1
                row.append(Cell(joins=Cell.ABOVE))

        for child in children(element):
            name = self._name(child)
            if name not in ("TH", "TD"):
                continue
            fill()
            text = self._text(child, child.get("/Pg", page), depth).replace(" // ", r" \// ")
            across, down = span(child, "/ColSpan"), span(child, "/RowSpan")
            for place in range(across):
                if len(row) >= MOST_COLUMNS:
                    break
                if down > 1:
                    held[len(row)] = down - 1
                texts = (text,) if text and place == 0 else ()
                row.append(Cell(texts, name == "TH", Cell.LEFT if place else ""))
        fill()
        return row

    def _note(self, element: Any, page: Any, depth: int) -> int:
        """The number of the note, counted as they come."""
        key = element.objgen
        if key not in self.notes:
            text = self._text(element, page, depth, without="Lbl")
            text = re.sub(r"^\d{1,3}\s+", "", text)
            self.notes[key] = Block(NOTE, text=text, label=str(len(self.notes) + 1))
        return int(self.notes[key].label)

    def _text(self, element: Any, page: Any, depth: int, without: str = "") -> str:
        parts = self._parts(element, element.get("/Pg", page), depth, without)
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def _parts(self, element: Any, page: Any, depth: int, without: str) -> list[str]:
        if depth > DEEPEST:
            return []
        parts: list[str] = []
        for child in children(element):
            name = self._name(child)
            if not name:
                parts.append(self._leaf(child, page))
            elif name in NOTES:
                parts = [part for part in parts if part]
                if parts and parts[-1].strip().isdecimal():
                    # The number as it is printed at the place that the note is about.
                    parts.pop()
                parts.append(f"[^{self._note(child, child.get('/Pg', page), depth + 1)}]")
            elif name not in (without, *LEFT_OUT, *PICTURES):
                inner = self._parts(child, child.get("/Pg", page), depth + 1, without)
                parts += [" ", *inner, " "] if name in BLOCKS or name == "LI" else inner
        return parts

    def _leaf(self, child: Any, page: Any) -> str:
        """A number of marked content, or a dictionary that names it and its page."""
        if isinstance(child, pikepdf.Dictionary):
            page, child = child.get("/Pg", page), child.get("/MCID")
        place = self.pages.get(page.objgen) if page is not None else None
        if child is None or place is None:
            return ""
        number, before = int(child), self.last
        self.last = (place, number)
        space = " " if before and self.words.are_apart(before, self.last) else ""
        return f"{space}{escaped(self.words.of(place, number))}"

    def _name(self, child: Any) -> str:
        """Empty for what is no element: words, or an object such as a link."""
        self.seen += 1
        if self.seen > MOST_ELEMENTS:
            raise Refusal("too-large", "The PDF has too many parts. Bring in the Word document.")
        if not isinstance(child, pikepdf.Dictionary) or "/S" not in child:
            return ""
        name = str(child["/S"])[1:]
        for _ in range(5):
            if name in BLOCKS or name not in self.roles:
                break
            name = self.roles[name]
        return name

    def _holds_blocks(self, element: Any, depth: int) -> bool:
        if depth > DEEPEST:
            return False
        names = [(self._name(child), child) for child in children(element)]
        return any(
            (name in BLOCKS - NOTES) or (name and self._holds_blocks(child, depth + 1))
            for name, child in names
        )

    def _within(self, element: Any, wanted: set[str], depth: int) -> list[Any]:
        found = []
        for child in children(element):
            name = self._name(child)
            if name in wanted:
                found.append(child)
            elif name and depth < DEEPEST:
                found += self._within(child, wanted, depth + 1)
        return found
