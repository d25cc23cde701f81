"""The few kinds of block that a report is made of, and the numbering of its paragraphs."""

from typing import Any

Block = dict[str, Any]


def heading(level: int, text: str) -> Block:
    """A heading. Levels must not skip: the PDF/UA standard refuses it."""
    return {"type": "heading", "level": level, "text": text}


def paragraph(text: str, number: str = "", note: str = "") -> Block:
    """A paragraph, with its number in the margin and a footnote at its end if it has one."""
    return {"type": "paragraph", "number": number, "text": text, "note": note}


def bullets(items: list[str], *, indented: bool = True) -> Block:
    """A bullet list, set in from the margin so that it lines up with numbered paragraphs."""
    return {"type": "bullets", "items": items, "indented": indented}


def table(caption: str, head: list[str], rows: list[list[str]], widths: list[int]) -> Block:
    """A table with a header row. `widths` are shares of the line, one for each column."""
    if any(len(row) != len(head) for row in rows) or len(widths) != len(head):
        raise ValueError(f"The rows of the table {caption!r} differ in length")
    return {"type": "table", "caption": caption, "head": head, "rows": rows, "widths": widths}


def lines(items: list[str]) -> Block:
    """Short lines kept together, as at the head of a letter."""
    return {"type": "lines", "items": items}


class Text:
    """Blocks in order. Sections, subsections and paragraphs get their numbers as they come."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._section = 0
        self._second = 0

    def add(self, block: Block) -> None:
        """Put in a block as it is."""
        self.blocks.append(block)

    def plain(self, paragraphs: list[str]) -> None:
        """Paragraphs without numbers."""
        self.blocks.extend(paragraph(words) for words in paragraphs)

    def section(self, title: str, paragraphs: list[str]) -> None:
        """A numbered section, whose paragraphs are numbered 3.1, 3.2 and so on."""
        self._section += 1
        self._second = 0
        self.add(heading(1, f"{self._section}. {title}"))
        for words in paragraphs:
            self._second += 1
            self.add(paragraph(words, f"{self._section}.{self._second}"))

    def further(self, text: str, note: str = "") -> None:
        """One more numbered paragraph of the section, after something else."""
        self._second += 1
        self.add(paragraph(text, f"{self._section}.{self._second}", note))

    def subsection(self, title: str, paragraphs: list[str]) -> None:
        """A numbered part of a section, whose paragraphs are numbered 3.4.1, 3.4.2 and so on."""
        self._second += 1
        number = f"{self._section}.{self._second}"
        self.add(heading(2, f"{number} {title}"))
        self.blocks.extend(
            paragraph(words, f"{number}.{count}") for count, words in enumerate(paragraphs, start=1)
        )
