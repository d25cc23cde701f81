"""What is refused when a template form is uploaded, and that it is said without repeating it."""

import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from factories import pdf_bytes
from template_factories import plain_document, saved, with_part, word_form

from protocols.starter.word import MARKING
from protocols.template_forms import word_reading
from protocols.template_forms.checks import findings
from protocols.template_forms.pdf_checks import pdf_findings
from protocols.template_forms.word_reading import read_word_file

pytestmark = pytest.mark.once

SECRET = "Jocelyn Pemberton"


def found(data: bytes) -> str:
    return " ".join(findings(read_word_file(io.BytesIO(data))))


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_word_file(io.BytesIO(data))
    return " ".join(caught.value.messages)


def test_empty_forms_pass() -> None:
    assert found(word_form()) == ""
    assert found(saved(plain_document())) == ""


@pytest.mark.parametrize(
    "header",
    [
        "Official Sensitive when completed",
        "OFFICIAL – SENSITIVE: (WHEN COMPLETE)",
        "official\u2011sensitive\twhen completed",
    ],
)
def test_marking_may_be_written_in_several_ways(header) -> None:
    document = plain_document()
    document.sections[0].header.paragraphs[0].text = header
    assert found(saved(document)) == ""


def test_marking_only_in_the_text() -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "A form"
        document.add_paragraph(MARKING)

    assert "It is only in the text" in found(saved(plain_document(change)))


@pytest.mark.parametrize("kind", ["first", "even", "second section"])
def test_marking_on_every_kind_of_page(kind) -> None:
    def change(document: Document) -> None:
        if kind == "first":
            document.sections[0].different_first_page_header_footer = True
        elif kind == "even":
            document.settings.odd_and_even_pages_header_footer = True
        else:
            section = document.add_section()
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = "Another"

    message = found(saved(plain_document(change)))
    assert "does not say" in message
    assert {"first": "first page", "even": "even pages", "second section": "section 2"}[
        kind
    ] in message


def test_a_section_takes_the_header_of_the_one_before() -> None:
    assert found(saved(plain_document(lambda document: document.add_section()))) == ""


@pytest.mark.parametrize("words", ["OFFICIAL-SENSITIVE", "RESTRICTED", "SECRET"])
def test_another_marking(words) -> None:
    def change(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = words

    assert "A header or footer" in found(saved(plain_document(change)))


@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom", "moveTo"])
def test_tracked_changes(tag) -> None:
    def change(document: Document) -> None:
        text = "delText" if tag == "del" else "t"
        document.add_paragraph()._p.append(
            parse_xml(
                f"<w:{tag} {nsdecls('w')} w:id='1' w:author='{SECRET}'><w:r><w:{text}>old</w:{text}></w:r>"
                f"</w:{tag}>"
            )
        )

    message = found(saved(plain_document(change)))
    assert "tracked changes" in message
    assert SECRET not in message


def test_tracked_change_of_a_format_in_the_header() -> None:
    def change(document: Document) -> None:
        run = document.sections[0].header.paragraphs[0].runs[0]
        run._r.get_or_add_rPr().append(
            parse_xml(f"<w:rPrChange {nsdecls('w')} w:id='1' w:author='x'><w:rPr/></w:rPrChange>")
        )

    assert "tracked changes" in found(saved(plain_document(change)))


def test_comments() -> None:
    def change(document: Document) -> None:
        run = document.add_paragraph("words").runs[0]
        document.add_comment(run, text="Ask her sister", author=SECRET, initials="JP")

    message = found(saved(plain_document(change)))
    assert "comments" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    ("field", "words"), [("author", "an author"), ("last_modified_by", "saved it last")]
)
def test_authors(field, words) -> None:
    document = plain_document(lambda document: setattr(document.core_properties, field, SECRET))
    message = found(saved(document))
    assert words in message
    assert SECRET not in message


