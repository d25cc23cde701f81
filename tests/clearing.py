"""Editions on their way to a clearance, and what keeps them from it."""

import factories
import pytest

from reviews import checks, findings, protected, publication
from reviews.anonymisation.identifiers import Identifier
from reviews.models import (
    Edition,
    ReviewPage,
)
from reviews.publication import PublicationRefused
from reviews.requirements import CHECKLIST

NAME = "Thomasina Brackenbury"


def named(*names: str) -> list[Identifier]:
    return [Identifier("name", name, "") for name in names]


def clear(edition, people):
    return publication.clear(
        edition=edition, user=people.governance, statement="Read.", checklist=list(CHECKLIST)
    )


def fresh(edition) -> ReviewPage:
    return ReviewPage.objects.get(pk=edition.review_id)


def why_not(act) -> str:
    with pytest.raises(PublicationRefused) as refusal:
        act()
    return " ".join(refusal.value.missing)


def result(edition) -> checks.Standing:
    return checks.standing(edition.review_id, edition.digest)


def decide(edition, user, rule=None, verdict="stands", reason="A pseudonym."):
    check = result(edition).check
    groups = [g for g in findings.groups_of(check) if g.is_open and rule in (None, g.rule.name)]
    return findings.decide(
        check=check,
        fingerprints=[group.fingerprint for group in groups],
        verdict=verdict,
        category="not-meant",
        reason=reason,
        user=user,
    )


def make_leaking(people) -> Edition:
    """Its summary has the name of somebody in the register."""
    review = factories.make_review(people, summary=f"<p>It was {NAME} who called.</p>")
    protected.add_person(
        review=review, role="witness", identifiers=named(NAME), user=people.governance
    )
    return publication.submit(review=review, user=people.editor)


def make_ready(people) -> Edition:
    """Everything is done but the clearance itself."""
    edition = factories.make_edition(people)
    factories.pass_check(edition, people.governance)
    return edition
