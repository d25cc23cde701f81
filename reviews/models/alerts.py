"""Who is told by e-mail that something is new, and up to when they were told."""

from datetime import datetime
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

ONE_LINE = RegexValidator(r"\A[^\x00-\x1f\x7f]+\Z", "Write it on one line.")


class SubscriptionQuerySet(models.QuerySet["AlertSubscription"]):
    def confirmed(self) -> "SubscriptionQuerySet":
        return self.exclude(confirmed_at=None)

    def asked_before(self, moment: datetime) -> "SubscriptionQuerySet":
        """Asked for and never confirmed."""
        return self.filter(confirmed_at=None, asked_at__lt=moment)

    def of_address(self, email: str) -> "SubscriptionQuerySet":
        return self.filter(email__iexact=email.strip())


class AlertSubscription(models.Model):
    """One address. The row is deleted when its owner leaves: nothing says that it was here."""

    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    confirm_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the key in the mailed link."
    )
    confirmed_at = models.DateTimeField(null=True)

    objects: Any = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_alert_per_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirm_digest=""),
                name="alert_link_is_used_up",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"


class AlertRound(models.Model):
    """One sending: what became public after the round before it, up to ``up_to``."""

    week = models.CharField(max_length=8, unique=True, help_text="As in 2026-W48: one a week.")
    since = models.DateTimeField()
    up_to = models.DateTimeField()

    class Meta:
        ordering = ["-up_to"]
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=models.F("up_to")), name="round_goes_on"),
        ]

    def __str__(self) -> str:
        return f"Round {self.pk}"


@register_setting(icon="mail", order=910)
class AlertSettings(BaseSiteSetting):
    """What the mails are headed. Somebody else may see the list of mails on the reader's phone."""

    confirm_subject = models.CharField(
        "subject of the mail that asks to confirm",
        max_length=100,
        default="Please confirm your e-mail address",
        validators=[ONE_LINE],
        help_text="Neutral: no name of the Board, no word about domestic abuse, deaths or reviews.",
    )
    news_subject = models.CharField(
        "subject of the weekly mail",
        max_length=100,
        default="New pages this week",
        validators=[ONE_LINE],
        help_text="Neutral, as above.",
    )

    panels = [FieldPanel("confirm_subject"), FieldPanel("news_subject")]

    class Meta:
        verbose_name = "E-mail alerts"

    def __str__(self) -> str:
        return "E-mail alerts"
