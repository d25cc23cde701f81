"""Files that mean harm to whoever reads them: handmade ones, and good ones spoiled at random."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

import pikepdf
from hiding_places import annotation, field, form, jpeg, picture, plain_pdf, saved, shows
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

SEED = 20_240_117
SPOILED = 500
Maker = Callable[[], bytes]
WORST: dict[str, Maker] = {}


def worst(function: Maker) -> Maker:
    WORST[function.__name__ + _ending(function)] = function
    return function


def _ending(function: Maker) -> str:
    for word, ending in (("zip", ".zip"), ("docx", ".docx"), ("image", ".png"), ("text", ".txt")):
        if word in function.__name__:
            return ending
    return ".pdf"


def unpacked(pdf: pikepdf.Pdf) -> bytes:
    return saved(
        pdf,
        static_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def by_hand(*bodies: bytes, root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a correct table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
        + table
        + b"trailer\n<</Size %d /Root %d 0 R %s>>\n" % (len(bodies) + 1, root, extra)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def page_with(content: bytes, resources: bytes = b"<<>>", box: bytes = b"[0 0 600 800]") -> bytes:
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s>>"
        % (box, resources),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


@worst
def empty() -> bytes:
    return b""


@worst
def nothing_but_a_header() -> bytes:
    return b"%PDF-1.7\n"


@worst
def words_named_pdf() -> bytes:
    return b"Just some words.\n" * 20


@worst
def a_program_named_pdf() -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20


@worst
def a_picture_named_pdf() -> bytes:
    return jpeg()


@worst
def password_of_the_owner() -> bytes:
    return saved(plain_pdf(), encryption=pikepdf.Encryption(owner="a", user=""))


@worst
def password_of_the_user() -> bytes:
    return saved(plain_pdf(), encryption=pikepdf.Encryption(owner="a", user="b"))


@worst
def flate_bomb_in_a_page() -> bytes:
    return _with_contents(zlib.compress(b" " * 120_000_000, 9), b"/Filter /FlateDecode")


@worst
def flate_bomb_in_a_chain() -> bytes:
    data = zlib.compress(zlib.compress(zlib.compress(b" " * 120_000_000, 9), 9), 9)
    return _with_contents(data, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


@worst
def many_small_bombs() -> bytes:
    pdf = plain_pdf()
    packed = zlib.compress(b" " * 30_000_000, 9)
    pdf.Root.Spare = Array(
        [pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode) for _ in range(20)]
    )
    return unpacked(pdf)


@worst
def lzw_of_nothing() -> bytes:
    return _with_contents(b"\x80" * 100, b"/Filter /LZWDecode")


@worst
def ascii_filters_by_the_hundred() -> bytes:
    return _with_contents(b"00>", b"/Filter [" + b"/ASCIIHexDecode " * 400 + b"]")


def _with_contents(data: bytes, entries: bytes) -> bytes:
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R>>",
        stream(data, entries),
    )


@worst
def predictor_of_endless_columns() -> bytes:
    return _with_contents(
        zlib.compress(b"\0" * 1000),
        b"/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 2000000000 /Colors 30>>",
    )


@worst
def arrays_in_arrays() -> bytes:
    depth = 100_000
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R /Deep " + b"[" * depth + b"]" * depth + b">>",
        b"<</Type /Pages /Kids [] /Count 0>>",
    )


@worst
def dictionaries_in_dictionaries() -> bytes:
    depth = 450
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R /Deep " + b"<</A " * depth + b"1" + b">>" * depth + b">>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
    )


@worst
def page_tree_in_a_circle() -> bytes:
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1>>",
    )


@worst
def page_tree_that_doubles() -> bytes:
    """Thirty levels of two: a billion pages from thirty objects."""
    levels = [
        b"<</Type /Pages /Kids [%d 0 R %d 0 R] /Count %d>>" % (n + 1, n + 1, 2 ** (32 - n))
        for n in range(2, 32)
    ]
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>", *levels, b"<</Type /Page /MediaBox [0 0 9 9]>>"
    )


@worst
def count_of_a_billion_pages() -> bytes:
    return page_with(b"").replace(b"/Count 1>>", b"/Count 1000000000>>")


@worst
def count_below_nothing() -> bytes:
    return page_with(b"").replace(b"/Count 1>>", b"/Count -1>>")


@worst
def table_of_a_million_objects() -> bytes:
    return page_with(b"").replace(b"xref\n0 5", b"xref\n0 9999999")


@worst
def size_of_two_billion() -> bytes:
    return page_with(b"").replace(b"/Size 5", b"/Size 2147483647")


@worst
def tables_in_a_circle() -> bytes:
    data = page_with(b"")
    at = data.rindex(b"\nxref\n") + 1
    return data.replace(b"/Size 5", b"/Size 5 /Prev %d" % at)


@worst
def outline_in_a_circle() -> bytes:
    pdf = plain_pdf()
    one = pdf.make_indirect(Dictionary(Title=String("Round")))
    one.First = one.Next = one.Prev = one.Parent = one
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=one, Last=one, Count=10**9))
    return unpacked(pdf)


@worst
def names_in_a_circle() -> bytes:
    pdf = plain_pdf()
    one = pdf.make_indirect(Dictionary(Limits=Array([String("a"), String("z")])))
    one.Kids = Array([one] * 50)
    pdf.Root.Names = Dictionary(Dests=one, EmbeddedFiles=one, JavaScript=one)
    pdf.Root.PageLabels = one
    return unpacked(pdf)


@worst
def elements_in_a_circle() -> bytes:
    pdf = plain_pdf()
    pdf.Root.StructTreeRoot.K[0].K[0].K = pdf.Root.StructTreeRoot.K[0]
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(A=Name.B, B=Name.A)
    pdf.Root.StructTreeRoot.K[0].K[1].S = Name.A
    return unpacked(pdf)


@worst
def fields_in_a_circle() -> bytes:
    pdf = plain_pdf()
    one = field(pdf)
    one.Parent, one.Kids = one, Array([one, one])
    return unpacked(pdf)


@worst
def actions_in_a_circle() -> bytes:
    pdf = plain_pdf()
    one = pdf.make_indirect(Dictionary(S=Name.GoTo, D=String("x")))
    one.Next = Array([one, one])
    pdf.Root.OpenAction = one
    return unpacked(pdf)


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


@worst
def object_stream_in_itself() -> bytes:
    inner = b"5 0 6 3 1 <</A 1>>"
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R /X 5 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        stream(inner, b"/Type /ObjStm /N 2000000000 /First 8 /Extends 4 0 R"),
        stream(inner, b"/Type /ObjStm /N 2 /First -8 /Extends 5 0 R"),
    )


@worst
def length_in_a_circle() -> bytes:
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>",
        b"<</Length 4 0 R>>\nstream\nBT ET\nendstream",
    )


@worst
def font_of_noise() -> bytes:
    pdf = plain_pdf()
    noise = random.Random(SEED).randbytes(60_000)
    pdf.pages[0].obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name.Noise,
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name.Noise,
                Flags=4,
                FontBBox=[-(2**31), 0, 2**31 - 1, 9],
                FontFile2=pdf.make_stream(b"\0\1\0\0\xff\xff" + noise),
            )
        ),
        FirstChar=-5,
        LastChar=2**31 - 1,
        Widths=[2**31 - 1] * 300,
    )
    return unpacked(pdf)


@worst
def map_of_a_billion_letters() -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(
        b"begincmap 1 begincodespacerange <00> <ffffffff> endcodespacerange\n"
        + b"100 beginbfrange <00000000> <ffffffff> <0041> endbfrange\n" * 1000
    )
    return unpacked(pdf)


@worst
def function_of_many_dimensions() -> bytes:
    pdf = plain_pdf()
    function = pikepdf.Stream(pdf, b"\0" * 100)
    function.FunctionType = 0
    function.Domain = Array([0, 1] * 30)
    function.Range = Array([0, 1])
    function.Size = Array([255] * 30)
    function.BitsPerSample = 32
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(
        C0=Array([Name.Separation, Name.Spot, Name.DeviceGray, pdf.make_indirect(function)])
    )
    pdf.pages[0].contents_add(b"/C0 cs 0.5 scn 0 0 99 99 re f")
    return unpacked(pdf)


@worst
def a_hundred_thousand_notes() -> bytes:
    pdf = plain_pdf()
    note = annotation(pdf, "Text", Contents=String("note"))
    pdf.pages[0].obj.Annots = Array([note] * 100_000)
    return unpacked(pdf)


@worst
def files_in_files_in_files() -> bytes:
    data = b"innermost"
    for _ in range(6):
        pdf = plain_pdf(1)
        inner = pdf.make_indirect(pikepdf.Stream(pdf, data, Type=Name.EmbeddedFile))
        spec = Dictionary(Type=Name.Filespec, F=String("a.pdf"), EF=Dictionary(F=inner))
        pdf.Root.AF = Array([spec])
        data = unpacked(pdf)
    return data


@worst
def states_by_the_hundred() -> bytes:
    data = page_with(b"BT ET")
    end = data[data.rindex(b"startxref") :]
    return data + end * 200


@worst
def xml_of_a_billion_laughs() -> bytes:
    pdf = plain_pdf()
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    packet = f"<!DOCTYPE x [{entities}]><x>&l9;</x>".encode()
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    return unpacked(pdf)


@worst
def xml_in_xml() -> bytes:
    pdf = plain_pdf()
    packet = b"<a>" * 200_000
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    return unpacked(pdf)


def zipped(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    b'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
    b'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
    b'"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def small_docx(
    body: bytes = b"<w:p><w:r><w:t>The panel met.</w:t></w:r></w:p>", **more: bytes
) -> bytes:
    document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD.encode(), body)
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": document}
    return zipped(**parts, **more)


@worst
def docx_bomb() -> bytes:
    return small_docx(**{"word/media/a.bin": b"\0" * 310_000_000})


@worst
def docx_of_deep_tags() -> bytes:
    return small_docx(b"<w:p>" * 50_000)


@worst
def docx_of_a_billion_laughs() -> bytes:
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    data = b'<!DOCTYPE x [%s]><w:document xmlns:w="%s">&l9;</w:document>' % (
        entities,
        WORD.encode(),
    )
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": data}
    return zipped(**parts)


@worst
def docx_without_a_document() -> bytes:
    return zipped(**{"[Content_Types].xml": _TYPES})


@worst
def docx_with_paths_outside() -> bytes:
    return small_docx(**{"../../etc/passwd": b"root", "/abs": b"x"})


@worst
def zip_of_zips() -> bytes:
    data = b"innermost"
    for _ in range(8):
        data = zipped(**{"a.zip": data})
    return data


@worst
def zip_of_one_file_many_times() -> bytes:
    """The directory lists the same packed bytes ten thousand times."""
    packed = zlib.compress(b"\0" * 1_000_000, 9)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed), 1_000_000, 1, 0)
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(packed), 1_000_000, 1, 0, 0, 0, 0, 0, 0
    )
    body = local + b"a" + packed
    directory = (entry + b"a") * 10_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 10_000, 10_000, len(directory), len(body), 0)
    return body + directory + end


@worst
def image_of_a_billion_pixels() -> bytes:
    head = struct.pack(">2L5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">L", 13) + b"IHDR" + head + struct.pack(">L", zlib.crc32(b"IHDR" + head))
    data = zlib.compress(b"\0" * 1_000_000)
    pixels = struct.pack(">L", len(data)) + b"IDAT" + data
    return b"\x89PNG\r\n\x1a\n" + chunk + pixels + struct.pack(">L", zlib.crc32(b"IDAT" + data))


@worst
def image_cut_short() -> bytes:
    return good_image()[:300]


@worst
def text_of_one_endless_word() -> bytes:
    return b"a" * 5_000_000


@worst
def text_of_brackets() -> bytes:
    return b"<" * 1_000_000 + b"(" * 1_000_000


def good_image() -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize((64, 64)).save(written, "PNG")
    return written.getvalue()


def good_pdf() -> bytes:
    pdf = plain_pdf(1)
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=picture(pdf, jpeg("a chart")))
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")
    annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
    field(pdf, shown=shows("ticked"))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Chapter", 0))
    return unpacked(pdf)


def packed_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        return saved(pdf, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def everything() -> Iterator[tuple[str, Maker]]:
    """The handmade ones, then the spoiled ones: the same files every time, each with its name."""
    yield from WORST.items()
    chance = random.Random(SEED)
    goods = [
        ("pdf", good_pdf()),
        ("pdf", packed_pdf()),
        ("docx", small_docx()),
        ("png", good_image()),
        ("jpg", jpeg("a chart")),
    ]
    weights = [8, 6, 3, 1, 1]
    for number in range(SPOILED):
        ending, data = chance.choices(goods, weights)[0]
        way = chance.choice(WAYS)
        yield (
            f"{number}-{way.__name__.strip('_')}.{ending}",
            partial(way, data, random.Random(chance.random())),
        )


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 200) :]


def _flip_bits(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    noise = chance.randbytes(chance.randrange(1, 100))
    return data[:at] + noise + data[at + len(noise) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    part = data[at : at + chance.randrange(1, 300)]
    return data[:at] + part * chance.randrange(2, 50) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    one, two, three = sorted(chance.sample(range(len(data)), 3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def _other_numbers(data: bytes, chance: random.Random) -> bytes:
    """Lengths, offsets, sizes and references are numbers: one in five is another one."""
    strange = (b"0", b"-1", b"1", b"3", b"7", b"65536", b"2147483647", b"-2147483648", b"1e9")
    return re.sub(
        rb"(?<=[ \[])\d+(?=[ \]\n/>])",
        lambda found: chance.choice(strange) if chance.random() < 0.1 else found[0],
        data,
    )


def _other_names(data: bytes, chance: random.Random) -> bytes:
    names = list(set(re.findall(rb"/[A-Z][A-Za-z]+", data))) or [b"/X"]
    return re.sub(
        rb"/[A-Z][A-Za-z]+",
        lambda found: chance.choice(names) if chance.random() < 0.05 else found[0],
        data,
    )


def _other_references(data: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"\d+ 0 R",
        lambda found: b"%d 0 R" % chance.randrange(25) if chance.random() < 0.2 else found[0],
        data,
    )


def _doubled(data: bytes, chance: random.Random) -> bytes:
    return data + data[chance.randrange(len(data)) :]


WAYS = (
    _cut,
    _cut_out,
    _flip_bits,
    _noise,
    _repeat,
    _swap,
    _other_numbers,
    _other_names,
    _other_references,
    _doubled,
)
