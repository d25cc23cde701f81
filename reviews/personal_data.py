"""What the reviews hold about the owner of an e-mail address, for a subject access request."""

from typing import Any

from reviews.models import AlertSubscription, Concern, FormatRequest


def alerts_of(email: str) -> list[dict[str, Any]]:
    found = AlertSubscription.objects.of_address(email)
    return [dict(row) for row in found.values("email", "asked_at", "confirmed_at")]


def messages_of(email: str) -> list[dict[str, Any]]:
    """Those in which the address was left, alone or among other words."""
    fields = ("words", "contact", "sent_at", "handled_at", "note")
    rows: list[dict[str, Any]] = []
    for model in (Concern, FormatRequest):
        found = model.objects.filter(contact__icontains=email.strip())
        rows += found.order_by("pk").values(*fields)
    return rows