def test_company_custom_properties_and_people() -> None:
    good = saved(plain_document())
    app = b"<Properties xmlns='x'><Company>Somewhere</Company><Manager>M</Manager></Properties>"
    assert "a company" in found(with_part(good, "docProps/app.xml", app))
    assert "a manager" in found(with_part(good, "docProps/app.xml", app))
    custom = b"<Properties xmlns='x'><property name='Case'><v>1</v></property></Properties>"
    assert "further details" in found(with_part(good, "docProps/custom.xml", custom))
    people = b"<w15:people xmlns:w15='y'><w15:person w15:author='A'/></w15:people>"
    assert "names of people" in found(with_part(good, "word/people.xml", people))
    assert "preview picture" in found(with_part(good, "docProps/thumbnail.jpeg", b"x"))
    assert "beside the text" in found(with_part(good, "customXml/item1.xml", b"<a>Jo</a>"))
    assert "another file" in found(with_part(good, "word/embeddings/sheet.xlsx", b"x"))
    assert "camera" in found(with_part(good, "word/media/i.jpg", b"\xff\xd8Exif\x00\x00"))


def control_of(document: Document, label: str):
    for control in document.element.body.iter(qn("w:sdt")):
        if control.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val")) == label:
            return control
    raise AssertionError(label)


def test_a_filled_control() -> None:
    def change(document: Document) -> None:
        control = control_of(document, "Full name")
        properties = control.find(qn("w:sdtPr"))
        properties.remove(properties.find(qn("w:showingPlcHdr")))
        next(control.iter(qn("w:t"))).text = SECRET

    message = found(word_form(change))
    assert "The field “Full name” is filled in" in message
    assert SECRET not in message


def test_a_filled_date() -> None:
    def change(document: Document) -> None:
        date = control_of(document, "Date of birth").find(qn("w:sdtPr")).find(qn("w:date"))
        date.set(qn("w:fullDate"), "1990-01-01T00:00:00Z")

    assert "The field “Date of birth” is filled in" in found(word_form(change))


def test_a_ticked_box() -> None:
    def change(document: Document) -> None:
        document.add_paragraph()._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w', 'w14')}><w:sdtPr><w:alias w:val='At risk'/><w14:checkbox>"
                "<w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>"
            )
        )

    assert "The field “At risk” is filled in" in found(saved(plain_document(change)))


def test_a_form_field_of_the_older_kind() -> None:
    def field(words: str):
        def change(document: Document) -> None:
            paragraph = document.add_paragraph()._p
            for inner in (
                "<w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='Surname'/></w:ffData></w:fldChar>",
                "<w:instrText> FORMTEXT </w:instrText>",
                "<w:fldChar w:fldCharType='separate'/>",
                f"<w:t>{words}</w:t>",
                "<w:fldChar w:fldCharType='end'/>",
            ):
                paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))

        return change

    assert "The form field “Surname” is filled in" in found(saved(plain_document(field(SECRET))))
    assert found(saved(plain_document(field("\u2002\u2002\u2002")))) == ""


def table(document: Document, rows: list[list[str]]) -> None:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


@pytest.mark.parametrize(
    "rows",
    [
        [["Full name", SECRET], ["Date of birth", ""]],
        [["Name", ""], ["Date of birth", "1 May 1980"]],
        [["Name of child", "Agency"], ["", ""], [SECRET, "School"]],
        [["Reference", ""], ["Address", "1 Church Lane"]],
    ],
)
def test_written_into_a_table(rows) -> None:
    message = found(saved(plain_document(lambda document: table(document, rows))))
    assert "Something is written" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    "line", [f"Name: {SECRET}", f"Signed: {SECRET}", "Date of birth: 1.5.1980"]
)
def test_written_on_a_line(line) -> None:
    message = found(saved(plain_document(lambda document: document.add_paragraph(line))))
    assert "Something is written" in message


@pytest.mark.parametrize(
    "rows",
    [
        [["Full name", "________"], ["Date of birth", "dd/mm/yyyy"]],
        [["Name", "[the person who died]"], ["Address", "Click here to enter an address"]],
        [["Name", "Date of birth", "Agency"], ["", "", ""]],
        [["Name of agency", "Essex Police"], ["E-mail address", "team@example.gov.uk"]],
    ],
)
def test_empty_tables_pass(rows) -> None:
    assert found(saved(plain_document(lambda document: table(document, rows)))) == ""


def test_numbers_that_belong_to_a_person() -> None:
    def words(text: str) -> str:
        return found(saved(plain_document(lambda document: document.add_paragraph(text))))

    assert "National Insurance" in words("Her number was AB 12 34 56 C.")
    assert "NHS number" in words("See 943 476 5919 for more.")
    assert words("Ring 0808 2000 247 or 943 476 5918.") == ""


