"""Words in the bytes of a file that belong to no object, or to one that was replaced."""

import io
import re
import zipfile

import pikepdf
from hiding import raw_place
from pdf_parts import _appended, plain_pdf, saved, shows
from pikepdf import Dictionary, Name, String


@raw_place
def after_the_end(words):
    return saved(plain_pdf()) + b"\n% " + words.encode() + b"\n"


@raw_place
def before_the_header(words):
    return words.encode() + b"\n" + saved(plain_pdf())


@raw_place
def comment_between_objects(words):
    data = saved(plain_pdf())
    at = data.rindex(b"\nxref\n") + 1
    comment = b"% " + words.encode() + b"\n"
    start = data.rindex(b"startxref\n")
    return b"".join(
        (data[:at], comment, data[at:start], b"startxref\n%d\n%%%%EOF\n" % (at + len(comment)))
    )


@raw_place
def object_that_nothing_leads_to(words):
    return _appended(saved(plain_pdf()), b"<</Note (" + words.encode() + b")>>", number=90)


@raw_place
def replaced_object(words):
    """An update that leaves the old object where it was."""
    pdf = plain_pdf()
    pdf.trailer.Info.Author = String(words)
    number = pdf.trailer.Info.objgen[0]
    return _appended(saved(pdf), b"<</Title (A report)>>", number=number)


@raw_place
def replaced_page_content(words):
    pdf = plain_pdf()
    pdf.pages[0].contents_add(shows(words))
    data = saved(pdf, compress_streams=False)
    with pikepdf.open(io.BytesIO(data)) as again:
        page = again.pages[0].obj
        body, number = page.unparse(resolved=True), page.objgen[0]
    return _appended(data, re.sub(rb"/Contents \[[^]]*\]", b"/Contents []", body), number=number)


@raw_place
def state_with_a_packed_table(words):
    """An incremental save as new programs make it, of an object that was packed with others."""
    pdf = plain_pdf()
    pdf.trailer.Info.Author = String(words)
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pikepdf.open(io.BytesIO(data)) as again:
        root, info = again.Root.objgen[0], again.trailer.Info.objgen[0]
        size = int(again.trailer.Size)
    old = data[data.rindex(b"startxref") + 9 :].split()[0]
    body = data + b"%d 0 obj\n<</Title (A report)>>\nendobj\n" % info
    rows = b"".join(b"\x01" + at.to_bytes(4, "big") + b"\0" for at in (len(data), len(body)))
    return (
        body + b"%d 0 obj\n<</Type /XRef /Size %d /W [1 4 1] /Index [%d 1 %d 1] /Root %d 0 R "
        b"/Info %d 0 R /Prev %s /Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (size, size + 1, info, size, root, info, old, len(rows), rows)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )


@raw_place
def file_behind_the_end(words):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", words)
    return saved(plain_pdf()) + packed.getvalue()


@raw_place
def content_whose_page_forgot_it(words):
    """In glyph numbers that only a font of the page makes letters of."""
    pdf = plain_pdf()
    letters = sorted(set(words))
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    letters_of_codes = b"".join(b"<%02x> <%04x>\n" % (codes[one], ord(one)) for one in letters)
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(
                b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
                b"%d beginbfchar\n%sendbfchar endcmap" % (len(letters), letters_of_codes)
            ),
        )
    )
    pdf.pages[0].obj.Resources.Font.F2 = font
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    shown = b"BT /F2 12 Tf 72 300 Td <%s> Tj ET" % bytes(codes[one] for one in words).hex().encode()
    extra = b"77 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(shown), shown)
    at, start = data.rindex(b"\nxref\n") + 1, data.rindex(b"startxref\n")
    return b"".join(
        (data[:at], extra, data[at:start], b"startxref\n%d\n%%%%EOF\n" % (at + len(extra)))
    )


@raw_place
def object_in_a_gap(words):
    """Two objects of one number in one state: the table knows one of them."""
    data = saved(plain_pdf(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = data.rindex(b"\nxref\n") + 1
    extra = b"5 0 obj\n<</Old (" + words.encode() + b")>>\nendobj\n"
    start = data.rindex(b"startxref\n")
    return b"".join(
        (data[:at], extra, data[at:start], b"startxref\n%d\n%%%%EOF\n" % (at + len(extra)))
    )
