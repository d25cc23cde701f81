"""Site-wide search: each application registers a source of hits, ``home`` adds its own pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.module_loading import import_string

from home.models import InformationPage

LIMIT = 20

_sources: list[str] = []


@dataclass(frozen=True)
class Hit:
    """``fragments`` are ``text`` in pieces of ``text`` and ``is_found``, where words are marked;
    ``passages`` have ``place``, ``url`` and fragments. Pieces are text, never markup.
    """

    title: str
    url: str
    text: str
    fragments: list[Any] = field(default_factory=list)
    passages: list[Any] = field(default_factory=list)


def register_search(dotted_path: str) -> None:
    """``dotted_path`` names a function of a query and a limit that returns hits."""
    if dotted_path not in _sources:
        _sources.append(dotted_path)


def search_everything(query: str) -> list[Hit]:
    hits: list[Hit] = []
    for path in _sources:
        source: Callable[[str, int], Iterable[Hit]] = import_string(path)
        hits.extend(source(query, LIMIT))
    hits.extend(_pages(query))
    return hits


def _pages(query: str) -> list[Hit]:
    words = query.split()
    match = Q()
    for word in words:
        match &= Q(title__icontains=word) | Q(lead__icontains=word) | Q(words__icontains=word)
    pages = InformationPage.objects.live().public().filter(match).order_by("title")[:LIMIT]
    return [Hit(page.title, page.relative_url(None) or "/", page.lead) for page in pages]
