"""What the copy that is published keeps, and what stops it."""

import io

import pikepdf
import pytest
from copies import WORDS, assert_looks_the_same, copy_of, removed_from, told
from hypothesis import given
from hypothesis import strategies as st
from pdf_parts import (
    action,
    annotation,
    drawn_words,
    field,
    form,
    grey_picture,
    jpeg,
    picture,
    plain_pdf,
    saved,
    shows,
)
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from reviews.anonymisation import (
    pdf_shown,
    picture_segments,
)
from reviews.anonymisation.surfaces import Refusal


def test_links_stay_and_their_elements_with_them(tmp_path):
    pdf = plain_pdf()
    web = annotation(
        pdf, "Link", A=action("URI", URI=String("https://example.org/a")), M=String("x")
    )
    inside = annotation(pdf, "Link", A=action("GoTo", D=Array([pdf.pages[1].obj, Name.Fit])))
    script = annotation(pdf, "Link", A=action("URI", URI=String("javascript:alert(1)")))
    tree = pdf.Root.StructTreeRoot
    for one in (web, inside, script):
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=tree.K[0]))
        element.K = Dictionary(Type=Name.OBJR, Obj=one, Pg=pdf.pages[0].obj)
        tree.K[0].K.append(element)
    copy = copy_of(saved(pdf), tmp_path)
    with pikepdf.open(io.BytesIO(copy)) as found:
        links = list(found.pages[0].obj.Annots)
        assert [str(one.A.S) for one in links] == ["/URI", "/GoTo"]
        assert "/M" not in links[0]
        assert links[1].A.D[0].objgen == found.pages[1].objgen
        stands_for = [
            one.K.Obj.objgen
            for one in found.Root.StructTreeRoot.K[0].K
            if "/K" in one and isinstance(one.K, Dictionary)
        ]
        assert stands_for == [one.objgen for one in links]


def test_fields_are_drawn_into_the_page(tmp_path):
    pdf = plain_pdf()
    field(pdf, V=String("ticked"), shown=shows("ticked by the chair"))
    copy = copy_of(saved(pdf), tmp_path)
    assert "ticked by the chair" in pdf_shown.page_texts(copy)[0]
    with pikepdf.open(io.BytesIO(copy)) as found:
        assert "/AcroForm" not in found.Root
        assert "/Annots" not in found.pages[0].obj


def test_fields_that_nothing_draws_are_refused(tmp_path):
    pdf = plain_pdf()
    one = field(pdf, V=String("filled in"))
    del one.AP
    with pytest.raises(Refusal, match="Print the filled-in form"):
        copy_of(saved(pdf), tmp_path)


def test_hidden_fields_are_not_drawn(tmp_path):
    pdf = plain_pdf()
    field(pdf, F=2, shown=shows(WORDS))
    assert "zeldaquimberly" not in told(copy_of(saved(pdf), tmp_path))


def test_a_redaction_that_was_not_applied_is_refused(tmp_path):
    pdf = plain_pdf()
    annotation(pdf, "Redact")
    with pytest.raises(Refusal) as refused:
        copy_of(saved(pdf), tmp_path)
    assert refused.value.rule == "redaction-not-applied"


def black_box(pdf: pikepdf.Pdf, kind: str, rect: list[int]) -> None:
    one = annotation(pdf, kind, AP=Dictionary(N=form(pdf, b"0 g 0 0 200 40 re f")))
    one.Rect = rect


@pytest.mark.parametrize("kind", ["Square", "Stamp", "FreeText", "Highlight", "Ink"])
def test_a_mark_that_covers_words_is_refused(kind, tmp_path):
    pdf = plain_pdf()
    black_box(pdf, kind, [70, 712, 200, 735])
    with pytest.raises(Refusal) as refused:
        copy_of(saved(pdf), tmp_path)
    assert refused.value.rule == "redaction-not-applied"
    assert "page 1" in refused.value.sentence


