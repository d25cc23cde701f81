"""The e-mails about signing. They carry the reference and a link: no name, no answer, no reason.

Each is keyed by the event it tells about, so that no event is ever mailed twice.
"""

from django.conf import settings
from django.urls import reverse
from setdab.mail import queue_mail

from protocols.models.signatures import Signature, SignatureEvent, SignatureLink
from protocols.signing.links import LASTS, make_link
from protocols.signing.permissions import officers
from protocols.signing.transitions import Action

Purpose = SignatureLink.Purpose
GOODBYE = (
    "\n\nIf you were not expecting this e-mail, you can ignore it: nothing happens without you."
)


def ask_to_confirm(signature: Signature) -> None:
    _send(
        signature,
        f"Confirm your sign-up {signature.reference}",
        "Somebody gave this e-mail address when signing up to an information sharing agreement of "
        "the Domestic Abuse Board. If it was you, open this link and confirm:",
        Purpose.CONFIRM,
    )


def say_received(signature: Signature) -> None:
    _send(
        signature,
        f"We have your sign-up {signature.reference}",
        f"Thank you for confirming. Your reference is {signature.reference}.\n\n"
        "The information governance team looks at every sign-up, usually within 5 working days. "
        "We will e-mail you when they have decided. You don’t need to do anything now.",
    )


def say_accepted(signature: Signature) -> None:
    address = settings.BASE_URL + signature.version.get_absolute_url()
    _send(
        signature,
        f"Your sign-up {signature.reference} is accepted",
        "Your organisation is now shown in the public register of signatories. The version that "
        f"was signed stays at this address:\n\n{address}",
    )


def ask_to_correct(signature: Signature) -> None:
    _send(
        signature,
        f"Please correct your sign-up {signature.reference}",
        "We can’t accept your sign-up as it is. What needs correcting is behind this link, where "
        "you can change it and sign again:",
        Purpose.CORRECT,
    )


def say_rejected(signature: Signature) -> None:
    _send(
        signature,
        f"Your sign-up {signature.reference} was not accepted",
        "You can read why behind this link:",
        Purpose.OUTCOME,
    )


def say_withdrawn(signature: Signature) -> None:
    _send(
        signature,
        f"Signature {signature.reference} is withdrawn",
        "This signature no longer counts, and the public register no longer shows it as current. "
        "If you did not expect this, contact the Board.",
    )


def ask_colleague(signature: Signature) -> None:
    _send(
        signature,
        f"A colleague asks you to sign: {signature.reference}",
        "A colleague at your organisation was asked to sign an information sharing agreement of "
        "the Domestic Abuse Board, and says that you are the right person. This link is yours "
        "alone; please don’t forward it:",
        Purpose.DELEGATE,
    )


def invite(signature: Signature) -> None:
    _send(
        signature,
        f"Please sign again: {signature.reference}",
        "There is a new version of an information sharing agreement that your organisation has "
        "signed. This link shows what changed, and lets you sign. It is yours alone; if somebody "
        "else should sign, you can pass it on from there:",
        Purpose.INVITE,
    )


def remind(signature: Signature) -> None:
    _send(
        signature,
        f"Reminder, please sign again: {signature.reference}",
        "We asked you to sign the new version of an information sharing agreement, and have not "
        "heard from you. Sign, pass it on to a colleague, or tell us why not, behind this link:",
        Purpose.INVITE,
    )


def send_link_again(signature: Signature) -> None:
    """The link that fits where the signature is now."""
    {
        "invited": invite,
        "delegated": ask_colleague,
        "submitted": ask_to_confirm,
        "correction asked": ask_to_correct,
    }[signature.state](signature)


def tell_officers(signature: Signature) -> None:
    """Once an event; what it is about stays on the site, behind a login."""
    address = settings.WAGTAILADMIN_BASE_URL + reverse("signature_detail", args=[signature.pk])
    action = _last_event(signature).action
    words = {
        Action.CONFIRM: "waits for a decision",
        Action.DECLINE: "was declined",
        Action.REPORT_WRONG_NAME: "has a wrong name, says whoever got the link",
    }[Action(action)]
    queue_mail(
        subject=f"{signature.reference} {words}",
        body=f"Sign-up {signature.reference} {words}.\n\n{address}\n",
        recipients=[officer.email for officer in officers()],
        key=f"signature-event-{_last_event(signature).pk}-officers",
    )


def _send(
    signature: Signature,
    subject: str,
    body: str,
    purpose: SignatureLink.Purpose | None = None,
) -> None:
    if not signature.email:
        return
    if purpose is not None:
        days = LASTS[purpose].days
        link = make_link(signature, purpose)
        body = f"{body}\n\n{link}\n\nThe link works once, for {days} days."
    queue_mail(
        subject=subject,
        body=f"{body}\n\nYour reference: {signature.reference}{GOODBYE}\n",
        recipients=[signature.email],
        key=f"signature-event-{_last_event(signature).pk}",
    )


def _last_event(signature: Signature) -> SignatureEvent:
    return signature.events.order_by("-pk")[0]
