from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from reviews import triggers


def register_checks() -> None:
    register(Tags.database)(ledger_triggers)


def ledger_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Runs with ``check --database default`` and before ``migrate``."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if triggers.CONTENT_TABLE not in connection.introspection.table_names():
            continue
        if missing := triggers.missing_triggers(connection):
            found.append(
                Error(
                    f"Ledger triggers are missing: {', '.join(missing)}",
                    hint="Run: manage.py migrate",
                    id="reviews.E001",
                )
            )
    return found
