"""Text in drawings, slides, charts and diagrams, which all write paragraphs the same way."""

from collections.abc import Iterator
from typing import Any

from reviews.anonymisation.markup import attribute, local
from reviews.anonymisation.surfaces import Collector
from reviews.anonymisation.word_lines import by_column

BREAKS = {"br": "\n", "tab": "\t"}


def paragraph(element: Any) -> str:
    said = []
    for one in element.iter():
        name = local(one)
        if name == "t":
            said.append(one.text or "")
        elif name in BREAKS:
            said.append(BREAKS[name])
    return "".join(said)


def lines(root: Any) -> Iterator[str]:
    """Paragraphs, and every other text such as the values of a chart, in order."""
    inside = None
    for element in root.iter():
        name = local(element)
        if not name:
            continue
        if name == "p" and any(local(one) in ("r", "fld", "t") for one in element):
            inside = element
            yield paragraph(element)
        elif name == "t" and inside is not None and _is_in(element, inside):
            continue
        elif element.text and element.text.strip() and name not in ("posOffset", "align"):
            yield element.text


def _is_in(element: Any, paragraph_above: Any) -> bool:
    return any(one is paragraph_above for one in element.iterancestors("{*}p"))


def tables(root: Any) -> Iterator[str]:
    for table in root.iter("{*}tbl"):
        yield from by_column(
            [["\n".join(lines(cell)) for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
        )


def read(root: Any, place: str, into: Collector) -> None:
    into.text(place, "\n".join(lines(root)))
    into.text("table columns", "\n".join(tables(root)))
    for element in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
        if attribute(element, "action").startswith(("ppaction://program", "ppaction://macro")):
            into.fault("active-content", place)
