"""What pages say is found: in whatever order it is drawn, in marks, pictures, outlines and fonts."""

import io
import re

import pikepdf
import pytest
import typst
from hiding_files import (
    annotation,
    appearance,
    image,
    image_stream,
    page_file,
    saved,
    shown,
    written,
)
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageOps

from reviews.anonymisation import fonts, ocr, pdf_pages, reader
from reviews.anonymisation.pictured import find_boxes, page_picture
from reviews.anonymisation.rules import Level, level_of
from reviews.anonymisation.surfaces import Collector, Refusal
from reviews.starter.reports import KINDS, report_pdf, starter_reviews

NAME = "Marion Trewhella"
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="tesseract is missing")


def words(data: bytes, *surfaces: str) -> str:
    found = Collector()
    pdf_pages.read(data, found)
    return squeezed(*(one.text for one in found.surfaces if one.name in surfaces or not surfaces))


def squeezed(*texts: str) -> str:
    return "".join(re.sub(r"\W", "", text) for text in texts)


def letters(order: list[int], down: float = 0.0) -> str:
    return " ".join(shown(NAME[i], x=72 + 8 * i, y=700 - down * i) for i in order)


DRAWN = {
    "letter by letter": letters([*range(len(NAME))]),
    "backwards": letters([*range(len(NAME))][::-1]),
    "every other letter": letters([*range(0, len(NAME), 2), *range(1, len(NAME), 2)]),
    "backwards in one string": "BT /F1 12 Tf 220 700 Td ["
    + " ".join(f"({letter}) 1400" for letter in NAME[::-1])
    + "] TJ ET",
    "every other letter in one string": "BT /F2 12 Tf 72 700 Td ["
    + " ".join(f"({letter}) -600" for letter in NAME[::2])
    + " 9000 "
    + " ".join(f"({letter}) -600" for letter in NAME[1::2])
    + "] TJ ET",
    "widely spaced": shown(NAME, before="8 Tc"),
    "upwards": f"BT /F1 12 Tf 0 1 -1 0 300 300 Tm ({NAME}) Tj ET",
    "letters under each other": " ".join(
        shown(letter, y=700 - 14 * i) for i, letter in enumerate(NAME)
    ),
    "broken at a hyphen": shown("Marion Trew-") + shown("hella", y=686),
}


@pytest.mark.parametrize("content", DRAWN.values(), ids=DRAWN.keys())
def test_text_is_found_in_whatever_order_it_is_drawn(content):
    assert squeezed(NAME) in words(page_file(content))


@pytest.mark.parametrize("last", [False, True])
def test_a_drop_cap_is_put_before_its_word(last):
    cap = "BT /F1 48 Tf 72 660 Td (M) Tj ET"
    lines = [shown("arion was seen", x=118, y=690), shown("by a nurse.", x=118, y=674)]
    heading = shown("The account of the family", y=740)
    content = [heading, *lines, cap] if last else [cap, heading, *lines]
    assert "Marionwasseen" in words(page_file(" ".join(content)), "page by place")


def test_the_page_says_where_it_is():
    found = Collector()
    count, _ = pdf_pages.read(page_file(shown("One"), shown(NAME)), found)
    assert count == 2
    assert [one.page for one in found.surfaces if NAME in one.text] == [2]


def test_ordinary_pages_are_read_once():
    found = Collector()
    pdf_pages.read(report_pdf(starter_reviews()[0], "overview-report"), found)
    assert {one.name for one in found.surfaces} == {"page"}


MARK = appearance(f"BT /F1 12 Tf 5 5 Td ({NAME}) Tj ET", (0, 0, 228, 30))


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Text", "Redact"])
def test_what_annotations_draw_is_read(kind):
    data = page_file("", page_keys=annotation(kind, (72, 600, 300, 630), AP=MARK))
    assert squeezed(NAME) in words(data, "annotation")


