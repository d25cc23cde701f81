"""Editors look after template forms and attachments; nobody else needs to."""

from django.db import migrations

EDITORS = "Editors"
FORMS = ("add", "change", "view")
DOCUMENTS = ("add", "change", "choose")


def install(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    for action in FORMS:
        editors.permissions.add(_permission(apps, "templateform", action))
    for action in DOCUMENTS:
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=root, permission=_permission(apps, "librarydocument", action)
        )


def _permission(apps, model, action):
    """Django makes permissions after the last migration; it takes over those made here."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="protocols", model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {model}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("protocols", "0003_templates_and_documents"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
