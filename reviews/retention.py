"""What readers wrote or left, and when it is erased: ``docs/data-protection.md`` says why."""

from typing import Any

from setdab.retention import Rule, before, delete

from reviews.alerts.subscriptions import CONFIRM_WITHIN, erase
from reviews.models import AlertSubscription, Concern, FormatRequest

CONCERN_DAYS = 182
FORMAT_REQUEST_DAYS = 30


def _concerns() -> Any:
    return Concern.objects.handled_before(before(CONCERN_DAYS))


def _format_requests() -> Any:
    return FormatRequest.objects.handled_before(before(FORMAT_REQUEST_DAYS))


def _unconfirmed_alerts() -> Any:
    return AlertSubscription.objects.asked_before(before(CONFIRM_WITHIN.days))


RULES = (
    Rule("concerns", "Concerns of readers that were dealt with", _concerns, delete),
    Rule("formats", "Requests for other formats that were dealt with", _format_requests, delete),
    Rule("alerts", "Addresses for alerts that were not confirmed", _unconfirmed_alerts, erase),
)
