"""An organisation's agreement to one version, with everything that happened to it on the way."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from protocols.models.organisations import ICO_NUMBER_FORM


class Role(models.TextChoices):
    """Who may sign for an organisation; nobody else."""

    SIRO = "siro", "Senior Information Risk Owner (SIRO)"
    CALDICOTT = "caldicott", "Caldicott Guardian"
    CIO = "cio", "Chief Information Officer (CIO)"


class SignatureState(models.TextChoices):
    INVITED = "invited", "Invited"
    DELEGATED = "delegated", "Passed to a colleague"
    SUBMITTED = "submitted", "Waiting for e-mail confirmation"
    CONFIRMED = "confirmed", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    REJECTED = "rejected", "Rejected"
    CORRECTION_ASKED = "correction asked", "Correction asked for"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReferenceSequence(models.Model):
    """The last number given out in a year; its row is the lock on the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def accepted(self) -> SignatureQuerySet:
        return self.filter(state=SignatureState.ACCEPTED)

    def waiting(self) -> SignatureQuerySet:
        """What an officer has to decide. What nobody confirmed by e-mail is not among it."""
        return self.filter(state=SignatureState.CONFIRMED)

    def unconfirmed(self) -> SignatureQuerySet:
        return self.filter(state=SignatureState.SUBMITTED, confirmed_at=None)

    def matching(self, words: str) -> SignatureQuerySet:
        found = self
        for word in words.split():
            found = found.filter(
                Q(reference__icontains=word)
                | Q(signed_name__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(approver_name__icontains=word)
                | Q(email__icontains=word)
            )
        return found


class Signature(models.Model):
    """Changed only by ``protocols.signing.actions``. Once accepted, what was signed is frozen."""

    reference = models.CharField(max_length=20, unique=True)
    version = models.ForeignKey(
        "protocols.AgreementVersion", models.PROTECT, related_name="signatures"
    )
    organisation = models.ForeignKey(
        "protocols.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        help_text="Empty while an officer has not found or added it in the register.",
    )
    signed_name = models.CharField("name as signed", max_length=160)
    role = models.CharField(max_length=12, choices=Role, blank=True)
    state = models.CharField(max_length=20, choices=SignatureState)
    approver_name = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    email = models.EmailField("work e-mail address", blank=True)
    email_key = models.CharField(max_length=254, blank=True, db_index=True)
    name_public = models.BooleanField("the approver’s name may be published", default=False)
    parent_signed = models.BooleanField("parent agreement signed", default=False)
    parent_signed_on = models.DateField("parent agreement signed on", null=True, blank=True)
    ico_number = models.CharField("ICO registration number", max_length=20, blank=True)
    authorised = models.BooleanField("declared to be authorised", default=False)
    agreed_on = models.DateField("date of agreement", null=True, blank=True)
    evidence = models.TextField(blank=True, help_text="How it is known that this was agreed.")
    wrong_name_report = models.TextField(blank=True)
    renews = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="renewals"
    )
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    state_since = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField("personal data erased at", null=True, blank=True)

    objects: Any = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("decide_signature", "Can accept and reject signatures")]
        indexes = [models.Index(fields=["version", "state"], name="signature_version_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SignatureState.values), name="signature_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *Role.values]), name="signature_role_may_sign"
            ),
            models.UniqueConstraint(
                fields=["organisation", "version"],
                condition=Q(state=SignatureState.ACCEPTED),
                name="one_accepted_signature_of_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignatureState.ACCEPTED)
                | Q(
                    organisation__isnull=False,
                    accepted_at__isnull=False,
                    confirmed_at__isnull=False,
                    agreed_on__isnull=False,
                    authorised=True,
                    role__in=Role.values,
                ),
                name="accepted_signature_is_complete",
            ),
            models.UniqueConstraint(
                fields=["email_key", "version"],
                condition=Q(state=SignatureState.SUBMITTED),
                name="one_unconfirmed_sign_up_of_an_address",
            ),
            models.UniqueConstraint(
                fields=["renews", "version"],
                condition=Q(renews__isnull=False),
                name="one_invitation_to_sign_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.signed_name}"

    @property
    def ico_number_is_odd(self) -> bool:
        return bool(self.ico_number) and not re.match(ICO_NUMBER_FORM, self.ico_number)


class SignatureEvent(models.Model):
    """One thing that happened to a signature. Added to, never changed: see ``protocols.triggers``."""

    class By(models.TextChoices):
        SIGNATORY = "signatory", "The signatory"
        OFFICER = "officer", "An officer"
        SITE = "site", "The site"

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=30)
    by = models.CharField(max_length=10, choices=By)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.CharField(
        max_length=120,
        blank=True,
        help_text="The signatory’s name at the time, until it is erased.",
    )
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, choices=SignatureState)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.signature}: {self.action}"

    @property
    def who(self) -> str:
        if self.officer_id:
            return str(self.officer)
        return self.person or self.By(self.by).label


class SignatureLink(models.Model):
    """A link that was mailed. The key itself is only in the mail; here is what it hashes to."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "Confirm a sign-up"
        INVITE = "invite", "Sign again"
        DELEGATE = "delegate", "Sign in a colleague’s place"
        CORRECT = "correct", "Correct a sign-up"
        OUTCOME = "outcome", "Read the decision"

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    key_digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    email_key = models.CharField(max_length=254, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.signature.reference}: {self.get_purpose_display()}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
