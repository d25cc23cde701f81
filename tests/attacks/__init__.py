"""Roads by which somebody, or an accident, might bring an unapproved review to the public.

Each road is one function. ``@road`` puts it into ``ROADS``, and ``test_attack_routes`` walks every
road from every state of the ledger and then reads the site as a stranger does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, transaction

from reviews.publication import PublicationRefused

Refusals = type[Exception] | tuple[type[Exception], ...]
# What the site or the database may answer. Any other exception is a fault of the road or the site.
REFUSALS: tuple[type[Exception], ...] = (
    PublicationRefused,
    PermissionDenied,
    ValidationError,
    DatabaseError,
    DeserializationError,
)


@dataclass(frozen=True)
class Road:
    walk: Callable
    refused_by: Refusals | None

    @property
    def name(self) -> str:
        return self.walk.__name__

    @property
    def module(self) -> str:
        return self.walk.__module__.rpartition(".")[2]


ROADS: list[Road] = []


def road(walk: Callable | None = None, *, refused_by: Refusals | None = None) -> Callable:
    """Register a road. ``refused_by``: the road must end in this, or it was never walked at all.

    Without it the road must end without an exception; single steps that may be refused in some
    states go through ``attempt``.
    """

    def register(function: Callable) -> Callable:
        ROADS.append(Road(function, refused_by))
        return function

    return register(walk) if walk else register


def attempt(step: Callable, *args: object, **kwargs: object) -> Exception | None:
    """One step that may be refused: its savepoint keeps what was done before it."""
    try:
        with transaction.atomic():
            step(*args, **kwargs)
    except REFUSALS as refusal:
        return refusal
    return None


def sql(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
