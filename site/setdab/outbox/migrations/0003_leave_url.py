from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_attachment"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="leave_url",
            field=models.URLField(
                blank=True,
                help_text="Where one click ends a subscription (RFC 8058). Wiped with the body.",
                max_length=300,
            ),
        ),
    ]
