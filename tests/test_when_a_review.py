"""When a review must be held: the page, and the guide that keeps nothing."""

import itertools

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from template_factories import make_form, make_version

from protocols.guide.questions import FIRST, NOT_SURE, OUTCOMES, QUESTIONS, walk

PAGE = "/information-sharing/when-to-review/"
GUIDE = f"{PAGE}guide/"
MET = {"age": "yes", "home": "yes", "cause": "harm", "whom": "partner"}


def words_of(response) -> str:
    """The HTML with every run of spaces and line breaks as one space."""
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (MET, "met"),
        ({**MET, "whom": "relative"}, "met"),
        ({**MET, "whom": "household"}, "met"),
        ({**MET, "whom": "other"}, "not-met"),
        ({**MET, "whom": NOT_SURE}, "unclear"),
        ({**MET, "age": NOT_SURE}, "unclear"),
        ({**MET, "home": NOT_SURE}, "unclear"),
        ({**MET, "cause": NOT_SURE}, "unclear"),
        ({**MET, "cause": "suicide", "before": "yes"}, "met"),
        ({**MET, "cause": "suicide", "before": NOT_SURE}, "unclear"),
        ({**MET, "cause": "suicide", "before": "no"}, "not-met"),
        ({**MET, "cause": "other"}, "not-met"),
        ({"age": "no"}, "younger"),
        ({"age": "yes", "home": "no"}, "elsewhere"),
    ],
)
def test_where_answers_lead(answers, outcome) -> None:
    place = walk(answers)
    assert place.question is None
    assert place.outcome == OUTCOMES[outcome]


def test_every_way_ends_and_everything_is_reached() -> None:
    reached = set()
    values = [[choice.value for choice in question.choices] for question in QUESTIONS.values()]
    for combination in itertools.product(*values):
        place = walk(dict(zip(QUESTIONS, combination, strict=True)))
        reached.add(place.outcome.key)
        assert len(place.answered) <= len(QUESTIONS)
    assert reached == set(OUTCOMES)


def test_answers_that_make_no_sense_are_asked_again() -> None:
    assert walk({}).question.key == FIRST
    assert walk({"age": "<script>"}).question.key == FIRST
    assert walk({"whom": "partner"}).question.key == FIRST


@pytest.mark.django_db
def test_page_says_what_the_law_says_and_who_decides(client, home) -> None:
    html = client.get(PAGE).content.decode()
    for words in (
        "ukpga/2004/28/section/9",
        "ukpga/2024/21/section/19",
        "Community Safety Partnership",
        "Coercive or controlling",
        "NHS England",
        "16 or over",
        GUIDE,
    ):
        assert words in html


@pytest.mark.django_db
def test_question_by_question(client, home) -> None:
    form = make_version(make_form(slug="notification", label="Notification of a death")).form
    html = client.get(GUIDE).content.decode()
    assert QUESTIONS[FIRST].text in html
    sent: dict[str, str] = {}
    for key, value in MET.items():
        sent = {**sent, "asked": key, key: value}
        html = words_of(client.post(GUIDE, sent))
        assert f'<input type="hidden" name="{key}" value="{value}">' in html
    assert OUTCOMES["met"].title in html
    assert "guidance and not a decision" in html
    assert form.get_absolute_url() in html
    changed = client.post(GUIDE, {**sent, "change": "cause"}).content.decode()
    assert QUESTIONS["cause"].text in changed
    assert "There is a problem" not in changed


@pytest.mark.django_db
def test_no_answer_is_an_error_and_loses_nothing(client, home) -> None:
    html = words_of(client.post(GUIDE, {"age": "yes", "asked": "home"}))
    assert "There is a problem" in html
    assert "<title>Error: " in html
    assert '<input type="hidden" name="age" value="yes">' in html


@pytest.mark.django_db
def test_nothing_is_kept(home) -> None:
    Client().get(GUIDE)
    client = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as captured:
        response = client.post(GUIDE, {**MET, "asked": "whom"}, headers={"origin": "null"})
    assert response.status_code == 200
    assert not response.cookies
    assert not client.cookies
    assert "no-store" in response["Cache-Control"]
    assert not [q for q in captured if not q["sql"].lstrip().startswith("SELECT")]
    assert not Session.objects.exists()
    html = words_of(response)
    assert 'method="post"' in html
    assert f'action="{GUIDE}"' in html
    assert "whom=partner" not in html


@pytest.mark.django_db
def test_answers_in_the_address_are_ignored(client, home) -> None:
    html = client.get(GUIDE, MET).content.decode()
    assert QUESTIONS[FIRST].text in html
