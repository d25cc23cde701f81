"""Reports that are being made ready to be read online. The public never reads this table."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from reviews.models.files import FileKind, confidential_storage

GIVEN_UP_AFTER = timedelta(minutes=20)


class ReportDraftState(models.TextChoices):
    QUEUED = "queued", "Being read"
    REFUSED = "refused", "Could not be read"
    BROUGHT_IN = "brought-in", "Brought in, not accepted yet"
    ACCEPTED = "accepted", "Accepted"


def source_name(draft: "ReportDraft", filename: str) -> str:
    """Says nothing of the review or of what the file was called."""
    return f"brought-in/{uuid.uuid4()}"


class ReportDraft(models.Model):
    """The text of one report of a review, from the file it was brought in from until it is frozen.

    ``markup`` is what editors correct and ``html`` what is made of it. The file that it came from is
    kept only until it was read.
    """

    review = models.ForeignKey(
        "reviews.ReviewPage", models.CASCADE, related_name="report_drafts", editable=False
    )
    kind = models.CharField(max_length=20, choices=FileKind.choices)
    state = models.CharField(
        max_length=10, choices=ReportDraftState.choices, default=ReportDraftState.QUEUED
    )
    source = models.FileField(
        storage=confidential_storage, upload_to=source_name, max_length=120, blank=True
    )
    sentence = models.TextField(blank=True, help_text="Why it could not be read.")
    tries = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0, help_text="Counts every change of the text.")
    markup = models.TextField(blank=True)
    html = models.TextField(blank=True)
    warnings = models.JSONField(default=list, help_text="What was left out or guessed on the way.")
    brought_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    brought_in_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(auto_now=True)
    compared = models.CharField(
        max_length=64, blank=True, help_text="Digest of the text and the file that were compared."
    )
    differences = models.JSONField(default=list)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_for = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file that the text was accepted for."
    )
    reason = models.TextField(blank=True, help_text="Why the differences are right.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "kind"], name="one_report_draft_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of review {self.review_id}, online"

    @property
    def is_accepted(self) -> bool:
        return self.state == ReportDraftState.ACCEPTED

    @property
    def is_under_way(self) -> bool:
        """A worker that was stopped must not keep the editor from trying again."""
        given_up = timezone.now() - GIVEN_UP_AFTER
        return self.state == ReportDraftState.QUEUED and self.changed_at > given_up

    def key_of(self, sha256: str) -> str:
        """Of this text and that file: what a comparison is of."""
        return hashlib.sha256(f"{sha256} {self.html}".encode()).hexdigest()

    def is_compared_with(self, sha256: str) -> bool:
        return bool(self.compared) and self.compared == self.key_of(sha256)

    @property
    def differences_that_count(self) -> list[dict[str, str]]:
        return [one for one in self.differences if one["side"] != "cover"]
