"""Words in what stands around the pages: properties, notes, fields, actions."""

import pikepdf
from hiding import place
from pdf_parts import action, annotation, field, form, metadata, shows, xmp
from pikepdf import Array, Dictionary, Name, String


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
