"""What is erased when: ``docs/data-protection.md`` says why. ``manage.py apply_retention`` runs it."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from setdab.outbox.models import MailState, OutgoingMail
from setdab.retention import Rule, before, delete

from protocols.models.signatures import Signature, SignatureLink, SignatureState
from protocols.signing.recording import lock, record
from protocols.signing.transitions import ENDED, Action, By

S = SignatureState
UNCONFIRMED_DAYS = 30
UNANSWERED_DAYS = 365
CLOSED_DAYS = 365
ENDED_YEARS = 6
LINK_DAYS = 90
MAIL_DAYS = 90


def _unconfirmed() -> Any:
    return Signature.objects.unconfirmed().filter(submitted_at__lt=before(UNCONFIRMED_DAYS))


def _unanswered() -> Any:
    return Signature.objects.filter(
        state__in=(S.INVITED, S.DELEGATED, S.CORRECTION_ASKED, S.SUBMITTED),
        accepted_at=None,
        state_since__lt=before(UNANSWERED_DAYS),
    )


def _closed() -> Any:
    return Signature.objects.filter(
        state__in=ENDED, accepted_at=None, state_since__lt=before(CLOSED_DAYS)
    )


def _ended() -> Any:
    return Signature.objects.filter(
        state__in=ENDED,
        accepted_at__isnull=False,
        erased_at=None,
        state_since__lt=before(ENDED_YEARS * 365.25),
    )


def _links() -> Any:
    return SignatureLink.objects.filter(expires_at__lt=before(LINK_DAYS))


def _mail() -> Any:
    finished = OutgoingMail.objects.filter(state__in=(MailState.SENT, MailState.FAILED))
    return finished.filter(created_at__lt=before(MAIL_DAYS))


def _sessions() -> Any:
    return Session.objects.filter(expire_date__lt=timezone.now())


@transaction.atomic
def erase_person(signature: Signature) -> None:
    """The organisation's record stays for good; who acted for it does not."""
    signature = lock(signature)
    nothing = {"approver_name": "", "job_title": "", "email": "", "email_key": ""}
    erased = {"evidence": "", "wrong_name_report": "", "name_public": False}
    changes = {**nothing, **erased, "erased_at": timezone.now()}
    record(signature, Action.ERASE, By.SITE, changes)
    signature.events.exclude(action=Action.ERASE).update(person="", reason="")
    signature.links.all().delete()


RULES = (
    Rule("unconfirmed", "Sign-ups that were not confirmed", _unconfirmed, delete),
    Rule("unanswered", "Invitations and corrections without an answer", _unanswered, delete),
    Rule("closed", "Sign-ups that ended without being accepted", _closed, delete),
    Rule("ended", "Approvers of signatures that ended", _ended, erase_person),
    Rule("links", "Expired links", _links, delete),
    Rule("mail", "Mail that was sent or given up", _mail, delete),
    Rule("sessions", "Half-filled forms and logins that expired", _sessions, delete),
)
