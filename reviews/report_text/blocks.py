"""What a report online is made of, between the file that it came from and the HTML that is frozen.

A block's text is a line of the simple markup that editors correct: see ``markup``.
"""

import re
from dataclasses import dataclass, field

HEADING, PARAGRAPH, LIST, QUOTE, TABLE, NOTE = (
    "heading",
    "paragraph",
    "list",
    "quote",
    "table",
    "note",
)
LOWEST_HEADING, HIGHEST_HEADING = 5, 2
DEEPEST_ITEM = 3
# “4.2”, “15.10.1” and “4.” as reports number their paragraphs; “2019” and “1.5%” are no numbers of these.
NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}\.)(?=[ \t])")
BOLD_NUMBER = re.compile(r"\*\*(\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}\.)(?=[ \t]|\*\*)")
MARKER = re.compile(r"\(?(?:[a-z]|[ivxlc]{1,6}|\d{1,3})[.)](?=\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Cell:
    """``texts`` are the paragraphs of the cell."""

    texts: tuple[str, ...] = ()
    is_header: bool = False
    joins: str = ""

    LEFT = "left"
    ABOVE = "above"


@dataclass(frozen=True)
class Block:
    """``label`` is the number of a note; ``level`` is that of a heading, from 2 to 5."""

    kind: str
    text: str = ""
    number: str = ""
    level: int = 0
    label: str = ""
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = field(default=())


def take_number(text: str) -> tuple[str, str]:
    """The number that a paragraph begins with, also in bold, and the rest."""
    match = NUMBER.match(text)
    if match:
        return match[1], text[match.end() :].lstrip(" \t")
    if match := BOLD_NUMBER.match(text):
        rest = text[match.end() :].lstrip(" \t")
        rest = rest.removeprefix("**").lstrip() if rest.startswith("**") else f"**{rest}"
        return match[1], rest
    return "", text
