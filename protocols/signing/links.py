"""Links that are mailed: signed, for one use, and for a limited time.

The key is random and known only to the mail; the database holds its hash, so that reading the
database lets nobody sign. The signature of the site keeps guesses away from the database.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils import timezone

from protocols.models.signatures import Signature, SignatureLink
from protocols.signing.addresses import key_of_address
from protocols.signing.refusals import SigningRefused

Purpose = SignatureLink.Purpose
LASTS = {
    Purpose.CONFIRM: timedelta(days=7),
    Purpose.INVITE: timedelta(days=60),
    Purpose.DELEGATE: timedelta(days=14),
    Purpose.CORRECT: timedelta(days=30),
    Purpose.OUTCOME: timedelta(days=60),
}
SALT = "protocols.signing.links"
MAX_TOKEN_LENGTH = 200


def make_link(signature: Signature, purpose: SignatureLink.Purpose) -> str:
    """A new link to the signature's e-mail address, as a whole address."""
    key, now = secrets.token_urlsafe(24), timezone.now()
    SignatureLink.objects.create(
        signature=signature,
        purpose=purpose,
        key_digest=_digest(key),
        email=signature.email,
        email_key=key_of_address(signature.email),
        created_at=now,
        expires_at=now + LASTS[purpose],
    )
    return settings.BASE_URL + reverse("sign_link", args=[token_for(key)])


def token_for(key: str) -> str:
    return _signer().sign(key)


def key_in(token: str) -> str | None:
    """The key that a token carries, or ``None`` where this site did not make the token."""
    if len(token) > MAX_TOKEN_LENGTH:
        return None
    try:
        return _signer().unsign(token)
    except BadSignature:
        return None


def find_link(token: str) -> SignatureLink | None:
    """The link, whether or not it can still be used."""
    key = key_in(token)
    if key is None:
        return None
    return (
        SignatureLink.objects.filter(key_digest=_digest(key), revoked_at=None)
        .select_related("signature__version", "signature__organisation")
        .first()
    )


def is_usable(link: SignatureLink) -> bool:
    return link.used_at is None and link.revoked_at is None and not link.is_expired


def use(link: SignatureLink) -> None:
    """Use a link up. Of two who try at once, one is refused."""
    usable = SignatureLink.objects.filter(
        pk=link.pk, used_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    if not usable.update(used_at=timezone.now()):
        raise SigningRefused("This link has been used or has expired.")


def revoke_links(signature: Signature, *, but: SignatureLink | None = None) -> None:
    """Links that were mailed before no longer lead anywhere; used ones still say that they were used."""
    links = SignatureLink.objects.filter(signature=signature, used_at=None, revoked_at=None)
    if but is not None:
        links = links.exclude(pk=but.pk)
    links.update(revoked_at=timezone.now())


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT, sep=".")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
