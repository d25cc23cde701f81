"""The text that editors correct, read into blocks and written from them.

One block after an empty line; what a block is shows at its beginning:

    # Heading                 (## and so on for headings below it)
    4.2 The practice …        a numbered paragraph; \\4.2 is a paragraph that begins with the number
    - item                    (-- for an item below it)
    > quotation
    Table: what it shows
    |= Agency |= Action |     a row; = is a heading, ^ joins with the cell above, < with the left one
    | Council | one // two |  // begins a new line in a cell
    [^1]: the note
"""

import re
from dataclasses import dataclass
from itertools import groupby

from reviews.report_text.blocks import (
    DEEPEST_ITEM,
    HEADING,
    LIST,
    LOWEST_HEADING,
    NOTE,
    NUMBER,
    PARAGRAPH,
    QUOTE,
    TABLE,
    Block,
    Cell,
    Item,
    take_number,
)
from reviews.report_text.inline import references

HEADING_LINE = re.compile(r"(#{1,4})(?!#)\s*(.*)")
ITEM_LINE = re.compile(r"(-{1,3})\s+(\S.*)")
NOTE_LINE = re.compile(r"\[\^([0-9a-z]{1,6})\]:\s*(.*)")
CAPTION_LINE = re.compile(r"Table:\s*(.*)")
CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
NEW_LINE = " // "
# What a plain paragraph must not begin with, or it would be read as something else.
SPECIAL = re.compile(r"#|-{1,3}\s|>|\||\[\^[0-9a-z]{1,6}\]:|Table:")
MOST_COLUMNS = 30


@dataclass(frozen=True)
class Problem:
    """``block`` counts from 0."""

    block: int
    sentence: str


def read(text: str) -> list[Block]:
    """Never refuses: what is not understood is a paragraph. ``problems`` says what must be mended."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        for kind, group in groupby(_joined(lines), key=lambda line: line[0]):
            blocks += _blocks(kind, [line for _, line in group])
    return _with_captions(blocks)


def _joined(lines: list[str]) -> list[tuple[str, str]]:
    """Each line with what it is; a line that begins like nothing goes on with the one before."""
    found: list[tuple[str, str]] = []
    for line in lines:
        kind = _kind(line)
        if kind == PARAGRAPH and found and found[-1][0] in (PARAGRAPH, LIST, NOTE, QUOTE):
            before = found[-1]
            found[-1] = (before[0], f"{before[1]} {line}")
        else:
            found.append((kind, line))
    return found


def _kind(line: str) -> str:
    if HEADING_LINE.match(line):
        return HEADING
    if ITEM_LINE.match(line):
        return LIST
    if NOTE_LINE.match(line):
        return NOTE
    if line.startswith(">"):
        return QUOTE
    if line.startswith("|"):
        return TABLE
    return "caption" if CAPTION_LINE.match(line) else PARAGRAPH


def _blocks(kind: str, lines: list[str]) -> list[Block]:
    if kind == HEADING:
        return [_heading(line) for line in lines]
    if kind == LIST:
        return [Block(LIST, items=tuple(_item(line) for line in lines))]
    if kind == NOTE:
        matches = [NOTE_LINE.match(line) for line in lines]
        return [Block(NOTE, text=one[2], label=one[1]) for one in matches if one]
    if kind == QUOTE:
        return [Block(QUOTE, text=" ".join(line.lstrip("> ") for line in lines).strip())]
    if kind == TABLE:
        return [Block(TABLE, rows=tuple(_row(line) for line in lines))]
    if kind == "caption":
        return [Block("caption", text=line.removeprefix("Table:").strip()) for line in lines]
    return [_paragraph(line) for line in lines]


def _heading(line: str) -> Block:
    match = HEADING_LINE.match(line)
    marks, text = (match[1], match[2]) if match else ("#", line)
    number, rest = take_number(text)
    return Block(HEADING, text=rest.strip(), number=number, level=len(marks) + 1)


def _item(line: str) -> Item:
    marks, _, text = line.partition(" ")
    return Item(text.strip(), min(len(marks), DEEPEST_ITEM))


def _paragraph(line: str) -> Block:
    number, rest = take_number(line)
    if not number and line.startswith("\\") and (NUMBER.match(line, 1) or SPECIAL.match(line, 1)):
        rest = line[1:]
    return Block(PARAGRAPH, text=rest, number=number)


def _row(line: str) -> tuple[Cell, ...]:
    body = line[1:]
    cells, start = [], 0
    for match in CELL_END.finditer(body):
        cells.append(body[start : match.end() - 1])
        start = match.end()
    if body[start:].strip():
        cells.append(body[start:])
    return tuple(_cell(text) for text in cells[:MOST_COLUMNS])


def _cell(text: str) -> Cell:
    is_header = text.startswith("=")
    text = text.removeprefix("=").strip()
    if text in ("<", "^"):
        return Cell(is_header=is_header, joins=Cell.LEFT if text == "<" else Cell.ABOVE)
    parts = tuple(part.strip() for part in f" {text} ".split(NEW_LINE) if part.strip())
    return Cell(parts, is_header)


def _with_captions(blocks: list[Block]) -> list[Block]:
    """A caption belongs to the table that it stands over; without one it is a paragraph."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if block.kind == TABLE and before is not None and before.kind == "caption":
            found[-1] = Block(TABLE, text=before.text, rows=block.rows)
        else:
            found.append(block)
    return [
        Block(PARAGRAPH, text=f"Table: {block.text}") if block.kind == "caption" else block
        for block in found
    ]


