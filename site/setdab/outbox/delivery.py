"""Getting mail from its rows to the mail server: never lost, and twice only where nobody can know.

A row is written in the transaction of the change it tells about, and so is the task that sends it.
A worker takes the row with one conditional ``UPDATE``; a second worker, or a task queued twice,
finds nothing to take. A mail server that is down puts the row back with a growing delay.

A worker that is killed leaves its row taken. Every taking queues a look a little later than
``CLAIM_LASTS``, and that look takes the row again. If the worker died after the server had accepted
the message and before the row said so (between two consecutive statements), the message goes out a
second time, with the same ``Message-ID``, so that mail systems show it once. The other choice would
lose a message whenever a worker died while sending; a lost link is worse than a second copy.
"""

import hashlib
import logging
import smtplib
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task, task_backends

from setdab.mail import Attachment
from setdab.outbox.models import MailState, OutgoingMail

logger = logging.getLogger(__name__)

RETRY_AFTER_MINUTES = (1, 5, 15, 60, 240, 720, 1440, 1440)
# Much longer than a send can take: every step on the connection ends after EMAIL_TIMEOUT seconds.
CLAIM_LASTS = timedelta(seconds=getattr(settings, "OUTBOX_CLAIM_SECONDS", 600))
CLOCK_SKEW = timedelta(seconds=30)


@transaction.atomic
def queue(
    *,
    subject: str,
    body: str,
    recipients: Iterable[str],
    key: str = "",
    attachment: Attachment | None = None,
    leave_url: str = "",
) -> int:
    """One message for each recipient, so that nobody sees another's address.

    With a ``key``, each recipient gets the message once however often this is called.
    """
    made = 0
    for recipient in sorted(set(recipients)):
        mail, is_new = OutgoingMail.objects.get_or_create(
            key=_key(key, recipient),
            defaults={
                "recipient": recipient,
                "subject": subject,
                "body": body,
                "attachment": attachment.stored_as if attachment else "",
                "attachment_name": attachment.name if attachment else "",
                "leave_url": leave_url,
            },
        )
        if is_new:
            deliver.enqueue(mail_id=mail.pk)
            made += 1
    return made


def forget(*, recipient: str, key: str) -> int:
    """Delete what was ever queued for an address under keys that begin so, sent or not."""
    rows = OutgoingMail.objects.filter(recipient__iexact=recipient, key__startswith=key)
    return rows.delete()[0]


def _key(key: str, recipient: str) -> str:
    if not key:
        return str(uuid.uuid4())
    return f"{key}:{hashlib.sha256(recipient.lower().encode()).hexdigest()[:24]}"


@task()
def deliver(*, mail_id: int) -> None:
    """Send one message, if it is there to be sent."""
    mail = _take(mail_id)
    if mail is None:
        return
    try:
        _hand_over(mail)
    except Exception as error:
        _put_back(mail, error)


def deliver_what_is_due() -> int:
    """Queue every message that waits or was left by a dead worker; for when task rows were lost."""
    due = OutgoingMail.objects.filter(_free_to_take()).values_list("pk", flat=True)
    for mail_id in list(due):
        deliver.enqueue(mail_id=mail_id)
    return len(due)


@transaction.atomic
def try_again(mail: OutgoingMail) -> bool:
    """Start afresh with a message that was given up or waits for its next try."""
    changed = (
        OutgoingMail.objects.filter(pk=mail.pk)
        .filter(state__in=(MailState.FAILED, MailState.QUEUED))
        .update(state=MailState.QUEUED, attempts=0, due_at=timezone.now())
    )
    if changed:
        deliver.enqueue(mail_id=mail.pk)
    return bool(changed)


def _free_to_take() -> Q:
    now = timezone.now()
    waiting = Q(state=MailState.QUEUED, due_at__lte=now + CLOCK_SKEW)
    return waiting | Q(state=MailState.SENDING, claimed_at__lte=now - CLAIM_LASTS)


@transaction.atomic
def _take(mail_id: int) -> OutgoingMail | None:
    claim = uuid.uuid4()
    taken = OutgoingMail.objects.filter(_free_to_take(), pk=mail_id).update(
        state=MailState.SENDING,
        claim=claim,
        claimed_at=timezone.now(),
        attempts=F("attempts") + 1,
    )
    if not taken:
        return None
    _look_again_at(mail_id, CLAIM_LASTS + timedelta(seconds=1))
    return OutgoingMail.objects.get(pk=mail_id, claim=claim)


def _hand_over(mail: OutgoingMail) -> None:
    """Nothing comes between the server's "accepted" and the row that says so."""
    connection = get_connection()
    message = EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        headers=_headers(mail),
        connection=connection,
    )
    if mail.attachment:
        with storages["confidential"].open(mail.attachment, "rb") as file:
            message.attach(mail.attachment_name, file.read())
    try:
        connection.open()
        message.send()
        OutgoingMail.objects.filter(pk=mail.pk, claim=mail.claim).update(
            state=MailState.SENT,
            sent_at=timezone.now(),
            body="",
            leave_url="",
            last_error="",
            claim=None,
        )
    finally:
        # A server that stumbles over the goodbye has the message all the same.
        with suppress(OSError):
            connection.close()


def _headers(mail: OutgoingMail) -> dict[str, str]:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.leave_url:
        headers["List-Unsubscribe"] = f"<{mail.leave_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


@transaction.atomic
def _put_back(mail: OutgoingMail, error: Exception) -> None:
    last = mail.attempts > len(RETRY_AFTER_MINUTES) or _is_final(error)
    delay = timedelta() if last else timedelta(minutes=RETRY_AFTER_MINUTES[mail.attempts - 1])
    OutgoingMail.objects.filter(pk=mail.pk, claim=mail.claim).update(
        state=MailState.FAILED if last else MailState.QUEUED,
        last_error=_in_short(error),
        due_at=timezone.now() + delay,
        claim=None,
    )
    level = logging.ERROR if last else logging.WARNING
    logger.log(level, "Mail %d not sent (%s)", mail.pk, type(error).__name__)
    if not last:
        _look_again_at(mail.pk, delay)


def _look_again_at(mail_id: int, delay: timedelta) -> None:
    """The immediate queue of development cannot wait; ``deliver_mail`` is for that."""
    if task_backends[deliver.backend].supports_defer:
        deliver.using(run_after=timezone.now() + delay).enqueue(mail_id=mail_id)


def _is_final(error: Exception) -> bool:
    """The server knows that there is no such address; asking again does not help."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _ in error.recipients.values())


def _in_short(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{type(error).__name__} {code} {words!r}"[:300]
    return f"{type(error).__name__}: {error}"[:300]
