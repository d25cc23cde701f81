import os
from collections.abc import Iterator
from itertools import count

import factories
import pytest
import readings
from django.core.management import call_command
from django.db import transaction
from django.test import TransactionTestCase
from file_stores import file_store, folder_store, s3_server, s3_store  # noqa: F401
from setdab import immutability

from reviews.anonymisation import reading

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_empty_database = TransactionTestCase._fixture_teardown


def _empty_database_of_ledger(self: TransactionTestCase) -> None:
    """Emptying deletes ledger rows, which the triggers refuse; migrate's signal puts them back."""
    from django.db import connection

    immutability.drop(connection)
    _empty_database(self)


TransactionTestCase._fixture_teardown = _empty_database_of_ledger


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs connections that write at once")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that SQLite can't run are not in its suite; `make test` runs them on PostgreSQL."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session", autouse=True)
def each_file_is_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_file", readings.read_once)
        patch.setattr(reading, "sanitised", readings.sanitised_once)
        yield


@pytest.fixture(autouse=True)
def the_same_words_in_every_test(monkeypatch) -> None:
    """So that files of the same bytes come again."""
    monkeypatch.setattr(factories, "_numbers", count(1))


@pytest.fixture
def seeds(db) -> None:
    """Groups, workflow and vocabulary, which a transactional test before this one emptied out."""
    factories.restore_seeds()


@pytest.fixture
def people(seeds) -> factories.People:
    return factories.make_people()


@pytest.fixture
def home(seeds):
    return factories.make_site()


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for the tests of a module: what each of them changes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.restore_seeds()
        call_command("load_starter_content", verbosity=0)
        yield
        transaction.set_rollback(True)