def test_a_mark_that_covers_a_part_of_a_picture_is_refused(tmp_path):
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=grey_picture(pdf, drawn_words(WORDS)))
    pdf.pages[0].contents_add(b"q 300 0 0 40 72 300 cm /I0 Do Q")
    black_box(pdf, "Square", [72, 300, 372, 340])
    with pytest.raises(Refusal):
        copy_of(saved(pdf), tmp_path)


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("Square", {"IC": [0, 0, 0]}),
        ("Highlight", {"C": [0, 0, 0], "QuadPoints": [70, 735, 200, 735, 70, 712, 200, 712]}),
        ("Polygon", {"IC": [0, 0, 0], "Vertices": [70, 712, 200, 712, 200, 735, 70, 735]}),
        ("FreeText", {"C": [1, 1, 1], "DA": String("/Helv 9 Tf"), "Contents": String("x")}),
        ("Line", {"L": [70, 722, 200, 722], "C": [0, 0, 0], "BS": Dictionary(W=20)}),
    ],
)
def test_a_mark_that_programs_draw_themselves_is_refused(kind, entries, tmp_path):
    pdf = plain_pdf()
    annotation(pdf, kind, **entries).Rect = [70, 712, 200, 735]
    with pytest.raises(Refusal) as refused:
        copy_of(saved(pdf), tmp_path)
    assert refused.value.rule == "redaction-not-applied"


def test_a_mark_on_empty_paper_is_taken_off(tmp_path):
    pdf = plain_pdf()
    black_box(pdf, "Square", [70, 100, 200, 130])
    assert removed_from(saved(pdf), tmp_path) == ["comments", "document properties"]


def test_encrypted_and_damaged_files_are_refused(tmp_path):
    data = saved(plain_pdf(), encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(Refusal) as refused:
        copy_of(data, tmp_path)
    assert refused.value.rule == "password"
    with pytest.raises(Refusal) as refused:
        copy_of(saved(plain_pdf())[:-50], tmp_path)
    assert refused.value.rule == "damaged"


def test_a_page_that_only_an_element_leads_to_is_gone(tmp_path):
    pdf = plain_pdf()
    pdf.add_blank_page()
    page = pdf.pages[-1].obj
    page.Resources = pdf.pages[0].obj.Resources
    page.Contents = pdf.make_stream(shows(WORDS))
    tree = pdf.Root.StructTreeRoot
    tree.K[0].K[1].Pg = page
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("gone"), Array([page, Name.Fit])]))
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("To a page that was deleted", 2))
    del pdf.pages[-1]
    copy = copy_of(saved(pdf), tmp_path)
    assert "zeldaquimberly" not in told(copy)
    with pikepdf.open(io.BytesIO(copy)) as found:
        assert "gone" not in str(found.Root.get("/Names", Dictionary()).get("/Dests", ""))


def test_keys_that_nobody_knows_are_gone_everywhere(tmp_path):
    pdf = plain_pdf()
    page = pdf.pages[0].obj
    for one in (
        page,
        page.Resources,
        page.Resources.Font.F1,
        pdf.Root.StructTreeRoot,
        pdf.Root.StructTreeRoot.K[0],
        pdf.Root.MarkInfo,
        pdf.Root.Pages,
        pdf.trailer,
    ):
        one["/Whose"] = String(WORDS)
    assert "zeldaquimberly" not in told(copy_of(saved(pdf), tmp_path))


def test_pictures_keep_their_pixels_and_lose_the_rest(tmp_path):
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        I0=picture(pdf, jpeg(WORDS, comment=WORDS.encode(), progressive=True) + WORDS.encode())
    )
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")
    data = saved(pdf)
    copy = copy_of(data, tmp_path)
    assert WORDS.encode() not in copy
    assert_looks_the_same(data, copy)


@given(
    st.sampled_from(["RGB", "L", "CMYK"]),
    st.booleans(),
    st.integers(1, 40),
    st.binary(max_size=30),
)
def test_bare_jpegs_have_the_same_pixels(mode, progressive, width, comment):
    image = Image.linear_gradient("L").resize((width, 24)).convert(mode)
    written = io.BytesIO()
    image.save(written, "JPEG", progressive=progressive, comment=comment, icc_profile=b"profile")
    bare = picture_segments.bare_jpeg(written.getvalue() + b"behind")
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(written).tobytes()
    assert b"profile" not in bare


@given(st.binary(max_size=100))
def test_broken_pictures_are_told(data):
    for bare, head in (
        (picture_segments.bare_jpeg, b"\xff\xd8"),
        (picture_segments.bare_jpeg2000, b"\xff\x4f\xff\x51"),
    ):
        try:
            bare(head + data)
        except picture_segments.Unreadable:
            pass


def test_bare_jpeg2000_has_the_same_pixels():
    written = io.BytesIO()
    Image.linear_gradient("L").save(written, "JPEG2000", comment=WORDS.encode())
    box = b"\x00\x00\x00\x20uuid" + b"0" * 16 + b"Zelda Qu"
    data = written.getvalue()
    at = data.index(b"jp2c") - 4
    bare = picture_segments.bare_jpeg2000(data[:at] + box + data[at:])
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(written).tobytes()
    assert b"Zelda" not in bare
