"""Editors keep the register of organisations, as information governance does."""

from django.db import migrations

GROUPS = {
    "Editors": [
        *(("organisation", action) for action in ("add", "change", "view")),
        *(("agreementcategory", action) for action in ("add", "change", "view")),
    ],
}


def install(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for model, action in permissions:
            # Django makes permissions after the last migration; it takes over those made here.
            content_type, _ = ContentType.objects.get_or_create(app_label="protocols", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("protocols", "0005_signing_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
