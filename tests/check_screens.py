"""An edition with something to find, and the screens that show it."""

import factories
from django.test import Client
from django.urls import reverse

from reviews import checks, findings, protected
from reviews.anonymisation.identifiers import Identifier
from reviews.models import (
    FileKind,
)

NAME = "Thomasina Brackenbury"
WORDS = "Mrs Trewhella rang on 7 March 2019"
NOTE = {
    "edition": "1",
    "searched_by": "An officer",
    "where": "Two search engines and the local paper.",
    "minutes": "40",
    "result": "Nobody was found.",
}
SECRETS = ("Thomasina", "Brackenbury", "Trewhella", "7 March 2019", "01632")


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def check_url(review) -> str:
    return reverse("review_check", args=[review.pk])


def holds_secret(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def make_edition(people):
    """In its text and in its report are a protected name and things to decide about."""
    review = factories.make_review(
        people,
        sentence=f"She sang with {NAME}.",
        summary="<p>Ring 01632 960 983 about it.</p>",
        overview_report=factories.make_file(FileKind.OVERVIEW_REPORT, people.editor, WORDS),
    )
    protected.add_person(
        review=review,
        role="witness",
        identifiers=[Identifier("name", NAME)],
        user=people.governance,
    )
    return factories.publication.submit(review=review, user=people.editor)


def groups(edition) -> list[findings.Group]:
    standing = checks.standing(edition.review_id, edition.digest)
    assert standing.check is not None
    return findings.groups_of(standing.check)


def keys(edition, *rules: str) -> list[str]:
    return [g.fingerprint for g in groups(edition) if not rules or g.rule.name in rules]


def decide(user, review, chosen, **data):
    values = {
        "finding": chosen,
        "verdict": "stands",
        "category": "not-meant",
        "reason": "It is a street.",
    }
    return logged_in(user).post(check_url(review), {**values, **data}, follow=True)
