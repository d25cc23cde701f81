"""The only code that writes the ledger: submit, clear, approve, sign off, publish, withdraw.

Every function is one transaction and takes the review's row lock first, so that two people who
act at once act one after the other. Each raises ``PublicationRefused`` with everything that is
missing, in words for an editor, and then has written nothing.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from reviews import checks, permissions
from reviews import requirements as required
from reviews.content import canonical_json, digest_of
from reviews.drafts import content_of_draft, latest_draft, writers_of
from reviews.library import entries as library
from reviews.locks import lock_addresses, lock_review
from reviews.models import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    EditionContent,
    HomeOfficeApproval,
    HomeOfficeDecision,
    Publication,
    ReviewPage,
    Withdrawal,
)
from reviews.refusals import PublicationRefused

if TYPE_CHECKING:
    from setdab.accounts.models import User

logger = logging.getLogger(__name__)

__all__ = [
    "PublicationRefused",
    "approve",
    "carry_approval",
    "clear",
    "publish",
    "revoke_approval",
    "sign_off",
    "submit",
    "withdraw",
]


@transaction.atomic
def submit(*, review: ReviewPage, user: "User") -> Edition:
    """Freeze the newest draft as the next edition."""
    lock_review(review.pk)
    draft = latest_draft(review)
    if not permissions.user_can_submit(user):
        raise PublicationRefused(["Only an editor can submit a review."])
    _refuse_if(required.missing_from_draft(draft))
    content = content_of_draft(draft)
    body = canonical_json(content)
    last = review.editions.order_by("-number").first()
    edition = Edition.objects.create(
        review_id=review.pk,
        number=last.number + 1 if last else 1,
        submitted_by=user,
        revision_id=draft.latest_revision_id,
        writers=writers_of(draft),
        file_digests=content.file_digests(),
        digest=digest_of(body),
    )
    EditionContent.objects.create(edition=edition, slug=content.slug, body=body)
    if checks.missing(edition):
        checks.ask(review=review, content=content, user=user)
    _carry_clearance(edition, last)
    return edition


@transaction.atomic
def clear(
    *, edition: Edition, user: "User", statement: str, checklist: Collection[str]
) -> AnonymisationClearance:
    """Record that the anonymisation check of this edition is done.

    The automatic check of its exact bytes must stand at PASS: see ``reviews.checks``.
    """
    lock_review(edition.review_id)
    if not permissions.user_can_clear(user, edition):
        raise PublicationRefused([required.may_not_act(user, edition, "clear it")])
    _refuse_if(
        required.not_open(edition)
        + required.already(edition, "clearance")
        + checks.missing(edition)
        + checks.missing_intruder_note(edition)
        + required.missing_from_clearance(statement, checklist)
    )
    return AnonymisationClearance.objects.create(
        edition=edition,
        cleared_by=user,
        statement=statement.strip(),
        checklist=sorted(checklist),
        evidence=checks.evidence(edition),
    )


@transaction.atomic
def approve(
    *, edition: Edition, user: "User", decision: HomeOfficeDecision, statement: str
) -> HomeOfficeApproval:
    """Record that this edition is what the Home Office's decision allows to be published."""
    lock_review(edition.review_id)
    _may_approve(edition, user)
    _refuse_if(
        required.missing_before_approval(edition)
        + required.missing_from_fresh_decision(edition, decision)
        + required.missing_statement(statement)
    )
    letter_date = decision.letter_date
    if letter_date is None:
        raise PublicationRefused(["The date of the Home Office letter is not recorded."])
    return HomeOfficeApproval.objects.create(
        edition=edition,
        decision=decision,
        confirmed_by=user,
        statement=statement.strip(),
        body_name=decision.body_name,
        letter_date=letter_date,
    )


@transaction.atomic
def carry_approval(*, edition: Edition, user: "User", statement: str) -> HomeOfficeApproval:
    """Carry the last approval of the review to an edition whose files are the same, byte for byte."""
    lock_review(edition.review_id)
    _may_approve(edition, user)
    earlier = required.approval_to_carry(edition)
    if earlier is None:
        raise PublicationRefused(
            ["There is no earlier approval of the same files. Record the Home Office’s decision."]
        )
    _refuse_if(
        required.missing_before_approval(edition)
        + required.missing_from_decision(edition, earlier.decision)
        + required.missing_statement(statement)
    )
    return HomeOfficeApproval.objects.create(
        edition=edition,
        decision=earlier.decision,
        confirmed_by=user,
        statement=statement.strip(),
        body_name=earlier.body_name,
        letter_date=earlier.letter_date,
        carried_from=earlier,
    )


