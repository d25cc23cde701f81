"""The public pages of the template forms, their files and the zip of them all."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import make_people
from template_factories import (
    make_form,
    make_protocol,
    make_version,
    plain_document,
    saved,
    word_form,
)

from home.navigation import navigation_for
from home.search import search_everything
from protocols.models import TemplateBundle, TemplateForm, TemplateVersion
from protocols.models.templates import private_storage
from protocols.template_forms.files import rebuild_bundle, withdraw_version

pytestmark = pytest.mark.django_db
LIST = "/information-sharing/templates/"
ZIP = f"{LIST}all/template-forms.zip"


@pytest.fixture(autouse=True)
def site(home) -> None:
    pass


def html(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_list_is_grouped_in_the_order_of_a_review(client) -> None:
    make_version(make_form(label="Later", stage="writing", order=1))
    make_version(make_form(label="Second", stage="deciding", order=2))
    make_version(make_form(label="First", stage="deciding", order=1))
    page = html(client, LIST)
    places = [page.index(f">{words}<") for words in ("First", "Second", "Later")]
    assert places == sorted(places)
    assert page.index("Deciding whether") < places[0] < page.index("Writing the report")
    assert page.count("<h1") == 1


def test_each_download_says_format_size_and_date(client) -> None:
    version = make_version()
    for address in (LIST, version.form.get_absolute_url()):
        page = " ".join(html(client, address).split())
        assert "Word document" in page
        assert "KB" in page
        assert "1 May 2026" in page
        assert f"{version.form.slug}-template-v1.docx" in page


def test_download_is_the_very_file_under_a_neutral_name(client) -> None:
    data = word_form()
    version = make_version(data=data)
    response = client.get(version.downloads[0].url)
    assert b"".join(response.streaming_content) == data
    assert response["Content-Disposition"] == (
        f'attachment; filename="{version.form.slug}-template-v1.docx"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        client.get(
            version.downloads[0].url, headers={"if-none-match": response["ETag"]}
        ).status_code
        == 304
    )


def test_an_older_version_keeps_its_address_and_says_so(client) -> None:
    first = make_version()
    second = make_version(first.form)
    page = html(client, first.get_absolute_url())
    assert "There is a newer version" in page
    assert "There is a newer version" not in html(client, second.get_absolute_url())
    current = html(client, first.form.get_absolute_url())
    assert "There is a newer version" not in current
    assert first.get_absolute_url() in current
    assert client.get(first.downloads[0].url).status_code == 200
    assert first.get_absolute_url() not in html(client, LIST)


def test_a_version_never_changes() -> None:
    version = make_version()
    version.change_note = "Other"
    with pytest.raises(ValueError, match="never changes"):
        version.save()


def test_what_is_not_published_is_not_found(client) -> None:
    hidden = make_version(make_form(live=False))
    without = make_form()
    withdrawn = make_version()
    withdraw_version(withdrawn, reason="A mistake")
    for version in (hidden, withdrawn):
        for url in (
            version.form.get_absolute_url(),
            version.get_absolute_url(),
            version.downloads[0].url,
        ):
            assert client.get(url).status_code == 404, url
        assert version.form.label not in html(client, LIST)
    assert client.get(without.get_absolute_url()).status_code == 404
    current = make_version()
    slug = current.form.slug
    for name in (
        f"{slug}-template-v2.docx",
        f"{slug}-template-v1.pdf",
        "other-template-v1.docx",
        f"{slug}-template-v0.docx",
    ):
        assert client.get(f"{LIST}{slug}/{name}").status_code == 404


def test_the_version_before_counts_again_when_one_is_withdrawn(client) -> None:
    first = make_version()
    second = make_version(first.form)
    withdraw_version(second, reason="It held a name")
    assert first.form.current_version == first
    assert "There is a newer version" not in html(client, first.get_absolute_url())
    assert client.get(second.downloads[0].url).status_code == 404


def test_those_who_look_after_forms_see_hidden_files(client) -> None:
    version = make_version(make_form(live=False))
    client.force_login(make_people().editor)
    response = client.get(version.downloads[0].url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_files_have_no_other_address(client) -> None:
    version = make_version()
    for address in (f"/media/{version.docx.name}", f"/confidential/{version.docx.name}"):
        assert client.get(address).status_code == 404
    with pytest.raises(ValueError, match="no public address"):
        assert version.docx.url


def test_a_refused_file_leaves_nothing_behind() -> None:
    form = make_form()
    before = set(private_storage().listdir("")[0])
    with pytest.raises(ValidationError):
        make_version(form, saved(plain_document(lambda d: d.add_paragraph("Name: Jo Bloggs"))))
    assert not TemplateVersion.objects.exists()
    assert set(private_storage().listdir("")[0]) == before


def test_zip_is_made_when_a_form_is_published(client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = make_version(make_form(stage="deciding"))
        second = make_version()
    response = client.get(ZIP)
    data = b"".join(response.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.namelist() == [v.file_name("docx") for v in (first, second)]
        assert packed.testzip() is None
    assert 'filename="template-forms.zip"' in response["Content-Disposition"]
    assert "Download all 2 forms" in html(client, LIST)
    bundle = TemplateBundle.objects.get()
    rebuild_bundle()
    client.get(ZIP)
    assert TemplateBundle.objects.get() == bundle


def test_zip_follows_every_change(client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = make_version()
        second = make_version()
    old = TemplateBundle.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_version(second, reason="A mistake")
    bundle = TemplateBundle.objects.get()
    assert bundle.contents == [[first.file_name("docx"), first.docx_sha256]]
    assert not private_storage().exists(old.file.name)


def test_a_zip_that_is_out_of_date_is_not_sent(client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version = make_version()
    assert client.get(ZIP).status_code == 200
    TemplateForm.objects.filter(pk=version.form_id).update(live=False)
    assert client.get(ZIP).status_code == 404
    assert "Download all" not in html(client, LIST)


def test_zip_that_was_tampered_with_is_not_sent(client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_version()
    name = TemplateBundle.objects.get().file.name
    private_storage().delete(name)
    private_storage().save(name, ContentFile(b"other bytes"))
    assert client.get(ZIP).status_code == 404


def add_rows(number: int) -> None:
    form = TemplateForm.objects.bulk_create(
        TemplateForm(
            label=f"Bulk {n}", slug=f"bulk-{n}", purpose="p", stage="writing", completed_by="c"
        )
        for n in range(TemplateForm.objects.count(), TemplateForm.objects.count() + number)
    )
    TemplateVersion.objects.bulk_create(
        TemplateVersion(
            form=one,
            number=1,
            version_date="2026-01-01",
            review_date="2027-01-01",
            change_note="n",
            docx=f"templates/{one.pk}",
            docx_sha256=str(one.pk).zfill(64),
            docx_size=40_000,
        )
        for one in form
    )


def test_queries_do_not_grow_with_the_rows(client) -> None:
    counts = []
    for rows in (50, 4950):
        add_rows(rows)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(LIST)
        counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIST}bulk-7/")
        counts.append(len(captured))
    assert counts[:2] == counts[2:]
    assert max(counts) < 20


def test_found_by_search_and_on_the_map(client) -> None:
    version = make_version(make_form(label="Chronology of events", purpose="Lists what was known."))
    protocol = make_protocol(title="Sharing at night")
    draft = make_protocol(title="Sharing by day", live=False)
    titles = {hit.title for hit in search_everything("chronology known")}
    assert titles == {"Chronology of events"}
    assert [hit.url for hit in search_everything("suicide review")] == [
        "/information-sharing/when-to-review/"
    ]
    assert {hit.title for hit in search_everything("sharing")} >= {protocol.title}
    assert draft.title not in {hit.title for hit in search_everything("sharing")}
    sitemap = html(client, "/sitemap.xml")
    for address in (
        LIST,
        version.form.get_absolute_url(),
        "/information-sharing/when-to-review/",
        protocol.get_url(),
    ):
        assert f"{address}<" in sitemap
    assert draft.slug not in sitemap
    assert version.get_absolute_url() not in sitemap


def test_one_link_of_the_navigation_is_current() -> None:
    def current(path: str) -> list[str]:
        return [link.text for link in navigation_for(path) if link.current]

    assert current(LIST) == ["Templates and forms"]
    assert current(f"{LIST}chronology/") == ["Templates and forms"]
    assert current("/information-sharing/") == ["Information sharing"]
    assert current("/") == ["Home"]
    assert current("/search/") == []
