"""Editors look after template forms and attachments; nobody else needs to."""

from django.db import migrations

EDITORS = "Editors"
FORMS = ("add", "change", "view")
# Wagtail asks for the permissions of its own document, whatever model stands in its place.
DOCUMENTS = ("add", "change", "choose")


def install(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    for action in FORMS:
        editors.permissions.add(_permission(apps, "protocols", "templateform", action))
    GroupCollectionPermission.objects.filter(
        permission__content_type__app_label="wagtaildocs"
    ).delete()
    for action in DOCUMENTS:
        permission = _permission(apps, "wagtaildocs", "document", action)
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=root, permission=permission
        )


def _permission(apps, app, model, action):
    """Django makes permissions after the last migration; it takes over those made here."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
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
        # It sets up the groups, and would take away again what is given here.
        ("reviews", "0002_groups_and_workflow"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
