"""Who may do what, and the three tasks of the workflow: part of the schema, as all else rests on it."""

from django.db import migrations

EDITORS = "Editors"
# Group, and (application, model, codename) of what it may do.
GROUPS = {
    EDITORS: [
        ("reviews", "edition", "add_edition"),
        ("reviews", "reportfile", "add_reportfile"),
        *(
            ("reviews", model, f"{action}_{model}")
            for model in ("partnership", "area", "deathtype", "relationshipgroup", "theme")
            for action in ("add", "change", "view")
        ),
    ],
    "Information governance": [
        ("reviews", "anonymisationclearance", "add_anonymisationclearance"),
    ],
    "Home Office liaison": [
        ("reviews", "homeofficedecision", "add_homeofficedecision"),
        ("reviews", "homeofficedecision", "change_homeofficedecision"),
        ("reviews", "homeofficedecision", "view_homeofficedecision"),
        ("reviews", "homeofficedecision", "confirm_homeofficeapproval"),
        ("reviews", "reportfile", "add_reportfile"),
    ],
    "Board moderators": [
        ("reviews", "boardsignoff", "add_boardsignoff"),
        ("reviews", "withdrawal", "add_withdrawal"),
        ("reviews", "homeofficedecision", "view_homeofficedecision"),
    ],
    "Site administrators": [
        ("accounts", "user", "add_user"),
        ("accounts", "user", "change_user"),
        ("accounts", "user", "delete_user"),
        ("home", "boardsettings", "change_boardsettings"),
    ],
}
TASKS = (
    ("AnonymisationCheckTask", "Anonymisation check"),
    ("HomeOfficeApprovalTask", "Home Office approval"),
    ("BoardSignOffTask", "Board sign-off"),
)
WORKFLOW = "Publication of a review"


def install(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(admin)
        for app, model, codename in permissions:
            # Django makes permissions after the last migration; it takes over those made here.
            content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
            verb = codename.rpartition("_")[0]
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {verb} {model}"},
            )
            group.permissions.add(permission)
    _page_permissions(apps)
    _workflow(apps)


def _page_permissions(apps):
    """Editors publish ordinary pages themselves; for a review ``publish`` does nothing."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    editors = Group.objects.get(name=EDITORS)
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", content_type__model="page", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name="Moderators").delete()
    # Wagtail lets editors put documents and images into libraries that know nothing of the ledger.
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        permission__content_type__app_label__in=("wagtaildocs", "wagtailimages")
    ).delete()


def _workflow(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    for order, (model, name) in enumerate(TASKS):
        content_type, _ = ContentType.objects.get_or_create(
            app_label="reviews", model=model.lower()
        )
        task = apps.get_model("reviews", model).objects.create(
            name=name, active=True, content_type=content_type
        )
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("accounts", "0001_initial"),
        ("home", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
