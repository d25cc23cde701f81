"""The copy that is published: every hiding place removed from it, or kept and told."""

import io

import hiding
import pikepdf
import pytest
from copies import WORDS, assert_looks_the_same, copy_of, read, removed_from, told
from hiding import PLACES, RAW_PLACES
from hiding_places import hidden_in
from pdf_parts import metadata, plain_pdf, saved, xmp
from pikepdf import String

from reviews.anonymisation import (
    reading,
)
from reviews.anonymisation.surfaces import Refusal

# What readers see, hear or follow stays, and stops the copy when it is checked.
KEPT = {
    "outline_title",
    "link_escaped",
    "link_text",
    "alternative_text",
    "actual_text",
    "expansion",
    "element_title",
    "element_id",
    "actual_text_in_content",
    "alternative_text_in_content_utf16",
    "mark_by_resource",
    "comment_in_content",
    "string_never_shown",
    "tag_name",
    "page_label",
    "destination_name",
    "old_destination_name",
    "font_name",
    "colourant_name",
    "pattern_text",
    "field_look",
    "field_value",
    "picture_in_content",
}
REFUSED = {"layer_name": "layers"}


@pytest.mark.parametrize("name", sorted({*PLACES, *RAW_PLACES} - KEPT - REFUSED.keys()))
def test_what_is_removed_is_gone_and_the_pages_are_the_same(name, tmp_path):
    data = hidden_in(name, WORDS)
    copy = copy_of(data, tmp_path)
    assert "zeldaquimberly" not in told(copy)
    assert read(copy).faults == []
    assert read(copy).embedded == []
    assert WORDS.encode() not in copy
    assert_looks_the_same(data, copy)


@pytest.mark.parametrize("name", sorted(KEPT - {"field_value"}))
def test_what_is_kept_is_found_in_the_copy(name, tmp_path):
    data = hidden_in(name, WORDS)
    copy = copy_of(data, tmp_path)
    assert "zeldaquimberly" in told(copy)
    assert not [fault for fault in read(copy).faults if fault.rule != "lying-font"]


@pytest.mark.parametrize(("name", "rule"), REFUSED.items())
def test_layers_are_refused(name, rule, tmp_path):
    with pytest.raises(Refusal) as refused:
        copy_of(hidden_in(name, WORDS), tmp_path)
    assert refused.value.rule == rule


def test_the_copy_says_its_title_and_language_and_no_more(tmp_path):
    copy = copy_of(hidden_in("info_author", WORDS), tmp_path, title="Learning <from> Løuise")
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert dict(pdf.trailer.Info.items()) == {"/Title": String("Learning <from> Løuise")}
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        with pdf.open_metadata() as found:
            assert found["dc:title"] == "Learning <from> Løuise"
            assert "xmp:CreateDate" not in found
        assert set(pdf.trailer.keys()) <= {
            "/Root", "/Info", "/ID", "/Size", "/Type", "/W", "/Index", "/Length", "/Filter",
            "/DecodeParms",
        }  # fmt: skip


def test_the_copy_keeps_its_tags(tmp_path):
    copy = copy_of(hidden_in("alternative_text", WORDS), tmp_path)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        tree = pdf.Root.StructTreeRoot
        kinds = [str(one.S) for one in tree.K[0].K]
        assert kinds == ["/H1", "/P", "/H1", "/P"]
        assert [one.Pg.objgen for one in tree.K[0].K][::2] == [page.objgen for page in pdf.pages]
        assert len(tree.ParentTree.Nums) == 4
        assert pdf.Root.MarkInfo.Marked is True


def test_a_claim_of_accessibility_is_kept(tmp_path):
    pdf = plain_pdf()
    packet = xmp("<pdfuaid:part>1</pdfuaid:part>").replace(
        b"xmlns:pdfx", b'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfx'
    )
    pdf.Root.Metadata = metadata(pdf, packet)
    with pikepdf.open(io.BytesIO(copy_of(saved(pdf), tmp_path))) as copy, copy.open_metadata() as m:
        assert m["pdfuaid:part"] == "1"


def test_the_same_source_gives_the_same_bytes(tmp_path):
    data = hidden_in("picture_exif", WORDS)
    assert copy_of(data, tmp_path) == copy_of(data, tmp_path)


def test_a_copy_of_a_copy_is_the_same(tmp_path):
    once = copy_of(hidden_in("outline_title", WORDS), tmp_path)
    assert copy_of(once, tmp_path) == once


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("attachment_of_a_page", "attachments"),
        ("script_of_document", "scripts and actions"),
        ("script_of_page", "scripts and actions"),
        ("launch_action", "scripts and actions"),
        ("field_look", "form fields"),
        ("note_contents", "comments"),
        ("private_stream", "private data of programs"),
        ("picture_exif", "picture metadata"),
        ("replaced_object", "earlier versions"),
        ("xmp_text", "document properties"),
    ],
)
def test_it_says_what_was_removed(name, label, tmp_path):
    assert label in removed_from(hidden_in(name, WORDS), tmp_path)


def test_it_runs_in_the_process_that_reads_files(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    source.write_bytes(hidden_in("info_author", WORDS))
    removed = reading.sanitised(source, target, title="The report")
    assert removed == ["document properties"]
    assert "zeldaquimberly" not in told(target.read_bytes())
    source.write_bytes(hidden_in("layer_name", WORDS))
    with pytest.raises(Refusal, match="without layers"):
        reading.sanitised(source, target, title="The report")


def test_every_place_is_kept_or_removed_on_purpose():
    assert hiding.PLACES.keys() >= KEPT
