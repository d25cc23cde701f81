"""The rules of the ledger, one by one, through the only module that writes it."""

from datetime import timedelta
from pathlib import Path

import factories
import pytest
from django.utils import timezone

from reviews import publication
from reviews.models import (
    AnonymisationClearance,
    HomeOfficeApproval,
    Publication,
    RequiredChange,
    ReviewPage,
    Withdrawal,
)
from reviews.models.decisions import Outcome
from reviews.publication import PublicationRefused
from reviews.requirements import CHECKLIST

pytestmark = pytest.mark.django_db


def current_editions() -> list[int]:
    return [one.pk for one in Publication.objects.current().intact()]


def resubmit(edition, people, **changes):
    """The editor changes the draft and submits it again."""
    review = ReviewPage.objects.get(pk=edition.review_id)
    for name, value in changes.items():
        setattr(review, name, value)
    review.save_revision(user=people.editor, log_action=True)
    return publication.submit(review=review, user=people.editor)


def test_the_whole_chain_makes_one_edition_public(people):
    made = factories.make_publication(people)
    assert current_editions() == [made.edition_id]
    assert made.content.title == made.edition.review.title


def test_a_submission_names_everything_that_is_missing(people):
    review = factories.make_review(people, executive_summary=None, overview_report=None)
    review.sentence = review.chair = ""
    review.save_revision(user=people.editor, clean=False)
    with pytest.raises(PublicationRefused) as refusal:
        publication.submit(review=review, user=people.editor)
    assert len(refusal.value.missing) == 4
    assert "Fill in the independent chair." in refusal.value.missing


@pytest.mark.parametrize("role", ["governance", "home_office", "board", "superuser"])
def test_only_an_editor_submits(people, role):
    review = factories.make_review(people)
    with pytest.raises(PublicationRefused):
        publication.submit(review=review, user=getattr(people, role))


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_only_information_governance_clears(people, role):
    edition = factories.make_edition(people)
    with pytest.raises(PublicationRefused):
        publication.clear(
            edition=edition,
            user=getattr(people, role),
            statement="Read.",
            checklist=list(CHECKLIST),
        )


def test_a_writer_clears_approves_and_signs_nothing_whatever_their_roles(people):
    from django.contrib.auth.models import Group

    people.editor.groups.set(Group.objects.all())
    edition = factories.make_edition(people)
    decision = factories.make_decision(edition.review, people)
    for attempt in (
        lambda: publication.clear(
            edition=edition, user=people.editor, statement="Read.", checklist=list(CHECKLIST)
        ),
        lambda: publication.approve(
            edition=edition, user=people.editor, decision=decision, statement="Compared."
        ),
        lambda: publication.sign_off(edition=edition, user=people.editor, statement="Yes."),
        lambda: publication.publish(edition=edition, user=people.editor),
    ):
        with pytest.raises(PublicationRefused, match="You wrote or submitted"):
            attempt()


