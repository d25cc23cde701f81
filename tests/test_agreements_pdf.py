"""The PDF of an agreement: for everybody to read, and made once for each state of its signatories."""

import io
from collections import Counter

import agreement_factories as agreements
import pikepdf
import pytest

from protocols.agreements import pdf
from protocols.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = f"{agreements.ADDRESS}v1.0/agreement.pdf"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def roles_of(element: pikepdf.Object) -> Counter[str]:
    found: Counter[str] = Counter()
    if isinstance(element, pikepdf.Array):
        for child in element:
            found += roles_of(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found[str(element["/S"])] += 1
        if "/K" in element:
            found += roles_of(element["/K"])
    return found


def fetched(client) -> bytes:
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "application/pdf"
    return b"".join(response.streaming_content)


def test_the_pdf_is_tagged_and_complete(home, client):
    version = agreements.make_version()
    agreements.sign(version, Organisation.objects.get(name="Essex Police"))
    with opened(fetched(client)) as file:
        assert bool(file.Root.MarkInfo.Marked)
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert str(file.docinfo["/Title"]) == f"{version.title}, version 1.0"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        roles = roles_of(file.Root.StructTreeRoot)
        assert roles["/H1"] == 1
        # Facts, data fields, Appendix 1 and signatories.
        assert roles["/Table"] == roles["/THead"] == 4
        # Rows, with one of headings for each table.
        assert roles["/TR"] == len(list(pdf.document_of(version)["facts"])) + 5 + 53 + 1 + 4
        fonts = [
            font
            for page in file.pages
            for each in page.resources.get("/Font", {}).values()
            for font in each.get("/DescendantFonts", [each])
        ]
        assert fonts
        for font in fonts:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].keys())


def test_it_is_made_once_and_again_when_somebody_signs(home, client, monkeypatch):
    version = agreements.make_version()
    made = []
    compile_pdf = pdf._compile
    monkeypatch.setattr(pdf, "_compile", lambda *args: made.append(1) or compile_pdf(*args))
    first = fetched(client)
    assert fetched(client) == first
    assert len(made) == 1
    agreements.sign(version, Organisation.objects.get(name="Essex Police"))
    assert fetched(client) != first
    assert len(made) == 2


def test_words_go_in_as_data(home, client):
    nasty = '#panic("no") $x$ *bold* @ref <label> \\ `code` ]'
    agreements.make_version(("It adds no new duty.", nasty.replace("`code`", "code")))
    fetched(client)


def test_no_private_address_is_in_its_data(home):
    version = agreements.load_text(agreements.signed_form()).version
    agreements.sign(version, Organisation.objects.get(name="Essex Police"))
    document = str(pdf.document_of(version))
    assert "Robin Example" not in document
    assert "Sam Private" not in document
    assert "Essex Police" in document
