"""A report's frozen HTML as a page to read: contents, links to paragraphs, words found, citations.

What is frozen says only what the report says; everything that helps in reading it is put in here.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from reviews.report_text.sanitise import is_clean

WORDS_A_MINUTE = 200
LONG_FROM_WORDS = 3_000
LONGEST_QUERY = 100
SHORTEST_QUERY = 2
MOST_MARKS = 300
MOST_HITS = 50
AROUND_A_HIT = 60
WIDE_FROM_COLUMNS = 5
CLEAN_KEPT = 500
HIDDEN = "govuk-visually-hidden"

_clean: OrderedDict[str, bool] = OrderedDict()


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    address: str
    text: str
    parts: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A place where the words that were looked for stand."""

    address: str
    where: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class ReportPage:
    html: SafeString
    contents: list[Entry]
    minutes: int
    found: list[Found] = field(default_factory=list)
    found_count: int = 0
    cited: str = ""


def reading_minutes(html: str) -> int:
    """Spaces are nearly as many as words, and counting them costs nothing."""
    return max(1, round(html.count(" ") / WORDS_A_MINUTE))


def is_fit_to_show(html: str) -> bool:
    """Whether it is what the sanitiser makes: looked at once for each digest."""
    digest = hashlib.sha256(html.encode()).hexdigest()
    if digest not in _clean:
        _clean[digest] = is_clean(html)
        while len(_clean) > CLEAN_KEPT:
            _clean.popitem(last=False)
    return _clean[digest]


