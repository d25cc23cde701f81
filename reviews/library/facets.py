"""What reviews are sorted by, and how many there are of each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import itemgetter, or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from reviews.library import matching
from reviews.library.query import Query
from reviews.models import LibraryEntry, Publication
from reviews.models.ledger import PublicationQuerySet

# Fewer reviews than this are never picked out by what is known of a person: docs/decisions/0008.
FEWEST = 3


@dataclass(frozen=True)
class Facet:
    """``name`` is the parameter in addresses. ``newest_first`` sorts years."""

    name: str
    legend: str
    column: str
    personal: bool = False
    is_number: bool = False
    newest_first: bool = False

    def values_of(self, stored: Any) -> Iterable[str]:
        """What is counted of a column: themes are several, and what is empty is no choice."""
        if self.column == "themes":
            return filter(None, (stored or "").split("\n"))
        return (str(int(stored)) if self.is_number else stored,) if stored else ()

    def meeting(self, wanted: Collection[str]) -> Callable[[Any], bool]:
        """Whether what is stored has one of these; equal columns are taken apart once."""
        return cache(lambda stored: not frozenset(wanted).isdisjoint(self.values_of(stored)))


FACETS = (
    Facet("area", "Area", "area"),
    Facet("relationship", "Relationship", "relationship", personal=True),
    Facet("theme", "Theme", "themes"),
    Facet("published", "Year published", "year_published", is_number=True, newest_first=True),
    Facet("partnership", "Commissioned by", "partnership"),
    Facet("death", "Type of death", "death_type", personal=True),
    Facet(
        "year", "Year of death", "year_of_death", personal=True, is_number=True, newest_first=True
    ),
    Facet("scheme", "Kind of review", "scheme"),
    Facet("progress", "Progress", "has_progress", is_number=True),
)
BY_NAME = {facet.name: facet for facet in FACETS}

NOTHING = (None,) * len(FACETS)
# From so many on, asking the ledger about each takes longer than asking for all that is public.
ASKED_BY_KEY = 1_500

Chosen = Mapping[str, tuple[str, ...]]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Counts:
    """``of`` has, for each facet, its values and how many reviews choosing that one would leave.

    ``keys`` are those of the publications that meet every choice, the newest first, with the year
    of death.
    """

    keys: Sequence[tuple[int, int]]
    of: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        return len(self.keys)


def condition(facet: Facet, values: Sequence[str], prefix: str = "") -> Q:
    if facet.column == "themes":
        named = (Q(**{f"{prefix}themes__contains": f"\n{value}\n"}) for value in values)
        return reduce(or_, named)
    wanted = [int(value) for value in values] if facet.is_number else list(values)
    return Q(**{f"{prefix}{facet.column}__in": wanted})


def chosen_of(publications: PublicationQuerySet, chosen: Chosen) -> PublicationQuerySet:
    for name, values in chosen.items():
        publications = publications.filter(condition(BY_NAME[name], values, "library_entry__"))
    return publications


def count(query: Query, chosen: Chosen) -> Counts:
    """Each facet is counted under the choices in the others.

    A publication that misses one facet's choices still counts in that facet's own numbers; one that
    misses two counts nowhere, and is left out before the ledger is asked about it. Two statements,
    as either alone takes a database less time than both joined, and counting here is faster than
    nine times grouping there: docs/decisions/0007.
    """
    entries = LibraryEntry.objects.all()
    if query.typed:
        entries = matching.matching(entries, query)
    if chosen:
        entries = entries.alias(misses=_misses(chosen)).filter(misses__lte=1)
    columns = (facet.column for facet in FACETS)
    found = {row[0]: row for row in _fetched(entries.values_list("pk", *columns))}
    if query.typed or chosen:
        rows = [found[key] for key in _public_among(found) if key in found]
    else:
        # One that waits for its entry is in the library all the same.
        rows = [found.get(key, (key, *NOTHING)) for key in _public_among(None)]
    meeting, missing = _sorted_by_misses(rows, chosen)
    of = {
        facet.name: _numbers(facet, place, chain(meeting, missing.get(facet.name, ())))
        for place, facet in enumerate(FACETS, 1)
    }
    year = 1 + FACETS.index(BY_NAME["year"])
    return Counts([(row[0], row[year] or 0) for row in meeting], of)


def _public_among(keys: Collection[int] | None) -> list[int]:
    """The newest first; all that are public where it is as quick to ask for all."""
    if keys is not None and not keys:
        return []
    current = Publication.objects.current()
    if keys is not None and len(keys) <= ASKED_BY_KEY:
        current = current.among(list(keys))
    return [key for (key,) in _fetched(current.values_list("pk"))]


def _fetched(rows: QuerySet[Any, Any]) -> list[Row]:
    """As the database has them: making ten thousand rows Django's own takes as long as finding them."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _misses(chosen: Chosen) -> Any:
    missed = (
        Case(When(condition(BY_NAME[name], values), then=0), default=1, output_field=IntegerField())
        for name, values in chosen.items()
    )
    return sum(missed, Value(0, output_field=IntegerField()))


def _sorted_by_misses(
    rows: Iterable[Row], chosen: Chosen
) -> tuple[list[Row], dict[str, list[Row]]]:
    if not chosen:
        return list(rows), {}
    asked = [
        (facet.name, place, facet.meeting(chosen[facet.name]))
        for place, facet in enumerate(FACETS, 1)
        if facet.name in chosen
    ]
    meeting: list[Row] = []
    missing: dict[str, list[Row]] = {name: [] for name in chosen}
    for row in rows:
        missed = [name for name, place, meets in asked if not meets(row[place])]
        if not missed:
            meeting.append(row)
        elif len(missed) == 1:
            missing[missed[0]].append(row)
    return meeting, missing


def _numbers(facet: Facet, place: int, rows: Iterable[Row]) -> dict[str, int]:
    """Equal columns are taken apart once."""
    numbers: Counter[str] = Counter()
    for stored, number in Counter(map(itemgetter(place), rows)).items():
        for value in facet.values_of(stored):
            numbers[value] += number
    return numbers
