"""What readers tell the Board about a review, and what they ask for. Nothing of it is ever public."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models.ledger import Edition


class MessageQuerySet(models.QuerySet[Any]):
    def new(self) -> "MessageQuerySet":
        return self.filter(handled_at=None)

    def handled_before(self, moment: Any) -> "MessageQuerySet":
        return self.filter(handled_at__lt=moment)


class ReaderMessage(models.Model):
    """A message that waits until somebody has dealt with it, and is erased some time after."""

    words = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True, help_text="As the reader typed it.")
    sent_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="What was done about it.")

    objects: Any = MessageQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="%(class)s_handled_by_somebody",
            ),
        ]

    @property
    def is_new(self) -> bool:
        return self.handled_at is None


class ConcernKind(models.TextChoices):
    IDENTIFIES = "identifies", "Something here may identify somebody"
    WRONG = "wrong", "Something here is wrong"
    DISTRESSING = "distressing", "It distresses me, or I knew the person"
    OTHER = "other", "Something else"


class Concern(ReaderMessage):
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", help_text="What the reader had before them."
    )
    kind = models.CharField(max_length=20, choices=ConcernKind)

    class Meta(ReaderMessage.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Concern {self.pk}"

    @property
    def is_urgent(self) -> bool:
        return self.kind == ConcernKind.IDENTIFIES


class Format(models.TextChoices):
    LARGE_PRINT = "large-print", "Large print"
    EASY_READ = "easy-read", "Easy Read"
    AUDIO = "audio", "Audio recording"
    BSL = "bsl", "British Sign Language"
    BRAILLE = "braille", "Braille"
    DOCUMENT = "document", "Word document or web page"
    TRANSLATION = "translation", "Another language"
    OTHER = "other", "Something else"


class ContactBy(models.TextChoices):
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Telephone"
    POST = "post", "Post"


class FormatRequest(ReaderMessage):
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="+", help_text="Empty: about the site."
    )
    formats = models.JSONField(default=list)
    contact_by = models.CharField(max_length=10, choices=ContactBy)

    class Meta(ReaderMessage.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Request {self.pk} for another format"

    @property
    def format_labels(self) -> list[str]:
        return [str(Format(value).label) for value in self.formats]
