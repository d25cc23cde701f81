"""What a signatory does: sign up, confirm, pass on, decline, report a wrong name.

Every function is one transaction; the mail about it is queued in the same transaction. Each raises
``SigningRefused`` with the reason, and then has written nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from protocols.models import AgreementVersion
from protocols.models.signatures import (
    Signature,
    SignatureEvent,
    SignatureLink,
    SignatureState,
)
from protocols.signing import links, mails
from protocols.signing.addresses import key_of_address
from protocols.signing.flags import is_at_same_organisation
from protocols.signing.permissions import user_can_decide
from protocols.signing.recording import lock, record
from protocols.signing.references import next_reference
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import Action, By

if TYPE_CHECKING:
    from setdab.accounts.models import User

MOST_ASKED_IN_A_DAY = 3
ANSWERS = (
    "organisation",
    "signed_name",
    "role",
    "approver_name",
    "job_title",
    "email",
    "name_public",
    "parent_signed",
    "parent_signed_on",
    "ico_number",
    "authorised",
    "agreed_on",
)


@transaction.atomic
def start(*, version: AgreementVersion, answers: Mapping[str, Any]) -> Signature | None:
    """A new sign-up and the mail that asks to confirm it.

    ``None`` where a sign-up from this address already waits for confirmation: then nothing is
    stored or mailed, however often it is tried.
    """
    key = key_of_address(answers["email"])
    _check_version(version)
    if Signature.objects.unconfirmed().filter(email_key=key, version=version).exists():
        return None
    if _asked_today(key) >= MOST_ASKED_IN_A_DAY:
        return None
    signature = Signature(reference=next_reference(), version=version)
    _fill(signature, answers)
    try:
        with transaction.atomic():
            record(signature, Action.START, By.SIGNATORY, {"submitted_at": timezone.now()})
    except IntegrityError:
        return None
    mails.ask_to_confirm(signature)
    return signature


@transaction.atomic
def submit(
    *, signature: Signature, answers: Mapping[str, Any], link: SignatureLink | None = None
) -> Signature:
    """New answers for a signature that is with its signatory.

    Through a link that was mailed to the address now given, they are confirmed at once: following
    the link has shown what a second mail would show.
    """
    signature = lock(signature)
    _check_version(signature.version)
    same_address = signature.email_key == key_of_address(answers["email"])
    proven = link is not None and link.email_key == key_of_address(answers["email"])
    waiting_here = signature.state == SignatureState.SUBMITTED and same_address
    _fill(signature, answers)
    try:
        with transaction.atomic():
            record(signature, Action.SUBMIT, By.SIGNATORY, {"submitted_at": timezone.now()})
    except IntegrityError as error:
        raise SigningRefused(
            "Another sign-up from this e-mail address waits to be confirmed. Confirm that one first."
        ) from error
    if link is not None and proven:
        return confirm(signature=signature, link=link)
    if not waiting_here:
        links.revoke_links(signature)
        # Changing the address to and fro must not mail anybody twice: that is for "send it again".
        if not _asked_today(signature.email_key):
            mails.ask_to_confirm(signature)
    return signature


@transaction.atomic
def confirm(*, signature: Signature, link: SignatureLink) -> Signature:
    signature = lock(signature)
    _check_link(signature, link)
    now = timezone.now()
    record(
        signature,
        Action.CONFIRM,
        By.SIGNATORY,
        {
            "confirmed_at": now,
            "evidence": f"Confirmed through the link sent to the approver’s address on "
            f"{timezone.localtime(link.created_at):%d %B %Y at %H:%M}.",
        },
    )
    links.use(link)
    links.revoke_links(signature)
    mails.say_received(signature)
    mails.tell_officers(signature)
    return signature


@transaction.atomic
def delegate(*, signature: Signature, link: SignatureLink, name: str, email: str) -> Signature:
    """Pass the question on to a colleague at the same organisation, who gets a link of their own."""
    signature = lock(signature)
    _check_link(signature, link)
    if key_of_address(email) == signature.email_key:
        raise SigningRefused("Enter the e-mail address of a colleague, not your own.")
    if not is_at_same_organisation(signature, email):
        raise SigningRefused(
            "Your colleague’s e-mail address must be at the same organisation as yours."
        )
    record(signature, Action.DELEGATE, By.SIGNATORY, {})
    links.use(link)
    links.revoke_links(signature)
    signature.approver_name, signature.email = name, email
    signature.email_key = key_of_address(email)
    signature.job_title = signature.role = ""
    signature.authorised = signature.name_public = False
    signature.save()
    mails.ask_colleague(signature)
    return signature


@transaction.atomic
def decline(*, signature: Signature, link: SignatureLink, reason: str) -> Signature:
    signature = lock(signature)
    _check_link(signature, link)
    record(signature, Action.DECLINE, By.SIGNATORY, {}, reason=reason)
    links.use(link)
    links.revoke_links(signature)
    mails.tell_officers(signature)
    return signature


@transaction.atomic
def report_wrong_name(*, signature: Signature, link: SignatureLink, report: str) -> Signature:
    """The link stays usable: what is reported may be put right, and then signed."""
    signature = lock(signature)
    _check_link(signature, link)
    record(
        signature,
        Action.REPORT_WRONG_NAME,
        By.SIGNATORY,
        {"wrong_name_report": report},
        reason=report,
    )
    mails.tell_officers(signature)
    return signature


@transaction.atomic
def send_again(
    *, signature: Signature, by: SignatureEvent.By, officer: "User | None" = None
) -> Signature:
    """A new link to the same address. Links sent before stop working."""
    signature = lock(signature)
    if by == By.OFFICER and (officer is None or not user_can_decide(officer)):
        raise SigningRefused("Only information governance can send a link again from here.")
    record(signature, Action.SEND_AGAIN, by, {}, officer=officer)
    links.revoke_links(signature)
    mails.send_link_again(signature)
    return signature


def _fill(signature: Signature, answers: Mapping[str, Any]) -> None:
    for name in ANSWERS:
        setattr(signature, name, answers[name])
    signature.email_key = key_of_address(signature.email)
    signature.wrong_name_report = ""


def _asked_today(key: str) -> int:
    """How often an address was asked to confirm something in the last day."""
    since = timezone.now() - timedelta(days=1)
    return SignatureLink.objects.filter(
        purpose=SignatureLink.Purpose.CONFIRM, email_key=key, created_at__gt=since
    ).count()


def _check_version(version: AgreementVersion) -> None:
    current = AgreementVersion.objects.current().filter(pk=version.pk).first()
    if current is None or not current.can_be_signed:
        raise SigningRefused(
            "A newer version of the agreement has taken the place of the one you read. "
            "Read that one, and sign it."
        )


def _check_link(signature: Signature, link: SignatureLink) -> None:
    if link.signature_id != signature.pk or not links.is_usable(link):
        raise SigningRefused("This link has been used or has expired.")
