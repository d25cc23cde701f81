"""Asking signatories to sign again: who is to be asked, the invitations, the reminders."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from protocols.models import AgreementVersion, Organisation
from protocols.models.signatures import Signature, SignatureState
from protocols.signing import links, mails
from protocols.signing.addresses import key_of_address
from protocols.signing.permissions import user_can_decide
from protocols.signing.recording import lock, record
from protocols.signing.references import next_reference
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import ENDED, Action, By

if TYPE_CHECKING:
    from setdab.accounts.models import User

REMIND_AFTER_DAYS = (14, 28)
CARRIED = ("approver_name", "job_title", "role", "email", "name_public")
CARRIED_ANSWERS = ("parent_signed", "parent_signed_on", "ico_number")


@dataclass(frozen=True)
class Progress:
    """How far the signing of one version has come."""

    still_to_invite: int
    invited: int
    unconfirmed: int
    waiting: int
    accepted: int
    declined: int

    @property
    def total(self) -> int:
        return (
            self.still_to_invite
            + self.invited
            + self.unconfirmed
            + self.waiting
            + self.accepted
            + self.declined
        )


def to_be_invited(version: AgreementVersion) -> list[Signature]:
    """Signatures of earlier versions whose organisation has neither signed nor been asked yet."""
    answered = (
        Signature.objects.filter(version=version)
        .exclude(state__in=(SignatureState.WITHDRAWN, SignatureState.SUPERSEDED))
        .exclude(organisation=None)
    )
    return list(
        Signature.objects.accepted()
        .filter(version__agreement=version.agreement_id, version__sequence__lt=version.sequence)
        .exclude(organisation__in=answered.values("organisation"))
        .exclude(renewals__version=version)
        .select_related("organisation")
        .order_by("signed_name")
    )


def invite_all(*, version: AgreementVersion, officer: "User") -> int:
    """Each invitation is a transaction of its own, so that one bad row does not hold up the rest.

    Pressing the button twice invites nobody twice: the database holds one invitation for each.
    """
    _check(version, officer)
    sent = 0
    for earlier in to_be_invited(version):
        try:
            _invite(version, officer, earlier.organisation, earlier.email, earlier)
        except IntegrityError:
            continue
        sent += 1
    return sent


def invite_one(
    *, version: AgreementVersion, officer: "User", organisation: Organisation, email: str
) -> Signature:
    """Ask an organisation that has not signed any version."""
    _check(version, officer)
    alive = Signature.objects.filter(version=version, organisation=organisation)
    if alive.exclude(state__in=ENDED).exists():
        raise SigningRefused(f"{organisation} has signed this version or was asked to.")
    return _invite(version, officer, organisation, email, None)


@transaction.atomic
def _invite(
    version: AgreementVersion,
    officer: "User",
    organisation: Organisation | None,
    email: str,
    earlier: Signature | None,
) -> Signature:
    signature = Signature(
        reference=next_reference(),
        version=version,
        organisation=organisation,
        signed_name=organisation.name if organisation else "",
        email=email,
        email_key=key_of_address(email),
        renews=earlier,
    )
    for name in (*CARRIED, *CARRIED_ANSWERS) if earlier else ():
        setattr(signature, name, getattr(earlier, name))
    record(signature, Action.INVITE, By.OFFICER, {}, officer=officer)
    mails.invite(signature)
    return signature


def progress_of(version: AgreementVersion) -> Progress:
    counted = dict(
        Signature.objects.filter(version=version)
        .values_list("state")
        .annotate(Count("pk"))
        .order_by()
    )
    S = SignatureState
    return Progress(
        still_to_invite=len(to_be_invited(version)),
        invited=counted.get(S.INVITED, 0) + counted.get(S.DELEGATED, 0),
        unconfirmed=counted.get(S.SUBMITTED, 0) + counted.get(S.CORRECTION_ASKED, 0),
        waiting=counted.get(S.CONFIRMED, 0),
        accepted=counted.get(S.ACCEPTED, 0),
        declined=counted.get(S.DECLINED, 0),
    )


def send_reminders() -> list[Signature]:
    """One for each invitation at 14 and at 28 days, however often and however late this is run.

    Of somebody who was asked long ago, only the last reminder that is due is sent.
    """
    now = timezone.now()
    reminded = []
    waiting = Signature.objects.filter(
        state__in=(SignatureState.INVITED, SignatureState.DELEGATED),
        reminders_sent__lt=len(REMIND_AFTER_DAYS),
        state_since__lte=now - timedelta(days=REMIND_AFTER_DAYS[0]),
    )
    for signature in waiting.order_by("pk"):
        if remind(signature):
            reminded.append(signature)
    return reminded


@transaction.atomic
def remind(signature: Signature) -> bool:
    signature = lock(signature)
    asked_for = (timezone.now() - signature.state_since).days
    due = sum(asked_for >= days for days in REMIND_AFTER_DAYS)
    if signature.reminders_sent >= due:
        return False
    try:
        record(
            signature,
            Action.REMIND,
            By.SITE,
            {"reminders_sent": due},
            reason=f"{REMIND_AFTER_DAYS[due - 1]} days",
        )
    except SigningRefused:
        return False
    links.revoke_links(signature)
    mails.remind(signature)
    return True


def _check(version: AgreementVersion, officer: "User") -> None:
    if not user_can_decide(officer):
        raise SigningRefused("Only information governance can send invitations.")
    current = AgreementVersion.objects.current().filter(pk=version.pk).first()
    if current is None or not current.can_be_signed:
        raise SigningRefused("Only the current version of an agreement, once approved, is signed.")
