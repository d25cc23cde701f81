"""What an officer does with a signature. Each is one transaction, and raises ``SigningRefused``."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from protocols.models import Organisation
from protocols.models.signatures import Signature, SignatureState
from protocols.signing import links, mails
from protocols.signing.permissions import user_can_decide
from protocols.signing.recording import lock, record
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import TRANSITIONS, Action, By

if TYPE_CHECKING:
    from setdab.accounts.models import User


@transaction.atomic
def place(*, signature: Signature, officer: "User", organisation: Organisation) -> Signature:
    """Say which organisation of the register this is. The name as signed stays."""
    signature = lock(signature)
    _check_officer(officer)
    old = signature.organisation
    reason = f"From {old} to {organisation}." if old else f"Found to be {organisation}."
    changes = {"organisation": organisation, "wrong_name_report": ""}
    record(signature, Action.PLACE, By.OFFICER, changes, officer=officer, reason=reason)
    return signature


@transaction.atomic
def accept(*, signature: Signature, officer: "User") -> Signature:
    """The organisation has signed. What it signed before of the same agreement is superseded."""
    signature = lock(signature)
    _check_officer(officer)
    if signature.organisation_id is None:
        raise SigningRefused(
            "The organisation is not in the register. Choose it there, or add it, and then accept."
        )
    # Two officers may accept two signatures of one organisation: its row makes them take turns.
    Organisation.objects.select_for_update().get(pk=signature.organisation_id)
    others = Signature.objects.select_for_update().filter(
        organisation=signature.organisation_id, version__agreement=signature.version.agreement_id
    )
    for other in others.accepted().select_related("version"):
        if other.version.sequence >= signature.version.sequence:
            raise SigningRefused(
                f"{other.reference} of the same organisation is accepted for version "
                f"{other.version.number}. Withdraw it first, or reject this one."
            )
        supersede(signature=other, officer=officer, reason=signature.reference)
    open_invitations = others.filter(
        version=signature.version_id,
        state__in=TRANSITIONS[Action.SUPERSEDE].before - {SignatureState.ACCEPTED},
    )
    for other in open_invitations:
        supersede(signature=other, officer=officer, reason=signature.reference)
    record(signature, Action.ACCEPT, By.OFFICER, {"accepted_at": timezone.now()}, officer=officer)
    mails.say_accepted(signature)
    return signature


@transaction.atomic
def supersede(*, signature: Signature, officer: "User", reason: str) -> Signature:
    """Another signature has taken its place; part of accepting that one."""
    signature = lock(signature)
    _check_officer(officer)
    record(signature, Action.SUPERSEDE, By.OFFICER, {}, officer=officer, reason=reason)
    links.revoke_links(signature)
    return signature


@transaction.atomic
def ask_correction(*, signature: Signature, officer: "User", reason: str) -> Signature:
    signature = lock(signature)
    _check_officer(officer)
    record(signature, Action.ASK_CORRECTION, By.OFFICER, {}, officer=officer, reason=reason)
    mails.ask_to_correct(signature)
    return signature


@transaction.atomic
def reject(*, signature: Signature, officer: "User", reason: str) -> Signature:
    signature = lock(signature)
    _check_officer(officer)
    record(signature, Action.REJECT, By.OFFICER, {}, officer=officer, reason=reason)
    links.revoke_links(signature)
    mails.say_rejected(signature)
    return signature


@transaction.atomic
def withdraw(*, signature: Signature, officer: "User", reason: str) -> Signature:
    """An organisation leaves the agreement, or a sign-up is called off."""
    signature = lock(signature)
    _check_officer(officer)
    was_accepted = signature.state == SignatureState.ACCEPTED
    record(signature, Action.WITHDRAW, By.OFFICER, {}, officer=officer, reason=reason)
    links.revoke_links(signature)
    if was_accepted:
        mails.say_withdrawn(signature)
    return signature


def _check_officer(officer: "User | None") -> None:
    if officer is None or not user_can_decide(officer):
        raise SigningRefused("Only information governance can decide on signatures.")
