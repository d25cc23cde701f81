import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class MailState(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Given up"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def troubled(self) -> "OutgoingMailQuerySet":
        """What was tried and has not gone out: given up, or still being tried."""
        return self.exclude(state=MailState.SENT).exclude(last_error="")


def new_message_id() -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{uuid.uuid4()}@{domain}>"


class OutgoingMail(models.Model):
    """One message to one person, written in the transaction of what it tells about.

    ``key`` says what the message is for: a second message with the same key is never made. The
    body is wiped once the message is sent.
    """

    key = models.CharField(max_length=255, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    attachment = models.CharField(
        max_length=200, blank=True, help_text="The file's name in the confidential storage."
    )
    attachment_name = models.CharField(max_length=200, blank=True)
    leave_url = models.URLField(
        max_length=300,
        blank=True,
        help_text="Where one click ends a subscription (RFC 8058). Wiped with the body.",
    )
    message_id = models.CharField(max_length=250, default=new_message_id, editable=False)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: Any = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mail"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MailState.values), name="outbox_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MailState.SENT)
                | models.Q(sent_at__isnull=False, body=""),
                name="outbox_sent_is_dated_and_wiped",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
