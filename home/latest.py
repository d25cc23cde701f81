"""What the front page shows as new. Applications register a source; ``home`` knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.module_loading import import_string
from django.utils.timezone import localdate

LATEST_COUNT = 3
CHANGES_COUNT = 4

_sources: list[str] = []
_change_sources: list[str] = []


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was published or brought up to date on a day."""

    on: date
    text: str
    url: str


def register_latest(dotted_path: str) -> None:
    """``dotted_path`` names a function of one number that returns that many items."""
    if dotted_path not in _sources:
        _sources.append(dotted_path)


def latest_items() -> list[Any]:
    found: list[Any] = []
    for path in _sources:
        source: Callable[[int], Iterable[Any]] = import_string(path)
        found.extend(source(LATEST_COUNT))
    return found


def register_changes(dotted_path: str) -> None:
    """``dotted_path`` names a function of one number that returns that many changes, newest first."""
    if dotted_path not in _change_sources:
        _change_sources.append(dotted_path)


def latest_changes() -> list[Change]:
    found = _changed_pages(CHANGES_COUNT)
    for path in _change_sources:
        source: Callable[[int], Iterable[Change]] = import_string(path)
        found.extend(source(CHANGES_COUNT))
    return sorted(found, key=lambda change: change.on, reverse=True)[:CHANGES_COUNT]


def _changed_pages(count: int) -> list[Change]:
    from home.models import InformationPage

    pages = InformationPage.objects.live().public().exclude(last_published_at=None)
    newest = pages.order_by("-last_published_at", "pk").defer_streamfields()[:count]
    return [
        Change(localdate(page.last_published_at), page.title, page.relative_url(None) or "/")
        for page in newest
    ]
