"""Harm in the parts of a PDF, in archives, pictures and text."""

import random
import struct
import zlib

import pikepdf
from hostile import (
    _LINKS,
    _TYPES,
    SEED,
    WORD,
    by_hand,
    good_image,
    page_with,
    small_docx,
    stream,
    unpacked,
    worst,
    zipped,
)
from pdf_parts import annotation, plain_pdf
from pikepdf import Array, Dictionary, Name, String


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
