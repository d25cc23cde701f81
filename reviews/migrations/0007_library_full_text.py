"""The full-text indexes of the library: see ``reviews.library.tables``."""

from django.db import migrations

from reviews.library import tables


def create(apps, schema_editor):
    tables.create(schema_editor.connection)


def drop(apps, schema_editor):
    tables.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_library_facets")]

    operations = [migrations.RunPython(create, drop)]
