"""The tags of a PDF that matter for a text, and the two questions that are asked of every element."""

from typing import Any

import pikepdf

HEADINGS = {"H": 1, **{f"H{number}": number for number in range(1, 7)}}
LEFT_OUT = frozenset({"TOC", "TOCI", "Artifact", "Index"})
PICTURES = frozenset({"Figure", "Formula"})
NOTES = frozenset({"Note", "FENote"})
BLOCKS = frozenset({*HEADINGS, "P", "L", "Table", "BlockQuote", "Title", "Caption", *NOTES})
MOST_COLUMNS = 30


def children(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def span(element: Any, name: str) -> int:
    attributes = element.get("/A")
    listed = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    for one in listed:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return max(1, min(int(one[name]), MOST_COLUMNS))
    return 1