def test_places_are_found_and_outlined(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(page_file(shown(NAME, x=100, y=500), page_keys={"/Rotate": 90}))
    found = Collector()
    pdf_pages.read(path.read_bytes(), found)
    start = found.surfaces[0].text.index(NAME)
    ((left, bottom, right, top),) = find_boxes(str(path), 1, start, start + len(NAME))
    assert 98 < left < 104
    assert 180 < right < 200
    assert 495 < bottom < top < 515

    import base64

    plain = base64.b64decode(page_picture(str(path), 1, 400, []))
    marked = base64.b64decode(page_picture(str(path), 1, 400, [[left, bottom, right, top]]))
    picture = Image.open(io.BytesIO(marked))
    assert picture.size[0] in (400, 401)
    assert picture.size[0] > picture.size[1]
    assert plain != marked
    with pytest.raises(Refusal):
        page_picture(str(path), 2, 400, [])


LINE = written(NAME)
PLACE = "q 300 0 0 60 60 500 cm /I0 Do Q"


def masked(pdf):
    picture = image_stream(pdf, Image.new("L", LINE.size, 0))
    picture.SMask = image_stream(pdf, ImageOps.invert(LINE))
    return Dictionary(I0=picture)


def strips(pdf):
    return Dictionary(
        {
            f"/I{top}": image_stream(pdf, LINE.crop((0, top, LINE.width, top + 10)))
            for top in range(0, LINE.height - 9, 10)
        }
    )


def inline(pdf):
    small = written(NAME, 20)
    head = f"q 300 0 0 60 60 500 cm BI /W {small.width} /H {small.height} /BPC 8 /CS /G /F /AHx ID "
    content = head.encode() + small.tobytes().hex().encode() + b"> EI Q"
    pdf.pages[0].Contents = Stream(pdf, content)


STROKES = {
    "T": [(0, 10, 6, 10), (3, 10, 3, 0)],
    "R": [(0, 0, 0, 10), (0, 10, 5, 10), (5, 10, 5, 5), (5, 5, 0, 5), (2, 5, 5, 0)],
    "E": [(0, 0, 0, 10), (0, 10, 5, 10), (0, 5, 4, 5), (0, 0, 5, 0)],
    "W": [(0, 10, 1.5, 0), (1.5, 0, 3, 7), (3, 7, 4.5, 0), (4.5, 0, 6, 10)],
    "H": [(0, 0, 0, 10), (5, 0, 5, 10), (0, 5, 5, 5)],
    "L": [(0, 10, 0, 0), (0, 0, 5, 0)],
    "A": [(0, 0, 3, 10), (3, 10, 6, 0), (1, 3.5, 5, 3.5)],
}
OUTLINES = "1.2 w 0 G " + " ".join(
    f"{100 + i * 14 + a * 1.5} {500 + b * 1.5} m {100 + i * 14 + c * 1.5} {500 + d * 1.5} l S"
    for i, letter in enumerate("TREWHELLA")
    for a, b, c, d in STROKES[letter]
)

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def tiles(pdf):
    """A pattern whose tile is the name, which is no text of the page."""
    tile = Stream(pdf, f"BT /F1 20 Tf 5 8 Td ({NAME}) Tj ET".encode())
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 200, 30]), 200, 30
    tile.Resources = Dictionary(Font=Dictionary(F1=HELVETICA))
    return Dictionary(P0=pdf.make_indirect(tile))


def one_glyph(pdf):
    """A font with one letter that draws the whole name."""
    glyph = Stream(pdf, f"7000 0 0 0 7000 900 d1 BT /F1 900 Tf ({NAME}) Tj ET".encode())
    pdf.pages[0].Resources.Font.F3 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 7000, 900]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(A=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
        FirstChar=65,
        LastChar=65,
        Widths=Array([7000]),
        Resources=Dictionary(Font=Dictionary(F1=HELVETICA)),
    )


PICTURED = {
    "a pattern": page_file("/Pattern cs /P0 scn 60 600 200 30 re f", resources={"/Pattern": tiles}),
    "one glyph": page_file("BT /F3 12 Tf 72 600 Td (A) Tj ET", build=one_glyph),
    "an image": page_file(PLACE, resources={"/XObject": image(LINE)}),
    "an image on its side": page_file(
        "q 60 0 0 300 60 300 cm /I0 Do Q",
        resources={"/XObject": image(LINE.rotate(90, expand=True))},
    ),
    "an image shown very small": page_file(
        "q 10 0 0 2 60 500 cm /I0 Do Q", resources={"/XObject": image(LINE)}
    ),
    "an image under a bar": page_file(
        PLACE + " 0 g 50 490 400 100 re f", resources={"/XObject": image(LINE)}
    ),
    "an image of which a corner is shown": page_file(
        "q 0 0 10 10 re W n 300 0 0 60 60 500 cm /I0 Do Q", resources={"/XObject": image(LINE)}
    ),
    "light on dark": page_file(PLACE, resources={"/XObject": image(ImageOps.invert(LINE))}),
    "faint": page_file(PLACE, resources={"/XObject": image(written(NAME, fill=200, ground=215))}),
    "a mask": page_file(PLACE, resources={"/XObject": masked}),
    "strips": page_file(
        " ".join(
            f"q 300 0 0 7.5 60 {500 - top * 0.75} cm /I{top} Do Q"
            for top in range(0, LINE.height - 9, 10)
        ),
        resources={"/XObject": strips},
    ),
    "in the content": page_file("", build=inline),
    "strokes": page_file(OUTLINES),
    "a stamp": page_file(
        "",
        page_keys=annotation(
            "Stamp",
            (72, 600, 300, 630),
            AP=lambda pdf: appearance(
                "q 228 0 0 30 0 0 cm /I0 Do Q",
                (0, 0, 228, 30),
                XObject=Dictionary(I0=image_stream(pdf, LINE)),
            )(pdf),
        ),
    ),
}


