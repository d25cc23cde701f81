"""OpenDocument files (LibreOffice): text, notes, deleted text and what styles hide."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation import markup
from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.surfaces import Collector
from reviews.anonymisation.word_lines import by_column

ROOTS = {
    "document-content": "document",
    "document-styles": "header or footer",
    "document-meta": "properties",
    "document-settings": "settings",
    "document": "document",
    "manifest": "file name",
}
BREAKS = {"tab": "\t", "line-break": "\n"}
HIDDEN_FIELDS = frozenset({"hidden-text", "hidden-paragraph", "conditional-text"})
BLOCKS = frozenset({"p", "h"})
ASIDE = frozenset({"annotation", "note", "text-box", "tracked-changes", "p", "h"})
SMALLEST_POINTS = 3.0
MAX_SPACES = 100


@dataclass
class Styles:
    hidden: set[str] = field(default_factory=set)

    def take(self, root: Any) -> None:
        for style in root.iter("{*}style"):
            if any(_hides(one) for one in style):
                self.hidden.add(attribute(style, "name"))

    def hides(self, element: Any) -> bool:
        return attribute(element, "style-name") in self.hidden


def _hides(properties: Any) -> bool:
    if attribute(properties, "display") in ("none", "false"):
        return True
    if attribute(properties, "visibility") in ("collapse", "hidden"):
        return True
    if local(properties) != "text-properties":
        return False
    size = attribute(properties, "font-size")
    if size.endswith("pt") and _number(size[:-2]) <= SMALLEST_POINTS:
        return True
    ground = attribute(properties, "background-color", "transparent")
    colour = attribute(properties, "color").lower()
    return colour == "#ffffff" and ground in ("transparent", "#ffffff")


def reads(root: Any) -> bool:
    return (local(root) in ROOTS and "opendocument" in str(root.tag)) or (
        local(root) == "manifest" and "manifest" in str(root.tag)
    )


def read(root: Any, styles: Styles, into: Collector) -> str:
    place = ROOTS[local(root)]
    into.text(place, "\n".join(_paragraphs(root)))
    into.text("markup", "\n".join(_others(root)))
    into.text("table columns", "\n".join(_tables(root)))
    for name, fault in (("annotation", "comment"), ("changed-region", "tracked-change")):
        found = ["\n".join(markup.lines(one)) for one in root.iter(f"{{*}}{name}")]
        into.text(fault.replace("-", " "), "\n".join(found))
        if found:
            into.fault(fault, place)
    for element in root.iter("*"):
        said = _unseen(element, styles)
        if said.strip():
            into.text("hidden text", said)
            into.fault("hidden-text", place, text=said.strip())
    return "properties" if place == "properties" else "markup"


def _unseen(element: Any, styles: Styles) -> str:
    name = local(element)
    if attribute(element, "display") == "none" or attribute(element, "visibility") == "collapse":
        if name not in ("style", "table-column", "table-row", "section"):
            return ""
        return "\n".join(_paragraphs(element))
    if name in HIDDEN_FIELDS:
        return attribute(element, "string-value") + " " + "".join(element.itertext())
    if name in ("span", "p", "h", "section", "table", "page", "table-row") and styles.hides(
        element
    ):
        if any(styles.hides(one) for one in element.iterancestors()):
            return ""
        return _text(element) if name in ("span", "p", "h") else "\n".join(_paragraphs(element))
    return ""


def _paragraphs(root: Any) -> Iterator[str]:
    for element in root.iter("*"):
        if local(element) in BLOCKS:
            yield _text(element)


def _text(element: Any) -> str:
    said = [element.text or ""]
    for one in element:
        name = local(one)
        if name == "s":
            count = attribute(one, "c", "1")
            said.append(" " * min(int(count) if count.isdigit() else 1, MAX_SPACES))
        elif name in BREAKS:
            said.append(BREAKS[name])
        elif name == "ruby":
            base = child(one, "ruby-base")
            said.append(_text(base) if base is not None else "")
        elif name and name not in ASIDE:
            said.append(_text(one))
        said.append(one.tail or "")
    return "".join(said)


def _others(root: Any) -> Iterator[str]:
    """Texts outside paragraphs: authors, dates, keywords, formulas."""
    for element in root.iter("*"):
        if element.text and element.text.strip() and local(element) not in BLOCKS | {"span"}:
            yield element.text


def _tables(root: Any) -> Iterator[str]:
    for table in root.iter("{*}table"):
        rows = [
            ["\n".join(_paragraphs(cell)) for cell in row if "cell" in local(cell)]
            for row in table.iter("{*}table-row")
        ]
        yield from by_column(rows)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 99.0
