"""PostgreSQL asks the full-text index, always and at once.

It believes that reading every row is cheaper, as it does not see that the vectors lie outside the
rows; and what waits in the index's pending list is searched word by word. Reviews are published
rarely, so the index can take them at once.
"""

from django.db import migrations

FUNCTION = (
    "CREATE FUNCTION {}(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
    "SET enable_seqscan = off AS "
    "$$SELECT publication_id FROM reviews_libraryentry WHERE {} @@ asked$$"
)
FORWARD = (
    "ALTER INDEX library_whole SET (fastupdate = off)",
    "ALTER INDEX library_vector SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('library_whole'), gin_clean_pending_list('library_vector')",
    "CREATE INDEX library_head ON reviews_libraryentry USING gin (head) WITH (fastupdate = off)",
    FUNCTION.format("library_keys", "whole"),
    FUNCTION.format("library_keys_by_head", "head"),
)
BACK = (
    "DROP FUNCTION library_keys_by_head(tsquery)",
    "DROP FUNCTION library_keys(tsquery)",
    "DROP INDEX library_head",
    "ALTER INDEX library_vector RESET (fastupdate)",
    "ALTER INDEX library_whole RESET (fastupdate)",
)


def forward(apps, schema_editor):
    run(schema_editor, FORWARD)


def back(apps, schema_editor):
    run(schema_editor, BACK)


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_concerns_permissions")]

    operations = [migrations.RunPython(forward, back)]
