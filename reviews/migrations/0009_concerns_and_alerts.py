import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0008_report_drafts"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    models.CharField(
                        help_text="As in 2026-W48: one a week.", max_length=8, unique=True
                    ),
                ),
                ("since", models.DateTimeField()),
                ("up_to", models.DateTimeField()),
            ],
            options={
                "ordering": ["-up_to"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("up_to"))), name="round_goes_on"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "confirm_subject",
                    models.CharField(
                        default="Please confirm your e-mail address",
                        help_text="Neutral: no name of the Board, no word about domestic abuse, deaths or reviews.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[^\\x00-\\x1f\\x7f]+\\Z", "Write it on one line."
                            )
                        ],
                        verbose_name="subject of the mail that asks to confirm",
                    ),
                ),
                (
                    "news_subject",
                    models.CharField(
                        default="New pages this week",
                        help_text="Neutral, as above.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[^\\x00-\\x1f\\x7f]+\\Z", "Write it on one line."
                            )
                        ],
                        verbose_name="subject of the weekly mail",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "E-mail alerts",
            },
        ),
        migrations.CreateModel(
            name="AlertSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "confirm_digest",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of the key in the mailed link.",
                        max_length=64,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="one_alert_per_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), ("confirm_digest", ""), _connector="OR"
                        ),
                        name="alert_link_is_used_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "contact",
                    models.CharField(
                        blank=True, help_text="As the reader typed it.", max_length=200
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("handled_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, help_text="What was done about it.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("identifies", "Something here may identify somebody"),
                            ("wrong", "Something here is wrong"),
                            ("distressing", "It distresses me, or I knew the person"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="What the reader had before them.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.edition",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at", None), ("handled_by", None)),
                            models.Q(("handled_at__isnull", False), ("handled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_handled_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormatRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "contact",
                    models.CharField(
                        blank=True, help_text="As the reader typed it.", max_length=200
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("handled_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, help_text="What was done about it.")),
                ("formats", models.JSONField(default=list)),
                (
                    "contact_by",
                    models.CharField(
                        choices=[("email", "E-mail"), ("phone", "Telephone"), ("post", "Post")],
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="Empty: about the site.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.edition",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at", None), ("handled_by", None)),
                            models.Q(("handled_at__isnull", False), ("handled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="formatrequest_handled_by_somebody",
                    )
                ],
            },
        ),
    ]