def test_hidden_text_and_links_elsewhere() -> None:
    def hide(document: Document) -> None:
        document.add_paragraph().add_run("of the last case").font.hidden = True

    def link(document: Document) -> None:
        document.part.relate_to(
            "file:///C:/Users/jp/case.dotx",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
            is_external=True,
        )

    def harmless(document: Document) -> None:
        document.part.relate_to(
            "https://www.legislation.gov.uk/",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )

    assert "hidden text" in found(saved(plain_document(hide)))
    assert "elsewhere" in found(saved(plain_document(link)))
    assert found(saved(plain_document(harmless))) == ""


def test_everything_is_said_at_once() -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = ""
        document.core_properties.author = SECRET
        document.add_paragraph(f"Name: {SECRET}")

    assert len(findings(read_word_file(io.BytesIO(saved(plain_document(change)))))) == 3


def content_types(data: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        types = packed.read("[Content_Types].xml").decode()
    assert old in types
    return with_part(data, "[Content_Types].xml", types.replace(old, new).encode())


def test_what_is_not_a_word_file_is_refused_by_its_content() -> None:
    good = word_form()
    main = "wordprocessingml.document.main+xml"
    assert "empty" in refusal(b"")
    assert "not a Word file" in refusal(b"%PDF-1.7 ...")
    assert "password" in refusal(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    assert "damaged" in refusal(good[:-200])
    assert "not a Word file" in refusal(with_part(b"PK\x05\x06" + b"\0" * 18, "a", b"b"))
    assert "macros" in refusal(
        content_types(
            good,
            f"application/vnd.openxmlformats-officedocument.{main}",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    )
    assert "macros" in refusal(with_part(good, "word/vbaProject.bin", b"x"))
    assert "not a Word file" in refusal(content_types(good, main, "spreadsheetml.sheet.main+xml"))
    assert "Strict" in refusal(with_part(good, "word/document.xml", b"<document xmlns='strict'/>"))
    assert "damaged" in refusal(with_part(good, "word/document.xml", b"<w:document>"))


def test_entities_and_bombs_are_refused(monkeypatch) -> None:
    good = word_form()
    bomb = b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>"
    assert "code" in refusal(with_part(good, "word/document.xml", bomb))
    monkeypatch.setattr(word_reading, "MAX_UNPACKED_BYTES", 1000)
    assert "larger inside" in refusal(good)
    monkeypatch.setattr(word_reading, "MAX_UNPACKED_BYTES", 10**9)
    monkeypatch.setattr(word_reading, "MAX_PARTS", 3)
    assert "larger inside" in refusal(good)
    monkeypatch.setattr(word_reading, "MAX_BYTES", 100)
    assert "larger than" in refusal(good)


def test_a_part_larger_than_it_says_is_not_unpacked() -> None:
    good = bytearray(with_part(word_form(), "word/media/big.bin", b"\0" * 100_000))
    at = good.rindex(b"word/media/big.bin") - 46
    good[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert "damaged" in refusal(bytes(good))


def pdf_of(words: str) -> io.BytesIO:
    return io.BytesIO(pdf_bytes(words))


def test_pdf() -> None:
    assert pdf_findings(pdf_of("OFFICIAL-SENSITIVE when completed")) == []
    assert "Page 1 of the PDF does not say" in " ".join(pdf_findings(pdf_of("Nothing")))
    with pytest.raises(ValidationError, match="not a PDF"):
        pdf_findings(io.BytesIO(word_form()))


def test_pdf_with_traces_of_people() -> None:
    pdf = pikepdf.open(pdf_of("OFFICIAL-SENSITIVE when completed"))
    pdf.docinfo["/Author"] = SECRET
    pdf.pages[0].Annots = pdf.make_indirect(
        pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text)])
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=[pikepdf.Dictionary(T="Name", FT=pikepdf.Name.Tx, V=SECRET)]
    )
    pdf.attachments["x.txt"] = b"x"
    out = io.BytesIO()
    pdf.save(out)
    message = " ".join(pdf_findings(out))
    for words in ("an author", "comments", "The field “Name”", "attached files"):
        assert words in message
    assert SECRET not in message
