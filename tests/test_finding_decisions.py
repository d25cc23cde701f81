"""What people decide about findings, alone or as two, and what a family asked for."""

from datetime import date

import factories
import pytest
from clearing import NAME, decide, make_leaking, make_ready, named, result, why_not
from django.test import Client

from reviews import findings, protected, publication
from reviews.models import (
    CheckOutcome,
    Edition,
    FindingDecision,
    NamingDecision,
    ReviewPage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaking(people) -> Edition:
    return make_leaking(people)


@pytest.fixture
def ready(people) -> Edition:
    return make_ready(people)


def test_a_register_hit_needs_two_people_and_a_reason(people, leaking):
    rule = "protected-identifier"
    assert "needs a reason" in why_not(lambda: decide(leaking, people.governance, rule, reason=" "))
    decide(leaking, people.governance, rule)
    check = result(leaking).check
    hits = [g.fingerprint for g in findings.groups_of(check) if g.rule.name == rule]
    assert result(leaking).outcome == CheckOutcome.BLOCK
    words = why_not(lambda: findings.second(check=check, fingerprints=hits, user=people.governance))
    assert "somebody else" in words
    words = why_not(lambda: findings.second(check=check, fingerprints=hits, user=people.editor))
    assert "can’t be the second person" in words
    findings.second(check=check, fingerprints=hits, user=people.board)
    decide(leaking, people.governance)
    assert result(leaking).outcome == CheckOutcome.PASS


def test_what_somebody_says_must_change_blocks(people):
    edition = factories.make_edition(people)
    decide(edition, people.governance, verdict="must-change")
    assert result(edition).outcome == CheckOutcome.BLOCK


def test_only_an_officer_who_did_not_write_it_decides(people):
    edition = factories.make_edition(people)
    assert "Only information governance" in why_not(lambda: decide(edition, people.board))
    assert "Only information governance" in why_not(lambda: decide(edition, people.superuser))
    review = edition.review
    review.save_revision(user=people.governance, log_action=True)
    edition = publication.submit(review=ReviewPage.objects.get(pk=review.pk), user=people.editor)
    assert "somebody else has to decide" in why_not(lambda: decide(edition, people.governance))


def test_a_decision_holds_in_the_next_edition_and_only_new_things_are_asked(people, ready):
    review = ReviewPage.objects.get(pk=ready.review_id)
    review.summary += "<p>Call 020 7946 0123.</p>"
    review.save_revision(user=people.editor, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    open_groups = [g for g in findings.groups_of(result(edition).check) if g.is_open]
    assert [group.rule.name for group in open_groups] == ["phone"]
    assert findings.groups_of(result(edition).check) != open_groups


def test_a_decision_can_be_undone_and_stays_on_record(people, ready):
    check = result(ready).check
    groups = findings.groups_of(check)
    findings.undo(check=check, fingerprints=[groups[0].fingerprint], user=people.governance)
    assert result(ready).outcome != CheckOutcome.PASS
    assert FindingDecision.objects.exclude(undone_at=None).get().undone_by == people.governance


def test_the_families_wish_lets_exactly_those_names_through(people):
    review = factories.make_review(people, sentence=f"{NAME} is named as her family asked.")
    officer = people.governance
    protected.add_person(
        review=review, role="victim", identifiers=named(NAME, "Aurelio Fenwright"), user=officer
    )
    naming = protected.record_naming(
        review=review,
        names=[NAME],
        asked_by="Her sister",
        asked_on=date(2024, 3, 1),
        evidence="Letter on file.",
        user=officer,
    )
    edition = publication.submit(review=review, user=people.editor)
    assert result(edition).outcome == CheckOutcome.BLOCK
    words = why_not(lambda: protected.confirm_naming(naming=naming, user=officer))
    assert "somebody else has to confirm" in words
    protected.confirm_naming(naming=naming, user=people.board)
    edition = publication.submit(review=ReviewPage.objects.get(pk=review.pk), user=people.editor)
    assert result(edition).outcome != CheckOutcome.BLOCK
    factories.publish_edition(edition, people)
    page = Client().get(f"/reviews/{review.slug}/").content.decode()
    assert "the family asked for it" in page
    naming = NamingDecision.objects.get()
    assert NAME.encode() not in bytes(naming.tags)
