"""What reviews are sorted by, and how many there are of each, in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from reviews.models import LibraryTheme
from reviews.models.ledger import PublicationQuerySet

# Fewer reviews than this are never picked out by what is known of a person: docs/decisions/0008.
FEWEST = 3
THEME = "theme"


@dataclass(frozen=True)
class Facet:
    """``name`` is the parameter in addresses. ``newest_first`` sorts years."""

    name: str
    legend: str
    column: str
    personal: bool = False
    is_number: bool = False
    newest_first: bool = False

    @property
    def field(self) -> str:
        return f"library_entry__{self.column}"


FACETS = (
    Facet("area", "Area", "area"),
    Facet("relationship", "Relationship", "relationship", personal=True),
    Facet(THEME, "Theme", "themes__name"),
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

# How the databases write what is not text; an empty name is no choice.
NAMED = {None: "", "0": "", "false": "", "true": "1"}

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Counts:
    """``of`` has, for each facet, its values and how many reviews choosing that one would leave."""

    total: int
    of: Mapping[str, Mapping[str, int]]


def condition(facet: Facet, values: Sequence[str]) -> Q:
    wanted = [int(value) for value in values] if facet.is_number else list(values)
    if facet.name == THEME:
        themes = LibraryTheme.objects.filter(entry=OuterRef("pk"), name__in=wanted)
        return Q(Exists(themes))
    return Q(**{f"{facet.field}__in": wanted})


def chosen_of(publications: PublicationQuerySet, chosen: Chosen) -> PublicationQuerySet:
    for name, values in chosen.items():
        publications = publications.filter(condition(BY_NAME[name], values))
    return publications


def count(publications: PublicationQuerySet, chosen: Chosen) -> Counts:
    """Each facet is counted under the choices in the others.

    A publication that misses one facet's choices still counts in that facet's own numbers, and
    one that misses two counts nowhere.
    """
    missed = [
        Case(When(condition(BY_NAME[name], values), then=0), default=1, output_field=IntegerField())
        for name, values in chosen.items()
    ]
    misses = sum(missed, Value(0, output_field=IntegerField()))
    rows = publications.order_by().annotate(misses=misses).filter(misses__lte=1)
    rows = rows.annotate(
        **{f"missed_{name}": one for name, one in zip(chosen, missed, strict=True)}
    )
    columns = [facet for facet in FACETS if facet.name != THEME]
    names = ["id", *(facet.name for facet in columns), "misses", *(f"missed_{n}" for n in chosen)]
    found = rows.values_list(
        "pk",
        *(facet.field for facet in columns),
        "misses",
        *(f"missed_{name}" for name in chosen),
    )
    try:
        sql, parameters = found.query.sql_with_params()
    except EmptyResultSet:
        return Counts(0, {facet.name: {} for facet in FACETS})
    listed = ", ".join(f"c_{name}" for name in names)
    parts = [
        "SELECT 'total' AS facet, '' AS value, COUNT(*) AS number FROM found WHERE c_misses = 0"
    ]
    for facet in FACETS:
        own = f" OR c_missed_{facet.name} = 1" if facet.name in chosen else ""
        if facet.name == THEME:
            parts.append(
                "SELECT 'theme', t.name, COUNT(*) FROM found JOIN reviews_librarytheme t "  # noqa: S608
                f"ON t.entry_id = c_id WHERE (c_misses = 0{own}) GROUP BY t.name"
            )
        else:
            parts.append(
                f"SELECT '{facet.name}', CAST(c_{facet.name} AS {_text()}), COUNT(*) FROM found "  # noqa: S608
                f"WHERE (c_misses = 0{own}) GROUP BY c_{facet.name}"
            )
    statement = f"WITH found({listed}) AS MATERIALIZED ({sql}) " + " UNION ALL ".join(parts)
    total = 0
    of: dict[str, dict[str, int]] = {facet.name: {} for facet in FACETS}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for facet, value, number in cursor.fetchall():
            if facet == "total":
                total = number
            elif value := NAMED.get(value, value):
                of[facet][value] = number
    return Counts(total, of)


def _text() -> str:
    return "TEXT" if connection.vendor == "sqlite" else "varchar"
