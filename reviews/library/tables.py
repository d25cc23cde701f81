"""The full-text indexes: FTS5 tables on SQLite, generated columns with GIN indexes on PostgreSQL.

Both are kept in step by the database itself. SQLite drops a table's triggers when a migration
rebuilds it, so ``migrate`` puts them back.
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Table, key, and the columns that are searched, the heaviest first.
ENTRIES = (
    "reviews_libraryentry",
    "publication_id",
    ("title_stems", "own_stems", "report_stems", "file_stems"),
)
PASSAGES = ("reviews_librarypassage", "id", ("publication_id", "stems"))
INDEXES = {"library_index": ENTRIES, "library_passage_index": PASSAGES}

_POSTGRESQL = (
    """ALTER TABLE reviews_libraryentry
    ADD COLUMN head tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A') ||
        setweight(to_tsvector('simple', own_stems), 'B')
    ) STORED,
    ADD COLUMN whole tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A') ||
        setweight(to_tsvector('simple', own_stems), 'B') ||
        setweight(to_tsvector('simple', report_stems), 'C') ||
        setweight(to_tsvector('simple', file_stems), 'D')
    ) STORED""",
    """ALTER TABLE reviews_librarypassage
    ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED""",
    "CREATE INDEX library_whole ON reviews_libraryentry USING gin (whole)",
    "CREATE INDEX library_vector ON reviews_librarypassage USING gin (vector)",
    "CREATE VIEW library_index AS SELECT publication_id, head, whole FROM reviews_libraryentry",
)


def create(connection: BaseDatabaseWrapper) -> None:
    statements = _sqlite_tables() if connection.vendor == "sqlite" else iter(_POSTGRESQL)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP INDEX library_sorted_by")
            for index in INDEXES:
                for name in _trigger_names(index):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"DROP TABLE IF EXISTS {index}")
            return
        cursor.execute("DROP VIEW library_index")
        cursor.execute("ALTER TABLE reviews_libraryentry DROP COLUMN whole, DROP COLUMN head")
        cursor.execute("ALTER TABLE reviews_librarypassage DROP COLUMN vector")


def keep_in_step(connection: BaseDatabaseWrapper) -> None:
    """Put back triggers that a rebuilt table lost, and read that table anew."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master")
        present = {name for (name,) in cursor.fetchall()}
        for index in INDEXES:
            missing = index in present and not _trigger_names(index) <= present
            if missing:
                for statement in _sqlite_triggers(index):
                    cursor.execute(statement)
                cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608


def after_migrate(using: str, **kwargs: Any) -> None:
    from django.db import DEFAULT_DB_ALIAS, connections

    keep_in_step(connections[using])
    if using == DEFAULT_DB_ALIAS:
        from reviews.library import entries

        if "library_index" in connections[using].introspection.table_names(include_views=True):
            entries.add_missing()


def _sqlite_tables() -> Iterator[str]:
    # Beside the long texts of a row, what it is sorted by takes five times as long to read.
    yield (
        "CREATE INDEX library_sorted_by ON reviews_libraryentry (publication_id, area, "
        "relationship, themes, year_published, partnership, death_type, year_of_death, scheme, "
        "has_progress)"
    )
    for index, (table, key, columns) in INDEXES.items():
        yield (
            f"CREATE VIRTUAL TABLE {index} USING fts5({', '.join(columns)}, content='{table}', "
            f"content_rowid='{key}', tokenize='unicode61 remove_diacritics 0')"
        )
        yield from _sqlite_triggers(index)


def _trigger_names(index: str) -> set[str]:
    return {f"{index}_{event}" for event in ("insert", "delete", "update")}


def _sqlite_triggers(index: str) -> Iterator[str]:
    table, key, columns = INDEXES[index]
    names = ", ".join(columns)
    old = ", ".join(f"OLD.{name}" for name in columns)
    new = ", ".join(f"NEW.{name}" for name in columns)
    add = f"INSERT INTO {index}(rowid, {names}) VALUES (NEW.{key}, {new});"  # noqa: S608
    remove = (
        f"INSERT INTO {index}({index}, rowid, {names}) "  # noqa: S608
        f"VALUES ('delete', OLD.{key}, {old});"
    )
    for event, body in (("insert", add), ("delete", remove), ("update", f"{remove} {add}")):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {index}_{event} AFTER {event.upper()} ON {table} "
            f"BEGIN {body} END"
        )
