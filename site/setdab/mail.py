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
    leave_url: str = "",
) -> None:
    """One message for each recipient; with a ``key``, each recipient gets it once and never again.

    ``leave_url`` is where a POST without any login ends the subscription that this is a part of: mail
    programs show it as a button (RFC 8058). It is one person's, so give it with one recipient.

    Call it in the transaction of what the message tells about: both happen or neither does.
    """
    from setdab.outbox import delivery

    delivery.queue(
        subject=subject,
        body=body,
        recipients=recipients,
        key=key,
        attachment=attachment,
        leave_url=leave_url,
    )


def forget_mail(*, recipient: str, key: str) -> None:
    """Delete what was ever queued for an address under keys that begin so.

    Nothing of it is sent any more, and no row says that it was.
    """
    from setdab.outbox import delivery

    delivery.forget(recipient=recipient, key=key)
