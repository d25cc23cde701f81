"""Mail through the outbox: a mail server that is down delays a message and never loses it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file that is kept in the ``confidential`` storage, and the name it is mailed under."""

    name: str
    stored_as: str


def queue_mail(
    *,
    subject: str,
    body: str,
    recipients: Iterable[str],
    key: str = "",
    attachment: Attachment | None = None,
) -> None:
    """One message for each recipient; with a ``key``, each recipient gets it once and never again.

    Call it in the transaction of what the message tells about: both happen or neither does.
    """
    from setdab.outbox import delivery

    delivery.queue(
        subject=subject, body=body, recipients=recipients, key=key, attachment=attachment
    )
