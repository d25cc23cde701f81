"""Uploading report files through the chooser, as an editor's browser does, to a folder and to S3."""

import io
import zipfile

import factories
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from PIL import Image

from reviews import files, viewsets
from reviews.files import count_pages, store_report_file, stored_digest
from reviews.models import FileKind, ReportFile

pytestmark = pytest.mark.django_db

SUMMARY = FileKind.EXECUTIVE_SUMMARY
CREATE = "/manage/report-files/create/"
TELLING_NAME = "Rosalind Featherstone DHR final.pdf"

NOT_A_PDF = "This is not a PDF. Save the report as a PDF and upload that."
DAMAGED = "The file is damaged and can’t be read. Make the PDF again from the original."
PROTECTED = "The file is protected by a password or by restrictions. Save a copy without them."


def docx_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def png_bytes() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def encrypted_bytes(user: str) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return saved(pdf, encryption=pikepdf.Encryption(owner="an-owner", user=user))


def altered(old: bytes, new: bytes) -> bytes:
    """A PDF of two pages with a part overwritten: no place in it moves."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    content = saved(pdf)
    assert content.count(old) == 1 and len(old) == len(new)
    return content.replace(old, new)


REFUSED = {
    "a Word file": (docx_bytes(), NOT_A_PDF),
    "a picture": (png_bytes(), NOT_A_PDF),
    "a web page": (b"<!doctype html><script>alert(1)</script>", NOT_A_PDF),
    "the mark too far in": (b" " * 1024 + factories.pdf_bytes("far"), NOT_A_PDF),
    "only the mark": (b"%PDF-1.7\n", DAMAGED),
    "cut in the middle": (factories.pdf_bytes("cut")[:700], DAMAGED),
    "cut near the end": (factories.pdf_bytes("cut")[:-40], DAMAGED),
    "the middle gone": (factories.pdf_bytes("a")[:200] + factories.pdf_bytes("a")[500:], DAMAGED),
    "pages miscounted": (altered(b"/Count 2", b"/Count 9"), DAMAGED),
    "pages not counted": (altered(b"/Count 2", b"/Koala 2"), DAMAGED),
    "a page in two places": (altered(b"\n3 0 obj", b"\n1 0 obj"), DAMAGED),
    "a password to open": (encrypted_bytes("a-user"), PROTECTED),
    "a password to change": (encrypted_bytes(""), PROTECTED),
    "nothing": (b"", "The file is empty. Save it again and upload it once more."),
    "no pages": (saved(pikepdf.new()), "The PDF has no pages. Make it again from the original."),
}


@pytest.fixture(autouse=True)
def no_copy_is_made(monkeypatch) -> None:
    """What follows an upload is for test_clearing.py."""
    monkeypatch.setattr(viewsets, "prepare", lambda row: None)


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


def upload(client, content: bytes, *, kind: str = SUMMARY, name: str = "report.pdf", preset=""):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    address = f"{CREATE}?kind={preset}" if preset else CREATE
    return client.post(address, {"kind": kind, "upload": file})


def refusal(response) -> str:
    assert response.status_code == 200
    answer = response.json()
    assert answer["step"] == "reshow_creation_form"
    return answer["htmlFragment"]


def chosen(response) -> ReportFile:
    assert response.status_code == 200
    answer = response.json()
    assert answer["step"] == "chosen", answer
    return ReportFile.objects.get(pk=answer["result"]["id"])


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(editor, file_store, case):
    content, sentence = REFUSED[case]
    assert sentence in refusal(upload(editor, content))
    assert not ReportFile.objects.exists()
    assert file_store.names() == []


def test_a_file_over_the_limit_is_refused(editor, file_store, settings):
    settings.REPORT_FILE_MAX_BYTES = 1024 * 1024
    content = factories.pdf_bytes("large") + b"\n" * 1024 * 1024
    assert "The file is larger than 1 MB." in refusal(upload(editor, content))
    assert not ReportFile.objects.exists()
    assert file_store.names() == []


def test_no_file_at_all_is_a_sentence_too(editor, file_store):
    assert "Choose a PDF file." in refusal(editor.post(CREATE, {"kind": SUMMARY}))
    assert "reshow_creation_form" in editor.post(CREATE, {}).json()["step"]


def test_an_unknown_kind_stores_nothing(editor, file_store):
    refusal(upload(editor, factories.pdf_bytes("kind"), kind="poem"))
    assert file_store.names() == []


@pytest.mark.parametrize("before", [b"", b"\n\n", b"x" * 1000])
def test_a_good_file_is_stored_under_its_digest(editor, people, file_store, before):
    """Readers accept up to a kilobyte of something else before the mark of a PDF."""
    content = before + factories.pdf_bytes("good", pages=3)
    row = chosen(upload(editor, content, name=TELLING_NAME))
    assert (row.kind, row.pages, row.size) == (SUMMARY, 3, len(content))
    assert (row.uploaded_by, row.original_name) == (people.editor, TELLING_NAME)
    assert file_store.names() == [f"{row.sha256[:2]}/{row.sha256}.pdf"]
    assert file_store.read(row.file.name) == content
    assert stored_digest(row) == row.sha256


def test_a_file_too_large_for_memory_is_stored_as_well(editor, file_store, settings):
    """Django keeps it in a temporary file, which moving it into place uses up."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    content = factories.pdf_bytes("x" * 5000)
    row = chosen(upload(editor, content))
    assert file_store.read(row.file.name) == content


