"""The part of the library that a machine asks for, by the names that the library's address has."""

from django.http import QueryDict

from reviews.library.facets import BY_NAME, FEWEST
from reviews.library.filters import BEST, SORTS, LibraryFilters
from reviews.models.ledger import PublicationQuerySet
from reviews.open_data.identities import identified

KNOWN = ("q", "sort", *BY_NAME)
REFUSED = (
    f"Fewer than {FEWEST} reviews match. So few are not shown where the year of death, the type of "
    "death or the relationship is chosen, as together such details could point to one person. "
    "Take one of these filters away."
)


class BadQuestion(Exception):
    """A parameter that nobody knows, or a value that means nothing. Says what to do."""


def asked_for(query: QueryDict) -> PublicationQuerySet:
    """In the order asked for. Raises ``BadQuestion``, also where the library refuses to tell.

    A reader is shown what is left of a question; a machine would take it for the answer.
    """
    for name in query:
        if name not in KNOWN:
            raise BadQuestion(
                f"There is no parameter {name[:40]!r}. Known are: {', '.join(KNOWN)}."
            )
    filters = LibraryFilters.from_query(query)
    if filters.ignored:
        names = ", ".join(
            name for name, facet in BY_NAME.items() if facet.legend in filters.ignored
        )
        raise BadQuestion(f"A value of this is not a possible one: {names}.")
    sort = query.get("sort", filters.sort)
    if sort not in SORTS:
        raise BadQuestion(f"sort must be one of: {', '.join(SORTS)}.")
    if sort == BEST and not filters.query.terms:
        raise BadQuestion(f"sort={BEST} needs words in q.")
    if filters.is_refused:
        raise BadQuestion(REFUSED)
    return identified(filters.publications())


def number_in(query: QueryDict, name: str, *, default: int, most: int) -> int:
    """Takes a number out of the query. Raises ``BadQuestion``."""
    text = query.pop(name, [str(default)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise BadQuestion(f"{name} must be a whole number from 1 to {most}.")
    return int(text)
