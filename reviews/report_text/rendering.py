"""From blocks to the HTML that is frozen: every heading, paragraph and table with its own address.

A paragraph numbered 4.2 is ``paragraph-4.2`` and a heading ``section-…``; what has no number is
counted (``p17``, ``table-2``), so its address holds for one edition.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from html import escape
from itertools import groupby

from reviews.report_text.blocks import (
    HEADING,
    LIST,
    LOWEST_HEADING,
    MARKER,
    NOTE,
    QUOTE,
    TABLE,
    Block,
    Cell,
    Item,
)
from reviews.report_text.inline import pieces, plain, references
from reviews.report_text.sanitise import sanitise

LONGEST_SLUG = 60
TAGS = {"bold": "strong", "italic": "em"}


def render(blocks: list[Block]) -> str:
    return sanitise(_Rendering(blocks).html())


def render_parts(parts: list[list[Block]]) -> list[str]:
    """The same, cut where the parts meet: numbers of notes and addresses are those of the whole."""
    rendering = _Rendering([block for part in parts for block in part])
    blocks = iter(rendering.blocks)
    found = []
    for part in parts:
        own = [next(blocks) for _ in part]
        notes = [block for block in own if block.kind == NOTE]
        shown = [rendering.block(block) for block in own if block.kind != NOTE]
        shown += [f"<p>{rendering.note(block)}</p>" for block in notes]
        found.append(sanitise("\n".join(shown)))
    return found


class _Rendering:
    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = _headings_in_order(blocks)
        self.ids: Counter[str] = Counter()
        self.notes = {block.label: block for block in blocks if block.kind == NOTE}
        texts = [text for block in blocks for text in _texts(block)]
        order = dict.fromkeys(label for text in texts for label in references(text))
        known = [label for label in order if label in self.notes]
        rest = [label for label in self.notes if label not in order]
        self.note_numbers = {label: place for place, label in enumerate([*known, *rest], start=1)}
        self.counts: Counter[str] = Counter()

    def html(self) -> str:
        parts = [self.block(block) for block in self.blocks if block.kind != NOTE]
        return "\n".join([*parts, self._notes()])

    def block(self, block: Block) -> str:
        if block.kind == HEADING:
            return self._heading(block)
        if block.kind == LIST:
            return self._list(list(block.items))
        if block.kind == TABLE:
            return self._table(block)
        if block.kind == QUOTE:
            return f"<blockquote><p{self._counted('p')}>{self._inline(block.text)}</p></blockquote>"
        if block.number:
            number = block.number.rstrip(".")
            address = self._id(f"paragraph-{number}")
            words = f"{escape(block.number)} {self._inline(block.text)}"
            return f'<p id="{address}" class="numbered">{words}</p>'
        return f"<p{self._counted('p')}>{self._inline(block.text)}</p>"

    def _heading(self, block: Block) -> str:
        words = slug_of(plain(block.text))
        address = self._id(f"section-{block.number.rstrip('.') or words or 'untitled'}")
        text = f"{escape(block.number)} {self._inline(block.text)}".strip()
        return f'<h{block.level} id="{address}">{text}</h{block.level}>'

    def _list(self, items: list[Item]) -> str:
        """Items that carry “a)” or “(ii)” in their words get no mark besides."""
        level = min((item.level for item in items), default=1)
        marked = all(MARKER.match(item.text) for item in items if item.level == level)
        html = ['<ul class="marked">' if marked else "<ul>"]
        for is_deeper, group in groupby(items, key=lambda item: item.level > level):
            if is_deeper:
                inner = self._list(list(group))
                html[-1] = html[-1].removesuffix("</li>") + inner + "</li>"
                if len(html) == 1:
                    html[0] = f"<ul><li>{inner}</li>"
                continue
            html += [f"<li>{self._inline(item.text)}</li>" for item in group]
        return "".join([*html, "</ul>"])

    def _table(self, block: Block) -> str:
        rows = [list(row) for row in block.rows]
        head_rows = 0
        while head_rows < len(rows) and all(cell.is_header for cell in rows[head_rows]):
            head_rows += 1
        if head_rows == len(rows):
            head_rows = 0
        html = [self._row(rows, place, place < head_rows) for place in range(len(rows))]
        caption = f"<caption>{self._inline(block.text)}</caption>" if block.text else ""
        head, body = "".join(html[:head_rows]), "".join(html[head_rows:])
        return (
            f"<table{self._counted('table')}>{caption}"
            f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
        )

    def _row(self, rows: list[list[Cell]], place: int, in_head: bool) -> str:
        row, html = rows[place], []
        for column, cell in enumerate(row):
            joins_above = cell.joins == Cell.ABOVE and place > 0
            if joins_above or (cell.joins == Cell.LEFT and column > 0):
                continue
            across, down = 1, 1
            while column + across < len(row) and row[column + across].joins == Cell.LEFT:
                across += 1
            while place + down < len(rows) and _joins_above(rows[place + down], column):
                down += 1
            name = "th" if cell.is_header else "td"
            given = f' scope="{"col" if in_head else "row"}"' if cell.is_header else ""
            given += f' colspan="{across}"' if across > 1 else ""
            given += f' rowspan="{down}"' if down > 1 else ""
            html.append(f"<{name}{given}>{self._cell(cell)}</{name}>")
        return f"<tr>{''.join(html)}</tr>"

    def _cell(self, cell: Cell) -> str:
        texts = [self._inline(text) for text in cell.texts]
        return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)

    def _notes(self) -> str:
        if not self.notes:
            return ""
        items = []
        for label, number in self.note_numbers.items():
            back = f'<a href="#reference-{number}">Back to where note {number} stands</a>'
            words = self._inline(self.notes[label].text)
            items.append(f'<li id="note-{number}">{words} {back}</li>')
        return (
            f'<section class="notes"><h2 id="notes">Notes</h2><ol>{"".join(items)}</ol></section>'
        )

    def note(self, block: Block) -> str:
        return f"{self.note_numbers.get(block.label, '')} {self._inline(block.text)}"

    def _inline(self, text: str) -> str:
        html: list[str] = []
        is_open: list[str] = []
        for piece in pieces(text):
            if piece.kind in TAGS:
                tag = TAGS[piece.kind]
                if tag in is_open:
                    html += [f"</{one}>" for one in reversed(is_open[is_open.index(tag) :])]
                    again = is_open[is_open.index(tag) + 1 :]
                    html += [f"<{one}>" for one in again]
                    is_open = [*is_open[: is_open.index(tag)], *again]
                else:
                    html.append(f"<{tag}>")
                    is_open.append(tag)
            elif piece.kind == "link":
                html.append(f'<a href="{escape(piece.target)}">{escape(piece.text)}</a>')
            elif piece.kind == "raised":
                html.append(f"<sup>{escape(piece.text)}</sup>")
            elif piece.kind == "note":
                html.append(self._reference(piece.target))
            else:
                html.append(escape(piece.text))
        return "".join(html) + "".join(f"</{one}>" for one in reversed(is_open))

    def _reference(self, label: str) -> str:
        number = self.note_numbers.get(label)
        if number is None:
            return escape(f"[{label}]")
        address = self._id(f"reference-{number}")
        return f'<sup id="{address}"><a href="#note-{number}">{number}</a></sup>'

    def _counted(self, kind: str) -> str:
        self.counts[kind] += 1
        name = f"table-{self.counts[kind]}" if kind == "table" else f"p{self.counts[kind]}"
        return f' id="{self._id(name)}"'

    def _id(self, wanted: str) -> str:
        self.ids[wanted] += 1
        return wanted if self.ids[wanted] == 1 else self._id(f"{wanted}-{self.ids[wanted]}")


def slug_of(words: str) -> str:
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")[:LONGEST_SLUG].strip("-")


def _texts(block: Block) -> list[str]:
    if block.kind == NOTE:
        return []
    cells = [text for row in block.rows for cell in row for text in cell.texts]
    return [block.text, *(item.text for item in block.items), *cells]


def _joins_above(row: list[Cell], column: int) -> bool:
    return column < len(row) and row[column].joins == Cell.ABOVE


def _headings_in_order(blocks: list[Block]) -> list[Block]:
    """No level is left out on the way down: who moves by headings would look for what is not there."""
    found, open_levels = [], [1]
    for block in blocks:
        if block.kind == HEADING:
            while open_levels[-1] >= block.level:
                open_levels.pop()
            level = min(len(open_levels) + 1, LOWEST_HEADING)
            open_levels.append(block.level)
            block = replace(block, level=level)
        found.append(block)
    return found
