"""The words that a new site starts with: information pages, the home page and the Board's settings.

The pages are files of HTML beside this module. Telephone numbers and the Board's address are
written once, in `board.toml`; where a page needs one it has a mark such as `{helpline:national}`,
filled in here. A comment makes a block of its own: `<!-- contact -->` stands for one, and
`<!-- important: Title -->` or `<!-- steps -->` begins one that lasts until `<!-- end -->`; in steps
each `<h3>` begins the next. No Django is needed to read any of it.
"""

import functools
import html
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BLOCK = re.compile(
    r"<!-- (?P<kind>important|steps)(?:: (?P<title>[^>]+?))? -->(?P<inner>.*?)<!-- end -->"
    r"|<!-- (?P<alone>helplines|contact|safer_browsing|accessibility|cookies) -->",
    re.DOTALL,
)
STEP = re.compile(r"<h3>(.+?)</h3>(.*?)(?=<h3>|\Z)", re.DOTALL)
MARK = re.compile(r"\{(helpline|name):([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class StarterPage:
    """One information page. `path` is below the home page; a path with a slash has a parent."""

    path: str
    title: str
    seo_title: str
    lead: str
    body_html: str
    show_in_menus: bool
    order: int
    search_description: str = ""
    content_note: str = ""
    neutral_title: bool = False
    checked_on: date | None = None

    def blocks(self) -> list[tuple[str, Any]]:
        """The body as the kinds of blocks that an information page has, with their raw values."""
        return list(_blocks(self.body_html))


@dataclass(frozen=True, slots=True)
class StarterCard:
    """One of the four ways onward from the home page."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class StarterHome:
    """The home page."""

    title: str
    seo_title: str
    heading: str
    lead: str
    search_label: str
    cards: tuple[StarterCard, ...]


def starter_board() -> dict[str, Any]:
    """The Board's name, labels, helplines and addresses, as in `board.toml`."""
    return _toml("board.toml")


def starter_home() -> StarterHome:
    """The home page's words."""
    values = _toml("home.toml")
    values["cards"] = tuple(StarterCard(**card) for card in values["cards"])
    return StarterHome(**values)


def starter_pages() -> list[StarterPage]:
    """The information pages, each parent before its children and otherwise in menu order."""
    found = [
        StarterPage(body_html=_body(values["path"]), **values)
        for values in _toml("pages.toml")["pages"]
    ]
    return sorted(found, key=lambda page: (page.path.count("/"), page.order))


def _blocks(source: str) -> Iterator[tuple[str, Any]]:
    """Raises ValueError where a comment is not one of those that make a block."""
    position = 0
    for found in BLOCK.finditer(source):
        yield from _text(source[position : found.start()])
        position = found.end()
        inner = (found["inner"] or "").strip()
        if found["alone"]:
            yield found["alone"], None
        elif found["kind"] == "steps":
            yield "steps", [{"title": title, "text": text} for title, text in STEP.findall(inner)]
        else:
            yield "important", {"title": found["title"] or "", "text": inner}
    yield from _text(source[position:])


def _text(source: str) -> Iterator[tuple[str, str]]:
    if "<!--" in source:
        raise ValueError(f"Not a block: {source.strip()[:80]}")
    if source.strip():
        yield "text", source.strip()


def _body(path: str) -> str:
    source = HERE / "pages" / f"{path.replace('/', '-')}.html"
    return MARK.sub(_fill, source.read_text(encoding="utf-8")).strip()


def _fill(mark: re.Match[str]) -> str:
    """What stands for one mark. An unknown helpline is a mistake in a page, and raises KeyError."""
    kind, key = mark.groups()
    helpline = _helplines()[key]
    if kind == "helpline":
        number = helpline["phone"]
        return f'<a href="tel:{number.replace(" ", "")}">{number}</a>'
    return html.escape(helpline[kind])


@functools.cache
def _helplines() -> dict[str, dict[str, str]]:
    return {helpline["id"]: helpline for helpline in starter_board()["helplines"]}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
