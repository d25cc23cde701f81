"""Addresses for the machine that watches the site. They say what is wrong, never more."""

from collections.abc import Callable

from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Checks that an application adds to /health/ready: name, and a function that raises when unwell.
READINESS: dict[str, Callable[[], None]] = {}


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("migrations are not applied")


def _storage() -> None:
    for alias in ("default", "confidential"):
        storage = storages[alias]
        storage.exists("health-check")
        bucket = getattr(storage, "bucket", None)
        if bucket is not None:
            # A bucket that is not there answers “no such file” to the question above.
            bucket.meta.client.head_bucket(Bucket=bucket.name)


READINESS.update(database=_database, migrations=_migrations, storage=_storage)


def add_readiness_check(name: str, dotted_path: str) -> None:
    """Register a check by name; it is imported when it is first asked."""
    READINESS[name] = lambda: import_string(dotted_path)()


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    outcome: dict[str, str] = {}
    for name, check in READINESS.items():
        try:
            check()
        except Exception as error:
            outcome[name] = f"failed: {type(error).__name__}"
        else:
            outcome[name] = "ok"
    well = all(state == "ok" for state in outcome.values())
    return JsonResponse({"ready": well, "checks": outcome}, status=200 if well else 503)
