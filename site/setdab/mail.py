"""Mail through the task queue: a mail server that is down delays a message and never loses it."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task, task_backends

logger = logging.getLogger(__name__)

RETRY_AFTER_MINUTES = (1, 5, 15, 60, 240, 720, 1440, 1440)


def queue_mail(*, subject: str, body: str, recipients: Iterable[str]) -> None:
    """One message for each recipient, so that nobody sees another's address."""
    for recipient in sorted(set(recipients)):
        send_mail.enqueue(subject=subject, body=body, recipient=recipient, attempt=0)


@task()
def send_mail(*, subject: str, body: str, recipient: str, attempt: int) -> None:
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [recipient])
    try:
        message.send()
    except OSError as error:
        _retry(error, subject=subject, body=body, recipient=recipient, attempt=attempt)


def _retry(error: OSError, *, subject: str, body: str, recipient: str, attempt: int) -> None:
    """Put the message back with a growing delay; after three days leave a failed task to be seen.

    ``smtplib``'s errors are ``OSError``s. Where the queue cannot delay (the immediate one of
    development), the error is raised at once.
    """
    can_delay = task_backends[send_mail.backend].supports_defer
    if not can_delay or attempt >= len(RETRY_AFTER_MINUTES):
        raise error
    delay = timedelta(minutes=RETRY_AFTER_MINUTES[attempt])
    logger.warning("Mail not sent (%s), attempt %d", type(error).__name__, attempt + 1)
    send_mail.using(run_after=timezone.now() + delay).enqueue(
        subject=subject, body=body, recipient=recipient, attempt=attempt + 1
    )
