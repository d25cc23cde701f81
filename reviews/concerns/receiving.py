"""Taking in what readers write: a row, and a mail that says nothing of it.

A mailbox is read by more people than this site's admin, and is kept longer. So the mail has no title, no
word of the reader's and no address of theirs: only a link that asks for a login.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from setdab.mail import queue_mail

from home.models import BoardSettings
from reviews.models import Concern, Edition, FormatRequest
from reviews.permissions import HANDLE_CONCERNS, users_who_hold

WAITS = "A message from the website waits for you"
URGENT = "Urgent: a message from the website waits for you"
FORMAT_WAITS = "A request from the website waits for you"


@transaction.atomic
def receive_concern(
    *, edition: Edition, kind: str, words: str, contact: str, board: BoardSettings
) -> Concern:
    concern = Concern.objects.create(edition=edition, kind=kind, words=words, contact=contact)
    people = [user.email for user in users_who_hold(HANDLE_CONCERNS)]
    _tell(
        people or _of_board(board),
        subject=URGENT if concern.is_urgent else WAITS,
        address=reverse("concern_detail", args=[concern.pk]),
        key=f"concern-{concern.pk}",
    )
    return concern


@transaction.atomic
def receive_format_request(
    *,
    edition: Edition | None,
    formats: list[str],
    words: str,
    contact_by: str,
    contact: str,
    board: BoardSettings,
) -> FormatRequest:
    asked = FormatRequest.objects.create(
        edition=edition, formats=formats, words=words, contact_by=contact_by, contact=contact
    )
    people = [user.email for user in users_who_hold(HANDLE_CONCERNS)]
    _tell(
        _of_board(board) or people,
        subject=FORMAT_WAITS,
        address=reverse("format_request_detail", args=[asked.pk]),
        key=f"format-request-{asked.pk}",
    )
    return asked


def _of_board(board: BoardSettings) -> list[str]:
    return [board.contact_email] if board.contact_email else []


def _tell(people: Iterable[str], *, subject: str, address: str, key: str) -> None:
    queue_mail(
        subject=subject,
        body=f"{subject}. Read it here, after logging in:\n\n"
        f"{settings.WAGTAILADMIN_BASE_URL}{address}\n",
        recipients=people,
        key=key,
    )
