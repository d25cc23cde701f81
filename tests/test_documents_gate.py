"""A document of the library is public while a published page uses it, and at no other time."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from factories import make_people
from template_factories import attach, make_document, make_protocol
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from protocols.models import ProtocolAttachment, ProtocolPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(home) -> None:
    pass


def status(client, document) -> int:
    return client.get(document.url).status_code


def published():
    document, page = make_document(), make_protocol()
    attach(document, page)
    return document, page


def test_served_beside_a_published_page(client) -> None:
    document, page = published()
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == b"An attachment."
    assert response["Content-Disposition"] == 'attachment; filename="checklist.txt"'
    assert response["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    html = client.get(page.get_url()).content.decode()
    assert document.url in html
    assert "TXT" in html
    assert client.post(document.url).status_code == 405


def test_all_else_is_one_and_the_same_404(client) -> None:
    document = make_document()
    missing = client.get(reverse("wagtaildocs_serve", args=[99999, "checklist.txt"]))
    unused = client.get(document.url)
    assert missing.status_code == unused.status_code == 404
    assert missing.content == unused.content


def test_draft_page(client) -> None:
    document = make_document()
    attach(document, make_protocol(live=False))
    assert status(client, document) == 404


def test_unpublished_page(client) -> None:
    document, page = published()
    page.unpublish()
    assert status(client, document) == 404


def test_deleted_page(client) -> None:
    document, page = published()
    page.delete()
    assert status(client, document) == 404


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("above", [False, True])
def test_private_page(client, kind, above) -> None:
    document, page = published()
    where = page.get_parent() if above else page
    PageViewRestriction.objects.create(page=where, restriction_type=kind, password="x")
    assert status(client, document) == 404


@pytest.mark.parametrize("kind", ["login", "password"])
def test_private_collection(client, kind) -> None:
    document, _page = published()
    collection = Collection.get_first_root_node().add_child(name="Private")
    document.collection = collection
    document.save()
    assert status(client, document) == 200
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, password="x"
    )
    assert status(client, document) == 404


def test_attached_in_a_draft_of_a_published_page_only(client) -> None:
    document, page = make_document(), make_protocol()
    page.attachments.add(ProtocolAttachment(document=document, label="Later"))
    page.save_revision()
    assert status(client, document) == 404
    page.get_latest_revision().publish()
    assert status(client, document) == 200


def test_taken_off_and_left_in_an_old_revision_only(client) -> None:
    document, page = published()
    page = ProtocolPage.objects.get(pk=page.pk)
    old = page.save_revision()
    page.attachments.clear()
    page.save_revision().publish()
    assert "checklist" in str(old.content) or old.content["attachments"]
    assert status(client, document) == 404


def test_replaced_file(client) -> None:
    document, _page = published()
    old_url, old_name = document.url, document.file.name
    document.file = ContentFile(b"New words.", name="guide.txt")
    document._set_document_file_metadata()
    document.save()
    assert client.get(old_url).status_code == 404
    assert b"".join(client.get(document.url).streaming_content) == b"New words."
    assert document.file.name != old_name


def test_an_edit_in_the_admin_leaves_no_old_bytes(
    client, django_capture_on_commit_callbacks
) -> None:
    document, _page = published()
    old_url, old_name, storage = document.url, document.file.name, document.file.storage
    client.force_login(make_people().editor)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("wagtaildocs:edit", args=[document.pk]),
            {
                "title": "Checklist",
                "file": ContentFile(b"New words.", name="guide.txt"),
                "collection": document.collection_id,
            },
        )
    assert response.status_code == 302
    assert client.get(old_url).status_code == 404
    document.refresh_from_db()
    assert document.file.name != old_name
    assert not storage.exists(old_name)
    assert b"".join(client.get(document.url).streaming_content) == b"New words."


def test_guessed_paths(client) -> None:
    document, _page = published()
    name = document.file.name
    assert name.count("/") == 2
    for address in (
        f"/media/{name}",
        f"/media/documents/{document.filename}",
        f"/documents/{document.pk}/other.txt",
        f"/documents/{document.pk}/",
        f"/documents/{name}",
        f"/confidential/{name}",
        f"/static/{name}",
        f"/documents/authenticate_with_password/{document.pk}/",
    ):
        assert client.get(address).status_code == 404, address
    with pytest.raises(ValueError, match="no public address"):
        assert document.file.url


def test_a_document_in_use_elsewhere_in_wagtail_is_not_public(client) -> None:
    document = make_document()
    page = make_protocol(body=[("text", f'<a linktype="document" id="{document.pk}">x</a>')])
    assert page.live
    assert status(client, document) == 404


def test_editors_may_look_at_what_is_not_public(client) -> None:
    document = make_document()
    people = make_people()
    client.force_login(people.editor)
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    client.force_login(people.home_office)
    assert status(client, document) == 404


def test_document_in_use_cannot_be_deleted(client) -> None:
    from django.db.models import ProtectedError

    document, _page = published()
    with pytest.raises(ProtectedError):
        document.delete()
    assert status(client, document) == 200


def test_nginx_gets_the_private_folder_only(client, settings) -> None:
    settings.FILES_SENT_BY_NGINX = True
    document, _page = published()
    response = client.get(document.url)
    assert response["X-Accel-Redirect"] == f"/confidential/{document.file.name}"
    assert response.content == b""
