"""PDFs whose skeleton means harm: bombs, depths, circles, counts without sense."""

import zlib

import pikepdf
from hostile import by_hand, page_with, stream, unpacked, worst
from pdf_parts import field, jpeg, plain_pdf, saved
from pikepdf import Array, Dictionary, Name, String


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
