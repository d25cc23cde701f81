from django.conf import settings
from django.contrib import admin
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from reviews.models.files import FileKind, ReportFile


class Outcome(models.TextChoices):
    """What Home Office letters say; most are conditional."""

    AWAITING = "awaiting", "Waiting for an answer"
    ADEQUATE = "adequate", "Adequate: may be published"
    PUBLISH_AFTER_CHANGES = "publish_after_changes", "May be published after listed changes"
    RESUBMIT = "resubmit", "Not adequate: submit again"


class HomeOfficeDecision(ClusterableModel):
    """One answer (or the wait for one) to one submission of a review to the Home Office."""

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="decisions")
    body_name = models.CharField(
        "reviewing body",
        max_length=120,
        default="Home Office Quality Assurance Board",
        help_text="As the letter names it. It was called Quality Assurance Panel until about 2025.",
    )
    submitted_on = models.DateField()
    considered_on = models.DateField(
        null=True, blank=True, help_text="The day of the meeting. Not the date of the letter."
    )
    letter_date = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    letter = models.ForeignKey(
        ReportFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": FileKind.HOME_OFFICE_LETTER},
    )
    outcome = models.CharField(max_length=30, choices=Outcome.choices, default=Outcome.AWAITING)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    revoked_reason = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = "Home Office decision"
        ordering = ["-submitted_on", "-pk"]
        permissions = [("confirm_homeofficeapproval", "Can confirm a Home Office approval")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.submitted_on:%-d %B %Y})"

    @admin.display(description="Review")
    def review_reference(self) -> str:
        return self.review.working_reference

    def open_changes(self) -> list[str]:
        return [change.text for change in self.required_changes.all() if not change.done_on]

    def reasons_against_publication(self) -> list[str]:
        """What stands between this decision and an approval, for the officer to read."""
        if self.revoked_at:
            return ["The Home Office approval was revoked. Record a new decision."]
        if self.outcome not in (Outcome.ADEQUATE, Outcome.PUBLISH_AFTER_CHANGES):
            return [
                "The latest Home Office decision does not allow publication "
                f"({self.get_outcome_display().lower()})."
            ]
        reasons = []
        if not self.letter_date:
            reasons.append("The date of the Home Office letter is not recorded.")
        if self.outcome == Outcome.PUBLISH_AFTER_CHANGES and not self.required_changes.count():
            reasons.append("The changes that the Home Office asked for are not listed.")
        reasons += [f"Still to do for the Home Office: {text}" for text in self.open_changes()]
        return reasons


class RequiredChange(models.Model):
    decision = ParentalKey(
        HomeOfficeDecision, on_delete=models.CASCADE, related_name="required_changes"
    )
    text = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=120, blank=True, help_text="Who made the change.")

    def __str__(self) -> str:
        return self.text
