"""Who deals with what readers write, and who words the alerts."""

from django.db import migrations

GROUPS = {
    "Information governance": [
        ("concern", "change_concern"),
        ("formatrequest", "change_formatrequest"),
    ],
    "Board moderators": [("concern", "change_concern"), ("formatrequest", "change_formatrequest")],
    "Site administrators": [("alertsettings", "change_alertsettings")],
}


def install(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for name, permissions in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        for model, codename in permissions:
            # Django makes permissions after the last migration; it takes over those made here.
            content_type, _ = ContentType.objects.get_or_create(app_label="reviews", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can change {model}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_concerns_and_alerts")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
