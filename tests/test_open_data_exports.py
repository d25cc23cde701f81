"""The downloads: every review once, whole, and harmless in a spreadsheet."""

import csv
import io
import json
from datetime import UTC, datetime
from uuid import UUID

import factories
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from many import many_publications

from reviews import publication
from reviews.open_data import exports
from reviews.open_data.records import ReviewRecord

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
starting_badly = st.builds(str.__add__, st.sampled_from(["=", " +", "-", "@", "\t", "\r"]), words)


def a_record(title: str, themes: list[str]) -> ReviewRecord:
    plain = dict.fromkeys(
        ("url", "api_url", "sentence", "scheme", "partnership", "area", "chair", "author"), ""
    )
    return ReviewRecord(
        id=UUID(int=1),
        title=title,
        report_date=None,
        published=datetime(2026, 1, 1, tzinfo=UTC),
        themes=themes,
        files=[],
        sha256="",
        edition_url="",
        **plain,
    )


@given(words | starting_badly, st.lists(words, max_size=3))
def test_any_words_come_back_from_the_csv_and_none_runs(title, themes):
    text = "".join(exports.csv_lines(iter([a_record(title, themes)])))
    assert text.startswith(exports.BYTE_ORDER_MARK)
    assert text.endswith("\r\n")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix(exports.BYTE_ORDER_MARK), newline=""))
    assert row["title"] in (title, f"'{title}")
    assert row["themes"] in ("; ".join(themes), "'" + "; ".join(themes))
    for cell in row.values():
        assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠")
        assert cell[:1] not in ("\t", "\r", "\n")


@given(words, st.lists(words, max_size=3))
def test_any_words_come_back_from_the_json(title, themes):
    records = iter([a_record(title, themes), a_record(title, themes)])
    first, second = json.loads("".join(exports.json_parts(records, "http://testserver/")))[
        "reviews"
    ]
    assert (first["title"], first["themes"]) == (title, themes)
    assert second == first


@pytest.fixture
def made(people, home):
    return factories.make_publication(people)


def body(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response).decode()


@pytest.mark.django_db
def test_both_files_say_what_the_api_says(people, made):
    many_publications(3, people)
    listed = json.loads(Client().get("/api/v1/reviews").content)["reviews"]
    assert len(listed) == 5
    assert json.loads(body("/reviews/export.json"))["reviews"] == listed
    text = body("/reviews/export.csv").removeprefix(exports.BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [one["id"] for one in listed]
    assert [row["title"] for row in rows] == [one["title"] for one in listed]
    files = {file["kind"]: file for file in listed[0]["files"]}
    assert rows[0]["overview_report_sha256"] == files["overview-report"]["sha256"]
    assert rows[0]["action_plan_url"] == ""


@pytest.mark.django_db
def test_the_files_have_neutral_names_and_are_not_for_search_engines(made):
    for address, name in (("export.csv", "reviews.csv"), ("export.json", "reviews.json")):
        answer = Client().get(f"/reviews/{address}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.streaming


@pytest.mark.django_db
def test_what_was_withdrawn_is_in_no_file(people, made):
    publication.withdraw(publication=made, user=people.board, reason="Asked for.")
    assert json.loads(body("/reviews/export.json"))["reviews"] == []
    assert made.content.title not in body("/reviews/export.csv")


@pytest.mark.django_db
def test_no_personal_trait_is_in_a_file(made):
    for name in ("export.csv", "export.json"):
        text = body(f"/reviews/{name}")
        assert made.content.death_type not in text
        assert made.content.relationship not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/reviews/export.csv", "/reviews/export.json", "/reviews/feed/"]
)
def test_a_bad_question_is_not_answered_with_everything(made, address):
    answer = Client().get(f"{address}?colour=red")
    assert answer.status_code == 422
    assert "There is no parameter" in answer.content.decode()
    assert made.content.title not in answer.content.decode()