def test_the_same_bytes_again_are_the_same_row(editor, file_store):
    content = factories.pdf_bytes("twice")
    first = chosen(upload(editor, content, name="one.pdf"))
    second = chosen(upload(editor, content, name="two.pdf"))
    assert first == second
    assert second.original_name == "one.pdf"
    assert len(file_store.names()) == 1


def test_the_same_bytes_as_another_kind_are_refused(editor, file_store):
    content = factories.pdf_bytes("kinds")
    chosen(upload(editor, content))
    page = refusal(upload(editor, content, kind=FileKind.OVERVIEW_REPORT))
    assert "This file was uploaded before as “Executive summary”." in page
    assert ReportFile.objects.get().kind == SUMMARY


def test_the_field_that_opened_the_chooser_settles_the_kind(editor, file_store):
    form = editor.get("/manage/report-files/?kind=overview-report").json()["html"]
    assert '<option value="overview-report" selected>' in form
    posted = upload(editor, factories.pdf_bytes("preset"), kind=SUMMARY, preset="overview-report")
    assert chosen(posted).kind == FileKind.OVERVIEW_REPORT


def test_what_an_interrupted_upload_left_is_replaced(editor, file_store):
    content = factories.pdf_bytes("interrupted")
    row = chosen(upload(editor, content))
    ReportFile.objects.all().delete()
    file_store.put(row.file.name, content[:300])
    again = chosen(upload(editor, content))
    assert again.file.name == row.file.name
    assert file_store.names() == [row.file.name]
    assert file_store.read(row.file.name) == content


def test_uploading_once_more_mends_bytes_that_were_lost(editor, file_store):
    content = factories.pdf_bytes("lost")
    row = chosen(upload(editor, content))
    file_store.storage.delete(row.file.name)
    assert stored_digest(row) is None
    assert chosen(upload(editor, content)) == row
    assert stored_digest(row) == row.sha256


def test_two_uploads_of_the_same_bytes_at_once_end_in_one_row(people, file_store, monkeypatch):
    """The second finds no row when it looks, and the first one's when it writes its own."""
    content = factories.pdf_bytes("at once")

    def store() -> ReportFile:
        return store_report_file(
            ContentFile(content, name="x.pdf"), kind=SUMMARY, user=people.editor
        )

    def look_after_another(row: ReportFile) -> str | None:
        monkeypatch.setattr(files, "stored_digest", stored_digest)
        store()
        return stored_digest(row)

    monkeypatch.setattr(files, "stored_digest", look_after_another)
    assert store() == ReportFile.objects.get()
    assert len(file_store.names()) == 1


def test_a_row_never_changes(people):
    row = factories.make_file(SUMMARY, people.editor)
    row.kind = FileKind.ACTION_PLAN
    with pytest.raises(ValueError, match="never changes"):
        row.save()
    sql = f"UPDATE reviews_reportfile SET kind = 'action-plan' WHERE id = {row.pk}"
    for change in (
        lambda: ReportFile.objects.update(kind=FileKind.ACTION_PLAN),
        lambda: ReportFile.objects.bulk_update([row], ["kind"]),
        lambda: row.save_base(),
        lambda: connection.cursor().execute(sql),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    row.refresh_from_db()
    assert row.kind == SUMMARY


MARKED = st.binary(max_size=400).map(lambda rest: b"%PDF-1.7\n" + rest)
WHOLE = factories.pdf_bytes("fuzz")


@st.composite
def spoiled_pdfs(draw) -> bytes:
    content = bytearray(WHOLE)
    places = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for place, byte in draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = byte
    return bytes(content[: draw(st.integers(1, len(content)))])


@effort(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=2000), MARKED, spoiled_pdfs()))
def test_no_bytes_do_worse_than_be_refused(content):
    try:
        assert count_pages(ContentFile(content, name="x.pdf")) > 0
    except ValidationError as error:
        assert error.messages[0].endswith((".", "again."))
