"""PDFs whose pages mean harm: endless forms, strange pictures, huge numbers."""

import zlib

from hostile import page_with, unpacked, worst
from pdf_parts import form, picture, plain_pdf
from pikepdf import Array, Dictionary, Name


@worst
def form_in_itself() -> bytes:
    pdf = plain_pdf()
    one = form(pdf, b"/X0 Do /X0 Do")
    one.Resources = Dictionary(XObject=Dictionary(X0=one))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=one)
    pdf.pages[0].contents_add(b"/X0 Do")
    return unpacked(pdf)


@worst
def forms_that_double() -> bytes:
    """Twenty-five levels that each paint the next twice: thirty million paintings."""
    pdf = plain_pdf()
    below = form(pdf, b"0 0 5 5 re f")
    for _ in range(25):
        above = form(pdf, b"/X0 Do 1 0 0 1 1 1 cm /X0 Do")
        above.Resources = Dictionary(XObject=Dictionary(X0=below))
        below = above
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=below)
    pdf.pages[0].contents_add(b"/X0 Do")
    return unpacked(pdf)


@worst
def pattern_in_itself() -> bytes:
    pdf = plain_pdf()
    tile = form(pdf, b"/Pattern cs /P0 scn 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1)
    tile.XStep = tile.YStep = 0.0001
    tile.Resources = Dictionary(Pattern=Dictionary(P0=tile))
    pdf.pages[0].obj.Resources.Pattern = Dictionary(P0=tile)
    pdf.pages[0].contents_add(b"/Pattern cs /P0 scn 0 0 600 800 re f")
    return unpacked(pdf)


@worst
def mask_in_itself() -> bytes:
    pdf = plain_pdf()
    one = picture(pdf, b"\0" * 100, "/FlateDecode")
    one.SMask = one
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=one)
    pdf.pages[0].contents_add(b"/X0 Do")
    return unpacked(pdf)


@worst
def glyph_that_paints_itself() -> bytes:
    pdf = plain_pdf()
    glyph = pdf.make_stream(b"500 0 d0 BT /F1 1 Tf (a) Tj ET")
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 9, 9],
            FontMatrix=[1, 0, 0, 1, 0, 0],
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
            FirstChar=97,
            LastChar=97,
            Widths=[500],
        )
    )
    font.Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.pages[0].obj.Resources.Font.F1 = font
    pdf.pages[0].contents_add(b"BT /F1 10 Tf (aaa) Tj ET")
    return unpacked(pdf)


@worst
def saves_without_restores() -> bytes:
    return page_with(b"q " * 500_000 + b"BT ET")


@worst
def restores_without_saves() -> bytes:
    return page_with(b"Q " * 200_000 + b"EMC " * 1000)


@worst
def marks_without_an_end() -> bytes:
    return page_with(b"/P <</MCID 0>> BDC " * 100_000)


@worst
def brackets_without_an_end() -> bytes:
    return page_with(b"(" * 300_000 + b"<<" * 100_000 + b"[" * 100_000)


@worst
def strings_almost_shown() -> bytes:
    """Bait for patterns that try every way before they give up."""
    return page_with(b"BT [" + b"(a) " * 100_000 + b"ET BI " * 20_000 + b"\\(((" * 20_000)


@worst
def dictionaries_almost_closed() -> bytes:
    return page_with((b"<< /A (x) << /B <41> " * 30_000) + b"BDC")


@worst
def inline_pictures_without_an_end() -> bytes:
    return page_with(b"BI /W 10 /H 10 ID xx " * 20_000)


@worst
def inline_picture_of_a_billion_pixels() -> bytes:
    return page_with(b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID xx EI Q")


@worst
def numbers_beyond_reason() -> bytes:
    return page_with(b"1e999 -99999999999999999999 0.%s1 re f " % (b"0" * 5000) * 50)


@worst
def huge_page() -> bytes:
    return page_with(b"0 0 1 1 re f", box=b"[0 0 99999999 99999999]")


@worst
def page_of_a_negative_size() -> bytes:
    return page_with(b"BT ET", box=b"[100 100 -500 -500]")


@worst
def page_of_no_size() -> bytes:
    return page_with(b"BT ET", box=b"[0 0 0 0]")


@worst
def page_without_numbers() -> bytes:
    return page_with(b"BT ET", box=b"[/a (b) null true]")


@worst
def picture_of_a_billion_pixels() -> bytes:
    pdf = plain_pdf()
    one = picture(pdf, zlib.compress(b"\0" * 10_000), "/FlateDecode")
    one.Width, one.Height = 65_000, 65_000
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=one)
    pdf.pages[0].contents_add(b"q 500 0 0 500 0 0 cm /X0 Do Q")
    return unpacked(pdf)


@worst
def picture_of_a_negative_size() -> bytes:
    pdf = plain_pdf()
    one = picture(pdf, b"", "/FlateDecode")
    one.Width, one.Height = -5, 2**31 - 1
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=one)
    pdf.pages[0].contents_add(b"/X0 Do")
    return unpacked(pdf)


@worst
def strange_fax() -> bytes:
    return _coded_picture(
        b"\x00\x01\xff\x80" * 500,
        "/CCITTFaxDecode",
        Dictionary(K=-2147483648, Columns=2147483647, Rows=-1, BlackIs1=True),
    )


@worst
def strange_jbig2() -> bytes:
    return _coded_picture(
        b"\x00\x00\x00\x00\x30\x00\x01\xff\xff\xff\xff" * 50, "/JBIG2Decode", None
    )


@worst
def strange_jpeg2000() -> bytes:
    return _coded_picture(b"\xff\x4f\xff\x51\x00\x29" + b"\x7f" * 400, "/JPXDecode", None)


@worst
def strange_jpeg() -> bytes:
    return _coded_picture(
        b"\xff\xd8" + b"\xff\xc0\x00\x11\x08\xff\xff\xff\xff" * 90, "/DCTDecode", None
    )


def _coded_picture(data: bytes, coding: str, parameters: Dictionary | None) -> bytes:
    pdf = plain_pdf()
    one = picture(pdf, data, coding)
    if parameters is not None:
        one.DecodeParms = parameters
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=one)
    pdf.pages[0].contents_add(b"q 300 0 0 300 0 0 cm /X0 Do Q")
    return unpacked(pdf)
