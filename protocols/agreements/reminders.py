"""Telling the lead of an agreement, three months before, that its review is due."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from setdab.mail import queue_mail

from protocols.agreements.review_dates import MONTHS_OF_GRACE, MONTHS_OF_WARNING, months_from
from protocols.models import AgreementVersion, ReviewReminder

BODY = """The agreement "{title}", version {number}, is due for review on {day}.

Please decide whether it is still needed. If it is, bring it up to date and ask its partners to approve
it again, or set a new review date.

Three months after the review date it leaves the list of current agreements. Its address stays.

{url}
"""


def remind_of_reviews(
    today: date | None = None,
) -> tuple[list[ReviewReminder], list[AgreementVersion]]:
    """The reminders made now, and the agreements whose lead has no address.

    Each review date of an agreement is told of once, however often this runs.
    """
    today = today or timezone.localdate()
    made: list[ReviewReminder] = []
    without_address: list[AgreementVersion] = []
    versions = AgreementVersion.objects.current().filter(
        agreement__live=True,
        review_date__lte=months_from(today, MONTHS_OF_WARNING),
        review_date__gte=months_from(today, -MONTHS_OF_GRACE),
    )
    for version in versions.select_related("agreement__lead_partner"):
        address = version.agreement.lead_email or version.agreement.lead_partner.ig_email
        if not address:
            without_address.append(version)
        elif reminder := _remind(version, address):
            made.append(reminder)
    return made, without_address


@transaction.atomic
def _remind(version: AgreementVersion, address: str) -> ReviewReminder | None:
    if version.review_date is None:
        return None
    reminder, is_new = ReviewReminder.objects.get_or_create(
        agreement=version.agreement,
        review_date=version.review_date,
        defaults={"sent_to": address},
    )
    if not is_new or version.review_date is None:
        return None
    day = version.review_date
    queue_mail(
        subject=f"Due for review: {version.title}"[:250],
        body=BODY.format(
            title=version.title,
            number=version.number,
            day=f"{day.day} {day:%B %Y}",
            url=settings.BASE_URL + reverse("agreement", args=[version.slug]),
        ),
        recipients=[address],
        key=f"review-reminder:{reminder.pk}",
    )
    return reminder
