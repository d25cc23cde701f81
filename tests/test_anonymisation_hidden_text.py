"""Text that can be copied but not seen is found, and what readers see is not taken for it."""

import pytest
from hiding_files import (
    A4,
    annotation,
    appearance,
    image,
    layered,
    page_file,
    shown,
    states,
    written,
)
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont

from reviews.anonymisation import ocr, pdf_pages, reader
from reviews.anonymisation.rules import Level, level_of
from reviews.anonymisation.surfaces import Collector, Fault

NAME = "Marion Trewhella"
BAR = "0 g 60 695 200 18 re f"
BLACK, PALE = Image.new("L", (50, 20), 0), Image.new("L", (50, 20), 230)
OVER = (60, 690, 260, 715)
BLACK_SQUARE = {"IC": Array([0, 0, 0]), "C": Array([0, 0, 0])}


def form(content: str):
    return {"/XObject": lambda pdf: Dictionary(X0=appearance(content, A4)(pdf).N)}


def no_colourant(pdf):
    black = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0, 0, 1]), N=1
    )
    space = Array([Name.Separation, Name("/None"), Name.DeviceCMYK, black])
    return Dictionary(CS0=space)


def drawn_font(glyph: str, letters: str):
    """Add the font /F3, whose letters all draw the same."""

    def build(pdf):
        shape = Stream(pdf, glyph.encode())
        names: list = []
        for letter in letters:
            names += [ord(letter), Name("/" + letter)]
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 600, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary({"/" + letter: shape for letter in letters}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array(names)),
            FirstChar=0,
            LastChar=127,
            Widths=Array([600] * 128),
            Resources=Dictionary(),
        )
        for page in pdf.pages:
            page.Resources.Font.F3 = font

    return build


SCRIBBLE = " 0 G 1.2 w 60 697 m " + " ".join(
    f"{60 if step % 2 else 260} {697 + step * 0.5} l" for step in range(30)
)
LETTERS = "".join(sorted(set(NAME.replace(" ", ""))))
HIDING = {
    "under a scribble": page_file(shown(NAME) + SCRIBBLE + " S"),
    "in a colour that prints nothing": page_file(
        "/CS0 cs 1 scn " + shown(NAME), resources={"/ColorSpace": no_colourant}
    ),
    "in glyphs that are blank": page_file(
        f"BT /F3 12 Tf 72 700 Td ({NAME.replace(' ', '')}) Tj ET",
        build=drawn_font("600 0 0 0 500 700 d1", LETTERS),
    ),
    "under a glyph larger than it says": page_file(
        shown(NAME) + " BT /F3 12 Tf 60 690 Td (A) Tj ET",
        build=drawn_font("0 0 0 0 1 1 d1 0 0 20000 2000 re f", "A"),
    ),
    "under a filled rectangle": page_file(shown(NAME) + BAR),
    "under a white rectangle": page_file(shown(NAME) + " 1 g 60 695 200 18 re f"),
    "under a rectangle with a word on it": page_file(
        shown(NAME) + BAR + " 1 g " + shown("REDACTED TEXT", x=80)
    ),
    "under a rectangle with as much text on it": page_file(
        shown(NAME) + BAR + " 1 g " + shown("XXXXXXXXXXXXX")
    ),
    "under a curved shape": page_file(shown(NAME) + " 0 g 60 690 m 60 740 260 740 260 690 c f"),
    "under an image": page_file(
        shown(NAME) + " q 200 0 0 20 60 695 cm /I0 Do Q", resources={"/XObject": image(BLACK)}
    ),
    "under a thick line": page_file(shown(NAME) + " 0 G 16 w 60 704 m 260 704 l S"),
    "under another letter": page_file(shown(NAME) + shown("-", x=60, y=620, size=300)),
    "under a form": page_file(shown(NAME) + " /X0 Do", resources=form(BAR)),
    "in a form, under a rectangle": page_file("/X0 Do " + BAR, resources=form(shown(NAME))),
    "under most of a rectangle": page_file(shown(NAME) + " 0 g 60 702 200 18 re f"),
    "white on white": page_file("1 g " + shown(NAME)),
    "nearly white": page_file("0.97 g " + shown(NAME)),
    "pale yellow": page_file("1 1 0.93 rg " + shown(NAME)),
    "black on black": page_file(BAR + " 0 g " + shown(NAME)),
    "nearly the colour of its ground": page_file(
        "0 0 0.5 rg 60 695 200 18 re f 0 0 .56 rg " + shown(NAME)
    ),
    "neither filled nor stroked": page_file(shown(NAME, before="3 Tr")),
    "as a clip": page_file(shown(NAME, before="7 Tr")),
    "left of the page": page_file(shown(NAME, x=-300)),
    "below the page": page_file(shown(NAME, y=-50)),
    "outside the crop box": page_file(shown(NAME, y=20), crop=(0, 50, 595, 842)),
    "outside the crop box of a turned page": page_file(
        shown(NAME, y=20), crop=(0, 50, 595, 842), page_keys={"/Rotate": 90}
    ),
    "clipped away": page_file("q 0 0 10 10 re W n " + shown(NAME) + " Q"),
    "clipped away in two": page_file("q 0 0 9 9 re 580 800 9 9 re W n " + shown(NAME) + " Q"),
    "of no width": page_file(shown(NAME, before="0 Tz")),
    "pressed to a line": page_file(shown(NAME, before="1 Tz")),
    "of no size": page_file(shown(NAME, size=0)),
    "of a size too small": page_file(shown(NAME, size=1)),
    "made small by a matrix": page_file("q .1 0 0 .1 0 0 cm " + shown(NAME, x=700, y=7000) + " Q"),
    "made nothing by a matrix": page_file("q 0 0 0 0 100 700 cm " + shown(NAME) + " Q"),
    "transparent": page_file("/G0 gs " + shown(NAME), resources=states(ca=0)),
    "nearly transparent": page_file("/G0 gs " + shown(NAME), resources=states(ca=0.05)),
    "in a layer that is off": page_file(
        "/OC /OC0 BDC " + shown(NAME) + " EMC", build=lambda pdf: layered(pdf, on=False)
    ),
    "under a square without appearance": page_file(
        shown(NAME), page_keys=annotation("Square", OVER, **BLACK_SQUARE)
    ),
    "under a square": page_file(
        shown(NAME),
        page_keys=annotation("Square", OVER, AP=appearance("0 g 0 0 200 25 re f", (0, 0, 200, 25))),
    ),
}

