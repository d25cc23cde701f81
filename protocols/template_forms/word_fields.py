"""Finds fields of a Word form that somebody has filled in."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from protocols.template_forms.word_reading import W14, w

# What a person writes about a person. "E-mail address" and the like of a team are left alone.
PERSONAL = re.compile(
    r"\b(sur|fore|first|last|full|other|maiden|given|family)?\s?names?\b"
    r"|\bdate of birth\b|\bd\.?\s?o\.?\s?b\b"
    r"|(?<!mail )(?<!web )\baddress(es)?\b|\bnhs number\b|\bpost\s?code\b|\bsignature\b|\bsigned\b",
    re.I,
)
NOT_PERSONAL = re.compile(
    r"\b(organi[sz]ation|agency|file|form|template|document|board|partnership|service|team|project"
    r"|pseudonym|web ?site)\b",
    re.I,
)
# An empty field as people draw it: lines, dots, brackets with a hint, an instruction.
NOTHING_WRITTEN = re.compile(
    r"^[\W_]*$|^[\[<({].*[\]>)}]$|^(dd|mm|yyyy|x{2,})[\W_]"
    r"|^(click|tap|enter|choose|type|write|insert|select|add|please|if|as|for example|e\.g)\b"
    r"|^(not known|n/?a|none)$",
    re.I,
)
LONGEST_LABEL = 60
WITHOUT_TEXT_OF_THEIR_OWN = (
    *("docPartObj", "docPartList", "group", "picture", "equation", "citation", "bibliography"),
)


def text_of(element: Any, *, outside_fields: bool = False) -> str:
    """The words, tabs and breaks of an element, a space between paragraphs."""
    pieces: list[str] = []
    _collect(element, pieces, outside_fields)
    return "".join(pieces)


def _collect(element: Any, pieces: list[str], outside_fields: bool) -> None:
    for child in element:
        if child.tag == w("t"):
            pieces.append(child.text or "")
        elif child.tag in (w("tab"), w("br"), w("cr")):
            pieces.append(" ")
        elif child.tag == w("noBreakHyphen"):
            pieces.append("-")
        elif not (outside_fields and child.tag == w("sdt")) and isinstance(child.tag, str):
            _collect(child, pieces, outside_fields)
            if child.tag == w("p"):
                pieces.append(" ")


def filled_controls(part: Any) -> Iterator[str]:
    """The labels of content controls that show something else than their prompt."""
    for control in part.iter(w("sdt")):
        properties = control.find(w("sdtPr"))
        content = control.find(w("sdtContent"))
        if properties is None or content is None:
            continue
        if any(properties.find(w(name)) is not None for name in WITHOUT_TEXT_OF_THEIR_OWN):
            continue
        box = properties.find(f"{{{W14}}}checkbox")
        if box is not None:
            checked = box.find(f"{{{W14}}}checked")
            if checked is not None and checked.get(f"{{{W14}}}val") in ("1", "true"):
                yield _label(properties)
            continue
        date = properties.find(w("date"))
        dated = date is not None and date.get(w("fullDate")) is not None
        prompt = properties.find(w("showingPlcHdr"))
        shows_prompt = prompt is not None and prompt.get(w("val"), "1") not in ("0", "false", "off")
        words = text_of(content, outside_fields=True).strip()
        if dated or (not shows_prompt and not NOTHING_WRITTEN.search(words)):
            yield _label(properties)


def _label(properties: Any) -> str:
    for name in ("alias", "tag"):
        element = properties.find(w(name))
        if element is not None and element.get(w("val")):
            return element.get(w("val"))[:LONGEST_LABEL]
    return "without a title"


def filled_form_fields(part: Any) -> Iterator[str]:
    """Fields of Word's older kind: their words stand between two marks in the same paragraph."""
    for paragraph in part.iter(w("p")):
        label, words, reading = "", "", False
        for run in paragraph.iter(w("r")):
            for child in run:
                data = child.find(w("ffData")) if child.tag == w("fldChar") else None
                if data is not None:
                    name = data.find(w("name"))
                    label = (name.get(w("val")) if name is not None else "") or "without a name"
                    words, reading = "", False
                    checked = data.find(f"{w('checkBox')}/{w('checked')}")
                    if checked is not None and checked.get(w("val"), "1") != "0":
                        yield label
                elif child.tag == w("fldChar"):
                    kind = child.get(w("fldCharType"))
                    reading = bool(label) and kind == "separate"
                    if kind == "end":
                        if label and not NOTHING_WRITTEN.search(words.strip("\u2002 ")):
                            yield label
                        label = ""
                elif reading and child.tag == w("t"):
                    words += child.text or ""


def filled_name_fields(part: Any) -> Iterator[str]:
    """Labels such as “Full name” with something beside them in a row, below them, or after a colon."""
    for table in part.iter(w("tbl")):
        yield from _filled_in_table(table)
    for paragraph in part.iter(w("p")):
        label, colon, value = text_of(paragraph, outside_fields=True).partition(":")
        if colon and _is_personal(label) and not _is_empty(value):
            yield label.strip()


def _filled_in_table(table: Any) -> Iterator[str]:
    rows = [
        [text_of(cell, outside_fields=True).strip() for cell in row.iter(w("tc"))]
        for row in table.findall(w("tr"))
    ]
    if not rows:
        return
    if _has_heading_row(table, rows):
        for column, label in enumerate(rows[0]):
            below = [row[column] for row in rows[1:] if column < len(row)]
            if _is_personal(label) and not all(_is_empty(value) for value in below):
                yield label
        rows = rows[1:]
    for row in rows:
        for label, value in itertools.pairwise(row):
            if _is_personal(label) and not _is_empty(value) and not _is_personal(value):
                yield label.rstrip(":")


def _has_heading_row(table: Any, rows: list[list[str]]) -> bool:
    """Whether the first row names columns. Without a mark, a form names its rows in the first column."""
    if table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None:
        return True
    return len(rows) > 1 and not (rows[1] and rows[1][0] and len(rows[0]) == 2)


def _is_personal(label: str) -> bool:
    short = 0 < len(label.strip()) <= LONGEST_LABEL
    return short and bool(PERSONAL.search(label)) and not NOT_PERSONAL.search(label)


def _is_empty(value: str) -> bool:
    words = value.strip()
    return not words or bool(NOTHING_WRITTEN.search(words))
