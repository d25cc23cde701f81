"""What belongs to paper and not to a text: covers, lists of contents, page numbers, stamps."""

import re

from reviews.report_text.blocks import HEADING, NOTE, PARAGRAPH, TABLE, Block
from reviews.report_text.inline import plain

# Kinds that live only until ``without`` has looked at them.
COVER, CAPTION = "cover", "caption"
PAGE_LINE = re.compile(
    r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3}(?:\s+\d{1,2}\s+\w+\s+\d{4})?)?|page\s+\d{1,3}.{0,30}",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"(?:official(?:[-– ]+sensitive)?|restricted|confidential|not protectively marked|draft"
    r"|(?:strictly )?private and confidential|not for publication)[.!]?",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.IGNORECASE)
CONTENTS_LINE = re.compile(r".{2,120}?[\s.…\t]+\d{1,3}")
LONGEST_ON_A_COVER = 160


def without(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The text alone, and the words of everything that was left out, in order."""
    dropped: list[str] = []
    kept = _after_cover(blocks, dropped)
    found: list[Block] = []
    in_contents = False
    for block in kept:
        words = plain(block.text).strip()
        if block.kind in (PARAGRAPH, HEADING, COVER) and CONTENTS.fullmatch(words):
            in_contents = True
            dropped.append(words)
            continue
        if in_contents and block.kind == PARAGRAPH and CONTENTS_LINE.fullmatch(_shown(block)):
            dropped.append(_shown(block))
            continue
        in_contents = False
        if block.kind in (PARAGRAPH, COVER) and is_furniture(_shown(block)):
            dropped.append(_shown(block))
            continue
        found.append(Block(PARAGRAPH, text=block.text) if block.kind == COVER else block)
    return _with_captions(found), dropped


def is_furniture(line: str) -> bool:
    """“Page 3 of 24 14 January 2020”, a lone number, a protective marking."""
    words = line.strip()
    return bool(PAGE_LINE.fullmatch(words) or STAMP.fullmatch(words))


def _after_cover(blocks: list[Block], dropped: list[str]) -> list[Block]:
    """Short lines before the first heading or numbered paragraph are a cover; longer ones are text."""
    start = next((place for place, block in enumerate(blocks) if _begins_text(block)), 0)
    cover, rest = blocks[:start], blocks[start:]
    kept = []
    for block in cover:
        is_short = block.kind in (PARAGRAPH, CAPTION) and len(block.text) <= LONGEST_ON_A_COVER
        if is_short or block.kind == COVER:
            dropped.append(_shown(block))
        else:
            kept.append(block)
    return kept + rest


def _begins_text(block: Block) -> bool:
    if block.kind == HEADING:
        return True
    return block.kind == PARAGRAPH and bool(block.number)


def _with_captions(blocks: list[Block]) -> list[Block]:
    """A caption belongs to the table after it, or the one before where none comes after."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        if block.kind == CAPTION:
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            before = found[-1] if found else None
            if after is not None and after.kind == TABLE:
                continue
            if before is not None and before.kind == TABLE and not before.text:
                found[-1] = Block(TABLE, text=block.text, rows=before.rows)
                continue
            block = Block(PARAGRAPH, text=block.text)
        if block.kind == TABLE and place and blocks[place - 1].kind == CAPTION:
            block = Block(TABLE, text=blocks[place - 1].text, rows=block.rows)
        found.append(block)
    return found


def _shown(block: Block) -> str:
    words = plain(block.text) if block.kind != NOTE else ""
    return f"{block.number} {words}".strip()
