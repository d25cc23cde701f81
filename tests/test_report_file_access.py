"""Who may see a report file that is not public, or the name it had on somebody's machine: few."""

import factories
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.files import store_report_file
from reviews.models import FileKind, ReportFile
from reviews.preparation import prepare

pytestmark = pytest.mark.django_db

SUMMARY = FileKind.EXECUTIVE_SUMMARY
CREATE = "/manage/report-files/create/"
TELLING_NAME = "Rosalind Featherstone DHR final.pdf"


def upload(client, content: bytes):
    file = SimpleUploadedFile("report.pdf", content, content_type="application/pdf")
    return client.post(CREATE, {"kind": SUMMARY, "upload": file})


def addresses_of(row: ReportFile) -> list[str]:
    return [
        "/manage/report-files/",
        "/manage/report-files/results/",
        f"/manage/report-files/chosen/{row.pk}/",
        f"/manage/report-files/chosen-multiple/?id={row.pk}",
        CREATE,
        reverse("report_file", args=[row.pk]),
    ]


def make_user_without_a_role():
    user = factories.UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.mark.parametrize("who", ["nobody", "no role", "site administrator", "superuser"])
def test_who_may_not_read_drafts_sees_no_file_and_no_name(client, people, file_store, who):
    named = ContentFile(factories.pdf_bytes("secret"), name=TELLING_NAME)
    row = store_report_file(named, kind=SUMMARY, user=people.editor)
    if who != "nobody":
        user = people.superuser if who == "superuser" else make_user_without_a_role()
        if who == "site administrator":
            user.groups.add(Group.objects.get(name="Site administrators"))
        client.force_login(user)
    for address in addresses_of(row):
        for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
            response = client.get(address, headers=headers)
            assert response.status_code in (302, 403), address
            assert b"Rosalind" not in response.content
    assert upload(client, factories.pdf_bytes("other")).status_code in (302, 403)
    assert ReportFile.objects.get() == row


def test_moderators_open_and_choose_but_do_not_upload(client, people, file_store):
    row = factories.make_file(SUMMARY, people.editor)
    client.force_login(people.governance)
    assert client.get(f"/manage/report-files/chosen/{row.pk}/").status_code == 200
    assert upload(client, factories.pdf_bytes("mine")).status_code == 302
    assert ReportFile.objects.get(is_copy=False) == row


def test_an_editor_opens_a_draft_at_its_private_address(client, people, folder_store):
    client.force_login(people.editor)
    content = factories.pdf_bytes("draft")
    named = ContentFile(content, name=TELLING_NAME)
    row = store_report_file(named, kind=SUMMARY, user=people.editor)
    response = client.get(f"/manage/reviews/files/{row.pk}/")
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"] == 'inline; filename="draft-executive-summary.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    with pytest.raises(ValueError, match="no public address"):
        row.file.url  # noqa: B018


def test_the_name_on_the_uploaders_machine_is_never_public(client, people, file_store):
    named = ContentFile(factories.pdf_bytes("named"), name=TELLING_NAME)
    row = store_report_file(named, kind=SUMMARY, user=people.editor)
    prepare(row)
    made = factories.make_publication(people, executive_summary=row)
    slug = made.content.slug
    assert TELLING_NAME not in made.edition.content.body
    for address in (
        "/",
        "/reviews/",
        f"/reviews/{slug}/",
        f"/reviews/{slug}/edition.json",
        f"/reviews/{slug}/executive-summary.pdf",
        "/reviews/feed/",
        "/sitemap.xml",
        "/search/?q=Rosalind",
    ):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        shown = body + str(response.headers).encode()
        assert b"Featherstone" not in shown, address