@needs_ocr
@pytest.mark.parametrize("data", PICTURED.values(), ids=PICTURED.keys())
def test_words_in_pictures_are_read(data):
    found = reader.read_bytes(data, "report.pdf")
    read = [one.text for one in found.surfaces if one.name in ("picture", "picture guess")]
    assert "trewhella" in squeezed(*read).lower()


@needs_ocr
def test_one_picture_on_many_pages_is_read_once(monkeypatch):
    calls = []
    run = ocr.Ocr._fresh
    monkeypatch.setattr(ocr.Ocr, "_fresh", lambda self, data: calls.append(1) or run(self, data))
    data = page_file(*[PLACE] * 5, resources={"/XObject": image(LINE)})
    reader.read_bytes(data, "report.pdf")
    assert len(calls) == 1


def test_a_picture_of_too_many_pixels_is_refused():
    def huge(pdf):
        stream = pdf.make_indirect(Stream(pdf, b"\x00" * 100))
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = 60_000, 60_000, 1
        stream.ColorSpace = Name.DeviceGray
        return Dictionary(I0=stream)

    with pytest.raises(Refusal) as caught:
        pdf_pages.read(page_file(PLACE, resources={"/XObject": huge}), Collector())
    assert caught.value.rule == "too-large"


SAID = (
    "#set page(height: auto)\nMarion Trewhella was seen by the health visitor in March and again "
    "in June 1957, 1984 and 2006. Quick jackdaws love my big sphinx of quartz. THE PANEL MET.\n\n"
    "*Bold words for the chair: 0123456789.* _Slanted words of the author._"
)


def changed_font(data: bytes, change) -> bytes:
    """The file with the letters changed that its fonts say to copy."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                table = item.ToUnicode.read_bytes().decode("latin-1")
                table = re.sub(r"beginbfchar.*?endbfchar", _changing(change), table, flags=re.S)
                item.ToUnicode.write(table.encode("latin-1"))
        return saved(pdf)


def _changing(change):
    def pair(match):
        return f"{match[1]}<{ord(change(chr(int(match[2], 16)))):04X}>"

    return lambda block: re.sub(r"(<[0-9A-F]+>\s*)<([0-9A-F]{4})>", pair, block[0], flags=re.I)


def without_map(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item.ToUnicode
        return saved(pdf)


SHIFTED = str.maketrans("abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz")
VOWELS = str.maketrans("aeo", "eoa")
DIGITS = str.maketrans("0123456789", "7304918265")


@pytest.fixture(scope="module")
def honest() -> bytes:
    return typst.compile(SAID.encode(), format="pdf")


def lying(data: bytes) -> list[str]:
    found = Collector()
    fonts.read(data, found, ocr.Ocr())
    return [fault.rule for fault in found.faults]


@needs_ocr
@pytest.mark.parametrize("table", [SHIFTED, VOWELS, DIGITS], ids=["letters", "vowels", "digits"])
def test_a_font_that_copies_as_other_letters_blocks(honest, table):
    found = lying(changed_font(honest, lambda letter: letter.translate(table)))
    assert set(found) == {"lying-font"}
    assert level_of("lying-font") == Level.BLOCK


@needs_ocr
def test_a_font_that_does_not_say_its_letters_blocks(honest):
    assert set(lying(without_map(honest))) == {"lying-font"}


def test_an_honest_font_is_believed_without_ocr(honest):
    found = Collector()
    fonts.read(honest, found, ocr.Ocr(enabled=False))
    assert found.faults == []


@needs_ocr
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_of_the_site_has_nothing_that_blocks(kind):
    review = next(one for one in starter_reviews() if one.decision)
    found = reader.read_bytes(report_pdf(review, kind), f"{kind}.pdf")
    assert [one for one in found.faults if level_of(one.rule) >= Level.BLOCK] == []


def test_attachments_are_read_to_a_depth():
    def inside(data: bytes, name: str) -> bytes:
        return page_file("", build=lambda pdf: attach(pdf, data, name))

    def attach(pdf, data, name):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)

    data = inside(inside(inside(NAME.encode(), "a.txt"), "b.pdf"), "c.pdf")
    found = reader.read_bytes(data, "report.pdf")
    assert NAME in [one.text for one in found.surfaces if one.name == "attachment"]
    with pytest.raises(Refusal) as caught:
        reader.read_bytes(inside(data, "d.pdf"), "report.pdf")
    assert caught.value.rule == "nested"


def test_crop_and_type3_glyphs_are_text():
    def build(pdf):
        glyph = Stream(pdf, b"600 0 0 0 500 700 d1 50 0 400 700 re f")
        pdf.pages[0].Resources.Font.F3 = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 600, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(A=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
            FirstChar=65,
            LastChar=65,
            Widths=Array([600]),
            Resources=Dictionary(),
        )

    assert "AAAA" in words(page_file("BT /F3 12 Tf 72 600 Td (AAAA) Tj ET", build=build))
