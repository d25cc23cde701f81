import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_anonymisation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A projection: made anew after the migration. What is sorted by comes before the long texts,
        # which SQLite would otherwise have to read past.
        migrations.DeleteModel("LibraryEntry"),
        migrations.CreateModel(
            name="LibraryEntry",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="library_entry",
                        serialize=False,
                        to="reviews.publication",
                    ),
                ),
                ("area", models.CharField(default="", max_length=120)),
                ("partnership", models.CharField(default="", max_length=120)),
                ("year_published", models.PositiveSmallIntegerField(default=0)),
                ("year_of_death", models.PositiveSmallIntegerField(default=0)),
                ("death_type", models.CharField(default="", max_length=120)),
                ("relationship", models.CharField(default="", max_length=120)),
                ("scheme", models.CharField(default="", max_length=10)),
                ("has_progress", models.BooleanField(default=False)),
                (
                    "themes",
                    models.TextField(default="", help_text="Names, each between line ends."),
                ),
                (
                    "files_read_at",
                    models.DateTimeField(help_text="Empty: the task has still to come.", null=True),
                ),
                ("title_stems", models.TextField(default="")),
                (
                    "own_stems",
                    models.TextField(
                        default="", help_text="Sentence, summary and what it is sorted by."
                    ),
                ),
                (
                    "report_stems",
                    models.TextField(default="", help_text="Reports that are read online."),
                ),
                ("file_stems", models.TextField(default="")),
            ],
        ),
        migrations.CreateModel(
            name="LibraryPassage",
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
                        blank=True,
                        choices=[
                            ("executive-summary", "Executive summary"),
                            ("overview-report", "Overview report"),
                            ("action-plan", "Action plan"),
                            ("home-office-letter", "Home Office letter"),
                        ],
                        help_text="Empty: the edition's own words.",
                        max_length=20,
                    ),
                ),
                ("page", models.PositiveIntegerField(null=True)),
                ("anchor", models.CharField(blank=True, max_length=100)),
                ("text", models.TextField()),
                ("stems", models.TextField()),
                ("seal", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="LibraryWord",
            fields=[
                ("word", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "uses",
                    models.PositiveIntegerField(help_text="The number of entries that have it."),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                models.OrderBy(models.F("public_from"), descending=True),
                models.OrderBy(models.F("edition"), descending=True),
                name="publication_newest",
            ),
        ),
        migrations.AddField(
            model_name="librarypassage",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="library_passages",
                to="reviews.publication",
            ),
        ),
        migrations.AddIndex(
            model_name="libraryword",
            index=models.Index(fields=["length", "word"], name="library_word_by_length"),
        ),
    ]
