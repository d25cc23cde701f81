"""Rich text taken apart into paragraphs, headings and list items, and put together again.

The editor's HTML says the same thing in many ways. Taken apart and put together it says it in one,
so that the digest of an agreement changes with its words and with nothing else. The PDF and the
comparison of versions start from the same parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from typing import Literal

Kind = Literal["paragraph", "heading", "item"]

BOLD = {"b", "strong"}
ITALIC = {"i", "em"}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True)
class Part:
    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0
    ordered: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def parts_of(html: str) -> list[Part]:
    """The parts of rich text, in reading order. Tags that rich text does not have are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_part()
    return reader.parts


def html_of(parts: list[Part]) -> str:
    """The one way in which these parts are written as HTML."""
    written: list[str] = []
    lists: list[str] = []
    for part in parts:
        words = "".join(map(_html_of_run, part.runs))
        depth = part.depth if part.kind == "item" else 0
        name = "ol" if part.ordered else "ul"
        while len(lists) > depth or (len(lists) == depth and lists and lists[-1] != name):
            written.append(f"</li></{lists.pop()}>")
        if part.kind == "item":
            if len(lists) == depth:
                written.append("</li>")
            while len(lists) < depth:
                lists.append(name)
                written.append(f"<{name}>")
            written.append(f"<li>{words}")
        else:
            tag = "h3" if part.kind == "heading" else "p"
            written.append(f"<{tag}>{words}</{tag}>")
    while lists:
        written.append(f"</li></{lists.pop()}>")
    return "".join(written)


def tidy(html: str) -> str:
    return html_of(parts_of(html))


def plain_text(html: str) -> str:
    return " ".join(part.text for part in parts_of(html))


def _html_of_run(run: Run) -> str:
    words = escape(run.text, quote=False)
    if run.italic:
        words = f"<i>{words}</i>"
    if run.bold:
        words = f"<b>{words}</b>"
    return f'<a href="{escape(run.href)}">{words}</a>' if run.href else words


@dataclass
class _Reader(HTMLParser):
    parts: list[Part] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    lists: list[bool] = field(default_factory=list)
    kind: Kind = "paragraph"
    bold: int = 0
    italic: int = 0
    href: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BOLD:
            self.bold += 1
        elif tag in ITALIC:
            self.italic += 1
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "br":
            self.runs.append(Run(" "))
        elif tag in ("ul", "ol"):
            self.end_part()
            self.lists.append(tag == "ol")
        elif tag == "li":
            self.end_part()
            self.kind = "item"
        elif tag in HEADINGS:
            self.end_part()
            self.kind = "heading"
        elif tag in ("p", "div", "blockquote") and not self.lists:
            self.end_part()
            self.kind = "paragraph"
        elif tag == "p" and any(run.text.strip() for run in self.runs):
            self.runs.append(Run(" "))

    def handle_endtag(self, tag: str) -> None:
        if tag in BOLD:
            self.bold = max(0, self.bold - 1)
        elif tag in ITALIC:
            self.italic = max(0, self.italic - 1)
        elif tag == "a":
            self.href = ""
        elif tag in ("ul", "ol"):
            self.end_part()
            if self.lists:
                self.lists.pop()
        elif tag == "li" or tag in HEADINGS or (tag == "p" and not self.lists):
            self.end_part()

    def handle_data(self, data: str) -> None:
        if data:
            text = re.sub(r"[ \t\r\n]+", " ", data)
            self.runs.append(Run(text, self.bold > 0, self.italic > 0, self.href))

    def end_part(self) -> None:
        runs = tuple(_joined(self.runs))
        self.runs = []
        kind, self.kind = self.kind, "item" if self.lists else "paragraph"
        if not runs:
            return
        if kind == "item" and self.lists:
            self.parts.append(Part("item", runs, len(self.lists), self.lists[-1]))
        else:
            self.parts.append(Part("heading" if kind == "heading" else "paragraph", runs))


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours that look alike become one, and no space is doubled or hangs at an end."""
    found: list[Run] = []
    for run in runs:
        text = run.text
        if not found or found[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if found and replace(run, text="") == replace(found[-1], text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return (run for run in found if run.text)
