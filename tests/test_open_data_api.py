"""The read-only API: what it gives, what it refuses, and that it opens no other door."""

import json

import factories
import pytest
from django.test import Client

from reviews import publication

pytestmark = pytest.mark.django_db

LIST = "/api/v1/reviews"
UNKNOWN = f"{LIST}/00000000-0000-4000-8000-000000000000"


@pytest.fixture
def made(people, home):
    return factories.make_publication(people, themes=[])


def ask(address: str, status: int = 200) -> dict:
    response = Client().get(address)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_a_review_is_listed_with_its_documents(made):
    listed = ask(LIST)
    assert (listed["count"], listed["pages"], listed["next"], listed["previous"]) == (
        1,
        1,
        None,
        None,
    )
    (review,) = listed["reviews"]
    assert review["title"] == made.content.title
    assert review["url"] == f"http://testserver/reviews/{made.content.slug}/"
    assert review["sha256"] == made.edition.digest
    assert {file["kind"]: file["sha256"] for file in review["files"]} == made.edition.file_digests


def test_every_address_in_a_record_leads_somewhere(made):
    review = ask(LIST)["reviews"][0]
    addresses = [review["url"], review["api_url"], review["edition_url"]]
    for address in [*addresses, *(file["url"] for file in review["files"])]:
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


def test_one_review_has_its_summary_too(made):
    listed = ask(LIST)["reviews"][0]
    one = ask(f"{LIST}/{listed['id']}")
    assert one["summary"] == made.content.summary
    assert {name: one[name] for name in listed} == listed


def test_the_identifier_survives_a_new_edition_at_another_address(people, made):
    before = ask(LIST)["reviews"][0]
    review = made.edition.review.get_latest_revision_as_object()
    review.slug, review.sentence = "another-address", "A mended sentence."
    review.save_revision(user=people.editor, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    factories.clear(edition, people)
    publication.carry_approval(edition=edition, user=people.home_office, statement="Same files.")
    factories.sign_off(edition, people)
    publication.publish(edition=edition, user=people.board)
    after = ask(f"{LIST}/{before['id']}")
    assert after["sentence"] == "A mended sentence."
    assert after["url"].endswith("/reviews/another-address/")
    assert after["sha256"] != before["sha256"]


def test_no_personal_trait_is_in_any_record(people, home):
    made = factories.make_publication(people)
    traits = (made.content.death_type, made.content.relationship)
    assert all(traits)
    for address in (LIST, ask(LIST)["reviews"][0]["api_url"].removeprefix("http://testserver")):
        text = Client().get(address).content.decode()
        assert not any(trait in text for trait in traits)
        assert "_of_death" not in text


def test_what_is_not_public_has_no_identifier(people, home):
    drafted = factories.make_edition(people)
    assert ask(LIST)["reviews"] == []
    key = drafted.review.translation_key
    assert ask(f"{LIST}/{key}", 404) == ask(UNKNOWN, 404)


def test_a_withdrawn_review_is_gone_at_once(people, made):
    address = ask(LIST)["reviews"][0]["api_url"].removeprefix("http://testserver")
    publication.withdraw(publication=made, user=people.board, reason="Asked for.")
    assert ask(LIST)["count"] == 0
    assert ask(address, 404) == ask(UNKNOWN, 404)


def test_pages_lead_to_one_another(people, home):
    titles = {factories.make_publication(people).content.title for _ in range(3)}
    first = ask(f"{LIST}?per_page=2")
    assert (first["count"], first["pages"], first["previous"]) == (3, 2, None)
    second = ask(first["next"].removeprefix("http://testserver"))
    assert (second["page"], second["next"]) == (2, None)
    assert ask(second["previous"].removeprefix("http://testserver")) == first
    assert {one["title"] for one in first["reviews"] + second["reviews"]} == titles


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("page=0", "page must be a whole number from 1"),
        ("page=two", "page must be a whole number from 1"),
        ("page=7", "The last page is page 1."),
        ("page=²", "page must be a whole number from 1"),
        ("per_page=101", "per_page must be a whole number from 1 to 100."),
        ("per_page=-1", "per_page must be a whole number from 1 to 100."),
        ("colour=red", "There is no parameter 'colour'"),
        ("page=" + "9" * 5000, "page must be a whole number from 1"),
    ],
)
def test_a_bad_question_is_answered_with_what_to_do(home, query, said):
    answer = Client().get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/json"
    assert said in json.loads(answer.content)["detail"]


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing", "/api/v2/reviews", f"{LIST}/x"])
def test_unknown_addresses_are_answered_as_data(home, address):
    assert ask(address, 404)["status"] == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [LIST, UNKNOWN, "/api/v1/openapi.json", "/reviews/export.csv"])
def test_nothing_can_be_written(home, method, address):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "read-only" in json.loads(answer.content)["detail"]


def test_answers_are_open_to_all_pages_and_kept_by_none(made):
    for address in (LIST, UNKNOWN, "/api/v1/openapi.json", "/reviews/export.csv"):
        answer = Client().get(address)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_who_has_the_answer_already_is_told_so(people, made):
    first = Client().get(LIST)
    again = Client().get(LIST, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    publication.withdraw(publication=made, user=people.board, reason="Asked for.")
    answer = Client().get(LIST, headers={"if-none-match": first.headers["ETag"]})
    assert answer.status_code == 200


def test_head_says_what_get_would_say(made):
    got, head = Client().get(LIST), Client().head(LIST)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.headers["ETag"] == got.headers["ETag"]


def test_the_description_tells_of_every_field_that_is_sent(made):
    schema = ask("/api/v1/openapi.json")
    described = schema["components"]["schemas"]
    assert set(ask(LIST)) == set(described["ReviewList"]["properties"])
    assert set(ask(LIST)["reviews"][0]) == set(described["ReviewRecord"]["properties"])
    for record in described.values():
        assert all(field.get("description") for field in record["properties"].values())
    assert set(schema["paths"]) == {LIST, f"{LIST}/{{id}}"}
    assert all(set(methods) == {"get"} for methods in schema["paths"].values())


def test_the_page_for_people_explains_every_field(made):
    page = Client().get("/api/").content.decode()
    schema = ask("/api/v1/openapi.json")["components"]["schemas"]
    for record in ("ReviewRecord", "FullReviewRecord", "FileRecord", "Problem", "ReviewList"):
        for name, field in schema[record]["properties"].items():
            assert f">{name}<" in page
            assert field["description"].replace("'", "&#x27;") in page
    assert "/api/v1/openapi.json" in page
