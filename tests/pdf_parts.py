"""Small PDFs and the parts that tests put into them."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw


def plain_pdf(pages: int = 2) -> pikepdf.Pdf:
    """A small tagged report: a heading and a paragraph on each page."""
    pdf = pikepdf.Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array(), RoleMap=Dictionary()))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    elements, numbers = [], Array()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.StructParents = number
        page.Contents = pdf.make_stream(
            b"/H1 <</MCID 0>> BDC BT /F1 20 Tf 72 760 Td (Chapter %d) Tj ET EMC\n"
            b"/P <</MCID 1>> BDC BT /F1 11 Tf 72 720 Td (The panel met and agreed what it had "
            b"learnt.) Tj ET EMC" % (number + 1)
        )
        parts = [
            pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name(kind), P=document, Pg=page, K=mark)
            )
            for mark, kind in enumerate(("/H1", "/P"))
        ]
        elements += parts
        numbers.extend([number, pdf.make_indirect(Array(parts))])
    document.K = Array(elements)
    tree.K = Array([document])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = pages
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("A report")))
    return pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    written = io.BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def annotation(pdf: pikepdf.Pdf, kind: str, **entries: object) -> pikepdf.Object:
    one = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[72, 600, 200, 640], **entries)
    )
    page = pdf.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(one)
    return one


def form(pdf: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Object:
    font = pdf.pages[0].obj.Resources.Font
    return pdf.make_indirect(
        pikepdf.Stream(
            pdf,
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 200, 40],
            Resources=Dictionary(Font=font),
            **entries,
        )
    )


def shows(words: str) -> bytes:
    return b"BT /F1 12 Tf 2 5 Td (%s) Tj ET" % words.encode("cp1252")


def jpeg(words: str = "", **options: object) -> bytes:
    image = Image.new("RGB", (120, 40), "white")
    ImageDraw.Draw(image).rectangle((10, 10, 60, 30), fill="grey")
    written = io.BytesIO()
    exif = Image.Exif()
    if words:
        exif[0x010E] = words
    image.save(written, "JPEG", exif=exif, **options)
    return written.getvalue()


def picture(pdf: pikepdf.Pdf, data: bytes, filters: str = "/DCTDecode") -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Stream(
            pdf,
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=120,
            Height=40,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Array([Name(one) for one in filters.split()]),
        )
    )


def drawn_words(words: str) -> bytes:
    """Raw grey samples of a picture, 900 by 120, of the words."""
    from PIL import ImageFont

    image = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(image).text((20, 30), words, fill=0, font=ImageFont.load_default(48))
    return image.tobytes()


def grey_picture(pdf: pikepdf.Pdf, samples: bytes) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Stream(
            pdf,
            samples,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=900,
            Height=120,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    )


def xmp(inner: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">'
        f'{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def action(kind: str, **entries: object) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **entries)


def field(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Object:
    appearance = entries.pop("shown", b"")
    one = annotation(pdf, "Widget", FT=Name.Tx, T=String("field1"), **entries)
    one.AP = Dictionary(N=form(pdf, appearance))
    pdf.Root.AcroForm = Dictionary(Fields=Array([one]))
    return one


def attach(pdf: pikepdf.Pdf, data: bytes, name: str, **entries: object) -> pikepdf.Object:
    stream = pdf.make_indirect(pikepdf.Stream(pdf, data, Type=Name.EmbeddedFile))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=stream), **entries
        )
    )


def metadata(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    return pdf.make_stream(data, Type=Name.Metadata, Subtype=Name.XML)


def _appended(data: bytes, body: bytes, *, number: int) -> bytes:
    """An incremental save of one object."""
    old = data[data.rindex(b"startxref") + 9 :].split()[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, info = pdf.Root.objgen[0], pdf.trailer.Info.objgen[0]
        size = max(len(pdf.objects) + 1, number + 1)
    at = len(data)
    out = data + b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    return (
        out
        + b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
        + b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %s>>\n" % (size, root, info, old)
        + b"startxref\n%d\n%%%%EOF\n" % table
    )
