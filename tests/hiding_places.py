"""PDFs with some words in one place only, for every place that a PDF has."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

Place = Callable[[pikepdf.Pdf, str], None]
PLACES: dict[str, Place] = {}
RAW_PLACES: dict[str, Callable[[str], bytes]] = {}


def place(function: Place) -> Place:
    PLACES[function.__name__] = function
    return function


def raw_place(function: Callable[[str], bytes]) -> Callable[[str], bytes]:
    RAW_PLACES[function.__name__] = function
    return function


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


def hidden_in(name: str, words: str) -> bytes:
    if name in RAW_PLACES:
        return RAW_PLACES[name](words)
    pdf = plain_pdf()
    PLACES[name](pdf, words)
    return saved(pdf, static_id=True)


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


@place
def info_author(pdf, words):
    pdf.trailer.Info.Author = String(words)


@place
def info_own_key(pdf, words):
    pdf.trailer.Info["/Checked by"] = String(words)


@place
def info_key_name(pdf, words):
    pdf.trailer.Info["/" + words] = String("yes")


@place
def info_bytes_utf16_little(pdf, words):
    pdf.trailer.Info.Subject = String(b"\xff\xfe" + words.encode("utf-16-le"))


@place
def info_bytes_utf8_unmarked(pdf, words):
    pdf.trailer.Info.Subject = String(("é " + words).encode())


@place
def xmp_text(pdf, words):
    pdf.Root.Metadata = metadata(pdf, xmp(f"<dc:creator>{words}</dc:creator>"))


@place
def xmp_attribute(pdf, words):
    pdf.Root.Metadata = metadata(pdf, xmp(f'<dc:source pdfx:Client="{words}"/>'))


@place
def xmp_element_name(pdf, words):
    name = words.replace(" ", "_x0020_")
    pdf.Root.Metadata = metadata(pdf, xmp(f"<pdfx:{name}>1</pdfx:{name}>"))


@place
def xmp_utf16(pdf, words):
    text = xmp(f"<dc:creator>{words}</dc:creator>").decode()
    pdf.Root.Metadata = metadata(pdf, text.encode("utf-16"))


@place
def xmp_broken(pdf, words):
    pdf.Root.Metadata = metadata(pdf, xmp(f"<dc:creator>{words}")[:-40])


@place
def xmp_of_page(pdf, words):
    pdf.pages[0].obj.Metadata = metadata(pdf, xmp(f"<dc:creator>{words}</dc:creator>"))


@place
def outline_title(pdf, words):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(words, 0))


@place
def note_contents(pdf, words):
    annotation(pdf, "Text", Contents=String(words))


@place
def note_author(pdf, words):
    annotation(pdf, "Highlight", T=String(words), QuadPoints=[72, 640, 200, 640, 72, 600, 200, 600])


@place
def note_rich_text(pdf, words):
    first, _, last = words.partition(" ")
    annotation(
        pdf,
        "FreeText",
        RC=String(f"<body><p><b>{first[:2]}</b><i>{first[2:]}</i> {last}</p></body>"),
    )


@place
def note_reply_of_unused_note(pdf, words):
    note = annotation(pdf, "Text", Contents=String("note"))
    reply = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=words)
    pdf.Root.Spare = Array([pdf.make_indirect(reply)])
    reply.IRT = note


@place
def popup_subject(pdf, words):
    annotation(pdf, "Popup", Subj=String(words))


@place
def stamp_drawn(pdf, words):
    annotation(pdf, "Stamp", AP=Dictionary(N=form(pdf, shows(words))))


@place
def stamp_drawn_in_hex_and_pieces(pdf, words):
    pieces = b" -20 ".join(b"<%s>" % one.encode("cp1252").hex().encode() for one in words)
    annotation(pdf, "Stamp", AP=Dictionary(N=form(pdf, b"BT /F1 9 Tf 2 5 Td [%s] TJ ET" % pieces)))


@place
def stamp_drawn_without_fonts_of_its_own(pdf, words):
    look = form(pdf, shows(words))
    del look.Resources
    annotation(pdf, "Stamp", AP=Dictionary(N=look))


@place
def rollover_look(pdf, words):
    annotation(pdf, "Stamp", AP=Dictionary(N=form(pdf, b""), R=form(pdf, shows(words))))


@place
def look_of_a_state(pdf, words):
    annotation(pdf, "Stamp", AP=Dictionary(N=Dictionary(Closed=form(pdf, shows(words)))))


@place
def field_value(pdf, words):
    field(pdf, V=String(words), shown=shows("value"))


@place
def field_default(pdf, words):
    field(pdf, DV=String(words))


@place
def field_tooltip(pdf, words):
    field(pdf, TU=String(words))


@place
def field_name(pdf, words):
    field(pdf, TM=String(words))


@place
def field_options(pdf, words):
    field(pdf, Opt=Array([Array([String("1"), String(words)])]))


@place
def field_look(pdf, words):
    field(pdf, shown=shows(words))


@place
def field_script(pdf, words):
    field(pdf, AA=Dictionary(C=action("JavaScript", JS=String(f"event.value = '{words}'"))))


@place
def xfa_packets(pdf, words):
    packet = pdf.make_stream(f"<xfa><name v='{words}'/></xfa>".encode())
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array([String("datasets"), packet]))


@place
def script_of_document(pdf, words):
    script = pdf.make_stream(f"var x = '{words}';".encode())
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), action("JavaScript", JS=script)]))
    )


@place
def script_escaped(pdf, words):
    escaped = "".join(f"\\x{ord(one):02x}" for one in words)
    pdf.Root.OpenAction = action("JavaScript", JS=String(f"app.alert('{escaped}')"))


@place
def script_of_page(pdf, words):
    pdf.pages[0].obj.AA = Dictionary(O=action("JavaScript", JS=String(words)))


@place
def launch_action(pdf, words):
    annotation(pdf, "Link", A=action("Launch", F=String(f"c:/{words}/x.exe")))


@place
def submit_action(pdf, words):
    annotation(pdf, "Link", A=action("SubmitForm", F=Dictionary(FS=Name.URL, F=String(words))))


@place
def other_file(pdf, words):
    annotation(pdf, "Link", A=action("GoToR", F=String(f"{words}.pdf"), D=Array([0, Name.Fit])))


@place
def link_escaped(pdf, words):
    escaped = "".join(f"%{ord(one):02X}" for one in words)
    annotation(pdf, "Link", A=action("URI", URI=String(f"https://example.org/?q={escaped}")))


@place
def link_text(pdf, words):
    annotation(
        pdf, "Link", Contents=String(words), A=action("URI", URI=String("https://example.org/"))
    )


@place
def next_action(pdf, words):
    pdf.Root.OpenAction = action(
        "GoTo", D=Array([pdf.pages[0].obj, Name.Fit]), Next=action("URI", URI=String(words))
    )


@place
def alternative_text(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].Alt = String(words)


@place
def actual_text(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].ActualText = String(words)


@place
def expansion(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].E = String(words)


@place
def element_title(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].T = String(words)


@place
def element_id(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].ID = String(words)


@place
def user_property(pdf, words):
    pdf.Root.StructTreeRoot.K[0].K[1].A = Dictionary(
        O=Name.UserProperties, P=Array([Dictionary(N=String("who"), V=String(words))])
    )


@place
def actual_text_in_content(pdf, words):
    text = String(words).unparse()
    pdf.pages[0].contents_add(b"/Span <</ActualText " + text + b">> BDC EMC")


@place
def alternative_text_in_content_utf16(pdf, words):
    text = (b"\xfe\xff" + words.encode("utf-16-be")).hex().encode()
    pdf.pages[0].contents_add(b"/Figure <</MCID 7 /Alt <" + text + b">>> BDC EMC")


@place
def mark_by_resource(pdf, words):
    pdf.pages[0].obj.Resources.Properties = Dictionary(M0=Dictionary(ActualText=String(words)))
    pdf.pages[0].contents_add(b"/Span /M0 BDC EMC")


@place
def comment_in_content(pdf, words):
    pdf.pages[0].contents_add(b"q\n% " + words.encode() + b"\nQ")


@place
def string_never_shown(pdf, words):
    pdf.pages[0].contents_add(b"BX (" + words.encode() + b") zz EX")


@place
def tag_name(pdf, words):
    pdf.pages[0].contents_add(b"/" + words.replace(" ", "#20").encode() + b" BMC EMC")


@place
def resource_name(pdf, words):
    pdf.pages[0].obj.Resources.Font["/" + words] = pdf.pages[0].obj.Resources.Font.F1


@place
def page_label(pdf, words):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(words + " "))]))


@place
def destination_name(pdf, words):
    where = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(words), where])))


@place
def old_destination_name(pdf, words):
    pdf.Root.Dests = Dictionary({"/" + words: Array([pdf.pages[0].obj, Name.Fit])})


@place
def attachment_content(pdf, words):
    pdf.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("a"), attach(pdf, words.encode(), "a.txt")]))
    )


@place
def attachment_name(pdf, words):
    pdf.Root.AF = Array([attach(pdf, b"plain", f"{words}.txt")])


@place
def attachment_description(pdf, words):
    annotation(pdf, "FileAttachment", FS=attach(pdf, b"plain", "a.txt", Desc=String(words)))


@place
def attachment_of_a_page(pdf, words):
    pdf.pages[1].obj.AF = Array([attach(pdf, words.encode(), "a.txt")])


@place
def portfolio(pdf, words):
    spec = attach(
        pdf, b"plain", "a.txt", CI=Dictionary(Type=Name.CollectionItem, Who=String(words))
    )
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), spec])))


@place
def layer_name(pdf, words):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(words)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))


@place
def article_thread(pdf, words):
    pdf.Root.Threads = Array([Dictionary(Type=Name.Thread, I=Dictionary(Title=String(words)))])


@place
def private_data(pdf, words):
    pdf.Root.PieceInfo = Dictionary(Program=Dictionary(Private=Dictionary(Who=String(words))))


@place
def private_stream(pdf, words):
    data = b"%!PS-Adobe-3.0\n%%For: " + words.encode() + b"\n" + b"0 0 moveto\n" * 40
    private = Dictionary(
        AIPrivateData1=pdf.make_stream(zlib.compress(data), Filter=Name.FlateDecode)
    )
    pdf.pages[0].obj.PieceInfo = Dictionary(Illustrator=Dictionary(Private=private))


@place
def signature_reason(pdf, words):
    one = field(pdf)
    one.FT = Name.Sig
    one.V = pdf.make_indirect(
        Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Reason=String(words))
    )


@place
def signature_certificate(pdf, words):
    name = b"\x0c" + bytes([len(words)]) + words.encode()
    part = b"\x06\x03\x55\x04\x03" + name
    one = field(pdf)
    one.FT = Name.Sig
    one.V = Dictionary(
        Type=Name.Sig,
        ByteRange=[0, 1, 2, 3],
        Contents=String(b"\x30" + bytes([len(part)]) + part + b"\0" * 20),
    )


@place
def font_name(pdf, words):
    pdf.pages[0].obj.Resources.Font.F1.BaseFont = Name("/ABCDEF+" + words.replace(" ", ""))


@place
def colourant_name(pdf, words):
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(
        C0=Array([Name.Separation, Name("/" + words), Name.DeviceGray, Dictionary(FunctionType=2)])
    )


@place
def number_of_own_key(pdf, words):
    pdf.trailer.Info.Case = String(words)


@place
def picture_exif(pdf, words):
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=picture(pdf, jpeg(words)))
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")


@place
def picture_exif_under_filters(pdf, words):
    packed = zlib.compress(jpeg(words)).hex().encode() + b">"
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        I0=picture(pdf, packed, "/ASCIIHexDecode /FlateDecode /DCTDecode")
    )
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")


@place
def picture_comment(pdf, words):
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=picture(pdf, jpeg(comment=words.encode())))
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")


@place
def picture_in_content(pdf, words):
    pdf.pages[0].contents_add(
        b"q 100 0 0 40 72 300 cm BI /W 120 /H 40 /BPC 8 /CS /RGB /F /DCT ID %s EI Q" % jpeg(words)
    )


@place
def stream_of_an_unknown_kind(pdf, words):
    pdf.Root.Spare = pdf.make_stream(f"Notes of the meeting with {words}".encode())


@place
def form_never_painted(pdf, words):
    pdf.pages[0].obj.Resources.XObject = Dictionary(X0=form(pdf, shows(words)))


@place
def pattern_text(pdf, words):
    tile = form(pdf, shows(words), PatternType=1, PaintType=1, TilingType=1, XStep=200, YStep=40)
    del tile.Subtype
    tile.Type = Name.Pattern
    pdf.pages[0].obj.Resources.Pattern = Dictionary(P0=tile)
    pdf.pages[0].contents_add(b"/Pattern cs /P0 scn 72 100 200 40 re f")


@place
def page_out_of_the_tree(pdf, words):
    pdf.add_blank_page()
    page = pdf.pages[-1].obj
    page.Resources = pdf.pages[0].obj.Resources
    page.Contents = pdf.make_stream(shows(words))
    pdf.Root.Spare = page
    del pdf.pages[-1]


@place
def bytes_behind_packed_data(pdf, words):
    pdf.Root.Spare = pikepdf.Stream(pdf, zlib.compress(b"x" * 50) + words.encode())
    pdf.Root.Spare.Filter = Name.FlateDecode


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