SEEN = {
    "plain": page_file(shown(NAME)),
    "white on dark": page_file(BAR + " 1 g " + shown(NAME)),
    "on a shaded row": page_file("0.9 g 60 690 400 24 re f 0 g " + shown(NAME)),
    "on yellow": page_file("1 1 0 rg 60 695 200 18 re f 0 g " + shown(NAME)),
    "highlighted": page_file(
        shown(NAME),
        page_keys=annotation(
            "Highlight",
            OVER,
            C=Array([1, 1, 0]),
            QuadPoints=Array([60, 715, 260, 715, 60, 690, 260, 690]),
        ),
    ),
    "over a watermark": page_file(
        "0.85 g " + shown("DRAFT", size=90, y=400) + " 0 g " + shown(NAME, y=420)
    ),
    "with a faint large watermark": page_file("0.94 g " + shown("DRAFT", size=90, y=400)),
    "under a watermark that lets through": page_file(
        "0 g " + shown(NAME) + " /G0 gs " + shown("DRAFT", size=90, y=650),
        resources=states(ca=0.15),
    ),
    "over an image": page_file(
        "q 200 0 0 20 60 695 cm /I0 Do Q " + shown(NAME), resources={"/XObject": image(PALE)}
    ),
    "on a page that starts elsewhere": page_file(
        shown(NAME, x=-50, y=400), media=(-100, -100, 495, 800)
    ),
    "on a huge page": page_file(
        ".9 g 0 800 5000 6000 re f 0 g " + shown(NAME, y=6000), media=(0, 0, 5000, 7000)
    ),
    "in a table": page_file(
        " ".join(f".5 w 60 {600 + row * 14} m 500 {600 + row * 14} l S" for row in range(9))
        + " ".join(f" {60 + column * 110} 600 m {60 + column * 110} 712 l S" for column in range(5))
        + " ".join(
            shown(f"Cell {row} {column}", x=64 + column * 110, y=603 + row * 14, size=9)
            for row in range(8)
            for column in range(4)
        )
    ),
    "underlined": page_file(shown(NAME) + " 72 698 90 1 re f"),
    "struck through": page_file(shown(NAME) + " 72 703 90 1 re f"),
    "in small print": page_file(shown(NAME, size=5)),
    "drawn twice to be bold": page_file(shown(NAME) + shown(NAME, x=72.3)),
    "with a shadow": page_file(".7 g " + shown(NAME, x=73, y=699) + " 0 g " + shown(NAME)),
    "small and grey": page_file(".6 g " + shown(NAME, size=6)),
    "light grey": page_file(".8 g " + shown(NAME, size=7)),
    "on a turned page": page_file(shown(NAME), page_keys={"/Rotate": 90}),
    "in a layer that is on": page_file(
        "/OC /OC0 BDC " + shown(NAME) + " EMC", build=lambda pdf: layered(pdf, on=True)
    ),
    "outlined": page_file(shown(NAME, size=30, before="1 Tr")),
    "in a form": page_file("/X0 Do", resources=form(shown(NAME))),
    "upwards": page_file(f"BT /F1 12 Tf 0 1 -1 0 300 300 Tm ({NAME}) Tj ET"),
    "spaces off the page": page_file(shown("      ", x=-300)),
}