@transaction.atomic
def sign_off(
    *,
    edition: Edition,
    user: "User",
    statement: str,
    withholding_record: str = "",
    public_from: datetime | None = None,
) -> BoardSignOff:
    """Record the Board's decision to publish, now or from a day ahead."""
    lock_review(edition.review_id)
    if not permissions.user_can_sign_off(user, edition):
        raise PublicationRefused([required.may_not_act(user, edition, "sign it off")])
    _refuse_if(
        required.missing_before_sign_off(edition)
        + required.missing_statement(statement)
        + required.missing_withholding_record(edition, withholding_record)
    )
    return BoardSignOff.objects.create(
        edition=edition,
        signed_by=user,
        statement=statement.strip(),
        withholding_record=withholding_record.strip(),
        public_from=public_from,
    )


@transaction.atomic
def publish(*, edition: Edition, user: "User") -> Publication:
    """Make the edition public. The bytes of every file are read and compared once more."""
    lock_review(edition.review_id)
    lock_addresses()
    if not permissions.user_can_sign_off(user, edition):
        raise PublicationRefused([required.may_not_act(user, edition, "publish it")])
    _refuse_if(required.missing_before_publication(edition))
    now = timezone.now()
    publication = Publication.objects.create(
        edition=edition,
        clearance=edition.clearance,
        approval=edition.approval,
        sign_off=edition.sign_off,
        published_by=user,
        published_at=now,
        public_from=max(edition.sign_off.public_from or now, now),
    )
    library.add(publication)
    return publication


@transaction.atomic
def withdraw(*, publication: Publication, user: "User | None", reason: str) -> list[Withdrawal]:
    """Take a review from the public at once.

    A publication that is still to come is cancelled alone. Any other is withdrawn with every
    other publication of the review, those to come included: what is wrong with one edition may be
    wrong with all. ``user`` is ``None`` where Wagtail unpublished without saying for whom.
    """
    lock_review(publication.edition.review_id)
    if user is not None and not permissions.user_can_withdraw(user):
        raise PublicationRefused(["Only a Board moderator can withdraw a review."])
    _refuse_if(required.missing_statement(reason, "Say why it is withdrawn."))
    return _withdraw(publication, user, reason)


@transaction.atomic
def revoke_approval(*, decision: HomeOfficeDecision, user: "User", reason: str) -> list[Withdrawal]:
    """Record that the Home Office’s approval no longer stands, and withdraw what rests on it."""
    lock_review(decision.review_id)
    if not permissions.user_can_revoke_approval(user):
        raise PublicationRefused(
            ["Only the Home Office liaison or a Board moderator can revoke an approval."]
        )
    _refuse_if(required.missing_statement(reason, "Say why the approval is revoked."))
    decision.refresh_from_db()
    if decision.revoked_at:
        raise PublicationRefused(["This approval was revoked before."])
    decision.revoked_at = timezone.now()
    decision.revoked_by = user
    decision.revoked_reason = reason.strip()
    decision.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    withdrawn: list[Withdrawal] = []
    for publication in Publication.objects.not_withdrawn().filter(approval__decision=decision):
        if not Withdrawal.objects.filter(publication=publication).exists():
            withdrawn += _withdraw(publication, user, f"Approval revoked: {reason}")
    return withdrawn


def _withdraw(publication: Publication, user: "User | None", reason: str) -> list[Withdrawal]:
    if Withdrawal.objects.filter(publication=publication).exists():
        raise PublicationRefused(["This publication was withdrawn before."])
    now = timezone.now()
    chosen = [publication]
    if not publication.is_to_come:
        of_review = Publication.objects.not_withdrawn().filter(
            edition__review_id=publication.edition.review_id
        )
        chosen += list(of_review.exclude(pk=publication.pk))
    for one in chosen:
        # A second record: after a restored backup it says which withdrawals are missing.
        logger.warning("Withdrawn: edition %d", one.pk)
    withdrawals = [
        Withdrawal.objects.create(
            publication=one, withdrawn_by=user, withdrawn_at=now, reason=reason.strip()
        )
        for one in chosen
    ]
    library.forget_withdrawn.enqueue()
    return withdrawals


def _carry_clearance(edition: Edition, last: Edition | None) -> None:
    """What was cleared stays cleared where not one byte changed and nothing was withdrawn."""
    if last is None or last.digest != edition.digest:
        return
    clearance = AnonymisationClearance.objects.filter(edition=last).first()
    if clearance is None or Withdrawal.objects.filter(publication=last.pk).exists():
        return
    if permissions.user_wrote(clearance.cleared_by, edition):
        return
    if checks.missing(edition):
        return
    AnonymisationClearance.objects.create(
        edition=edition,
        cleared_by=clearance.cleared_by,
        statement=clearance.statement,
        checklist=clearance.checklist,
        evidence=clearance.evidence,
        carried_from=clearance,
    )


def _may_approve(edition: Edition, user: "User") -> None:
    if not permissions.user_can_approve(user, edition):
        raise PublicationRefused(
            [required.may_not_act(user, edition, "confirm the Home Office’s approval")]
        )


def _refuse_if(missing: list[str]) -> None:
    if missing:
        raise PublicationRefused(missing)
