"""The words that a new site starts with."""

import html.parser
import re
from dataclasses import replace

import pytest

from home.starter.content import (
    HERE,
    StarterPage,
    starter_board,
    starter_home,
    starter_pages,
)

PAGES = starter_pages()
# Made by other parts of the site, so they may be linked to although no starter page is there.
ELSEWHERE = {
    "/reviews/other-format/",
    "/",
    "/reviews/",
    "/information-sharing/",
    "/information-sharing/templates/",
    "/information-sharing/when-to-review/",
}


class Reader(html.parser.HTMLParser):
    """Collects the tags, links and headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        if tag in {"h2", "h3"}:
            self.headings.append(int(tag[1]))
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.links += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: StarterPage) -> Reader:
    reader = Reader()
    reader.feed(page.body_html)
    assert not reader.open
    return reader


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_page_uses_plain_tags_and_links_that_lead_somewhere(page: StarterPage) -> None:
    reader = read(page)
    assert reader.tags <= {"h2", "h3", "p", "ul", "ol", "li", "b", "a"}
    assert reader.headings[0] == 2
    kinds = [kind for kind, _ in page.blocks()]
    assert "text" in kinds
    assert "<!--" not in str(page.blocks())
    here = {f"/{other.path}/" for other in PAGES} | ELSEWHERE
    for link in reader.links:
        assert link in here or link.startswith(("https://", "tel:", "mailto:")), link
    assert "{" not in page.body_html


def test_every_page_file_is_used_and_parents_come_first() -> None:
    paths = [page.path for page in PAGES]
    assert len(set(paths)) == len(paths)
    files = {path.stem for path in (HERE / "pages").glob("*.html")}
    assert files == {path.replace("/", "-") for path in paths}
    for position, path in enumerate(paths):
        if "/" in path:
            assert path.rsplit("/", 1)[0] in paths[:position]


def test_numbers_are_written_in_one_place_only() -> None:
    for path in (HERE / "pages").glob("*.html"):
        assert not re.search(r"\b0[38]\d\d[ \d]{6,}|\b116 \d|@", path.read_text("utf-8")), path.name


def test_a_comment_that_is_no_block_is_a_mistake() -> None:
    page = replace(PAGES[0], body_html="<h2>A</h2><!-- helpline -->")
    with pytest.raises(ValueError, match="Not a block"):
        page.blocks()


def test_steps_and_boxes_become_blocks_in_their_order() -> None:
    source = (
        "<p>One</p><!-- steps --><h3>A</h3><p>a</p><h3>B</h3><p>b</p><!-- end -->"
        "<!-- important: Mind -->\n<p>so</p>\n<!-- end --><!-- contact --><p>Two</p>"
    )
    assert replace(PAGES[0], body_html=source).blocks() == [
        ("text", "<p>One</p>"),
        ("steps", [{"title": "A", "text": "<p>a</p>"}, {"title": "B", "text": "<p>b</p>"}]),
        ("important", {"title": "Mind", "text": "<p>so</p>"}),
        ("contact", None),
        ("text", "<p>Two</p>"),
    ]


def test_helplines_have_what_a_reader_needs() -> None:
    helplines = starter_board()["helplines"]
    assert helplines[0]["phone"] == "999"
    for helpline in helplines:
        assert helpline["name"]
        assert helpline["text"]
        assert 0 < len(helpline["note"]) <= 120
        assert re.fullmatch(r"[\d ]+", helpline["phone"])
        assert not helpline["url"] or helpline["url"].startswith("https://")


def test_home_cards_lead_to_pages_that_exist() -> None:
    home = starter_home()
    assert len(home.cards) == 4
    assert {card.href for card in home.cards} <= {f"/{page.path}/" for page in PAGES} | ELSEWHERE