def page_of(html: str, *, find: str = "", cite: str = "", citation: str = "") -> ReportPage:
    """``citation`` is the text before “, paragraph 4.2” with the mark ``{place}`` in it."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    contents = _contents(root)
    _name_tables(root)
    _name_notes(root)
    found, count = _marked(root, find) if len(find) >= SHORTEST_QUERY else ([], 0)
    cited = _link_paragraphs(root, cite, citation)
    if html.count(" ") >= LONG_FROM_WORDS:
        _add_turns(root, contents)
    inner = "".join(lxml.html.tostring(child, encoding="unicode") for child in root)
    return ReportPage(
        html=mark_safe(inner),
        contents=contents,
        minutes=reading_minutes(html),
        found=found,
        found_count=count,
        cited=cited,
    )


def query_of(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:LONGEST_QUERY].strip()


def _contents(root: Any) -> list[Entry]:
    entries: list[Entry] = []
    for heading in root.iter("h2", "h3"):
        if not heading.get("id"):
            continue
        entry = Entry(heading.get("id"), heading.text_content())
        if heading.tag == "h2" or not entries:
            entries.append(entry)
        else:
            entries[-1].parts.append(entry)
    return entries


def _name_tables(root: Any) -> None:
    """On narrow screens rows become cards: each cell needs its heading, and its role said aloud."""
    for table in root.iter("table"):
        head = table.find("thead")
        rows = list(head) if head is not None else []
        names = [" ".join(cell.text_content().split()) for cell in rows[-1]] if rows else []
        width = max((len(row) for row in table.iter("tr")), default=0)
        is_plain = len(rows) == 1 and len(names) == width
        wide = " report-table--wide" if width >= WIDE_FROM_COLUMNS else ""
        table.set("class", f"govuk-table report-table{wide}")
        table.set("role", "table")
        roles = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
        for element in table.iter("thead", "tbody", "tr", "td", "th", "caption"):
            if element.tag == "th":
                is_row = element.get("scope") == "row"
                element.set("role", "rowheader" if is_row else "columnheader")
            elif element.tag in roles:
                element.set("role", roles[element.tag])
        for row in table.iter("tr"):
            if is_plain and row.getparent().tag == "tbody" and len(row) == len(names):
                for name, cell in zip(names, row, strict=True):
                    cell.set("data-label", name)


def _name_notes(root: Any) -> None:
    for link in root.iterfind(".//sup/a"):
        if link.get("href", "").startswith("#note-"):
            link.set("class", "report-note")
            _hidden_first(link, "Note ")
    for section in root.iterfind("section"):
        section.set("aria-labelledby", "notes")


def _link_paragraphs(root: Any, cite: str, citation: str) -> str:
    cited = ""
    for paragraph in list(root.iterfind(".//p[@class='numbered']")):
        address, text = paragraph.get("id"), paragraph.text or ""
        shown, space, rest = text.partition(" ")
        if not address or not space:
            continue
        number = shown.rstrip(".")
        link = etree.Element("a", {"class": "report-number", "href": f"#{address}"})
        _hidden_first(link, "Link to paragraph ", shown)
        link.tail = f" {rest}"
        paragraph.text = None
        paragraph.insert(0, link)
        key = address.removeprefix("paragraph-")
        more = etree.SubElement(
            paragraph, "a", {"class": "report-cite", "href": f"?cite={key}#{address}"}
        )
        more.text = "Cite"
        _hidden(more, f" paragraph {number}")
        if key == cite and not cited:
            cited = number
            paragraph.addnext(_citation(number, address, citation))
    return cited


def _citation(number: str, address: str, citation: str) -> Any:
    box = etree.Element("aside", {"class": "citation", "aria-labelledby": "citation"})
    heading = etree.SubElement(box, "p", {"id": "citation", "class": "citation__heading"})
    heading.text = f"To cite paragraph {number}"
    words = etree.SubElement(box, "p", {"class": "citation__text"})
    words.text = citation.replace("{place}", f"paragraph {number}").replace("{address}", address)
    close = etree.SubElement(box, "p")
    link = etree.SubElement(close, "a", {"class": "govuk-link", "href": f"?#{address}"})
    link.text = "Close"
    _hidden(link, " the citation")
    return box


def _marked(root: Any, find: str) -> tuple[list[Found], int]:
    pattern = _pattern(find)
    found: list[Found] = []
    count, section, where = 0, "", ""
    for element in list(root.iter()):
        if element.tag in ("h2", "h3", "h4", "h5"):
            section = where = element.text_content()
        elif element.get("class") == "numbered":
            where = f"Paragraph {(element.text or '').partition(' ')[0].rstrip('.')}"
        elif element.tag == "table":
            caption = element.find("caption")
            where = f"Table: {caption.text_content()}" if caption is not None else section
        elif element.getparent() is root:
            where = section
        for is_tail in (False, True):
            text = element.tail if is_tail else element.text
            if not text or count >= MOST_MARKS:
                continue
            # The number at the head of a paragraph becomes a link.
            start = len(text.partition(" ")[0]) if _is_numbered(element) and not is_tail else 0
            matches = list(pattern.finditer(text, start))[: MOST_MARKS - count]
            for match in matches:
                count += 1
                if len(found) < MOST_HITS:
                    found.append(_found(text, match, where, count))
            if matches:
                _put_marks(element, text, matches, count - len(matches), is_tail)
    return found, count


def _is_numbered(element: Any) -> bool:
    return bool(element.get("class") == "numbered")


def _pattern(find: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in find.split()]
    text = r"\s+".join(words)
    for sign in ("'", "’", "‘"):
        text = text.replace(sign, "\0")
    return re.compile(text.replace("\0", "['’‘]"), re.IGNORECASE)


def _found(text: str, match: re.Match[str], where: str, number: int) -> Found:
    before = text[max(0, match.start() - AROUND_A_HIT) : match.start()]
    after = text[match.end() : match.end() + AROUND_A_HIT]
    if match.start() > AROUND_A_HIT:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > match.end() + AROUND_A_HIT:
        after = f"{after.rpartition(' ')[0]} …"
    return Found(f"found-{number}", where, before, match[0], after)


def _put_marks(
    element: Any, text: str, matches: list[re.Match[str]], number: int, is_tail: bool
) -> None:
    marks = []
    for place, match in enumerate(matches):
        mark = etree.Element("mark", {"id": f"found-{number + place + 1}"})
        mark.text = match[0]
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        mark.tail = text[match.end() : end]
        marks.append(mark)
    before = text[: matches[0].start()]
    if is_tail:
        parent = element.getparent()
        element.tail = before
        at = parent.index(element) + 1
    else:
        parent, at = element, 0
        element.text = before
    for place, mark in enumerate(marks):
        parent.insert(at + place, mark)


def _add_turns(root: Any, contents: list[Entry]) -> None:
    """Before the next section, the way on, back and up."""
    headings = [one for one in root.iterfind("h2") if one.get("id")]
    for place, heading in enumerate(headings[1:], start=1):
        heading.addprevious(_turn(contents, place))


def _turn(contents: list[Entry], place: int) -> Any:
    turn = etree.Element("p", {"class": "report-turn"})
    for words, entry in _turns(contents, place):
        link = etree.SubElement(turn, "a", {"class": "govuk-link", "href": f"#{entry.address}"})
        link.text = f"{words}{entry.text}"
        link.tail = " "
    return turn


def _turns(contents: list[Entry], place: int) -> Iterator[tuple[str, Entry]]:
    tops = [one for one in contents if one.address]
    if 2 <= place <= len(tops):
        yield "Previous section: ", tops[place - 2]
    yield "", Entry("contents", "Contents")


def _hidden_first(element: Any, words: str, after: str | None = None) -> None:
    text = after if after is not None else element.text
    element.text = None
    span = etree.Element("span", {"class": HIDDEN})
    span.text, span.tail = words, text
    element.insert(0, span)


def _hidden(element: Any, words: str) -> None:
    etree.SubElement(element, "span", {"class": HIDDEN}).text = words
