"""Uploading a template form in the admin."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from template_factories import make_version, plain_document, saved, word_form

from protocols.models import TemplateForm, TemplateVersion

pytestmark = pytest.mark.django_db
ADD = reverse("wagtailsnippets_protocols_templateform:add")
TYPED = {
    "label": "Letter to an agency",
    "slug": "letter-to-an-agency",
    "purpose": "Asks an agency for what it knows.",
    "stage": "gathering",
    "completed_by": "The coordinator",
    "protective_marking": "when-completed",
    "order": "10",
    "live": "on",
    "version_date": "2026-06-01",
    "review_date": "2027-06-01",
    "change_note": "First edition.",
}


@pytest.fixture
def editor(client, home, people):
    client.force_login(people.editor)
    return people.editor


def upload(data: bytes, name: str = "My own name for it.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def edit_address(form: TemplateForm) -> str:
    return reverse("wagtailsnippets_protocols_templateform:edit", args=[form.pk])


def test_a_good_form_is_published(client, editor) -> None:
    response = client.post(ADD, {**TYPED, "docx": upload(word_form())})
    assert response.status_code == 302
    version = TemplateVersion.objects.get()
    assert (version.number, version.uploaded_by) == (1, editor)
    assert version.review_date == date(2027, 6, 1)
    assert client.get(version.form.get_absolute_url()).status_code == 200
    assert "My own name" not in version.docx.name


def test_a_bad_file_is_refused_with_reasons_and_nothing_typed_is_lost(client, editor) -> None:
    bad = saved(plain_document(lambda document: document.add_paragraph("Name: Jo Bloggs")))
    response = client.post(ADD, {**TYPED, "docx": upload(bad)})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Something is written beside or below “Name”" in page
    assert "Jo Bloggs" not in page
    for words in (TYPED["label"], TYPED["purpose"], TYPED["completed_by"], TYPED["change_note"]):
        assert words in page
    assert not TemplateForm.objects.exists()
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is not a Word file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password"),
    ],
)
def test_other_files_are_refused_by_their_content(client, editor, data, message) -> None:
    response = client.post(ADD, {**TYPED, "docx": upload(data)})
    assert message in response.content.decode()
    assert not TemplateForm.objects.exists()


@pytest.mark.parametrize("missing", ["docx", "review_date", "change_note"])
def test_what_is_missing_is_said(client, editor, missing) -> None:
    values = {**TYPED, "docx": upload(word_form())}
    values.pop(missing)
    response = client.post(ADD, values)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {missing}
    assert not TemplateForm.objects.exists()


def test_review_date_comes_after_the_version(client, editor) -> None:
    response = client.post(ADD, {**TYPED, "docx": upload(word_form()), "review_date": "2026-06-01"})
    assert response.context["form"].errors.keys() == {"review_date"}


def details_of(form: TemplateForm) -> dict[str, str]:
    return {
        **{name: TYPED[name] for name in ("stage", "completed_by", "protective_marking", "live")},
        "label": form.label,
        "slug": "another-address",
        "purpose": form.purpose,
        "order": "10",
    }


def test_details_change_without_a_new_version_and_the_address_stays(client, editor) -> None:
    form = make_version().form
    slug = form.slug
    response = client.post(edit_address(form), {**details_of(form), "purpose": "Clearer."})
    assert response.status_code == 302
    form.refresh_from_db()
    assert (form.purpose, form.slug, form.versions.count()) == ("Clearer.", slug, 1)


def test_a_second_upload_is_a_new_version(client, editor) -> None:
    first = make_version()
    values = {
        **details_of(first.form),
        "docx": upload(word_form(title="Second")),
        **{name: TYPED[name] for name in ("version_date", "review_date", "change_note")},
    }
    assert client.post(edit_address(first.form), values).status_code == 302
    assert [v.number for v in first.form.versions.order_by("number")] == [1, 2]


def test_a_version_is_taken_away_with_a_reason(client, editor) -> None:
    version = make_version()
    values = {**details_of(version.form), "withdraw": str(version.pk)}
    response = client.post(edit_address(version.form), values)
    assert "Say why this version is taken away" in response.content.decode()
    response = client.post(edit_address(version.form), {**values, "withdraw_reason": "A mistake"})
    assert response.status_code == 302
    version.refresh_from_db()
    assert version.withdrawn_reason == "A mistake"
    assert client.get(version.form.get_absolute_url()).status_code == 404


def test_others_may_not(client, home, people) -> None:
    client.force_login(people.home_office)
    response = client.post(ADD, {**TYPED, "docx": upload(word_form())})
    assert response.status_code in (302, 403)
    assert not TemplateForm.objects.exists()
