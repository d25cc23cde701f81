"""Database triggers that refuse to change or delete ledger rows, whoever asks.

They are installed after every ``migrate``: SQLite drops a table's triggers when a migration
rebuilds the table. ``missing_triggers`` tells the system check and the readiness probe.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

FROZEN_TABLES = (
    "reviews_edition",
    "reviews_anonymisationclearance",
    "reviews_homeofficeapproval",
    "reviews_boardsignoff",
    "reviews_publication",
    "reviews_withdrawal",
)
CONTENT_TABLE = "reviews_editioncontent"
FILE_TABLE = "reviews_reportfile"

# True while the edition of OLD is public or still to become public: see PublicationQuerySet.current.
_MAY_BE_PUBLIC = """EXISTS (
    SELECT 1 FROM reviews_publication p
    JOIN reviews_edition e ON e.id = p.edition_id
    WHERE p.edition_id = OLD.edition_id
    AND NOT EXISTS (SELECT 1 FROM reviews_withdrawal w WHERE w.publication_id = p.edition_id)
    AND NOT EXISTS (
        SELECT 1 FROM reviews_publication p2
        JOIN reviews_edition e2 ON e2.id = p2.edition_id
        LEFT JOIN reviews_withdrawal w2 ON w2.publication_id = p2.edition_id
        WHERE e2.review_id = e.review_id AND e2.number > e.number AND p2.public_from <= {now}
        AND (w2.withdrawn_at IS NULL OR w2.withdrawn_at >= p2.public_from
            OR p2.public_from <= p2.published_at)
    )
)"""


@dataclass(frozen=True)
class Trigger:
    table: str
    event: str
    condition: str = ""
    per_row: bool = True

    @property
    def name(self) -> str:
        return f"{self.table}_refuses_{self.event.lower()}"


def _triggers(vendor: str) -> Iterator[Trigger]:
    for table in FROZEN_TABLES:
        yield Trigger(table, "UPDATE")
        yield Trigger(table, "DELETE")
    yield Trigger(CONTENT_TABLE, "UPDATE")
    yield Trigger(FILE_TABLE, "UPDATE")
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')" if vendor == "sqlite" else "now()"
    yield Trigger(CONTENT_TABLE, "DELETE", _MAY_BE_PUBLIC.format(now=now))
    tables = (*FROZEN_TABLES, CONTENT_TABLE)
    if vendor == "sqlite":
        for table in tables:
            # INSERT OR REPLACE deletes the old row without asking a DELETE trigger.
            key = "id" if table == "reviews_edition" else "edition_id"
            key = "publication_id" if table == "reviews_withdrawal" else key
            same = f"o.{key} = NEW.{key}"
            if table == "reviews_edition":
                same += " OR (o.review_id = NEW.review_id AND o.number = NEW.number)"
            already = f"EXISTS (SELECT 1 FROM {table} o WHERE {same})"  # noqa: S608
            yield Trigger(table, "INSERT", already)
    else:
        for table in tables:
            yield Trigger(table, "TRUNCATE", per_row=False)


def install(connection: BaseDatabaseWrapper) -> None:
    drop(connection)
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor):
            if trigger.table in present:
                for statement in _create(trigger, connection.vendor):
                    cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """For ``migrate`` and for emptying a test database; nothing else has a reason to."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor):
            if trigger.table not in present:
                continue
            on_table = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _triggers(connection.vendor) if trigger.name not in present]


def check_triggers() -> None:
    """For the readiness probe: raises when a trigger is missing."""
    from django.db import connection

    if missing := missing_triggers(connection):
        raise RuntimeError(f"{len(missing)} ledger triggers are missing")


def _create(trigger: Trigger, vendor: str) -> Iterator[str]:
    message = f"{trigger.table}: ledger rows are never changed or deleted"
    if vendor == "sqlite":
        when = f"WHEN {trigger.condition} " if trigger.condition else ""
        yield (
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
            f"FOR EACH ROW {when}BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    guard = f"IF {trigger.condition} THEN" if trigger.condition else "IF TRUE THEN"
    result = "OLD" if trigger.event == "DELETE" else "NULL"
    yield (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {guard} RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
        f"MESSAGE = '{message}'; END IF; RETURN {result}; END $$"
    )
    scope = "ROW" if trigger.per_row else "STATEMENT"
    yield (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
        f"FOR EACH {scope} EXECUTE FUNCTION {trigger.name}()"
    )
