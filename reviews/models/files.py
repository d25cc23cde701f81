from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.template.defaultfilters import filesizeformat

if TYPE_CHECKING:
    from setdab.bucket import ConfidentialBucket
    from setdab.storage import ConfidentialFolder


class FileKind(models.TextChoices):
    EXECUTIVE_SUMMARY = "executive-summary", "Executive summary"
    OVERVIEW_REPORT = "overview-report", "Overview report"
    ACTION_PLAN = "action-plan", "Action plan"
    HOME_OFFICE_LETTER = "home-office-letter", "Home Office letter"


def confidential_storage() -> Storage:
    return storages["confidential"]


class ReportFile(models.Model):
    """One uploaded file. Its name in the storage is the SHA-256 of its bytes, so it never changes.

    Rows come from ``reviews.files.store_report_file`` alone, which looks inside the file first.
    """

    kind = models.CharField(max_length=20, choices=FileKind.choices)
    file = models.FileField(storage=confidential_storage, max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    pages = models.PositiveIntegerField()
    original_name = models.CharField(max_length=255)
    is_copy = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Made by the site from an upload, to be published in its place.",
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()}: {self.original_name} "
            f"({self.pages} pages, {filesizeformat(self.size)})"
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not kwargs.get("force_insert"):
            raise ValueError("A report file never changes after upload: upload a new one.")
        super().save(*args, **kwargs)

    @property
    def storage(self) -> "ConfidentialFolder | ConfidentialBucket":
        return cast("ConfidentialFolder | ConfidentialBucket", self.file.storage)

    @property
    def stored_as(self) -> str:
        return str(self.file.name)


class PreparationState(models.TextChoices):
    QUEUED = "queued", "Waiting to start"
    READY = "ready", "Ready"
    REFUSED = "refused", "Must be changed"
    FAILED = "failed", "Could not be prepared"


class FilePreparation(models.Model):
    """What became of an upload: the rewritten copy that is published, or why there is none.

    ``problems`` holds rule, surface and page, and no text of the file.
    """

    upload = models.OneToOneField(ReportFile, models.CASCADE, related_name="preparation")
    state = models.CharField(
        max_length=10, choices=PreparationState.choices, default=PreparationState.QUEUED
    )
    copy = models.ForeignKey(ReportFile, models.PROTECT, null=True, related_name="prepared_from")
    removed = models.JSONField(default=list, help_text="What the copy does not have any more.")
    problems = models.JSONField(default=list)
    sentence = models.TextField(blank=True, help_text="What to do, where it was refused.")
    tries = models.PositiveIntegerField(default=0)
    engine_version = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Preparation of report file {self.upload_id}"
