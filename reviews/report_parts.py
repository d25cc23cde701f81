"""The text of a report in parts that an editor can look at one by one, each beside what it becomes."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from reviews.report_text import markup
from reviews.report_text.blocks import HEADING, NOTE, Block
from reviews.report_text.inline import plain
from reviews.report_text.rendering import render_parts

MOST_BLOCKS = 25
FEWEST_BLOCKS = 4


@dataclass(frozen=True)
class Part:
    number: int
    name: str
    text: str
    html: SafeString
    problems: list[str]


def parts_of(text: str) -> list[Part]:
    """Cut before headings, and wherever a part gets too long to look at."""
    cut: list[list[Block]] = [[]]
    for block in markup.read(text):
        here = cut[-1]
        is_new_section = block.kind == HEADING and (block.level == 2 or len(here) >= FEWEST_BLOCKS)
        first_note = block.kind == NOTE and bool(here) and here[-1].kind != NOTE
        if here and (is_new_section or first_note or len(here) >= MOST_BLOCKS):
            cut.append([])
        cut[-1].append(block)
    return _parts(cut, [markup.write(blocks) for blocks in cut])


def parts_as_typed(texts: list[str]) -> list[Part]:
    """As they came from the form, to the letter."""
    return _parts([markup.read(text) for text in texts], texts)


def _parts(cut: list[list[Block]], texts: list[str]) -> list[Part]:
    html = render_parts(cut)
    by_block: dict[int, list[str]] = {}
    for problem in markup.problems([block for blocks in cut for block in blocks]):
        by_block.setdefault(problem.block, []).append(problem.sentence)
    parts, start = [], 0
    for place, blocks in enumerate(cut):
        sentences = [
            sentence
            for at in range(start, start + len(blocks))
            for sentence in by_block.get(at, ())
        ]
        start += len(blocks)
        parts.append(
            Part(
                number=place + 1,
                name=_name(blocks),
                text=texts[place],
                html=mark_safe(html[place]),
                problems=sentences,
            )
        )
    return parts


def _name(blocks: list[Block]) -> str:
    first = blocks[0] if blocks else None
    if first is None:
        return "empty"
    if first.kind == NOTE:
        return "notes"
    words = f"{first.number} {plain(first.text)}".strip() or first.kind
    return words if len(words) <= 60 else f"{words[:60].rpartition(' ')[0]} …"
