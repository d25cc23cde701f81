"""The markup inside a line: bold, italic, raised letters, links and references to notes.

``**bold**``, ``*italic*``, ``^{raised}``, ``[words](https://…)``, ``[^1]``; a backslash before a
sign takes its meaning away. What is not well formed stands for itself, so nothing typed is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SIGNS = re.compile(r"[\\*\[\]^{}|]")
TOKEN = re.compile(
    r"\\(?P<plain>.)|(?P<bold>\*\*)|(?P<italic>\*)|\[\^(?P<note>[0-9a-z]{1,6})\]"
    r"|\[(?P<words>(?:\\.|[^\\\[\]]){1,500})\]\((?P<href>(?:https?://|mailto:)[^\s()<>\"']{1,1000})\)"
    r"|\^\{(?P<raised>(?:\\.|[^\\{}]){1,60})\}"
)


@dataclass(frozen=True)
class Piece:
    """``kind`` is text, bold, italic, raised, link or note; ``target`` a link's or a note's."""

    kind: str
    text: str = ""
    target: str = ""


def escaped(text: str) -> str:
    """Plain words as markup: nothing in them means anything."""
    return SIGNS.sub(r"\\\g<0>", text)


def pieces(text: str) -> Iterator[Piece]:
    """Bold and italic come as a piece each time that they begin or end."""
    start = 0
    for match in TOKEN.finditer(text):
        if match.start() > start:
            yield Piece("text", text[start : match.start()])
        start = match.end()
        kind = match.lastgroup
        if match["plain"] is not None:
            yield Piece("text", match["plain"])
        elif kind in ("bold", "italic"):
            yield Piece(kind)
        elif match["note"] is not None:
            yield Piece("note", target=match["note"])
        elif match["href"] is not None:
            yield Piece("link", plain(match["words"]), match["href"])
        else:
            yield Piece("raised", plain(match["raised"]))
    if start < len(text):
        yield Piece("text", text[start:])


def plain(text: str) -> str:
    """The words alone, without references to notes."""
    return "".join(piece.text for piece in pieces(text) if piece.kind in ("text", "link", "raised"))


def references(text: str) -> list[str]:
    return [piece.target for piece in pieces(text) if piece.kind == "note"]
