"""What the public gets at a file's address, from a folder and from S3, and what it never gets."""

from datetime import timedelta

import factories
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from file_stores import KIND, Published, published

from reviews import publication
from reviews.models import FileKind, ReviewPage
from reviews.serving import FILE_POLICY

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people, folder_store) -> Published:
    return published(people, folder_store)


@pytest.fixture
def anywhere(people, file_store) -> Published:
    return published(people, file_store)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_reader_gets_the_exact_bytes_and_the_right_headers(client, report):
    response = client.get(report.address)
    assert response.status_code == 200
    assert body(response) == report.content
    slug = report.publication.content.slug
    expected = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(report.content)),
        "Content-Disposition": f'inline; filename="{slug}-{KIND}.pdf"',
        "Content-Security-Policy": FILE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noarchive",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
        "ETag": f'"{report.row.sha256}"',
    }
    assert {name: response.headers.get(name) for name in expected} == expected
    assert "sha256" not in str(response.headers) and "Server" not in response.headers


@pytest.mark.parametrize("nginx", [False, True])
def test_a_reader_gets_no_cookie_and_no_answer_of_their_own(client, anywhere, settings, nginx):
    settings.FILES_SENT_BY_NGINX = nginx
    response = client.get(anywhere.address)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_every_kind_in_the_edition_has_its_address(client, people, folder_store):
    plan = factories.make_file(FileKind.ACTION_PLAN, people.editor)
    slug = published(people, folder_store, action_plan=plan).publication.content.slug
    statuses = {
        kind: client.get(f"/reviews/{slug}/{kind}.pdf").status_code for kind in FileKind.values
    }
    assert statuses == {
        "executive-summary": 200,
        "overview-report": 200,
        "action-plan": 200,
        "home-office-letter": 404,
    }


def test_head_is_a_get_without_the_body(client, report):
    get, head = client.get(report.address), client.head(report.address)
    assert head.status_code == 200
    assert body(head) == b""
    assert dict(head.headers) == dict(get.headers)
    ranged = client.head(report.address, headers={"Range": "bytes=0-9"})
    assert (ranged.status_code, ranged["Content-Length"]) == (200, str(len(report.content)))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(anywhere, method):
    assert getattr(Client(), method)(anywhere.address).status_code == 405


def test_a_copy_that_is_still_right_is_not_sent_again(client, report):
    first = client.get(report.address)
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f'"other", W/{first["ETag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get(report.address, headers=headers)
        assert (again.status_code, body(again)) == (304, b""), headers
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == "no-cache"


def test_a_copy_that_is_not_right_is_sent_again(client, report):
    last_modified = parse_http_date(client.get(report.address)["Last-Modified"])
    for headers in (
        {"If-None-Match": '"another"'},
        {"If-Modified-Since": http_date(last_modified - 60)},
        {"If-None-Match": '"another"', "If-Modified-Since": http_date(last_modified)},
    ):
        assert body(client.get(report.address, headers=headers)) == report.content
    refused = client.get(report.address, headers={"If-Match": '"another"'})
    assert refused.status_code == 412


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=100-299", 100, 300),
        ("bytes=100-", 100, None),
        ("bytes=0-", 0, None),
        ("bytes=-50", -50, None),
        ("bytes=-999999", 0, None),
        ("bytes=10-999999", 10, None),
        ("Bytes=5-9", 5, 10),
    ],
)
def test_a_part_of_the_file(client, report, wanted, start, stop):
    response = client.get(report.address, headers={"Range": wanted})
    part = report.content[start:stop]
    size = len(report.content)
    begin = start if start >= 0 else size + start
    assert response.status_code == 206
    assert body(response) == part
    assert response["Content-Range"] == f"bytes {begin}-{begin + len(part) - 1}/{size}"
    assert response["Content-Length"] == str(len(part))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == FILE_POLICY


@pytest.mark.parametrize("wanted", ["bytes={size}-", "bytes={size}-{size}", "bytes=-0"])
def test_a_part_beyond_the_end(client, report, wanted):
    size = len(report.content)
    response = client.get(report.address, headers={"Range": wanted.format(size=size)})
    assert (response.status_code, body(response)) == (416, b"")
    assert response["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-1,5-9",
        "bytes=9-5",
        "bytes=-",
        "bytes=a-b",
        "bytes 0-5",
        "lines=0-5",
        "bytes=0-5-9",
        "bytes=-1-5",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_several_parts_or_nonsense_get_the_whole(client, report, wanted):
    response = client.get(report.address, headers={"Range": wanted})
    assert response.status_code == 200
    assert body(response) == report.content


def test_a_part_of_another_version_gets_the_whole(client, report):
    same = client.get(report.address)["ETag"]
    for condition, status in ((same, 206), ('"another"', 200), (f"W/{same}", 200)):
        headers = {"Range": "bytes=0-9", "If-Range": condition}
        assert client.get(report.address, headers=headers).status_code == status


def test_nothing_that_is_not_current_differs_from_what_never_was(client, people, file_store):
    """Draft, submitted, withdrawn, dated ahead, a kind left out, an address of nothing."""
    draft = factories.make_review(people)
    submitted = factories.make_edition(people)
    withdrawn = factories.make_publication(people)
    publication.withdraw(publication=withdrawn, user=people.board, reason="Asked by the family.")
    ahead = factories.make_edition(people)
    factories.publish_edition(ahead, people, public_from=timezone.now() + timedelta(days=3))
    shown = published(people, file_store)
    never = client.get(f"/reviews/never-was/{KIND}.pdf")
    assert never.status_code == 404
    for address in (
        f"/reviews/{draft.slug}/{KIND}.pdf",
        f"/reviews/{submitted.review.slug}/{KIND}.pdf",
        f"/reviews/{withdrawn.content.slug}/{KIND}.pdf",
        f"/reviews/{ahead.content.slug}/{KIND}.pdf",
        f"/reviews/{shown.publication.content.slug}/action-plan.pdf",
        f"/reviews/{shown.publication.content.slug}/poem.pdf",
        f"/reviews/{shown.publication.content.slug}/{shown.row.sha256}.pdf",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
        assert response.content == never.content, address
        assert dict(response.headers) == dict(never.headers), address
    assert client.get(shown.address).status_code in (200, 302)
    for place in ("/confidential", "/media"):
        assert client.get(f"{place}/{shown.row.file.name}").status_code == 404


def published_name(review: ReviewPage) -> str:
    return review.executive_summary.preparation.copy.file.name


def test_the_file_of_an_earlier_edition_is_gone_at_once(client, people, folder_store):
    before = published(people, folder_store)
    review = ReviewPage.objects.get(pk=before.publication.edition.review_id)
    review.executive_summary = factories.make_file(FileKind.EXECUTIVE_SUMMARY, people.editor)
    review.save_revision(user=people.editor, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    factories.clear(edition, people)
    decision = factories.make_decision(review, people)
    publication.approve(
        edition=edition, user=people.home_office, decision=decision, statement="Compared."
    )
    factories.sign_off(edition, people)
    copy = client.get(before.address)
    assert body(copy) == before.content
    publication.publish(edition=edition, user=people.board)
    headers = {"If-None-Match": copy["ETag"]}
    now = client.get(before.address, headers=headers)
    assert now.status_code == 200
    assert body(now) == folder_store.read(published_name(review)) != before.content
