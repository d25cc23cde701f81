from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_vocabulary"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewWorkflow",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("wagtailcore.workflow",),
        ),
    ]
