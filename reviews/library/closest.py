"""Reviews that have most of what was asked for, where none or few have all of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Value, When

from reviews.library import matching, spelling
from reviews.library.query import Query, Term, parse
from reviews.models.ledger import PublicationQuerySet

ENOUGH = 3
# A word in the title or the summary says more than one in a file.
IN_HEAD = 1.5
# Of the best score; the rest has too little in common.
AT_LEAST = 0.6


def publications(current: PublicationQuerySet, query: Query, limit: int) -> PublicationQuerySet:
    """The best matches first, then the closest where there are fewer than three."""
    found = list(matching.ranked(current, query).values_list("pk", flat=True)[:limit])
    if len(found) < ENOUGH:
        others = closest(current, corrected(query), limit)
        found += [key for key in others if key not in found]
    return in_this_order(current, found[:limit])


def closest(current: PublicationQuerySet, query: Query, limit: int) -> list[int]:
    """Keys, the one with most of the rarest terms first."""
    if not query.terms:
        return []
    found, total = _found(current, query.terms)
    worth = _worth(found.values(), len(query.terms), total)
    scored = sorted(((worth[mask], key) for key, mask in found.items()), reverse=True)
    if not scored:
        return []
    enough = scored[0][0] * AT_LEAST
    return [key for score, key in scored if score >= enough][:limit]


def corrected(query: Query) -> Query:
    """With slips of the pen put right."""
    meant = spelling.meant(query)
    return parse(meant) if meant else query


def in_this_order(current: PublicationQuerySet, keys: list[int]) -> PublicationQuerySet:
    places = [When(pk=key, then=Value(place)) for place, key in enumerate(keys)]
    found = current.filter(pk__in=keys)
    if not places:
        return found.none()
    return found.order_by(Case(*places, output_field=IntegerField()))


def _found(current: PublicationQuerySet, terms: Sequence[Term]) -> tuple[dict[int, int], int]:
    """What each public entry has of the terms, as a mask of two bits a term, and how many are public.

    What is to come is left out before anything is weighed: it would show in what is found.
    """
    public, parameters = current.order_by().values("pk").query.sql_with_params()
    values: list[Any] = [*parameters]
    parts: list[str] = []
    for place, term in enumerate(terms):
        for head in (False, True):
            sql, asked = _entries([term], head=head)
            parts.append(f"SELECT {_bit(place, head)} AS bit, id FROM ({sql}) term")  # noqa: S608
            values += asked
    # The plus keeps SQLite from asking the full-text index about each publication by itself.
    statement = (
        f"WITH public(id) AS MATERIALIZED ({public}) "  # noqa: S608
        f"SELECT id, CAST(SUM(bit) AS bigint) FROM ({' UNION ALL '.join(parts)}) hits "
        "WHERE +id IN (SELECT id FROM public) GROUP BY id "
        "UNION ALL SELECT -1, COUNT(*) FROM public"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = dict(cursor.fetchall())
    return rows, rows.pop(-1)


def _bit(place: int, head: bool) -> int:
    return 1 << (2 * place + head)


def _worth(masks: Iterable[int], terms: int, total: int) -> dict[int, float]:
    """What each mask counts for: a term that few entries have weighs more."""
    numbers = Counter(masks)
    worth = dict.fromkeys(numbers, 0.0)
    for place in range(terms):
        having = [mask for mask in numbers if mask & _bit(place, False)]
        weight = log(1 + max(total, 1) / (0.5 + sum(numbers[mask] for mask in having)))
        for mask in having:
            worth[mask] += weight * (1 + IN_HEAD * bool(mask & _bit(place, True)))
    return worth


def _entries(terms: list[Term], *, head: bool) -> tuple[str, list[Any]]:
    expression = matching.all_of(terms)
    if connection.vendor == "sqlite":
        asked = f"{{title_stems own_stems}} : {expression}" if head else expression
        return "SELECT rowid AS id FROM library_index WHERE library_index MATCH %s", [asked]
    function = "library_keys_by_head" if head else "library_keys"
    return f"SELECT id FROM {function}(%s::tsquery) AS id", [expression]  # noqa: S608
