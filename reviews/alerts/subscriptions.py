"""Getting on the list and off it again.

Who asks is told the same whether or not their address is on it. The key in the link to confirm is random,
and the database holds its hash. The link to leave is signed with the site's key and works as long as
the row is there.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from setdab.mail import forget_mail, queue_mail
from wagtail.models import Site

from reviews.models import AlertSettings, AlertSubscription

CONFIRM_WITHIN = timedelta(days=7)
MAIL_KEY = "alert-"
MAX_TOKEN_LENGTH = 200


@transaction.atomic
def ask(email: str) -> None:
    """Mail a link to confirm; to somebody on the list already, the link to leave it."""
    subscription = _row_of(email.strip())
    if subscription.confirmed_at is not None:
        _mail_that_it_stands(subscription)
        return
    key = secrets.token_urlsafe(24)
    subscription.confirm_digest, subscription.asked_at = _digest(key), timezone.now()
    subscription.save(update_fields=["confirm_digest", "asked_at"])
    address = settings.BASE_URL + reverse("alerts_confirm", args=[_signer("confirm").sign(key)])
    queue_mail(
        subject=alert_settings().confirm_subject,
        body="Somebody gave this e-mail address on a website, to be told when there is something "
        f"new. If it was you, open this link and confirm:\n\n{address}\n\n"
        f"The link works for {CONFIRM_WITHIN.days} days. If it was not you, you need not do "
        "anything: nothing else will be sent, and your address is erased.\n",
        recipients=[subscription.email],
        key=f"{MAIL_KEY}confirm-{subscription.confirm_digest[:32]}",
    )


def find_asked(token: str) -> AlertSubscription | None:
    """Who can be confirmed with this token now."""
    key = _unsigned("confirm", token)
    if key is None:
        return None
    found: AlertSubscription | None = AlertSubscription.objects.filter(
        confirm_digest=_digest(key),
        confirmed_at=None,
        asked_at__gt=timezone.now() - CONFIRM_WITHIN,
    ).first()
    return found


def confirm(token: str) -> bool:
    """Use the link up. Of two who try at once, one is told that it was used."""
    asked = find_asked(token)
    if asked is None:
        return False
    waiting = AlertSubscription.objects.filter(pk=asked.pk, confirm_digest=asked.confirm_digest)
    return bool(waiting.update(confirmed_at=timezone.now(), confirm_digest=""))


def is_link_to_leave(token: str) -> bool:
    """Whether this site made the token, be the row still there or not."""
    return _unsigned("leave", token) is not None


def leave(token: str) -> None:
    subscription_id = _unsigned("leave", token)
    for subscription in AlertSubscription.objects.filter(pk=subscription_id or 0):
        erase(subscription)


@transaction.atomic
def erase(subscription: AlertSubscription) -> None:
    """The row, and the rows of mail that say that this address was ever written to."""
    forget_mail(recipient=subscription.email, key=MAIL_KEY)
    subscription.delete()


def address_to_leave(subscription: AlertSubscription) -> str:
    token = _signer("leave").sign(str(subscription.pk))
    return settings.BASE_URL + reverse("alerts_leave", args=[token])


def alert_settings() -> AlertSettings:
    site = Site.objects.filter(is_default_site=True).first()
    return AlertSettings.for_site(site) if site else AlertSettings()


def _mail_that_it_stands(subscription: AlertSubscription) -> None:
    leave_url = address_to_leave(subscription)
    queue_mail(
        subject=alert_settings().confirm_subject,
        body="Somebody gave this e-mail address on a website, to be told when there is something "
        "new. It is on the list already, so there is nothing to confirm. To be taken off the list, "
        f"open this link:\n\n{leave_url}\n",
        recipients=[subscription.email],
        key=f"{MAIL_KEY}stands-{subscription.pk}-{timezone.localdate()}",
        leave_url=leave_url,
    )


def _row_of(email: str) -> AlertSubscription:
    found: AlertSubscription | None = AlertSubscription.objects.of_address(email).first()
    if found is None:
        try:
            with transaction.atomic():
                created: AlertSubscription = AlertSubscription.objects.create(email=email)
                return created
        except IntegrityError:
            found = AlertSubscription.objects.of_address(email).get()
    return found


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"reviews.alerts.{purpose}", sep=".")


def _unsigned(purpose: str, token: str) -> str | None:
    if len(token) > MAX_TOKEN_LENGTH:
        return None
    try:
        return _signer(purpose).unsign(token)
    except BadSignature:
        return None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
