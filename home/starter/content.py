"""The words that a new site starts with: information pages, the home page and the Board's settings.

The pages are files of HTML beside this module. Telephone numbers and the Board's address are
written once, in `board.toml`; where a page needs one it has a mark such as `{helpline:national}`,
filled in here. No Django is needed to read any of it.
"""

import functools
import html
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MARK = re.compile(r"\{(contact|helpline|name|text|link)(?::([a-z]+))?\}")


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
    reviewed_on: date | None = None


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


def _body(path: str) -> str:
    source = HERE / "pages" / f"{path.replace('/', '-')}.html"
    return MARK.sub(_fill, source.read_text(encoding="utf-8")).strip()


def _fill(mark: re.Match[str]) -> str:
    """What stands for one mark. An unknown helpline is a mistake in a page, and raises KeyError."""
    kind, key = mark.groups()
    if kind == "contact":
        address = html.escape(starter_board()["contact_email"])
        return f'<a href="mailto:{address}">{address}</a>'
    helpline = _helplines()[key]
    if kind == "helpline":
        number = helpline["phone"]
        return f'<a href="tel:{number.replace(" ", "")}">{number}</a>'
    if kind == "link":
        name = html.escape(helpline["name"])
        return f'<a href="{html.escape(helpline["url"])}">{name} website</a>'
    return html.escape(helpline[kind])


@functools.cache
def _helplines() -> dict[str, dict[str, str]]:
    return {helpline["id"]: helpline for helpline in starter_board()["helplines"]}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
