"""What comes out of the sanitiser and of the markup, whatever goes in."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.report_text import markup
from reviews.report_text.blocks import HEADING, LIST, NOTE, PARAGRAPH, TABLE, Block, Cell, Item
from reviews.report_text.rendering import render
from reviews.report_text.sanitise import sanitise

ALLOWED = {
    **{name: {"id"} for name in ("h2", "h3", "h4", "h5", "ol", "li", "table", "thead", "tbody")},
    **{name: {"id"} for name in ("tr", "caption", "blockquote", "strong", "em", "sup")},
    "p": {"id", "class"},
    "ul": {"id", "class"},
    "section": {"id", "class"},
    "th": {"id", "scope", "colspan", "rowspan"},
    "td": {"id", "colspan", "rowspan"},
    "a": {"id", "href"},
}
CLASSES = {"numbered", "marked", "notes"}


class Seen(HTMLParser):
    """Every start tag; refuses a document that closes what is not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError("A comment came through.")

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_safe(html: str) -> None:
    seen = Seen(html)
    assert seen.open == []
    ids = [value for _, attrs in seen.tags for name, value in attrs if name == "id"]
    assert len(ids) == len(set(ids))
    for tag, attrs in seen.tags:
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        values = dict(attrs)
        assert values.get("class", "marked") in CLASSES
        if tag == "a":
            href = values["href"]
            assert href.startswith(("https://", "mailto:")) or href[1:] in ids
            assert not re.search(r"[\s<>\"']", href)
    assert sanitise(html) == html
    assert unicodedata.normalize("NFC", html) == html


TAGS = st.sampled_from(
    [*ALLOWED, "script", "style", "svg", "math", "img", "iframe", "div", "form", "template", "br"]
)
ATTRIBUTES = st.sampled_from(
    [
        *('onclick="x()"', 'style="a:b"', 'id="p1"', 'id="P 1"', 'class="numbered"', 'class="x"'),
        *('href="javascript:x()"', 'href="#p1"', 'href="https://a.example/"', "href=data:a"),
        *(
            'colspan="2"',
            'rowspan="999"',
            'scope="col"',
            "href='java\nscript:x'",
            'id="p1" id="p2"',
        ),
    ]
)
FRAGMENTS = st.one_of(
    st.text(max_size=12),
    st.builds(
        lambda tag, more: f"<{tag} {' '.join(more)}>", TAGS, st.lists(ATTRIBUTES, max_size=3)
    ),
    st.builds(lambda tag: f"</{tag}>", TAGS),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<?x", "&lt;p&gt;", "&#0;", "&#x110000;"]),
    st.sampled_from(
        [
            "words",
            " ",
            "\n",
            "<",
            ">",
            '"',
            "&amp;amp;",
            "\ud800",
            "\x00",
            "\u00a0",
            "\u0338",
            "&#x338;",
            "e\u0301",
        ]
    ),
)
HTML = st.lists(FRAGMENTS, max_size=40).map("".join)


@given(HTML)
def test_only_allowed_html_comes_out_and_stays_as_it_is(html):
    assert_safe(sanitise(html))


@given(st.text())
def test_any_text_is_taken(text):
    assert_safe(sanitise(text))
    assert_safe(render(markup.read(text)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick=x>A <b>b</b></p>", "<p>A b</p>\n"),
        ("<script>alert(1)</script><p>A</p>", "<p>A</p>\n"),
        ('<p><a href="javascript:x">A</a> b</p>', "<p>A b</p>\n"),
        ('<p><a href="#nowhere">A</a> b</p>', "<p>A b</p>\n"),
        ("words", "<p>words</p>\n"),
        ("<p>A<p>B", "<p>A</p>\n<p>B</p>\n"),
        ("<strong>A</strong> b<p>C</p>", "<p><strong>A</strong> b</p>\n<p>C</p>\n"),
        ('<p id="a">A</p><p id="a">B</p>', '<p id="a">A</p>\n<p>B</p>\n'),
        ("<h2></h2><ul><li></li></ul><p> </p>", ""),
        ("<h1>A</h1>", "<p>A</p>\n"),
    ],
)
def test_what_becomes_of_html(html, expected):
    assert sanitise(html) == expected


def test_too_deep_is_flattened_and_no_error():
    assert_safe(sanitise("<ul><li>" * 3000 + "A"))
    assert_safe(sanitise("<blockquote><strong>" * 3000 + "A"))


WORDS = st.text(st.sampled_from("abcde XY12.,*[]^{}|\\#->:/()"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
PLAIN = st.text(st.sampled_from("abcdefg hij"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "a"
)
CELLS = st.builds(Cell, st.lists(PLAIN, max_size=2).map(tuple), st.booleans())
BLOCKS = st.one_of(
    st.builds(lambda t, n: Block(PARAGRAPH, text=t, number=n), PLAIN, st.sampled_from(["", "4.2"])),
    st.builds(lambda t, n: Block(HEADING, text=t, level=n), PLAIN, st.integers(2, 5)),
    st.builds(lambda t: Block(LIST, items=(Item(t), Item(t, 2))), PLAIN),
    st.builds(
        lambda rows: Block(TABLE, text="What it shows", rows=tuple(rows)),
        st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3),
    ),
    st.builds(lambda t: Block(NOTE, text=t, label="1"), PLAIN),
)


@given(BLOCKS)
def test_a_block_that_is_written_reads_as_the_same(block):
    assert markup.read(markup.write([block])) == [block]


@given(st.lists(BLOCKS, max_size=8))
def test_what_is_written_reads_as_the_same_text(blocks):
    text = markup.write(blocks)
    assert markup.write(markup.read(text)) == text


@given(WORDS)
def test_the_words_of_a_paragraph_are_all_in_its_html(words):
    from reviews.report_text.inline import escaped

    html = render([Block(PARAGRAPH, text=escaped(words) or "a")])
    shown = "".join(Seen(html).words)
    assert " ".join(shown.split()) == (words or "a")


def test_addresses():
    text = (
        "# 4. What we found\n\n4.2 The practice rang.[^1]\n\n15.10.1 Ask.\n\nNo number.\n\n"
        "4.2 Again.\n\n## Good practice\n\nTable: Plan\n|= Agency |= Action |\n| Council | a // b |"
        "\n\n[^1]: A note."
    )
    html = render(markup.read(text))
    for address in ("section-4", "paragraph-4.2", "paragraph-15.10.1", "p1", "paragraph-4.2-2"):
        assert f'id="{address}"' in html
    assert 'id="section-good-practice"' in html
    assert '<table id="table-1"><caption>Plan</caption>' in html
    assert '<th scope="col">Agency</th>' in html
    assert '<sup id="reference-1"><a href="#note-1">1</a></sup>' in html
    assert 'id="note-1"' in html and 'href="#reference-1"' in html


def test_headings_leave_no_level_out():
    html = render(markup.read("# A\n\n### B\n\n## C\n\n# D"))
    assert re.findall(r"<(h\d)", html) == ["h2", "h3", "h3", "h2"]


def test_joined_cells():
    html = render(markup.read("|= A |= < |\n| b | c |\n| ^ | d |"))
    assert '<th scope="col" colspan="2">A</th>' in html
    assert '<td rowspan="2">b</td>' in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("See.[^7]", "There is no note [^7]"),
        ("#", "A heading has no words"),
        ("| a | b |\n| c |", "2 cells"),
        ("| ^ | b |", "nothing above"),
        ("[^1]: a\n\n[^1]: b", "Two notes"),
    ],
)
def test_what_must_be_mended_is_said(text, sentence):
    assert any(sentence in one.sentence for one in markup.problems(markup.read(text)))