def test_an_earlier_writer_is_barred_though_another_submitted(people):
    from django.contrib.auth.models import Group

    people.board.groups.add(Group.objects.get(name="Editors"))
    review = factories.make_review(people)
    review.sentence = "Changed by the moderator."
    review.save_revision(user=people.board, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    factories.clear(edition, people)
    factories.approve(edition, people)
    with pytest.raises(PublicationRefused, match="You wrote or submitted"):
        factories.sign_off(edition, people)


def test_a_clearance_needs_the_whole_checklist_and_a_statement(people):
    edition = factories.make_edition(people)
    factories.pass_check(edition, people.governance)
    with pytest.raises(PublicationRefused) as refusal:
        publication.clear(
            edition=edition, user=people.governance, statement=" ", checklist=["names"]
        )
    assert len(refusal.value.missing) == len(CHECKLIST)
    assert not AnonymisationClearance.objects.exists()


def test_sign_off_names_the_missing_clearance_and_approval_together(people):
    edition = factories.make_edition(people)
    with pytest.raises(PublicationRefused) as refusal:
        factories.sign_off(edition, people)
    assert refusal.value.missing == [
        "The anonymisation check of this edition is not cleared.",
        "No Home Office approval is recorded for this edition.",
    ]


@pytest.mark.parametrize("outcome", [Outcome.AWAITING, Outcome.RESUBMIT])
def test_a_decision_that_does_not_allow_publication_approves_nothing(people, outcome):
    edition = factories.make_edition(people)
    factories.make_decision(edition.review, people, outcome=outcome)
    with pytest.raises(PublicationRefused, match="does not allow publication"):
        factories.approve(edition, people)


def test_an_open_change_is_named_and_holds_the_approval_back(people):
    edition = factories.make_edition(people)
    decision = factories.make_decision(
        edition.review, people, outcome=Outcome.PUBLISH_AFTER_CHANGES
    )
    change = RequiredChange.objects.create(decision=decision, text="Take out two names")
    with pytest.raises(PublicationRefused, match="Take out two names"):
        factories.approve(edition, people)
    change.done_on = timezone.localdate()
    change.save()
    factories.approve(edition, people)
    assert HomeOfficeApproval.objects.filter(edition=edition).exists()


def test_a_conditional_decision_without_its_conditions_approves_nothing(people):
    edition = factories.make_edition(people)
    factories.make_decision(edition.review, people, outcome=Outcome.PUBLISH_AFTER_CHANGES)
    with pytest.raises(PublicationRefused, match="are not listed"):
        factories.approve(edition, people)


def test_a_decision_about_another_review_is_refused(people):
    edition, other = factories.make_edition(people), factories.make_edition(people)
    decision = factories.make_decision(other.review, people)
    with pytest.raises(PublicationRefused, match="another review"):
        publication.approve(
            edition=edition, user=people.home_office, decision=decision, statement="Compared."
        )


def test_a_change_after_submission_stops_every_step(people):
    edition = factories.make_edition(people)
    review = ReviewPage.objects.get(pk=edition.review_id)
    review.sentence = "Somebody else altogether."
    review.save_revision(user=people.editor)
    with pytest.raises(PublicationRefused, match="changed after this edition was submitted"):
        factories.clear(edition, people)


def test_autosave_into_the_same_revision_is_a_change(people):
    edition = factories.make_edition(people)
    review = ReviewPage.objects.get(pk=edition.review_id)
    revision = review.latest_revision
    review.sentence = "Somebody else altogether."
    review.save_revision(user=people.editor, overwrite_revision=revision)
    with pytest.raises(PublicationRefused, match="changed after this edition was submitted"):
        factories.clear(edition, people)


def test_an_older_edition_takes_no_step_more(people):
    first = factories.make_edition(people)
    factories.clear(first, people)
    second = resubmit(first, people, sentence="Another sentence.")
    with pytest.raises(PublicationRefused, match="Edition 2 was submitted since"):
        factories.approve(first, people)
    assert not AnonymisationClearance.objects.filter(edition=second).exists()


def test_a_clearance_carries_over_only_with_the_same_digest(people):
    first = factories.make_edition(people)
    factories.clear(first, people)
    same = resubmit(first, people)
    assert same.digest == first.digest
    assert same.clearance.carried_from_id == first.pk
    other = resubmit(first, people, sentence="Another sentence.")
    assert not AnonymisationClearance.objects.filter(edition=other).exists()


def test_an_approval_is_carried_by_an_officer_where_every_file_is_the_same(people):
    first = factories.make_edition(people)
    factories.publish_edition(first, people)
    second = resubmit(first, people, sentence="A mended sentence.")
    with pytest.raises(PublicationRefused, match="An approval rests on this decision already"):
        factories.approve(second, people)
    carried = publication.carry_approval(
        edition=second, user=people.home_office, statement="Only a typing mistake."
    )
    assert carried.carried_from_id == first.pk


def test_an_approval_is_never_carried_to_a_changed_file(people):
    first = factories.make_edition(people)
    factories.publish_edition(first, people)
    new_file = factories.make_file("overview-report", people.editor)
    second = resubmit(first, people, overview_report=new_file)
    with pytest.raises(PublicationRefused, match="no earlier approval of the same files"):
        publication.carry_approval(
            edition=second, user=people.home_office, statement="It is nearly the same."
        )


def test_nothing_is_carried_from_a_withdrawn_edition(people):
    first = factories.make_edition(people)
    made = factories.publish_edition(first, people)
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    second = resubmit(first, people)
    assert second.digest == first.digest
    assert not AnonymisationClearance.objects.filter(edition=second).exists()
    with pytest.raises(PublicationRefused):
        publication.carry_approval(edition=second, user=people.home_office, statement="Same.")


def test_a_new_edition_replaces_the_old_and_its_withdrawal_brings_nothing_back(people):
    first = factories.make_edition(people)
    factories.publish_edition(first, people)
    second = resubmit(first, people, sentence="A mended sentence.")
    factories.clear(second, people)
    publication.carry_approval(edition=second, user=people.home_office, statement="Same files.")
    factories.sign_off(second, people)
    newer = publication.publish(edition=second, user=people.board)
    assert current_editions() == [second.pk]
    Withdrawal.objects.create(publication=newer, reason="By hand, this one alone.")
    assert current_editions() == []


def test_a_publication_dated_ahead_waits_and_can_be_cancelled(people):
    first = factories.make_edition(people)
    factories.publish_edition(first, people)
    second = resubmit(first, people, sentence="A mended sentence.")
    factories.clear(second, people)
    publication.carry_approval(edition=second, user=people.home_office, statement="Same files.")
    tuesday = timezone.now() + timedelta(days=3)
    factories.sign_off(second, people, public_from=tuesday)
    ahead = publication.publish(edition=second, user=people.board)
    assert current_editions() == [first.pk]
    on_the_day = tuesday + timedelta(seconds=1)
    assert [one.pk for one in Publication.objects.current(at=on_the_day)] == [second.pk]
    publication.withdraw(publication=ahead, user=people.board, reason="The family asked.")
    assert current_editions() == [first.pk]
    assert [one.pk for one in Publication.objects.current(at=on_the_day)] == [first.pk]


def test_withdrawing_what_is_public_cancels_what_is_to_come(people):
    first = factories.make_edition(people)
    made = factories.publish_edition(first, people)
    second = resubmit(first, people, sentence="A mended sentence.")
    factories.clear(second, people)
    publication.carry_approval(edition=second, user=people.home_office, statement="Same files.")
    tuesday = timezone.now() + timedelta(days=3)
    factories.sign_off(second, people, public_from=tuesday)
    publication.publish(edition=second, user=people.board)
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    assert current_editions() == []
    assert not Publication.objects.current(at=tuesday + timedelta(days=1)).exists()


@pytest.mark.parametrize("role", ["editor", "governance", "home_office", "superuser"])
def test_only_a_board_moderator_withdraws(people, role):
    made = factories.make_publication(people)
    with pytest.raises(PublicationRefused, match="Only a Board moderator"):
        publication.withdraw(publication=made, user=getattr(people, role), reason="A leak.")


def test_a_withdrawal_happens_once_and_needs_a_reason(people):
    made = factories.make_publication(people)
    with pytest.raises(PublicationRefused, match="Say why"):
        publication.withdraw(publication=made, user=people.board, reason=" ")
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    with pytest.raises(PublicationRefused, match="withdrawn before"):
        publication.withdraw(publication=made, user=people.board, reason="Again.")


def test_revoking_an_approval_withdraws_what_rests_on_it(people):
    made = factories.make_publication(people)
    decision = made.approval.decision
    publication.revoke_approval(decision=decision, user=people.home_office, reason="A new letter.")
    assert current_editions() == []
    with pytest.raises(PublicationRefused, match="revoked before"):
        publication.revoke_approval(decision=decision, user=people.home_office, reason="Again.")


def test_an_approval_revoked_before_publication_stops_it(people):
    edition = factories.make_edition(people)
    factories.clear(edition, people)
    factories.approve(edition, people)
    factories.sign_off(edition, people)
    publication.revoke_approval(
        decision=edition.approval.decision, user=people.home_office, reason="A new letter."
    )
    with pytest.raises(PublicationRefused, match="revoked"):
        publication.publish(edition=edition, user=people.board)


def test_publishing_twice_is_refused(people):
    made = factories.make_publication(people)
    with pytest.raises(PublicationRefused, match="already published"):
        publication.publish(edition=made.edition, user=people.board)


def test_a_withheld_report_needs_the_boards_record_and_shows_its_neutral_sentence(people):
    edition = factories.make_edition(people, overview_report_withheld="children")
    factories.clear(edition, people)
    factories.approve(edition, people)
    with pytest.raises(PublicationRefused, match="Record why the Board agrees"):
        factories.sign_off(edition, people)
    factories.sign_off(edition, people, withholding_record="Two young children live nearby.")
    made = publication.publish(edition=edition, user=people.board)
    assert [part.kind for part in made.content.withheld] == ["overview-report"]
    assert "young children live nearby" not in edition.content.body


def test_two_reviews_never_share_an_address(people):
    made = factories.make_publication(people)
    edition = factories.make_edition(people)
    review = ReviewPage.objects.get(pk=edition.review_id)
    ReviewPage.objects.filter(pk=review.pk).update(slug=made.content.slug)
    review.refresh_from_db()
    review.latest_revision = None
    review.slug = made.content.slug
    review.save_revision(user=people.editor, clean=False)
    edition = publication.submit(review=review, user=people.editor)
    with pytest.raises(PublicationRefused, match="Another published review has this address"):
        factories.publish_edition(edition, people)


def test_a_changed_file_in_the_storage_stops_publication(people):
    edition = factories.make_edition(people)
    factories.clear(edition, people)
    factories.approve(edition, people)
    factories.sign_off(edition, people)
    from reviews.models import ReportFile

    row = ReportFile.objects.get(sha256=edition.file_digests["overview-report"])
    stored = Path(row.file.storage.path(row.file.name))
    stored.write_bytes(stored.read_bytes() + b"%changed")
    with pytest.raises(PublicationRefused, match="is not the one that was cleared"):
        publication.publish(edition=edition, user=people.board)
