"""What the reader of a PDF's objects finds, place by place."""

import base64
import random
import re

import hiding
import pikepdf
import pytest
from hiding import PLACES, RAW_PLACES
from hiding_places import hidden_in
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_parts import (
    annotation,
    attach,
    drawn_words,
    field,
    grey_picture,
    jpeg,
    metadata,
    picture,
    plain_pdf,
    saved,
    xmp,
)
from pikepdf import Array, Dictionary, Name, String

from reviews.anonymisation import (
    accessibility,
    pdf_contents,
    pdf_objects,
    pdf_revisions,
    pdf_strings,
)
from reviews.anonymisation.surfaces import Collector, Refusal

WORDS = "Zelda Quimberly"


def folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def read(data: bytes) -> Collector:
    into = Collector()
    pdf_objects.read(data, into)
    pdf_revisions.read(data, into)
    return into


def told(into: Collector) -> str:
    """All the text, that of the files inside as well."""
    texts = [surface.text for surface in into.surfaces]
    for inner in into.embedded:
        texts.append(inner.name)
        if inner.data.startswith(b"%PDF-"):
            texts += _page_texts(inner.data)
        else:
            texts.append(inner.data.decode("latin-1"))
    return "\n".join(texts)


def _page_texts(data: bytes) -> list[str]:
    from reviews.anonymisation.pdf_shown import page_texts

    return page_texts(data)


@pytest.mark.parametrize("name", [*PLACES, *RAW_PLACES])
def test_words_are_found_in_every_place(name):
    assert folded(WORDS) in folded(told(read(hidden_in(name, WORDS))))


@pytest.mark.parametrize("name", [*PLACES, *RAW_PLACES])
def test_other_words_are_not(name):
    assert folded(WORDS) not in folded(told(read(hidden_in(name, "Nobody Known"))))


def faults(data: bytes) -> set[str]:
    return {fault.rule for fault in read(data).faults}


def test_a_plain_report_has_no_faults():
    assert faults(saved(plain_pdf())) == set()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("script_of_document", "active-content"),
        ("script_of_page", "active-content"),
        ("field_script", "active-content"),
        ("launch_action", "active-content"),
        ("submit_action", "active-content"),
        ("attachment_content", "attachment"),
        ("attachment_of_a_page", "attachment"),
        ("portfolio", "attachment"),
        ("layer_name", "layers"),
        ("field_value", "form-field"),
        ("xfa_packets", "form-field"),
        ("note_contents", "annotation"),
        ("stamp_drawn", "annotation"),
        ("replaced_object", "earlier-revision"),
    ],
)
def test_faults_are_told(name, rule):
    assert rule in faults(hidden_in(name, "plain words"))


@pytest.mark.parametrize("name", ["link_text", "link_escaped", "outline_title", "destination_name"])
def test_links_and_bookmarks_are_no_faults(name):
    assert faults(hidden_in(name, "plain words")) == set()


def test_an_unapplied_redaction_is_told():
    pdf = plain_pdf()
    annotation(pdf, "Redact")
    assert "redaction-not-applied" in faults(saved(pdf))


def test_a_note_is_told_with_its_page_and_place():
    (fault,) = read(hidden_in("note_contents", "x")).faults
    assert (fault.page, fault.box) == (1, (72.0, 600.0, 200.0, 640.0))
    (surface,) = [
        one for one in read(hidden_in("note_contents", WORDS)).surfaces if WORDS in one.text
    ]
    assert (surface.name, surface.page) == ("annotation", 1)


def test_a_file_for_the_web_has_no_earlier_revision():
    assert "earlier-revision" not in faults(saved(plain_pdf(), linearize=True))


def test_pages_that_did_not_change_are_not_read_again():
    assert read(hidden_in("replaced_object", "x")).embedded == []


def test_pictures_that_no_page_shows_are_read_by_ocr():
    pdf = plain_pdf()
    picture_of_words = grey_picture(pdf, drawn_words(WORDS))
    pdf.pages[0].obj.Thumb = picture_of_words
    pdf.Root.Spare = grey_picture(pdf, drawn_words("Other words"))
    places = [one.surface for one in read(saved(pdf)).pictures]
    assert sorted(places) == ["picture", "thumbnail"]


def test_pictures_on_pages_are_left_to_the_reader_of_pages():
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=grey_picture(pdf, drawn_words(WORDS)))
    pdf.pages[0].contents_add(b"q 300 0 0 40 72 300 cm /I0 Do Q")
    assert read(saved(pdf)).pictures == []


def test_thumbnails_in_the_metadata_are_handed_on():
    pdf = plain_pdf()
    coded = base64.b64encode(jpeg(WORDS)).decode()
    broken = "&#xA;".join(coded[at : at + 76] for at in range(0, len(coded), 76))
    pdf.Root.Metadata = metadata(pdf, xmp(f"<pdfx:image>{broken}</pdfx:image>"))
    (inner,) = read(saved(pdf)).embedded
    assert (inner.surface, inner.data) == ("thumbnail", jpeg(WORDS))


def test_alternate_pictures_are_read():
    pdf = plain_pdf()
    shown = grey_picture(pdf, drawn_words("shown"))
    other = grey_picture(pdf, drawn_words(WORDS))
    shown.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=shown)
    pdf.pages[0].contents_add(b"q 300 0 0 40 72 300 cm /I0 Do Q")
    assert len(read(saved(pdf)).pictures) == 1


