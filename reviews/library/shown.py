"""The filters as the page shows them: choices with numbers, chips, and ways out of an empty list."""

from dataclasses import dataclass

from django.urls import reverse

from home.models import BoardSettings
from reviews.library.facets import BY_NAME, FACETS, FEWEST, Facet
from reviews.library.filters import LibraryFilters

TOO_FEW = "too few to show"


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@dataclass(frozen=True)
class WayOut:
    label: str
    url: str
    number: int


@dataclass(frozen=True)
class Group:
    name: str
    legend: str
    items: list[dict[str, object]]


def groups(filters: LibraryFilters, board: BoardSettings) -> list[Group]:
    """Those with something to choose: a facet of one kind of review tells nothing."""
    shown = []
    for facet in FACETS:
        chosen = filters.chosen.get(facet.name, ())
        counts = dict(filters.counts.of[facet.name])
        for value in chosen:
            counts.setdefault(value, 0)
        items = [
            _item(filters, facet, value, number, board)
            for value, number in _in_order(facet, counts)
        ]
        for place, item in enumerate(items, 1):
            item["id"] = f"filter-{facet.name}-{place}"
        can_choose = any(not item["disabled"] for item in items)
        if can_choose and (len(items) > 1 or chosen or facet.name == "progress"):
            shown.append(Group(facet.name, facet.legend, items))
    return shown


def chips(filters: LibraryFilters, board: BoardSettings) -> list[Chip]:
    found = []
    if filters.query.typed:
        found.append(Chip(f"Words: {filters.query.typed}", address(filters.without("q"))))
    for name, values in filters.chosen.items():
        for value in values:
            label = f"{BY_NAME[name].legend}: {label_of(BY_NAME[name], value, board)}"
            found.append(Chip(label, address(filters.without(name, value))))
    return found


def ways_out(filters: LibraryFilters, board: BoardSettings) -> list[WayOut]:
    """What to take away so that something is left, with how much that would be."""
    found = []
    for name in filters.chosen:
        wider = filters.without(name)
        number = wider.counts.total
        if number and not wider.is_refused:
            found.append(WayOut(f"any {BY_NAME[name].legend.lower()}", address(wider), number))
    if filters.query.typed and filters.chosen:
        wider = filters.without("q")
        if not wider.is_refused and wider.counts.total:
            found.append(WayOut("any words", address(wider), wider.counts.total))
    return found


def label_of(facet: Facet, value: str, board: BoardSettings) -> str:
    if facet.name == "scheme":
        label = board.scheme_label(value)
        return label[:1].upper() + label[1:]
    return "Shows progress" if facet.name == "progress" else value


def address(filters: LibraryFilters) -> str:
    query = filters.query_string
    return f"{reverse('library')}?{query}" if query else reverse("library")


def _item(
    filters: LibraryFilters, facet: Facet, value: str, number: int, board: BoardSettings
) -> dict[str, object]:
    checked = value in filters.chosen.get(facet.name, ())
    is_too_few = (facet.personal or _others_are_personal(filters, facet)) and number < FEWEST
    label = label_of(facet, value, board)
    return {
        "value": value,
        "label": label,
        "text": f"{label} ({TOO_FEW})" if is_too_few else f"{label} ({number})",
        "checked": checked,
        "disabled": is_too_few and not checked,
    }


def _others_are_personal(filters: LibraryFilters, facet: Facet) -> bool:
    return any(BY_NAME[name].personal for name in filters.chosen if name != facet.name)


def _in_order(facet: Facet, counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), reverse=facet.newest_first)
