"""The check’s screens: what is decided, and who may."""

import re
from itertools import pairwise

import pytest
from check_screens import NAME, check_url, decide, holds_secret, keys, logged_in, make_edition
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html

from reviews import at_hand, checks, excerpts
from reviews.models import (
    AnonymisationCheck,
    CheckFinding,
    FilePreparation,
    FindingDecision,
    ReviewPage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(people):
    return make_edition(people)


@pytest.fixture
def review(edition) -> ReviewPage:
    return edition.review


def test_many_findings_are_decided_at_once(people, edition, review):
    chosen = keys(edition, "name", "phone", "full-date")
    assert len(chosen) >= 3
    done = decide(people.governance, review, chosen, category="professional")
    assert f"{len(chosen)} findings are decided" in done.content.decode()
    page = done.content.decode()
    assert "Already decided" in page
    assert FindingDecision.objects.filter(category="professional").count() == len(chosen)


def test_a_filter_outlasts_a_decision(people, edition, review):
    chosen = keys(edition, "phone")
    client = logged_in(people.governance)
    values = {"finding": chosen, "verdict": "must-change", "reason": ""}
    response = client.post(f"{check_url(review)}?part=content&state=open&words=x", values)
    assert response.url == f"{check_url(review)}?part=content&state=open"
    page = client.get(response.url).content.decode()
    assert "To be changed (1)" in page
    assert "Trewhella" not in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"verdict": ""}, "Choose whether it can stay"),
        ({"category": ""}, "Say what it is."),
        ({"category": "other", "reason": " "}, "Say why it can stay."),
        ({"finding": []}, "Choose at least one finding."),
        ({"finding": ["0" * 64]}, "Choose at least one finding."),
        ({"reason": f"{NAME} is her neighbour."}, "holds a protected identifier"),
    ],
)
def test_a_decision_that_lacks_something_keeps_what_was_typed(people, edition, review, data, words):
    chosen = keys(edition, "name")
    response = decide(people.governance, review, data.pop("finding", chosen), **data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert not FindingDecision.objects.exists()
    if "reason" not in data:
        assert "It is a street." in page
    if "0" * 64 not in str(data) and words != "Choose at least one finding.":
        assert len(re.findall(r"checked>", page)) >= len(chosen)


def test_a_protected_identifier_takes_two_people(people, edition, review):
    (key,) = keys(edition, "protected-identifier")[:1]
    decide(people.governance, review, [key])
    page = logged_in(people.governance).get(check_url(review)).content.decode()
    assert "Waiting for a second person (1)" in page
    assert "You decided this, so somebody else has to agree." in page
    own = logged_in(people.governance).post(check_url(review), {"second": key}, follow=True)
    assert "somebody else has to agree" in own.content.decode()
    assert FindingDecision.objects.get().seconded_by is None
    for role in ("editor", "home_office"):
        logged_in(getattr(people, role)).post(check_url(review), {"second": key})
        assert FindingDecision.objects.get().seconded_by is None
    board = logged_in(people.board)
    page = board.get(check_url(review)).content.decode()
    assert "Agree that it can stay" in page
    assert holds_secret(page) == []
    board.post(check_url(review), {"second": key})
    assert FindingDecision.objects.get().seconded_by == people.board


def test_a_decision_is_undone_and_stays_in_the_record(people, edition, review):
    (key,) = keys(edition, "phone")
    decide(people.governance, review, [key])
    client = logged_in(people.governance)
    client.post(check_url(review), {"undo": key})
    assert FindingDecision.objects.get().undone_by == people.governance
    again = client.post(check_url(review), {"undo": key}, follow=True)
    assert "no decision to undo" in again.content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "Undone by" in record
    assert "It is a street." in record


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_nobody_else_decides(people, edition, review, role):
    chosen = keys(edition, "name")
    user = getattr(people, role)
    decide(user, review, chosen)
    assert not FindingDecision.objects.exists()
    decide(people.governance, review, chosen)
    logged_in(user).post(check_url(review), {"undo": chosen[0]})
    assert not FindingDecision.objects.exclude(undone_at=None).exists()


def test_an_officer_who_wrote_it_sees_and_does_not_decide(people, edition, review):
    review.save_revision(user=people.governance, log_action=True)
    client = logged_in(people.governance)
    at_hand.start_check(ReviewPage.objects.get(pk=review.pk), people.governance)
    page = client.get(check_url(review)).content.decode()
    assert "You wrote a part of this review" in page
    assert 'name="finding"' not in page
    decide(people.governance, review, keys(edition, "name"))
    assert not FindingDecision.objects.exists()


@pytest.mark.parametrize(("role", "starts"), [("editor", 1), ("governance", 1), ("home_office", 0)])
def test_who_may_run_the_check(people, review, role, starts):
    before = AnonymisationCheck.objects.count()
    logged_in(getattr(people, role)).post(check_url(review), {"run": "1"})
    assert AnonymisationCheck.objects.count() == before + starts


def test_the_draft_is_checked_where_it_differs_from_the_edition(people, edition, review):
    review.summary = "<p>Nothing.</p>"
    review.save_revision(user=people.editor, log_action=True)
    client = logged_in(people.editor)
    page = client.get(check_url(review)).content.decode()
    assert "Not checked yet" in page
    assert "it differs from edition 1" in page
    client.post(check_url(review), {"run": "1"})
    assert "Checked on" in client.get(check_url(review)).content.decode()


def test_a_file_that_was_refused_says_where_and_what_to_do(people, review):
    FilePreparation.objects.filter(upload=review.overview_report).update(
        state="refused",
        copy=None,
        sentence="Some of the file has to be changed first.",
        problems=[
            {"rule": "hidden-text", "surface": "hidden text", "page": 3},
            {"rule": "hidden-text", "surface": "hidden text", "page": 1},
            {"rule": "layers", "surface": "file", "page": None},
        ],
    )
    client = logged_in(people.editor)
    page = " ".join(client.get(check_url(review)).content.decode().split())
    assert "Some of the file has to be changed first." in page
    assert "Text that readers can’t see but can copy</strong>: pages 1, 3." in page
    assert "in the file as a whole" in page
    before = AnonymisationCheck.objects.count()
    refused = client.post(check_url(review), {"run": "1"}, follow=True).content.decode()
    assert "has to be changed and uploaded again" in refused
    assert AnonymisationCheck.objects.count() == before


def test_every_field_has_a_label_and_every_section_a_heading(people, edition, review):
    decide(people.governance, review, keys(edition, "protected-identifier")[:1])
    page = lxml_html.fromstring(logged_in(people.governance).get(check_url(review)).content)
    main = page.get_element_by_id("main")
    labelled = {label.get("for") for label in main.iter("label")}
    for field in main.xpath(".//input[not(@type='hidden')] | .//select | .//textarea"):
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        assert inside or field.get("id") in labelled, field.attrib
    for section in main.iter("section"):
        heading = page.get_element_by_id(section.get("aria-labelledby"))
        assert heading.tag in ("h2", "h3")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    levels = [int(h.tag[1]) for h in main.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not main.xpath(".//*[@style or @onclick or @tabindex > 0]")
    names = {button.text_content().split()[0] for button in main.iter("button")}
    assert {"Record", "Undo", "Run"} <= names


def test_the_number_of_queries_does_not_grow(people, edition, review):
    client = logged_in(people.governance)
    client.get(check_url(review))

    def queries() -> int:
        excerpts.forget_readings()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(check_url(review)).status_code == 200
        return len(captured)

    before = queries()
    check = checks.standing(review.pk, edition.digest).check
    model = CheckFinding.objects.filter(run=check, rule="name").first()
    CheckFinding.objects.bulk_create(
        CheckFinding(
            run=check,
            part=model.part,
            rule="name",
            surface="page",
            page=number % 100,
            index=model.index,
            start=model.start,
            end=model.end,
            fingerprint=f"{number % 60:064d}",
        )
        for number in range(500)
    )
    assert queries() == before
