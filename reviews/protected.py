"""The register of protected identifiers: who may not appear in a review.

The plain text lives in the request that brings it. What is kept are tags, keyed with a secret that
is neither in the database nor in its backups (docs/data-protection.md says what that protects).
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reviews import permissions
from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.register import Register, TagSet, allowed_tags, review_key, tags_of
from reviews.locks import lock_review
from reviews.models import NamingDecision, ProtectedPerson, ReviewPage
from reviews.refusals import PublicationRefused

if TYPE_CHECKING:
    from datetime import date

    from setdab.accounts.models import User

SECRET_BYTES = 32
UNSET = (
    "The secret for protected identifiers is not set, so nothing can be checked. Tell the site "
    "administrator: ANONYMISATION_SECRET."
)
FOREIGN = (
    "The register was made with another secret, so it can’t be used. Take the people out and enter "
    "them again."
)


class RegisterUnusable(Exception):
    """``args[0]`` is a sentence for an officer. No check may run."""


def secret() -> bytes:
    """Raises ``RegisterUnusable`` where the server has none."""
    value: bytes | None = settings.ANONYMISATION_SECRET
    if value is None or len(value) < SECRET_BYTES:
        raise RegisterUnusable(UNSET)
    return value


def key_id() -> str:
    """Tells one secret from another without telling anything of it."""
    return hashlib.blake2b(b"key id", key=secret(), digest_size=8).hexdigest()


def key_of(review_id: int) -> bytes:
    return review_key(secret(), f"review-{review_id}")


def people_of(review_id: int) -> list[ProtectedPerson]:
    return list(ProtectedPerson.objects.filter(review=review_id, removed_at=None))


def namings_of(review_id: int) -> list[NamingDecision]:
    """Those that hold."""
    standing = NamingDecision.objects.filter(review=review_id, ended_at=None)
    return list(standing.exclude(confirmed_at=None))


def register_of(review_id: int) -> Register:
    """Raises ``RegisterUnusable``. An empty register is a register: what may not be cleared with it
    is for ``reviews.requirements`` to say.
    """
    people, namings = people_of(review_id), namings_of(review_id)
    current = key_id()
    keys = {person.key_id for person in people} | {naming.key_id for naming in namings}
    if keys - {current}:
        raise RegisterUnusable(FOREIGN)
    allowed = TagSet()
    for row in namings:
        allowed.add(TagSet.load(bytes(row.tags)))
    return Register(
        key_of(review_id),
        [TagSet.load(bytes(row.tags)) for row in people],
        allowed=allowed,
    )


def register_version(review_id: int) -> str:
    """Another one after any change of the register, the names let through, or the secret.

    Raises ``RegisterUnusable`` where there is no secret.
    """
    digest = hashlib.blake2b(key_id().encode(), digest_size=32)
    for person in people_of(review_id):
        digest.update(f"person {person.pk} {person.key_id}\n".encode() + bytes(person.tags))
    for naming in namings_of(review_id):
        digest.update(f"naming {naming.pk} {naming.key_id}\n".encode() + bytes(naming.tags))
    return digest.hexdigest()


@transaction.atomic
def add_person(
    *, review: ReviewPage, role: str, identifiers: Iterable[Identifier], user: "User"
) -> ProtectedPerson:
    """Raises ``reviews.anonymisation.identifiers.InvalidIdentifier`` and ``PublicationRefused``."""
    _may_protect(user)
    entered = list(identifiers)
    if not entered:
        raise PublicationRefused(["Enter at least one name, date, address or number."])
    lock_review(review.pk)
    tags = tags_of(entered, key_of(review.pk))
    number = ProtectedPerson.objects.filter(review=review, role=role).count() + 1
    return ProtectedPerson.objects.create(
        review=review,
        role=role,
        number=number,
        kinds=dict(Counter(identifier.kind for identifier in entered)),
        tags=tags.dump(),
        tag_count=len(tags),
        key_id=key_id(),
        added_by=user,
    )


@transaction.atomic
def remove_person(*, person: ProtectedPerson, user: "User", reason: str) -> None:
    """The tags go, the record stays."""
    _may_protect(user)
    if not reason.strip():
        raise PublicationRefused(["Say why this person is taken out of the register."])
    person = ProtectedPerson.objects.select_for_update().get(pk=person.pk)
    if person.removed_at:
        raise PublicationRefused(["This person was taken out before."])
    person.tags, person.tag_count = b"", 0
    person.removed_by, person.removed_at = user, timezone.now()
    person.removed_reason = reason.strip()
    person.save()


@transaction.atomic
def record_naming(
    *,
    review: ReviewPage,
    names: Iterable[str],
    asked_by: str,
    asked_on: "date",
    evidence: str,
    user: "User",
) -> NamingDecision:
    """Holds only once ``confirm_naming`` was called by somebody else.

    Each name lets itself through and no other form of it: not the surname alone, no short form.
    """
    _may_protect(user)
    tags = allowed_tags(names, key_of(review.pk))
    if not len(tags):
        raise PublicationRefused(["Enter at least one name that the family asked for."])
    return NamingDecision.objects.create(
        review=review,
        asked_by=asked_by.strip(),
        asked_on=asked_on,
        evidence=evidence.strip(),
        tags=tags.dump(),
        tag_count=len(tags),
        key_id=key_id(),
        recorded_by=user,
    )


@transaction.atomic
def confirm_naming(*, naming: NamingDecision, user: "User") -> None:
    if not permissions.user_can_second(user):
        raise PublicationRefused(["Your role can’t confirm a naming decision."])
    naming = NamingDecision.objects.select_for_update().get(pk=naming.pk)
    if naming.recorded_by_id == user.pk:
        raise PublicationRefused(["You recorded this, so somebody else has to confirm it."])
    if naming.confirmed_at or naming.ended_at:
        raise PublicationRefused(["Somebody else has dealt with this in the meantime."])
    naming.confirmed_by, naming.confirmed_at = user, timezone.now()
    naming.save()


@transaction.atomic
def end_naming(*, naming: NamingDecision, user: "User") -> None:
    if not permissions.user_can_second(user):
        raise PublicationRefused(["Your role can’t end a naming decision."])
    naming = NamingDecision.objects.select_for_update().get(pk=naming.pk)
    if naming.ended_at is None:
        naming.ended_by, naming.ended_at = user, timezone.now()
        naming.save()


def _may_protect(user: "User") -> None:
    if not permissions.user_can_protect(user):
        raise PublicationRefused(
            ["Only information governance can change the register of protected identifiers."]
        )
