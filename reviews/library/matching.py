"""Asks the full-text indexes: the one place that knows FTS5 from PostgreSQL.

Everything here is a condition or an order for ``Publication.objects.current()``; nothing answers
by itself what is public. Stems are letters and digits only, and go in as parameters.
"""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from reviews.library.query import Query, Stems, Term
from reviews.models.ledger import Publication, PublicationQuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])

# Title, own words, reports online, files.
SQLITE_RANK = "bm25(library_index, 12.0, 6.0, 2.0, 1.0)"
POSTGRESQL_WEIGHTS = "{0.05, 0.2, 0.6, 1.0}"
# Ranking by the words of files reads each file's vector: only for so many.
RANKED_WHOLE = 300


def matching(asked: Rows, query: Query) -> Rows:
    """Those that have every term, in any way of saying it; quoted ones word for word.

    ``asked`` are publications or their entries, which share their keys.
    """
    if not query.terms:
        return asked.none()
    found = asked.filter(pk__in=entries_with(query.terms))
    for term in query.terms:
        if term.quoted and len(term.ways[0]) > 1:
            found = found.filter(pk__in=_phrase(term.ways[0]))
    return found


def ranked(publications: PublicationQuerySet, query: Query) -> PublicationQuerySet:
    """The same, the best first; of equal ones the newest."""
    found = matching(publications, query)
    if not query.terms:
        return found
    expression = all_of(query.terms)
    if connection.vendor == "sqlite":
        joined = found.extra(
            tables=["library_index"],
            where=[
                "library_index.rowid = reviews_publication.edition_id",
                "library_index MATCH %s",
            ],
            params=[expression],
        )
        order = RawSQL(SQLITE_RANK, [])  # noqa: S611
        return _in_order(joined, order, F("public_from").desc(), F("pk").desc())
    any_expression = any_of(query.terms)
    joined = found.extra(
        tables=["library_index"],
        where=["library_index.publication_id = reviews_publication.edition_id"],
    )
    order = RawSQL(
        "ts_rank(%s, library_index.head, %s::tsquery) + CASE WHEN "
        "(SELECT COUNT(*) FROM (SELECT 1 FROM library_index i WHERE i.whole @@ %s::tsquery LIMIT %s) x)"
        " < %s THEN ts_rank(%s, library_index.whole, %s::tsquery) ELSE 0 END",
        [
            POSTGRESQL_WEIGHTS,
            any_expression,
            expression,
            RANKED_WHOLE,
            RANKED_WHOLE,
            POSTGRESQL_WEIGHTS,
            any_expression,
        ],
    )
    return _in_order(joined, order.desc(), F("public_from").desc(), F("pk").desc())


def best_first(keys: list[int], query: Query) -> list[int]:
    """Keys of matching entries, the best first; of equal ones in the order in which they came."""
    if connection.vendor == "sqlite":
        sql = f"SELECT rowid, {SQLITE_RANK} FROM library_index WHERE library_index MATCH %s"  # noqa: S608
        parameters: list[Any] = [all_of(query.terms)]
    else:
        # Without the words of files where so many match that reading each file's vector takes long.
        column = "whole" if len(keys) <= RANKED_WHOLE else "head"
        sql = (
            f"SELECT publication_id, -ts_rank(%s, {column}, %s::tsquery) FROM library_index "  # noqa: S608
            "WHERE publication_id = ANY(%s)"
        )
        parameters = [POSTGRESQL_WEIGHTS, any_of(query.terms), keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        ranks = dict(cursor.fetchall())
    return sorted(keys, key=lambda key: ranks.get(key, 0.0))


def _in_order(found: QuerySet[Publication], *order: Any) -> PublicationQuerySet:
    return cast("PublicationQuerySet", found.order_by(*order))


def entries_with(terms: Iterable[Term]) -> RawSQL:
    """A subquery of the keys of entries that have all of them."""
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM library_index WHERE library_index MATCH %s"
    else:
        sql = "SELECT key FROM library_keys(%s::tsquery) AS key"
    return RawSQL(sql, [all_of(terms)])  # noqa: S611


def all_of(terms: Iterable[Term]) -> str:
    return (" AND " if connection.vendor == "sqlite" else " & ").join(map(_any_way, terms))


def any_of(terms: Iterable[Term]) -> str:
    return (" OR " if connection.vendor == "sqlite" else " | ").join(map(_any_way, terms))


def _phrase(way: Stems) -> RawSQL:
    """A subquery of the keys of publications that have the run of stems in one passage."""
    if connection.vendor == "sqlite":
        sql = (
            "SELECT p.publication_id FROM library_passage_index i "
            "JOIN reviews_librarypassage p ON p.id = i.rowid WHERE library_passage_index MATCH %s"
        )
        return RawSQL(sql, [f'stems : "{" ".join(way)}"'])  # noqa: S611
    sql = "SELECT publication_id FROM reviews_librarypassage WHERE vector @@ %s::tsquery"
    return RawSQL(sql, [" <-> ".join(f"'{one}'" for one in way)])  # noqa: S611


def _any_way(term: Term) -> str:
    """What was typed may stand apart; other words for it say the same only in a row."""
    typed, *others = term.ways
    if connection.vendor == "sqlite":
        ways = [" AND ".join(f'"{one}"' for one in typed)]
        ways += [f'"{" ".join(way)}"' for way in others]
        return "(" + " OR ".join(f"({way})" for way in ways) + ")"
    ways = [" & ".join(f"'{one}'" for one in typed)]
    ways += [" <-> ".join(f"'{one}'" for one in way) for way in others]
    return "(" + " | ".join(f"({way})" for way in ways) + ")"
