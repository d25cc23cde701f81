"""How a file is sent once it may be: checked, by nginx, or from the bucket."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from file_stores import KIND, Published, published

from reviews import files, verified
from reviews.models import ReportFile

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def report(people, folder_store) -> Published:
    return published(people, folder_store)


@pytest.fixture
def anywhere(people, file_store) -> Published:
    return published(people, file_store)


@pytest.mark.parametrize("nginx", [False, True])
def test_bytes_that_were_changed_are_not_sent(client, people, file_store, settings, nginx):
    settings.FILES_SENT_BY_NGINX = nginx
    report = published(people, file_store)
    assert client.get(report.address).status_code in (200, 302)
    spoiled = report.content[:200] + b"!" + report.content[201:]
    never = client.get(f"/reviews/never-was/{KIND}.pdf")
    for content in (spoiled, report.content[:-1], report.content + b"\n", b""):
        file_store.put(report.row.file.name, content)
        for headers in ({}, {"If-None-Match": f'"{report.row.sha256}"'}, {"Range": "bytes=0-3"}):
            response = client.get(report.address, headers=headers)
            assert (response.status_code, response.content) == (404, never.content)
            assert "X-Accel-Redirect" not in response.headers
    file_store.put(report.row.file.name, report.content)
    assert client.get(report.address).status_code in (200, 302)
    file_store.storage.delete(report.row.file.name)
    assert client.get(report.address).content == never.content


def test_a_file_is_read_and_checked_once_while_it_stays_as_it_is(
    client, anywhere, monkeypatch, file_store
):
    read = []

    def counted(row: ReportFile) -> str | None:
        read.append(row.pk)
        return files.stored_digest(row)

    monkeypatch.setattr(verified, "stored_digest", counted)
    fingerprint = type(file_store.storage).fingerprint
    monkeypatch.setattr(
        type(file_store.storage),
        "fingerprint",
        lambda storage, name: replace(fingerprint(storage, name), lasting=True),
    )
    for _ in range(3):
        client.get(anywhere.address)
    assert len(read) == 1


def test_a_file_that_was_written_just_now_is_not_remembered(client, report):
    """A second change within the same tick of the clock would not show."""
    fingerprint = report.row.file.storage.fingerprint(report.row.file.name)
    assert not fingerprint.lasting
    client.get(report.address)
    assert not verified._verified


def test_only_so_many_answers_are_remembered(report, monkeypatch):
    monkeypatch.setattr(verified, "REMEMBERED", 2)
    fingerprint = report.row.file.storage.fingerprint(report.row.file.name)
    for number in range(5):
        verified._remember(replace(fingerprint, mark=(number,)), "digest")
    assert [one.mark for one in verified._verified] == [(3,), (4,)]


def test_nginx_is_told_where_the_bytes_are_and_gets_none(client, report, settings):
    settings.FILES_SENT_BY_NGINX = True
    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
        response = client.get(report.address, headers=headers)
        assert (response.status_code, response.content) == (200, b"")
        assert response["X-Accel-Redirect"] == f"/confidential/{report.row.file.name}"
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline; filename=")
        assert response["Cache-Control"] == "no-cache"
        assert "ETag" not in response.headers and "Last-Modified" not in response.headers


def test_from_s3_a_reader_is_sent_on_with_an_address_for_a_minute(client, people, s3_store):
    report = published(people, s3_store)
    response = client.get(report.address, headers={"If-None-Match": "*"})
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response.headers
    parameters = parse_qs(urlsplit(response["Location"]).query)
    assert int(parameters["X-Amz-Expires"][0]) <= 60
    with urlopen(response["Location"]) as sent:
        assert sent.read() == report.content
        assert sent.headers["Content-Type"] == "application/pdf"
        slug = report.publication.content.slug
        assert sent.headers["Content-Disposition"] == f'inline; filename="{slug}-{KIND}.pdf"'
        assert sent.headers["Cache-Control"] == "no-store"
