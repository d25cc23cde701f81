"""Office files: what is written anywhere in them is found, and ordinary ones raise no alarm."""

import io
import re
import struct
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leaking_office_files import HIDDEN, OTHERS
from leaking_word_files import WORD
from office_parts import ODF, SPACES, TYPES, compound, paragraph, part, word, zipped

from reviews.anonymisation import office
from reviews.anonymisation.rules import Level, level_of
from reviews.anonymisation.surfaces import PROSE, Collector, Refusal

NAME = "Perran Trevaskis"
TWIN = "Quiet Harbourside"
EVERYWHERE = {**WORD, **OTHERS}


def read(data: bytes) -> Collector:
    into = Collector()
    office.read(data, "a.docx", into)
    for inner in into.embedded:
        if inner.data.startswith(b"PK"):
            office.read(inner.data, "", into)
    return into


def folded(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def says(into: Collector, name: str) -> bool:
    return any(folded(name) in folded(surface.text) for surface in into.surfaces)


def blocks(into: Collector) -> list[str]:
    return [fault.rule for fault in into.faults if level_of(fault.rule) >= Level.BLOCK]


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_name_is_found_wherever_it_is_written(place):
    assert says(read(EVERYWHERE[place](NAME)), NAME)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_the_twin_raises_no_alarm(place):
    twin = read(EVERYWHERE[place](TWIN))
    assert not says(twin, NAME)
    assert blocks(twin) == []


@pytest.mark.parametrize("place", HIDDEN)
def test_hidden_words_are_found_and_told_as_hidden(place):
    into = read(HIDDEN[place](NAME))
    assert says(into, NAME)
    hidden = [fault for fault in into.faults if fault.rule == "hidden-text"]
    assert [folded(NAME)] == [folded(fault.text) for fault in hidden]


@pytest.mark.parametrize("place", HIDDEN)
def test_a_hiding_place_without_words_raises_no_alarm(place):
    assert blocks(read(HIDDEN[place](""))) == []


@pytest.mark.parametrize(
    "run",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1D70B8"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        "<w:webHidden/>",
        '<w:sz w:val="16"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:color w:val="767676"/>',
    ],
)
def test_text_that_can_be_seen_is_not_hidden(run):
    assert blocks(read(word(paragraph(NAME, run)))) == []


def test_white_on_a_coloured_table_heading_is_not_hidden():
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="t1"/></w:tblPr><w:tr><w:tc>'
        + paragraph("Action", '<w:color w:val="FFFFFF"/>')
        + "</w:tc></w:tr></w:tbl>"
    )
    style = (
        '<w:style w:type="table" w:styleId="t1"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="1D70B8"/></w:tcPr></w:tblStylePr></w:style>'
    )
    assert blocks(read(word(table, word__styles_xml=part("styles", style)))) == []


def test_an_ordinary_word_file_raises_no_alarm_and_names_nobody():
    document = docx.Document()
    document.add_heading("Action plan", 1)
    document.add_table(2, 2).cell(0, 0).text = "Action"
    saved = io.BytesIO()
    document.save(saved)
    into = read(saved.getvalue())
    assert blocks(into) == []
    words = {word for s in into.surfaces for word in re.findall(r"[a-z]+", s.text.casefold())}
    of_the_format = {"cooper", "gill", "shruti", "latha", "black", "dark", "roman", "georgia"}
    assert words & of_the_format == set()


def test_a_paragraph_of_many_runs_reads_as_words():
    into = read(WORD["split runs"](NAME))
    assert any(NAME in s.text for s in into.surfaces if s.name in PROSE)


def test_a_day_in_a_sheet_is_written_as_a_day():
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = datetime.date(1984, 3, 12)
    book.active["A2"] = 7700900123
    saved = io.BytesIO()
    book.save(saved)
    text = "\n".join(surface.text for surface in read(saved.getvalue()).surfaces)
    assert "1984-03-12" in text
    assert "7700900123" in text


def test_both_changes_and_comments_are_asked_about():
    rules = {fault.rule for fault in read(WORD["deleted"]("x")).faults}
    assert "tracked-change" in rules
    assert "comment" in {fault.rule for fault in read(WORD["comment"]("x")).faults}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (compound({"WordDocument": b"x"}), "unknown-type"),
        (compound({"EncryptedPackage": b"x"}), "password"),
        (word()[:-30], "damaged"),
        (zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<a><b></a>"}), "damaged"),
        (
            zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "damaged",
        ),
        (zipped({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}), "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, rule):
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.rule == rule
    assert refused.value.sentence.endswith(".")


def test_a_locked_part_is_refused():
    data = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        struct.pack_into("<H", data, place + at, 1)
    with pytest.raises(Refusal) as refused:
        read(bytes(data))
    assert refused.value.rule == "password"


def test_too_many_parts_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"word/{number}.xml", "")
    with pytest.raises(Refusal) as refused:
        read(made.getvalue())
    assert refused.value.rule == "too-large"


FLAT = {
    "word in one file": '<pkg:package xmlns:pkg="urn:pkg"><pkg:part pkg:name="/word/document.xml">'
    f"<pkg:xmlData><w:document {SPACES}><w:body><w:p><w:r><w:t>Perran Tre</w:t></w:r><w:r>"
    "<w:t>vaskis</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>",
    "open document in one file": f"<office:document {ODF}><office:body><text:p>Perran "
    "<text:span>Tre</text:span>vaskis</text:p></office:body></office:document>",
    "older word": '<w:wordDocument xmlns:w="urn:2003"><w:body><w:p><w:r><w:t>Perran Tre</w:t></w:r>'
    "<w:r><w:t>vaskis</w:t></w:r></w:p></w:body></w:wordDocument>",
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg"><title>Perran Trevaskis</title></svg>',
}


@pytest.mark.parametrize("kind", FLAT)
def test_markup_that_is_no_zip_is_read(kind):
    into = Collector()
    office.read_flat(FLAT[kind].encode(), into)
    assert any(NAME in surface.text for surface in into.surfaces)
    assert blocks(into) == []


def test_text_that_begins_like_markup_is_left_alone_and_entities_are_refused():
    office.read_flat(b"<<< not markup", Collector())
    with pytest.raises(Refusal):
        office.read_flat(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', Collector())


def test_macros_and_controls_stop_a_file():
    assert "active-content" in blocks(read(word(word__vbaProject_bin=compound({"VBA": b"x"}))))
    assert "active-content" in blocks(read(word(word__activeX__activeX1_bin=b"\0\1\2\3\4\5\6\7")))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    whole = bytearray(data.draw(st.sampled_from([WORD["object"](NAME), HIDDEN["vanish"](NAME)])))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole))
    except Refusal as refusal:
        assert refusal.sentence
