"""What a reader asked of the library, from the address alone: the address holds the whole state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import F
from django.http import QueryDict
from django.utils.http import urlencode

from reviews.library import facets, matching
from reviews.library.query import Query, parse
from reviews.models import Publication
from reviews.models.ledger import PublicationQuerySet

NEWEST, OLDEST, YEAR_OF_DEATH, BEST = "newest", "oldest", "year-of-death", "best"
SORTS = {
    BEST: "Best match",
    NEWEST: "Newest first",
    OLDEST: "Oldest first",
    YEAR_OF_DEATH: "Year of death",
}
ORDERS = {
    NEWEST: (F("public_from").desc(), F("pk").desc()),
    OLDEST: (F("public_from").asc(), F("pk").asc()),
    YEAR_OF_DEATH: (
        F("library_entry__year_of_death").desc(nulls_last=True),
        F("public_from").desc(),
        F("pk").desc(),
    ),
}
MAX_VALUES = 30
MAX_VALUE_LENGTH = 120


@dataclass(frozen=True)
class LibraryFilters:
    """``ignored`` are names of facets that were asked for something they can't be."""

    query: Query
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = NEWEST
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, parameters: QueryDict) -> "LibraryFilters":
        """Never raises; what it does not know it leaves out."""
        query = parse(parameters.get("q", "").replace("\x00", ""))
        chosen: dict[str, tuple[str, ...]] = {}
        ignored: list[str] = []
        for facet in facets.FACETS:
            asked = dict.fromkeys(value.strip() for value in parameters.getlist(facet.name))
            asked.pop("", None)
            usable = [value for value in asked if _is_possible(facet, value)][:MAX_VALUES]
            if len(usable) < len(asked):
                ignored.append(facet.legend)
            if usable:
                chosen[facet.name] = tuple(sorted(usable))
        sort = parameters.get("sort", "")
        usual = BEST if query.terms else NEWEST
        if sort not in SORTS or (sort == BEST and not query.terms):
            sort = usual
        return cls(query, chosen, sort, tuple(ignored))

    @property
    def is_plain(self) -> bool:
        """The whole library, as it is listed when nobody asks for anything."""
        return not self.is_narrowed and self.sort == NEWEST

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query.typed or self.chosen)

    @property
    def sorts(self) -> dict[str, str]:
        return {name: said for name, said in SORTS.items() if name != BEST or self.query.terms}

    @property
    def query_string(self) -> str:
        """For links; the same state always has the same one, and an empty one means the library."""
        pairs: list[tuple[str, str]] = [("q", self.query.typed)] if self.query.typed else []
        for facet in facets.FACETS:
            pairs += [(facet.name, value) for value in self.chosen.get(facet.name, ())]
        if self.sort != (BEST if self.query.terms else NEWEST):
            pairs.append(("sort", self.sort))
        return urlencode(pairs)

    def without(self, name: str, value: str | None = None) -> "LibraryFilters":
        """As it would be without one choice, a facet's choices, or (“q”) the words."""
        if name == "q":
            sort = NEWEST if self.sort == BEST else self.sort
            return replace(self, query=parse(""), sort=sort)
        kept = tuple(one for one in self.chosen.get(name, ()) if value not in (None, one))
        chosen = {key: values for key, values in self.chosen.items() if key != name}
        return replace(self, chosen={**chosen, name: kept} if kept else chosen)

    def with_words(self, text: str) -> "LibraryFilters":
        return replace(self, query=parse(text))

    @cached_property
    def counts(self) -> facets.Counts:
        """Every facet's numbers under the other choices, and the number of reviews."""
        return facets.count(self.query, self.chosen)

    @property
    def is_personal(self) -> bool:
        return any(facets.BY_NAME[name].personal for name in self.chosen)

    @cached_property
    def is_refused(self) -> bool:
        """Whether what is known of a person would pick out too few: docs/decisions/0008.

        None at all is refused too, as the difference would tell.
        """
        if not self.is_personal:
            return False
        if "counts" in self.__dict__:
            return self.counts.total < facets.FEWEST
        current = Publication.objects.current()
        searched = matching.matching(current, self.query) if self.query.typed else current
        few = facets.chosen_of(searched, self.chosen).order_by()
        return len(few.values_list("pk")[: facets.FEWEST]) < facets.FEWEST

    def keys(self) -> list[int]:
        """Of all that readers may have of it, in order: what a page is cut from.

        Of the same answer as ``counts``, so that the ledger is not asked again.
        """
        if self.is_refused:
            return []
        found = self.counts.keys
        if self.sort == YEAR_OF_DEATH:
            found = sorted(found, key=lambda one: -one[1])
        keys = [key for key, _ in found]
        if self.sort == BEST:
            return matching.best_first(keys, self.query)
        return keys[::-1] if self.sort == OLDEST else keys

    def publications(self) -> PublicationQuerySet:
        """What readers may have of it, in order; nothing where it is refused."""
        if self.is_refused:
            return Publication.objects.none()
        current = facets.chosen_of(Publication.objects.current(), self.chosen)
        if self.sort == BEST:
            return matching.ranked(current, self.query)
        if self.query.typed:
            current = matching.matching(current, self.query)
        return current.order_by(*ORDERS[self.sort])


def _is_possible(facet: facets.Facet, value: str) -> bool:
    if "\x00" in value or len(value) > MAX_VALUE_LENGTH:
        return False
    return not facet.is_number or (value.isascii() and value.isdigit() and len(value) <= 4)
