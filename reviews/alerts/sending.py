"""The weekly mail: that there is something new, and a link. No title, no word of a review.

A mailbox may be read by the very person whom its owner fears. See docs/decisions/0013.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from setdab.mail import queue_mail

from reviews.alerts.subscriptions import MAIL_KEY, address_to_leave, alert_settings
from reviews.models import AlertRound, AlertSubscription, Publication

A_WEEK = timedelta(days=7)
# A timer that is early by some hours still makes its round.
LEAST_GAP = timedelta(days=6, hours=12)


@dataclass(frozen=True)
class Sent:
    mails: int
    because: str


def publications_of(alert_round: AlertRound) -> list[Publication]:
    """What of a round can be read now: a review that was withdrawn since is not in it."""
    return _became_public(alert_round.since, alert_round.up_to)


def send(now: datetime | None = None) -> Sent:
    """At most once a week, and only if something is new. A second run of the week sends nothing."""
    now = now or timezone.now()
    last = AlertRound.objects.first()
    if last is not None and now - last.up_to < LEAST_GAP:
        return Sent(0, f"The last mail was queued on {timezone.localdate(last.up_to):%-d %B %Y}.")
    since = last.up_to if last else now - A_WEEK
    if not _became_public(since, now):
        return Sent(0, "Nothing is new.")
    try:
        with transaction.atomic():
            year, week, _ = timezone.localdate(now).isocalendar()
            made = AlertRound.objects.create(week=f"{year}-W{week:02}", since=since, up_to=now)
            return Sent(_queue(made), "Something is new.")
    except IntegrityError:
        return Sent(0, "This week’s mail was queued before.")


def _queue(alert_round: AlertRound) -> int:
    subject = alert_settings().news_subject
    address = settings.BASE_URL + reverse("alerts_new", args=[alert_round.pk])
    count = 0
    for subscription in AlertSubscription.objects.confirmed().order_by("pk"):
        leave_url = address_to_leave(subscription)
        queue_mail(
            subject=subject,
            body="You asked to be told when there is something new on a website. This is new:\n\n"
            f"{address}\n\nYou get this at most once a week. To stop it, and to have your address "
            f"erased, open this link:\n\n{leave_url}\n",
            recipients=[subscription.email],
            key=f"{MAIL_KEY}news-{alert_round.week}",
            leave_url=leave_url,
        )
        count += 1
    return count


def _became_public(since: datetime, up_to: datetime) -> list[Publication]:
    found = Publication.objects.current().filter(public_from__gt=since, public_from__lte=up_to)
    return list(found.intact())
