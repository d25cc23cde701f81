"""Template forms and their versions. What a version's file holds is looked at before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index


class ReviewStage(models.TextChoices):
    """The stages of a review, in their order."""

    DECIDING = "deciding", "Deciding whether to hold a review"
    STARTING = "starting", "Starting the review"
    GATHERING = "gathering", "Gathering what agencies know"
    WRITING = "writing", "Writing the report"
    APPROVAL = "approval", "Sending the report for approval"


class ProtectiveMarking(models.TextChoices):
    WHEN_COMPLETED = "when-completed", "OFFICIAL-SENSITIVE (when completed)"


class FileFormat(models.TextChoices):
    DOCX = "docx", "Word document"
    PDF = "pdf", "PDF"


CONTENT_TYPES = {
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.PDF: "application/pdf",
}


@dataclass(frozen=True)
class StoredFile:
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Download:
    """One file to download, with all that a reader is told before pressing."""

    label: str
    url: str
    format: str
    size: int
    date: date


def private_storage() -> Storage:
    return storages["confidential"]


class TemplateFormQuerySet(models.QuerySet["TemplateForm"]):
    def in_order(self) -> TemplateFormQuerySet:
        return self.order_by(stage_place("stage"), "order", "label")


def stage_place(field: str) -> Case:
    """The stage as a number: the database knows stages only by their names."""
    places = [When(**{field: stage}, then=Value(place)) for place, stage in enumerate(ReviewStage)]
    return Case(*places, default=Value(len(ReviewStage)))


class TemplateForm(index.Indexed, models.Model):
    """One standard form. Its files are those of its versions."""

    label = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(
        "address",
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters and hyphens.")],
        help_text="The last part of its address, and the beginning of its file names. "
        "It must say nothing about a case.",
    )
    purpose = models.TextField(max_length=300, help_text="What it is for, in one or two sentences.")
    stage = models.CharField("stage of the review", max_length=20, choices=ReviewStage.choices)
    completed_by = models.CharField("who fills it in", max_length=200)
    protective_marking = models.CharField(
        max_length=20,
        choices=ProtectiveMarking.choices,
        default=ProtectiveMarking.WHEN_COMPLETED,
        help_text="Must be in the header of each page of the file.",
    )
    order = models.PositiveSmallIntegerField(
        default=100, help_text="Its place among the forms of the same stage."
    )
    live = models.BooleanField("on the website", default=True)

    objects = TemplateFormQuerySet.as_manager()
    search_fields = [index.SearchField("label"), index.SearchField("purpose")]

    class Meta:
        ordering = ["order", "label"]
        verbose_name = "template form"

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        _rebuild_bundle_after_commit()

    def get_absolute_url(self) -> str:
        return reverse("template_form", args=[self.slug])

    @property
    def current_version(self) -> TemplateVersion | None:
        return self.versions.standing().order_by("-number").first()


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    def standing(self) -> TemplateVersionQuerySet:
        return self.filter(withdrawn_on=None)

    def public(self) -> TemplateVersionQuerySet:
        """Everything that the public may read, older versions too."""
        return self.standing().filter(form__live=True).select_related("form")

    def current(self) -> TemplateVersionQuerySet:
        """The newest public version of each form, in the order of a review."""
        newer = TemplateVersion.objects.standing().filter(
            form=OuterRef("form"), number__gt=OuterRef("number")
        )
        return (
            self.public()
            .filter(~Exists(newer))
            .order_by(stage_place("form__stage"), "form__order", "form__label")
        )


class TemplateVersion(models.Model):
    """The files of one version. Never changed: a mistake is a new version, or is taken away.

    Rows come from ``protocols.template_forms.files.add_version`` alone, which looks inside the files first.
    """

    form = models.ForeignKey(TemplateForm, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    version_date = models.DateField("date of this version")
    review_date = models.DateField()
    change_note = models.CharField(max_length=300)
    docx = models.FileField(storage=private_storage, max_length=120)
    docx_sha256 = models.CharField(max_length=64)
    docx_size = models.PositiveIntegerField(help_text="Bytes")
    pdf = models.FileField(storage=private_storage, max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveIntegerField(default=0, help_text="Bytes")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    withdrawn_on = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = TemplateVersionQuerySet.as_manager()
    MAY_CHANGE = frozenset({"withdrawn_on", "withdrawn_reason"})

    class Meta:
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="template_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.form}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        changed = set(kwargs.get("update_fields") or ())
        if self.pk is not None and not (changed and changed <= self.MAY_CHANGE):
            raise ValueError("A version of a template never changes: add a new one.")
        super().save(*args, **kwargs)
        _rebuild_bundle_after_commit()

    def get_absolute_url(self) -> str:
        return reverse("template_version", args=[self.form.slug, self.number])

    def file_name(self, file_format: str) -> str:
        return f"{self.form.slug}-template-v{self.number}.{file_format}"

    def stored(self, file_format: str) -> StoredFile | None:
        """Where the bytes lie in this format, if there is one."""
        is_docx = file_format == FileFormat.DOCX
        file, sha256, size = (
            (self.docx, self.docx_sha256, self.docx_size)
            if is_docx
            else (self.pdf, self.pdf_sha256, self.pdf_size)
        )
        return StoredFile(file.name, sha256, size) if file.name else None

    @property
    def downloads(self) -> list[Download]:
        return [
            Download(
                label=self.form.label,
                url=reverse("template_file", args=[self.form.slug, self.file_name(file_format)]),
                format=file_format.label,
                size=stored.size,
                date=self.version_date,
            )
            for file_format in FileFormat
            if (stored := self.stored(file_format))
        ]

    @property
    def is_due_for_review(self) -> bool:
        return self.review_date < timezone.localdate()


class TemplateBundle(models.Model):
    """“Download all”: one stored zip of every current form, made again whenever one changes.

    ``contents`` says what is in it, so that it is offered only while that is still what is current.
    """

    contents = models.JSONField()
    file = models.FileField(storage=private_storage, max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes")
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"All template forms, {self.built_on:%d %B %Y}"

    @property
    def built_on(self) -> date:
        return timezone.localdate(self.built_at)


def _rebuild_bundle_after_commit() -> None:
    from protocols.template_forms.files import rebuild_bundle

    transaction.on_commit(rebuild_bundle, robust=True)
