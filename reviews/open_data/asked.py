"""The part of the library that a machine asks for, by the names that the library's address has."""

from django.http import QueryDict

from reviews.models import Publication
from reviews.models.ledger import PublicationQuerySet
from reviews.open_data.identities import identified


class BadQuestion(Exception):
    """A parameter that nobody knows, or a value that means nothing. Says what to do."""


def asked_for(query: QueryDict) -> PublicationQuerySet:
    """Raises ``BadQuestion``."""
    for name in query:
        raise BadQuestion(f"There is no parameter {name!r}.")
    return identified(Publication.objects.current())


def number_in(query: QueryDict, name: str, *, default: int, most: int) -> int:
    """Takes a number out of the query. Raises ``BadQuestion``."""
    text = query.pop(name, [str(default)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise BadQuestion(f"{name} must be a whole number from 1 to {most}.")
    return int(text)
