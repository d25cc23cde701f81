"""The confidential bucket on a real S3 server: what it refuses, and what the site asks of it."""

import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen

import factories
import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from environs import Env, EnvError
from file_stores import CONFIDENTIAL, PUBLIC
from setdab.bucket import ConfidentialBucket
from setdab.storage import SIGNED_ADDRESS_SECONDS, file_storages

from reviews import publication
from reviews.files import stored_digest
from reviews.models import FileKind, ReportFile

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KIND = "overview-report"
NAME = "ab/abcdef.pdf"
CONTENT = b"%PDF-1.7 of nobody"


@pytest.fixture
def bucket(s3_store) -> ConfidentialBucket:
    s3_store.put(NAME, CONTENT)
    return s3_store.storage


def signed(bucket: ConfidentialBucket, name: str = NAME, **changes: str) -> str:
    values = {"disposition": "inline", "content_type": "application/pdf", **changes}
    return bucket.signed_address(name, **values)


def status_of(address: str, method: str = "GET") -> int:
    try:
        with urlopen(Request(address, method=method)) as response:
            return response.status
    except HTTPError as refusal:
        assert CONTENT not in refusal.read()
        return refusal.code


def with_query(address: str, change: Callable[[dict[str, str]], None]) -> str:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    change(query)
    return urlunsplit(parts._replace(query=urlencode(query)))


def test_a_signed_address_works_for_a_minute_and_says_what_to_send(bucket):
    address = signed(bucket, disposition='inline; filename="a.pdf"')
    query = parse_qs(urlsplit(address).query)
    assert query["X-Amz-Expires"] == [str(SIGNED_ADDRESS_SECONDS)]
    assert SIGNED_ADDRESS_SECONDS <= 60
    assert query["response-content-disposition"] == ['inline; filename="a.pdf"']
    assert query["response-content-type"] == ["application/pdf"]
    assert query["response-cache-control"] == ["no-store"]
    with urlopen(address) as response:
        assert response.read() == CONTENT
    assert status_of(signed(bucket, method="HEAD"), "HEAD") == 200


def test_a_part_of_a_file_can_be_asked_for(bucket):
    with urlopen(Request(signed(bucket), headers={"Range": "bytes=1-3"})) as response:
        assert (response.status, response.read()) == (206, CONTENT[1:4])


def test_a_stranger_gets_nothing_without_a_signature(bucket, s3_server):
    for path in (f"{CONFIDENTIAL}/{NAME}", f"{CONFIDENTIAL}/", f"{CONFIDENTIAL}?list-type=2", ""):
        assert status_of(f"{s3_server.address}/{path}") == 403, path
    assert status_of(signed(bucket).partition("?")[0]) == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda query: query.update({"X-Amz-Signature": "0" * 64}),
        lambda query: query.pop("X-Amz-Signature"),
        lambda query: query.update({"X-Amz-Expires": "600000"}),
        lambda query: query.update({"X-Amz-Date": "20300101T000000Z"}),
        lambda query: query.update({"response-content-type": "text/html"}),
        lambda query: query.update({"response-content-disposition": "attachment"}),
        lambda query: query.update(
            {"X-Amz-Credential": query["X-Amz-Credential"].replace("/eu-west-2/", "/us-east-1/")}
        ),
    ],
)
def test_a_signed_address_that_was_altered_is_refused(bucket, change):
    address = signed(bucket)
    assert status_of(with_query(address, lambda query: None)) == 200
    assert status_of(with_query(address, change)) in (400, 403)


def test_a_signature_is_for_one_object_and_one_method(bucket, s3_store):
    s3_store.put("ab/other.pdf", CONTENT)
    address = signed(bucket)
    assert status_of(address.replace(NAME, "ab/other.pdf")) == 403
    assert status_of(address.replace(f"/{CONFIDENTIAL}/", f"/{PUBLIC}/")) == 403
    for method in ("PUT", "DELETE", "POST"):
        assert status_of(address, method) in (400, 403, 405)
    assert s3_store.read(NAME) == CONTENT


def test_an_address_that_has_run_out_is_refused(bucket, monkeypatch):
    monkeypatch.setattr("setdab.bucket.SIGNED_ADDRESS_SECONDS", 1)
    address = signed(bucket)
    assert status_of(address) == 200
    time.sleep(2.1)
    assert status_of(address) == 403


