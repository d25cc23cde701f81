"""Information governance decides on signatures; it and the administrators see mail that fails."""

from django.db import migrations

GOVERNANCE = "Information governance"
ADMINISTRATORS = "Site administrators"
GROUPS = {
    GOVERNANCE: [
        ("protocols", "signature", "decide_signature"),
        ("protocols", "organisation", "add_organisation"),
        ("protocols", "organisation", "change_organisation"),
        ("protocols", "organisation", "view_organisation"),
        ("outbox", "outgoingmail", "view_outgoingmail"),
    ],
    ADMINISTRATORS: [("outbox", "outgoingmail", "view_outgoingmail")],
}


def install(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for app, model, codename in permissions:
            # Django makes permissions after the last migration; it takes over those made here.
            content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("protocols", "0004_templates_permissions"),
        ("outbox", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
