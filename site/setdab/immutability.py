"""Database triggers that refuse to change or delete rows, whoever asks: the admin, a shell, SQL.

An application names its tables with ``protect``. Its triggers are installed after every
``migrate``: SQLite drops a table's triggers when a migration rebuilds the table. The system check
and the readiness probe say when one is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection as default_connection
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True)
class Trigger:
    table: str
    event: str
    condition: str = ""
    per_row: bool = True

    @property
    def name(self) -> str:
        return f"{self.table}_refuses_{self.event.lower()}"


# Given the database's vendor, the triggers of one application.
TriggerSource = Callable[[str], Iterable[Trigger]]

_sources: dict[str, TriggerSource] = {}


def protect(app: AppConfig, source: TriggerSource) -> None:
    """Keep the application's triggers in place from the next ``migrate`` on."""
    _sources[app.label] = source
    pre_migrate.connect(_before_migrate, sender=app)
    post_migrate.connect(_after_migrate, sender=app)


def frozen(table: str, vendor: str, *keys: str) -> Iterator[Trigger]:
    """Rows that are inserted and then stay as they are for ever.

    ``keys`` are the table's unique columns, several of one constraint with commas between them.
    """
    yield Trigger(table, "UPDATE")
    yield Trigger(table, "DELETE")
    yield from not_replaced(table, vendor, *keys)


def not_replaced(table: str, vendor: str, *keys: str) -> Iterator[Trigger]:
    """The ways round an UPDATE or DELETE trigger that each database has."""
    if vendor == "sqlite":
        # INSERT OR REPLACE deletes the old row without asking a DELETE trigger.
        same = " OR ".join(_same(key) for key in keys)
        yield Trigger(table, "INSERT", f"EXISTS (SELECT 1 FROM {table} o WHERE {same})")  # noqa: S608
    else:
        yield Trigger(table, "TRUNCATE", per_row=False)


def install(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    drop(connection, app_label)
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor, app_label):
            if trigger.table in present:
                for statement in _create(trigger, connection.vendor):
                    cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    """For ``migrate`` and for emptying a test database; nothing else has a reason to."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor, app_label):
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
    if missing := missing_triggers(default_connection):
        raise RuntimeError(f"{len(missing)} triggers are missing")


@register(Tags.database)
def triggers_are_in_place(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Runs with ``check --database default`` and before ``migrate``."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not all(trigger.table in tables for trigger in _triggers(connection.vendor)):
            continue  # Not migrated yet; migrate will install them.
        if missing := missing_triggers(connection):
            found.append(
                Error(
                    f"Triggers that keep records as they are are missing: {', '.join(missing)}",
                    hint="Run: manage.py migrate",
                    id="setdab.E001",
                )
            )
    return found


def _triggers(vendor: str, app_label: str | None = None) -> Iterator[Trigger]:
    for label, source in _sources.items():
        if app_label in (None, label):
            yield from source(vendor)


def _before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    drop(connections[using], sender.label)


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    install(connections[using], sender.label)


def _same(key: str) -> str:
    columns = [column.strip() for column in key.split(",")]
    return "(" + " AND ".join(f"o.{column} = NEW.{column}" for column in columns) + ")"


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
    result = {"DELETE": "OLD", "UPDATE": "NEW"}.get(trigger.event, "NULL")
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