def test_names_of_common_typefaces_are_nobodys():
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources.Font.F1.BaseFont = Name("/ABCDEF+Georgia-Bold")
    assert "georgia" not in folded(told(read(saved(pdf))))


def test_words_of_the_format_are_nobodys():
    said = {word for one in read(saved(plain_pdf())).surfaces for word in one.text.split()}
    assert said.isdisjoint({"Mark", "MarkInfo", "Art", "ArtBox", "Lang", "Alt", "Kids", "Rotate"})


def test_encrypted_files_are_refused():
    data = saved(plain_pdf(), encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.rule == "password"


def test_trees_without_an_end_are_read_once():
    pdf = plain_pdf()
    first = pdf.make_indirect(Dictionary(Title=String(WORDS)))
    first.Next, first.First, first.Parent = first, first, first
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=first))
    names = pdf.make_indirect(Dictionary())
    names.Kids = Array([names])
    pdf.Root.Names = Dictionary(Dests=names, EmbeddedFiles=names)
    assert WORDS in told(read(saved(pdf)))


def test_a_bomb_is_refused():
    import zlib

    pdf = plain_pdf()
    packed = zlib.compress(zlib.compress(b"\0" * 120_000_000, 9), 9)
    pdf.Root.Spare = pikepdf.Stream(pdf, packed)
    pdf.Root.Spare.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    data = saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.rule == "too-large"


def test_a_picture_that_is_too_large_is_refused():
    pdf = plain_pdf()
    pdf.Root.Spare = picture(pdf, b"x")
    pdf.Root.Spare.Width = pdf.Root.Spare.Height = 100_000
    with pytest.raises(Refusal) as refused:
        read(saved(pdf))
    assert refused.value.rule == "too-large"


def test_a_file_that_lost_its_table_is_refused():
    data = saved(plain_pdf())
    with pytest.raises(Refusal) as refused:
        read(data[: len(data) - 60])
    assert refused.value.rule == "damaged"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40))
def test_every_encoding_of_a_string_is_read(text):
    assert pdf_strings.text_of(b"\xfe\xff" + text.encode("utf-16-be")) == text
    assert pdf_strings.text_of(b"\xff\xfe" + text.encode("utf-16-le")) == text
    assert pdf_strings.text_of(b"\xef\xbb\xbf" + text.encode()) == text
    assert text in pdf_strings.text_of(text.encode())


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_content_of_any_bytes_is_read(data):
    pdf_contents.read_content(data, None, "object", Collector())
    pdf_contents.shown_text(data)


@pytest.mark.parametrize("size", [64, 256, 20_000, 200_000])
def test_noise_spells_no_names(size):
    """Keys, digests and signatures are in every file."""
    noise = random.Random(size).randbytes(size)
    assert len(pdf_strings.text_of(noise)) <= size // 1000


def test_glyph_numbers_are_no_text():
    numbers = b"".join(bytes([0, ord(one) - 29]) for one in "Some words of the report")
    content = b"BT <%s> Tj (Plain words) Tj ET" % numbers.hex().encode()
    assert pdf_contents.shown_text(content) == "Plain words"


@given(st.binary(max_size=200))
def test_structures_of_any_bytes_are_read(data):
    pdf_strings.distinguished_names(b"\x30\x80" + data)
    pdf_strings.xml_texts(b"<a>" + data)
    pdf_strings.text_of(data)


def access_faults(data: bytes) -> list[str]:
    into = Collector()
    accessibility.read(data, into)
    return [fault.rule for fault in into.faults]


def test_a_tagged_report_passes_the_check_of_its_tags():
    assert access_faults(saved(plain_pdf())) == []


def test_what_a_report_lacks_is_told():
    pdf = plain_pdf()
    del pdf.Root.Lang, pdf.Root.MarkInfo, pdf.trailer.Info.Title
    assert access_faults(saved(pdf)) == ["no-language", "no-title", "untagged"]


def test_headings_and_pictures_are_checked():
    pdf = plain_pdf()
    document = pdf.Root.StructTreeRoot.K[0]
    document.K[0].S = Name("/Heading#203")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Heading#203": Name.H3})
    document.K[1].S = Name.Figure
    assert access_faults(saved(pdf)) == ["heading-order", "no-alternative-text"]
    document.K[1].Alt = String("A chart")
    document.K[0].S = Name.H1
    assert access_faults(saved(pdf)) == []


def test_files_inside_are_handed_on_with_their_names():
    pdf = plain_pdf()
    pdf.Root.AF = Array([attach(pdf, b"hello", "list.csv")])
    (inner,) = read(saved(pdf)).embedded
    assert (inner.surface, inner.data, inner.name) == ("attachment", b"hello", "list.csv")


def test_a_field_is_a_fault_once_for_its_page():
    pdf = plain_pdf()
    field(pdf)
    found = [fault.page for fault in read(saved(pdf)).faults if fault.rule == "form-field"]
    assert sorted(found, key=str) == [1, None]


def test_the_places_are_many():
    assert len(hiding.PLACES) + len(hiding.RAW_PLACES) > 80
