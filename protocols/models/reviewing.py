from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone

from protocols.models.agreements import AgreementPage
from protocols.models.versions import AgreementVersion


def confidential_storage() -> Storage:
    return storages["confidential"]


class ReviewReminder(models.Model):
    """That the lead of an agreement was told of its review date: once for each date."""

    agreement = models.ForeignKey(AgreementPage, models.CASCADE, related_name="reminders")
    review_date = models.DateField()
    sent_to = models.EmailField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "review_date"], name="one_reminder_for_each_review_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: review on {self.review_date}"


class ReturnToFramework(models.Model):
    """A pack for the information sharing framework: the agreement as PDF and who has signed it."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="returns")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_to = models.EmailField()
    signatories = models.PositiveIntegerField()
    pdf_digest = models.CharField(max_length=64)
    csv_digest = models.CharField(max_length=64)
    pack_digest = models.CharField(max_length=64)
    pack = models.FileField(storage=confidential_storage, max_length=200)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "return to the framework"
        verbose_name_plural = "returns to the framework"

    def __str__(self) -> str:
        return f"{self.version}, {timezone.localdate(self.made_at):%d %B %Y}"