def problems(blocks: list[Block]) -> list[Problem]:
    """What has to be mended before the text can be accepted."""
    found: list[Problem] = []
    labels = [block.label for block in blocks if block.kind == NOTE]
    for place, block in enumerate(blocks):
        texts = _texts(block)
        for label in dict.fromkeys(label for text in texts for label in references(text)):
            if label not in labels:
                found.append(
                    Problem(place, f"There is no note [^{label}]: add “[^{label}]: its words”.")
                )
        if block.kind == NOTE and labels.count(block.label) > 1:
            found.append(Problem(place, f"Two notes are called [^{block.label}]: rename one."))
        if block.kind == HEADING and not block.text:
            found.append(Problem(place, "A heading has no words: write them or take out the #."))
        if block.kind == TABLE:
            found += [Problem(place, sentence) for sentence in _problems_of_table(block)]
    return found


def _texts(block: Block) -> list[str]:
    cells = [text for row in block.rows for cell in row for text in cell.texts]
    return [block.text, *(item.text for item in block.items), *cells]


def _problems_of_table(block: Block) -> list[str]:
    widths = {len(row) for row in block.rows}
    if len(widths) > 1:
        return [
            f"The rows of the table “{block.text[:60]}” have {min(widths)} to {max(widths)} cells: "
            "give each the same number. A cell may be empty."
        ]
    if any(cell.joins == Cell.ABOVE for cell in block.rows[0]):
        return ["The first row of a table has nothing above it to join with: take out the ^."]
    if any(row and row[0].joins == Cell.LEFT for row in block.rows):
        return ["The first cell of a row has nothing to its left to join with: take out the <."]
    return []


def write(blocks: list[Block]) -> str:
    return "\n\n".join(_written(block) for block in blocks) + "\n" if blocks else ""


def _written(block: Block) -> str:
    if block.kind == HEADING:
        marks = "#" * (min(max(block.level, 2), LOWEST_HEADING) - 1)
        return f"{marks} {_numbered(block)}".rstrip()
    if block.kind == LIST:
        return "\n".join(f"{'-' * item.level} {item.text}" for item in block.items)
    if block.kind == NOTE:
        return f"[^{block.label}]: {block.text}"
    if block.kind == QUOTE:
        return f"> {block.text}"
    if block.kind == TABLE:
        rows = [_written_row(row) for row in block.rows]
        return "\n".join([f"Table: {block.text}", *rows] if block.text else rows)
    text = _numbered(block)
    begins_like_another = SPECIAL.match(text) or (not block.number and NUMBER.match(text))
    return f"\\{text}" if begins_like_another else text


def _numbered(block: Block) -> str:
    return f"{block.number} {block.text}" if block.number else block.text


def _written_row(row: tuple[Cell, ...]) -> str:
    return "".join(f"|{'=' if cell.is_header else ''} {_written_cell(cell)} " for cell in row) + "|"


def _written_cell(cell: Cell) -> str:
    if cell.joins:
        return "<" if cell.joins == Cell.LEFT else "^"
    return NEW_LINE.join(cell.texts)
