import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reviews.models.files
import reviews.models.report_drafts


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0007_library_full_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("executive-summary", "Executive summary"),
                            ("overview-report", "Overview report"),
                            ("action-plan", "Action plan"),
                            ("home-office-letter", "Home Office letter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Being read"),
                            ("refused", "Could not be read"),
                            ("brought-in", "Brought in, not accepted yet"),
                            ("accepted", "Accepted"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        storage=reviews.models.files.confidential_storage,
                        upload_to=reviews.models.report_drafts.source_name,
                    ),
                ),
                ("sentence", models.TextField(blank=True, help_text="Why it could not be read.")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts every change of the text."
                    ),
                ),
                ("markup", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                (
                    "warnings",
                    models.JSONField(
                        default=list, help_text="What was left out or guessed on the way."
                    ),
                ),
                ("brought_in_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "compared",
                    models.CharField(
                        blank=True,
                        help_text="Digest of the text and the file that were compared.",
                        max_length=64,
                    ),
                ),
                ("differences", models.JSONField(default=list)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "accepted_for",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of the file that the text was accepted for.",
                        max_length=64,
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why the differences are right."),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brought_in_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_drafts",
                        to="reviews.reviewpage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "kind"), name="one_report_draft_per_kind"
                    )
                ],
            },
        ),
    ]
