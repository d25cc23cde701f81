"""Mail through the outbox: a mail server that is down delays a message and never loses it."""

from collections.abc import Iterable


def queue_mail(*, subject: str, body: str, recipients: Iterable[str], key: str = "") -> None:
    """One message for each recipient; with a ``key``, each recipient gets it once and never again.

    Call it in the transaction of what the message tells about: both happen or neither does.
    """
    from setdab.outbox import delivery

    delivery.queue(subject=subject, body=body, recipients=recipients, key=key)