@pytest.mark.parametrize("name", ["S3_SECRET_ACCESS_KEY", "S3_ACCESS_KEY_ID"])
def test_somebody_elses_keys_open_nothing(bucket, monkeypatch, tmp_path, name):
    monkeypatch.setenv(name, "not-the-one")
    options = file_storages(Env(), tmp_path)["confidential"]["OPTIONS"]
    stranger = ConfidentialBucket(**options)
    assert status_of(signed(stranger)) == 403
    for attempt in (
        lambda: stranger.open(NAME),
        lambda: stranger.exists(NAME),
        lambda: stranger.fingerprint(NAME),
        lambda: stranger.save("ab/mine.pdf", ContentFile(b"x")),
    ):
        with pytest.raises(ClientError, match=r"403|InvalidAccessKeyId|SignatureDoesNotMatch"):
            attempt()


def test_the_storage_says_what_is_there(bucket, people):
    assert bucket.exists(NAME)
    assert not bucket.exists("ab/none.pdf")
    row = ReportFile(kind=FileKind.OVERVIEW_REPORT, sha256="0" * 64)
    row.file.name = "ab/none.pdf"
    assert stored_digest(row) is None
    with pytest.raises(FileNotFoundError):
        bucket.fingerprint("ab/none.pdf")
    made = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor)
    assert stored_digest(made) == made.sha256


def test_other_bytes_have_another_fingerprint(bucket, s3_store):
    before = bucket.fingerprint(NAME)
    assert bucket.fingerprint(NAME) == before
    s3_store.put(NAME, CONTENT[::-1])
    assert bucket.fingerprint(NAME) != before


def test_no_address_is_made_in_passing(bucket, people):
    row = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor)
    for attempt in (lambda: row.file.url, lambda: bucket.url(NAME)):
        with pytest.raises(ValueError, match="no public address"):
            attempt()


def test_the_type_that_an_uploader_claims_is_not_kept(bucket):
    file = ContentFile(b"<script>", name="x.pdf")
    file.content_type = "text/html"
    bucket.save("ab/claimed.pdf", file)
    assert bucket.bucket.Object("ab/claimed.pdf").content_type != "text/html"


def test_the_sites_own_media_have_a_plain_address(s3_store):
    media = storages["default"]
    name = media.save("logo.txt", ContentFile(b"a logo"))
    address = media.url(name)
    assert "X-Amz" not in address
    with urlopen(address) as response:
        assert response.read() == b"a logo"
    media.delete(name)


def test_only_a_current_publication_leads_to_a_signed_address(client, people, s3_store):
    edition = factories.make_edition(people)
    address = f"/reviews/{edition.review.slug}/{KIND}.pdf"
    assert client.get(address).status_code == 404
    made = factories.publish_edition(edition, people)
    location = client.get(address)["Location"]
    assert status_of(location) == 200
    assert status_of(client.head(address)["Location"], "HEAD") == 200
    publication.withdraw(publication=made, user=people.board, reason="Asked by the family.")
    after = client.get(address)
    assert after.status_code == 404
    assert "Location" not in after.headers


def test_an_editor_is_sent_on_too_and_a_stranger_is_not(client, people, s3_store):
    row = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor)
    address = f"/manage/reviews/files/{row.pk}/"
    assert "X-Amz" not in client.get(address)["Location"]
    client.force_login(people.editor)
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert status_of(response["Location"]) == 200


COMPLETE = {
    "FILE_STORAGE": "s3",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "secret",
    "S3_CONFIDENTIAL_BUCKET": "one",
    "S3_PUBLIC_BUCKET": "two",
}


@pytest.mark.parametrize("name", [name for name in COMPLETE if name != "FILE_STORAGE"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_variable_stops_the_start_with_its_name(monkeypatch, tmp_path, name, value):
    for other, given in COMPLETE.items():
        monkeypatch.setenv(other, given)
    file_storages(Env(), tmp_path)
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises((EnvError, ImproperlyConfigured), match=name):
        file_storages(Env(), tmp_path)


def test_report_files_never_share_the_public_bucket(monkeypatch, tmp_path):
    for name, value in {**COMPLETE, "S3_PUBLIC_BUCKET": "one"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match="S3_CONFIDENTIAL_BUCKET"):
        file_storages(Env(), tmp_path)


def test_a_misspelt_storage_is_not_taken_for_a_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("FILE_STORAGE", "S3")
    with pytest.raises(ImproperlyConfigured, match="FILE_STORAGE"):
        file_storages(Env(), tmp_path)
