"""Reviews that have most of what was asked for, where none or few have all of it."""

from math import log
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Value, When

from reviews.library import matching, spelling
from reviews.library.query import Query, Term, parse
from reviews.models.ledger import PublicationQuerySet

ENOUGH = 3
LOOKED_AT = 100
# A word in the title or the summary says more than one in a file.
IN_HEAD = 1.5
# Of the best score; the rest has too little in common.
AT_LEAST = 0.6

Sql = tuple[str, tuple[Any, ...]]


def publications(current: PublicationQuerySet, query: Query, limit: int) -> PublicationQuerySet:
    """The best matches first, then the closest where there are fewer than three."""
    found = list(matching.ranked(current, query).values_list("pk", flat=True)[:limit])
    if len(found) < ENOUGH:
        found += [key for key in closest(current, query, limit) if key not in found]
    return in_this_order(current, found[:limit])


def closest(current: PublicationQuerySet, query: Query, limit: int) -> list[int]:
    """Keys, the one with most of the rarest terms first. Slips of the pen are put right."""
    terms = corrected(query).terms
    if not terms:
        return []
    # Before anything is counted or weighed: what is to come must not show in what is left out.
    public = current.order_by().values("pk").query.sql_with_params()
    scored = _scored(public, terms, _weights(public, terms))
    if not scored:
        return []
    enough = scored[0][1] * AT_LEAST
    return [key for key, score in scored if score >= enough][:limit]


def corrected(query: Query) -> Query:
    meant = spelling.meant(query)
    return parse(meant) if meant else query


def in_this_order(current: PublicationQuerySet, keys: list[int]) -> PublicationQuerySet:
    places = [When(pk=key, then=Value(place)) for place, key in enumerate(keys)]
    found = current.filter(pk__in=keys)
    if not places:
        return found.none()
    return found.order_by(Case(*places, output_field=IntegerField()))


def _weights(public: Sql, terms: tuple[Term, ...]) -> list[float]:
    """A term that few entries have weighs more."""
    parts = ["SELECT -1, COUNT(*) FROM public"]
    parameters: list[Any] = []
    for place, term in enumerate(terms):
        sql, values = _entries([term], head=False)
        parts.append(
            f"SELECT {place}, COUNT(*) FROM ({sql}) term_{place} "  # noqa: S608
            "WHERE id IN (SELECT id FROM public)"
        )
        parameters += values
    numbers = dict(_rows(public, " UNION ALL ".join(parts), parameters))
    total = max(numbers[-1], 1)
    return [log(1 + total / (0.5 + numbers[place])) for place in range(len(terms))]


def _scored(public: Sql, terms: tuple[Term, ...], weights: list[float]) -> list[tuple[int, float]]:
    parts: list[str] = []
    parameters: list[Any] = []
    for term, weight in zip(terms, weights, strict=True):
        for head, share in ((False, 1.0), (True, IN_HEAD)):
            sql, values = _entries([term], head=head)
            parts.append(f"SELECT id, CAST(%s AS double precision) AS weight FROM ({sql}) term")  # noqa: S608
            parameters += [weight * share, *values]
    statement = (
        "SELECT id, SUM(weight) AS score FROM ("  # noqa: S608
        + " UNION ALL ".join(parts)
        + ") hits WHERE id IN (SELECT id FROM public) "
        "GROUP BY id ORDER BY score DESC, id DESC LIMIT %s"
    )
    return _rows(public, statement, [*parameters, LOOKED_AT])


def _rows(public: Sql, statement: str, parameters: list[Any]) -> list[Any]:
    sql, values = public
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH public(id) AS MATERIALIZED ({sql}) {statement}",
            [*values, *parameters],
        )
        return list(cursor.fetchall())


def _entries(terms: list[Term], *, head: bool) -> tuple[str, list[Any]]:
    expression = matching.all_of(terms)
    if connection.vendor == "sqlite":
        asked = f"{{title_stems own_stems}} : {expression}" if head else expression
        return "SELECT rowid AS id FROM library_index WHERE library_index MATCH %s", [asked]
    column = "head" if head else "whole"
    return (
        f"SELECT publication_id AS id FROM library_index WHERE {column} @@ %s::tsquery",  # noqa: S608
        [expression],
    )
