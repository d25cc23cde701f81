"""Words in what pages are made of, and in what nothing shows."""

import zlib

import pikepdf
from hiding import place
from pdf_parts import annotation, attach, field, form, jpeg, picture, shows
from pikepdf import Array, Dictionary, Name, String


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
