"""The frozen versions of agreements, which the public reads and organisations sign."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey

from protocols.content import AgreementContent, read_content
from protocols.models.agreements import AgreementPage, AgreementStatus
from protocols.models.organisations import Organisation


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def current(self) -> AgreementVersionQuerySet:
        """One for each agreement: the newest approved one, or the newest where none is approved."""
        approved = Q(status=AgreementStatus.APPROVED)
        siblings = AgreementVersion.objects.filter(agreement=OuterRef("agreement"))
        newer = siblings.filter(sequence__gt=OuterRef("sequence"))
        return self.filter(
            (approved & ~Exists(newer.filter(approved)))
            | (~Exists(siblings.filter(approved)) & ~Exists(newer))
        )

    def listed(self, on: date | None = None) -> AgreementVersionQuerySet:
        """Those that the list of current agreements shows: in use, and not long past their review."""
        from protocols.agreements.review_dates import oldest_review_date_still_current

        oldest = oldest_review_date_still_current(on or timezone.localdate())
        return (
            self.current()
            .filter(agreement__live=True)
            .filter(Q(review_date=None) | Q(review_date__gte=oldest))
        )


class AgreementVersion(models.Model):
    """What an agreement said, frozen. A signature is of one of these. Never changed or deleted."""

    agreement = models.ForeignKey(AgreementPage, models.PROTECT, related_name="versions")
    sequence = models.PositiveIntegerField(help_text="1 for the first that was frozen.")
    slug = models.SlugField(max_length=255, allow_unicode=True, help_text="As in the JSON.")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    status = models.CharField(max_length=20, choices=AgreementStatus.choices)
    version_date = models.CharField(max_length=10)
    review_date = models.DateField(null=True, blank=True)
    body = models.TextField(help_text="The canonical JSON: every word that the public reads.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the body.")
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "sequence"], name="one_version_in_turn"),
            models.UniqueConstraint(
                fields=["agreement", "number"], name="one_version_for_each_number"
            ),
            models.UniqueConstraint(fields=["slug", "number"], name="one_version_at_each_address"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agreement_version", args=[self.slug, self.number])

    @cached_property
    def content(self) -> AgreementContent:
        """Raises ``protocols.content.DigestMismatch`` where the text is not what was frozen."""
        return read_content(self.body, digest=self.digest, slug=self.slug)

    @property
    def can_be_signed(self) -> bool:
        return self.status == AgreementStatus.APPROVED


class AgreementPartner(models.Model):
    """That an organisation is subject to an agreement: Appendix 1, drawn as it is today."""

    agreement = models.ForeignKey(AgreementPage, models.PROTECT, related_name="partners")
    organisation = ParentalKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in Appendix 1.")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="partner_of_an_agreement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.agreement}"