def faults(data: bytes) -> list[Fault]:
    found = Collector()
    pdf_pages.read(data, found)
    return found.faults


@pytest.mark.parametrize("data", HIDING.values(), ids=HIDING.keys())
def test_hidden_text_blocks_and_is_known(data):
    found = faults(data)
    assert {fault.rule for fault in found} == {"hidden-text"}
    assert level_of("hidden-text") == Level.BLOCK
    assert "Trewh" in "".join(fault.text for fault in found)
    assert {fault.page for fault in found} == {1}


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_not_hidden(data):
    assert faults(data) == []


def test_only_the_covered_words_are_hidden():
    found = faults(page_file(shown(NAME) + " 0 g 112 695 200 18 re f"))
    assert [fault.text for fault in found] == ["Trewhella"]
    left, bottom, right, top = found[0].box
    assert 105 < left < 115
    assert 160 < right < 168
    assert 695 < bottom < top < 712


def test_a_redaction_that_was_only_marked_blocks():
    data = page_file(shown(NAME), page_keys=annotation("Redact", OVER))
    rules = {fault.rule: fault.text for fault in faults(data)}
    assert rules["redaction-not-applied"].strip() == NAME


def test_each_page_is_looked_at():
    found = faults(page_file(shown("Nothing"), "1 g " + shown(NAME), "1 g " + shown(NAME)))
    assert [fault.page for fault in found] == [2, 3]


LINES = [
    "The panel met six times and heard from every agency",
    "that had known the family in the five years before.",
    "She was described by her colleagues as generous.",
]


def scan(lines: list[str], extra: str = "", *, under: bool = False) -> bytes:
    """A page that is one picture, with the text that a scanner's program put on it."""
    picture = Image.new("L", (1240, 1754), 250)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(36)
    for number, line in enumerate(LINES):
        pen.text((150, 200 + number * 80), line, font=font, fill=15)
    invisible = "" if under else "3 Tr"
    text = " ".join(
        shown(line, y=732 - number * 38.4, size=17, before=invisible)
        for number, line in enumerate(lines)
    )
    draw = "q 595 0 0 842 0 0 cm /I0 Do Q"
    order = f"{text} {draw}" if under else f"{draw} {text}"
    return page_file(order + extra, with_visible=False, resources={"/XObject": image(picture)})


@pytest.mark.skipif(not ocr.is_installed(), reason="tesseract is missing")
@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        (scan(LINES), ""),
        (scan(LINES, under=True), ""),
        (scan(["The pane1 met six tirnes and heard from every agency", *LINES[1:]]), ""),
        (scan(LINES, shown(NAME, y=300, before="3 Tr")), NAME),
        (scan([f"{NAME} lived at Larch Cottage in Wend Lane", *LINES[1:]]), NAME),
    ],
    ids=["as scanned", "under the picture", "with slips", "with more", "with other words"],
)
def test_the_text_of_a_scan_has_to_be_what_the_scan_says(data, hidden):
    found = reader.read_bytes(data, "scan.pdf").faults
    text = " ".join(fault.text for fault in found if fault.rule == "hidden-text")
    assert all(part in text for part in hidden.split())
    assert bool(text) == bool(hidden)


def test_a_picture_that_cannot_be_read_here_stops_the_file():
    data = page_file(
        "q 300 0 0 60 60 500 cm /I0 Do Q", resources={"/XObject": image(written(NAME))}
    )
    with pytest.raises(reader.Refusal) as caught:
        reader.read_bytes(data, "scan.pdf", ocr=False)
    assert caught.value.rule == "no-ocr"
