"""The pieces of text that a search can point at, made from what is published."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac
from lxml import etree, html

from reviews.anonymisation import reading
from reviews.content import PublishedFile, ReviewContent
from reviews.library.words import cleaned, stemmed
from reviews.models import LibraryPassage, ReportFile
from reviews.parts import local_copy

LONGEST_TEXT = 20_000
LONGEST_STEMS = 20_000
LONGEST_ANCHOR = 100
PAGE = "page"
SALT = "reviews.library.passage"
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p li h1 h2 h3 h4 h5 h6 table caption tr td th dl dt dd blockquote figcaption div section "
        "aside br hr ul ol",
    )
)

CELLS = frozenset({"td", "th", "tr"})


@dataclass(frozen=True)
class Piece:
    """``kind`` is a FileKind, or empty for the edition's own words; ``page`` counts from 1."""

    kind: str
    text: str
    page: int | None = None
    anchor: str = ""


class FileUnreadable(Exception):
    """The text of a published file can't be had now."""


def own_pieces(content: ReviewContent) -> list[Piece]:
    pieces = [Piece("", content.title), Piece("", content.sentence)]
    for _, text in _blocks(content.summary):
        pieces.append(Piece("", text, anchor="summary"))
    return _that_say_something(pieces)


def report_pieces(content: ReviewContent) -> list[Piece]:
    """A piece for each element with an id; text before the first has none to point at."""
    return _that_say_something(
        [
            Piece(report.kind, text, anchor=anchor)
            for report in content.reports
            for anchor, text in _by_anchor(report.html)
            if anchor and len(anchor) <= LONGEST_ANCHOR
        ]
    )


def file_pieces(file: PublishedFile) -> list[Piece]:
    """The text of each page, from the bytes that are published.

    Raises ``FileUnreadable``. What the file hides and what its properties say is not asked for.
    """
    row = ReportFile.objects.filter(sha256=file.sha256).first()
    if row is None:
        raise FileUnreadable("no such file")
    with local_copy(row) as path:
        if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            raise FileUnreadable("other bytes")
        read = reading.read_file(path, path.name)
    if read.refusal:
        raise FileUnreadable(read.refusal.rule)
    return _that_say_something(
        [Piece(file.kind, one.text, one.page) for one in read.surfaces if one.name == PAGE]
    )


def rows_of(publication_id: int, pieces: list[Piece]) -> list[LibraryPassage]:
    return [
        LibraryPassage(
            publication_id=publication_id,
            kind=piece.kind,
            page=piece.page,
            anchor=piece.anchor,
            text=piece.text,
            stems=stemmed([piece.text], LONGEST_STEMS),
            seal=_seal(publication_id, piece),
        )
        for piece in _that_say_something(pieces)
    ]


def is_sealed(row: LibraryPassage) -> bool:
    """Whether the site itself said this of this publication. What somebody put there is not shown."""
    piece = Piece(row.kind, row.text, row.page, row.anchor)
    return constant_time_compare(row.seal, _seal(row.publication_id, piece))


def _seal(publication_id: int, piece: Piece) -> str:
    said = "\n".join(
        [str(publication_id), piece.kind, str(piece.page or ""), piece.anchor, piece.text]
    )
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()


def _that_say_something(pieces: list[Piece]) -> list[Piece]:
    short = (
        Piece(piece.kind, cleaned(piece.text)[:LONGEST_TEXT], piece.page, piece.anchor)
        for piece in pieces
    )
    return [piece for piece in short if piece.text]


def _by_anchor(source: str) -> Iterator[tuple[str, str]]:
    anchor, texts = "", [""]
    for own, text in _blocks(source):
        if own and own != anchor:
            yield anchor, " ".join(texts)
            anchor, texts = own, []
        texts.append(text)
    yield anchor, " ".join(texts)


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """The texts of the HTML in order, each with the id of the last element that had one.

    Cells of a table are set apart, as they would read as one sentence.
    """
    if not source.strip():
        return
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, ValueError):
        return
    anchor, texts = "", []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            texts.append(element.tail or "")
            continue
        if event == "start":
            starts = str(element.tag) in BLOCKS or element.get("id")
            if starts and texts:
                yield anchor, "".join(texts)
                texts = []
            anchor = element.get("id") or anchor
            if str(element.tag) in CELLS and element.getprevious() is not None:
                texts.append("· ")
            texts.append(element.text or "")
        elif element is not root:
            if str(element.tag) in BLOCKS:
                texts.append(" ")
            texts.append(element.tail or "")
    yield anchor, "".join(texts)
